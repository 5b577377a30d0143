import type { WorkingCalendar } from './calendar.js';
import { type Instant, dayOf, rfc3339, startOfDay } from './instant.js';

/** The calendars in force. */
export interface Calendars {
  readonly codes: readonly string[];
  get(code: string): WorkingCalendar | undefined;
  /** The calendar of an organisation; `null`: of every one that no other calendar names. */
  forOrg(org: string | null): WorkingCalendar;
}

/** By code of calendar an instant in RFC 3339; `*` for a code that is not among them. */
export type DueHorizon = Readonly<Record<string, string>>;

/**
 * The end of the n-th working day after the day of `now`, which counts as day 0: limits in hours end after office hours
 * too, and today is today also on a day off.
 */
export function dueHorizon(calendars: Calendars, now: Instant, n: number): DueHorizon {
  const until = (calendar: WorkingCalendar): string => rfc3339(endAfter(calendar, now, n));
  const entries = calendars.codes.map((code) => [code, until(calendars.get(code)!)] as const);
  return { ...Object.fromEntries(entries), '*': until(calendars.forOrg(null)) };
}

/** Where the published days end before, their end: no due instant that was counted lies beyond it. */
const endAfter = (calendar: WorkingCalendar, now: Instant, n: number): Instant =>
  startOfDay((calendar.addWorkingDays(dayOf(now), n) ?? calendar.lastDay) + 1);
