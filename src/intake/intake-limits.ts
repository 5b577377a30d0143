import type { Feed } from '../sources/feed.js';
import type { Clock } from '../time/clock.js';

/** Requests of one feed that are worked on at once; a further one gets 429. */
export const MAX_REQUESTS_AT_ONCE = 64;
/** Requests of one feed per second in the long run, and how many may come in a burst. */
export const REQUESTS_PER_SECOND = 1_000;
export const REQUEST_BURST = 3_000;
/** Readers that may wait for room in this process before new requests get 503. */
export const MAX_WAITING_READERS = 256;
/** What a sender is told to wait (seconds). */
export const RETRY_AFTER_S = 1;

interface Account {
  running: number;
  tokens: number;
  filledAt: number;
}

/** Per-feed limits, looked at before anything of the body is read. */
export class IntakeLimits {
  private readonly feeds = new Map<number, Account>();

  constructor(private readonly clock: Clock) {}

  /** `undefined`: over the limit. Otherwise call the result when the request is answered. */
  admit(feed: Feed): (() => void) | undefined {
    const now = this.clock.now();
    const account = this.feeds.get(feed.id) ?? { running: 0, tokens: REQUEST_BURST, filledAt: now };
    this.feeds.set(feed.id, account);
    const gained = (Math.max(0, now - account.filledAt) / 1_000) * REQUESTS_PER_SECOND;
    account.tokens = Math.min(REQUEST_BURST, account.tokens + gained);
    account.filledAt = now;
    if (account.running >= MAX_REQUESTS_AT_ONCE || account.tokens < 1) return undefined;
    account.tokens -= 1;
    account.running += 1;
    return () => {
      account.running -= 1;
    };
  }
}
