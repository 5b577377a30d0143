import { LOCK_MINUTES, MAX_FAILURES } from './account.repository.js';

/** Guesses that may wait for their turn in this process. */
const MAX_WAITING = 100;
const MAX_NAMES = 10_000;

/**
 * Takes attempts on one username one after another, so that many at once cannot pass the count of failures; and counts
 * failures of names that do not exist, so that a lock does not tell which names do.
 */
export class Attempts {
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly unknown = new Map<string, { failures: number; lockedUntil: number }>();
  private waiting = 0;

  /** `undefined`: too many are waiting. */
  async inTurn<T>(username: string, attempt: () => Promise<T>): Promise<T | undefined> {
    if (this.waiting >= MAX_WAITING) return undefined;
    this.waiting++;
    const before = this.turns.get(username) ?? Promise.resolve();
    const turn = before.then(attempt, attempt);
    this.turns.set(username, turn);
    try {
      return await turn;
    } finally {
      this.waiting--;
      if (this.turns.get(username) === turn) this.turns.delete(username);
    }
  }

  isLocked(username: string): boolean {
    return (this.unknown.get(username)?.lockedUntil ?? 0) > performance.now();
  }

  countFailure(username: string): void {
    const failures = (this.unknown.get(username)?.failures ?? 0) + 1;
    const locks = failures >= MAX_FAILURES;
    const lockedUntil = locks ? performance.now() + LOCK_MINUTES * 60_000 : 0;
    this.unknown.delete(username);
    this.unknown.set(username, { failures: locks ? 0 : failures, lockedUntil });
    const oldest = this.unknown.size > MAX_NAMES ? this.unknown.keys().next().value : undefined;
    if (oldest !== undefined) this.unknown.delete(oldest);
  }
}
