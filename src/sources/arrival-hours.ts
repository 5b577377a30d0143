import { HOUR, type Instant } from '../domain/instant.js';

/** Hours of the clock that are kept of each feed. */
export const HOURS_KEPT = 24;

/** Events that a feed delivered in one hour of the clock. */
export interface HourOfArrivals {
  readonly feed: number;
  /** Its beginning. */
  readonly hour: Instant;
  readonly events: number;
}

/** How many events a feed delivered in each of the last 24 hours of the clock, the current one last. */
export function lastHours(arrivals: readonly HourOfArrivals[], feed: number, now: Instant): number[] {
  const first = Math.floor(now / HOUR) - HOURS_KEPT + 1;
  const hours = new Array<number>(HOURS_KEPT).fill(0);
  for (const { feed: from, hour, events } of arrivals) {
    const index = Math.floor(hour / HOUR) - first;
    if (from === feed && index >= 0 && index < HOURS_KEPT) hours[index] = events;
  }
  return hours;
}
