const SECOND = 1_000;
const DAY = 86_400_000;

/** The numbers of the rules over many cases, as they are published; a test holds them to the rules themselves. */
export const BURST = { count: 5, span: 60 * SECOND, window: 10 * DAY };
export const LIKE = { peers: 10, fence: { above: 3n, below: 2n }, window: 365 * DAY, most: 200_000 };
export const CHANGE = { after: 10 * DAY, window: 90 * DAY };
export const SHARES = {
  'H-SHARE-REFUSED': { percent: 2, minimum: 100 },
  'H-SHARE-RETURNED': { percent: 1, minimum: 100 },
  'H-SHARE-LATE-ENTRY': { percent: 5, minimum: 100 },
} as const;
export const VOLUME = { percent: 50, minimum: 100 };
/** Ended months that are computed again. */
export const MONTHS = 3;
export const GAP = { patience: 600 * SECOND, most: 100 };
export const UNKNOWN = { window: 90 * DAY };
/** Milliseconds after which an entry is late. */
export const LATE_ENTRY = 7 * DAY;
/** Cases that a hint names at most. */
export const NAMED_CASES = 50;

/** What arrived later than this before a computation (milliseconds) need not have been seen by it. */
export const SETTLING = 600 * SECOND;
