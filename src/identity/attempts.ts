import { LOCK_MINUTES, MAX_ACCOUNT_FAILURES } from './account.repository.js';

/** Wrong passwords in a row for one name from one address, after which this address is told to wait. */
export const MAX_FAILURES = 5;
/** Names, and pairs of name and address, that are remembered; the one that was counted longest ago goes first. */
export const MAX_REMEMBERED = 10_000;

interface Count {
  readonly failures: number;
  readonly lockedUntil: number;
}

/** Drops the oldest entries of a map beyond what is remembered. */
function bound(map: Map<string, unknown>): void {
  const oldest = map.size > MAX_REMEMBERED ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

class Failures {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly allowed: number,
    private readonly now: () => number,
  ) {}

  isLocked(key: string): boolean {
    return (this.counts.get(key)?.lockedUntil ?? 0) > this.now();
  }

  add(key: string): void {
    const failures = (this.counts.get(key)?.failures ?? 0) + 1;
    const locks = failures >= this.allowed;
    this.counts.delete(key);
    this.counts.set(key, {
      failures: locks ? 0 : failures,
      lockedUntil: locks ? this.now() + LOCK_MINUTES * 60_000 : 0,
    });
    bound(this.counts);
  }

  forget(key: string): void {
    this.counts.delete(key);
  }
}

/** One account's attempts from one address. */
export interface Attempt {
  readonly username: string;
  /** As `addressShare` gives it. */
  readonly address: string;
}

const keyOf = ({ username, address }: Attempt): string => `${address} ${username}`;

/**
 * Counts wrong passwords by name and address, so that strangers lock out themselves and not the person. Addresses from
 * which somebody has signed in to an account are familiar to it: the account's lock against guesses from many addresses
 * does not hold for them. Names that do not exist are counted as others are, so that a lock does not tell which do.
 */
export class Attempts {
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly byAddress: Failures;
  private readonly unknown: Failures;
  private readonly familiar = new Map<string, true>();

  constructor(now = (): number => performance.now()) {
    this.byAddress = new Failures(MAX_FAILURES, now);
    this.unknown = new Failures(MAX_ACCOUNT_FAILURES, now);
  }

  /** One after another, so that many at once cannot pass the count of failures. */
  async inTurn<T>(who: Attempt, attempt: () => Promise<T>): Promise<T> {
    const key = keyOf(who);
    const before = this.turns.get(key) ?? Promise.resolve();
    const turn = before.then(attempt, attempt);
    this.turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(key) === turn) this.turns.delete(key);
    }
  }

  isFamiliar(who: Attempt): boolean {
    return this.familiar.has(keyOf(who));
  }

  /** With whom an attempt shares its turns: who has signed in from here before need not wait for others here. */
  shareOf(who: Attempt): string {
    return this.isFamiliar(who) ? keyOf(who) : who.address;
  }

  isLocked(who: Attempt): boolean {
    return this.byAddress.isLocked(keyOf(who));
  }

  isUnknownLocked(username: string): boolean {
    return this.unknown.isLocked(username);
  }

  countFailure(who: Attempt): void {
    this.byAddress.add(keyOf(who));
  }

  countUnknown(username: string): void {
    this.unknown.add(username);
  }

  countSuccess(who: Attempt): void {
    const key = keyOf(who);
    this.byAddress.forget(key);
    this.familiar.delete(key);
    this.familiar.set(key, true);
    bound(this.familiar);
  }
}
