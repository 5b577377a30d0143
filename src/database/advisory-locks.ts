/**
 * Advisory locks of PostgreSQL, the same in every process and every edition of the program. Those with a class stand
 * for one thing each (class, number of the thing); the others for all of their kind.
 */
export const LOCK_CLASS = {
  /** Shared by deliveries of a declared feed, exclusive for its watermark; with the feed's id. */
  feed: 748_201,
  /** Held by whoever runs a trial, as long as it lives; with the trial's id. */
  trial: 748_202,
  /** A case that is being reviewed; with the hash of its number. */
  review: 748_203,
} as const;

export const LOCK = {
  /** One process at a time changes the schema. */
  migration: 748_201_936,
  /** One writer at a time over the whole catalogue. */
  publish: 748_201_937,
  /** One process at a time moves cases to another calendar. */
  calendarMove: 748_201_938,
  /** One process at a time has every case reviewed again. */
  edition: 748_201_939,
} as const;
