import type { Instant } from '../domain/instant.js';
import { midnight, OutsideCalendar, sameDateMonthsLater, shanghaiDay, type DayTable } from './day-table.js';
import type { LimitUnit } from './history.js';
import {
  endlessSince,
  HeldForEver,
  isPaused,
  pausedDays,
  pausedInterval,
  type Pause,
  type PausedDays,
} from './pauses.js';

/** A limit ready to be counted. */
export interface CountedLimit {
  readonly amount: number;
  readonly unit: LimitUnit;
  /** Counted from the base day of contract §4 rule 3 (limits of 0 days, instant items). */
  readonly sameDay: boolean;
  /** Working days of office time from the instant of the start on, not to the close of a last day. */
  readonly byMoment?: boolean;
}

/** Why there is no due instant. */
export type NoDue = 'paused' | 'not-computable';

const HOUR = 3_600_000;

/**
 * Due instant of a limit that starts at `start`, `extension` units added, the pauses left out. `paused`: a day or an
 * hour that counts lies in an endless one.
 */
export function dueOf(
  start: Instant,
  limit: CountedLimit,
  extension: number,
  pauses: readonly Pause[],
  calendar: DayTable,
): Instant | NoDue {
  return orWhyNot(() => {
    const { unit } = limit;
    const total = limit.amount + extension;
    if (limit.byMoment && total > 0) return officeDays(start, total, pauses, calendar);
    if (!(limit.sameDay && total === 0) && (unit === 'hour' || unit === 'workingHour'))
      return unit === 'hour' ? wallClock(start, total, pauses, calendar) : officeTime(start, total, pauses, calendar);
    return calendar.close(dueDay(start, limit, extension, pausedDays(pauses, calendar), calendar));
  });
}

/** The instant by which so many working days of office time have passed. */
export const momentAfter = (
  start: Instant,
  days: number,
  pauses: readonly Pause[],
  calendar: DayTable,
): Instant | NoDue => orWhyNot(() => officeDays(start, days, pauses, calendar));

function orWhyNot(count: () => Instant): Instant | NoDue {
  try {
    return count();
  } catch (error) {
    if (error instanceof HeldForEver) return 'paused';
    if (error instanceof OutsideCalendar) return 'not-computable';
    throw error;
  }
}

function dueDay(
  start: Instant,
  limit: CountedLimit,
  extension: number,
  paused: readonly PausedDays[],
  calendar: DayTable,
): number {
  const amount = limit.amount + extension;
  if (limit.sameDay && amount === 0) return baseDay(start, paused, calendar);
  const startDay = shanghaiDay(start);
  if (limit.unit === 'workingDay') return countDays(startDay, amount, paused, calendar, true);
  const calendarDays =
    limit.unit === 'calendarDay'
      ? amount
      : sameDateMonthsLater(startDay, limit.unit === 'year' ? 12 * amount : amount) - startDay;
  let day = countDays(startDay, calendarDays, paused, calendar, false);
  while (!calendar.working(day)) day++;
  return day;
}

/** Rule 3: the start day, or the next working day when it started after close or on a day off; not a paused one. */
function baseDay(start: Instant, paused: readonly PausedDays[], calendar: DayTable): number {
  let day = shanghaiDay(start);
  if (calendar.working(day) && start > calendar.close(day)) day++;
  while (!calendar.working(day) || isPaused(day, paused)) day++;
  return day;
}

/** The start day is not counted, nor is a paused day. */
function countDays(
  startDay: number,
  amount: number,
  paused: readonly PausedDays[],
  calendar: DayTable,
  onlyWorking: boolean,
): number {
  let day = startDay;
  for (let counted = 0; counted < amount;) {
    day++;
    if (day > calendar.lastDay) throw new OutsideCalendar(`day ${day} is after the last published day`);
    if ((!onlyWorking || calendar.working(day)) && !isPaused(day, paused)) counted++;
  }
  return day;
}

interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Pauses as intervals: in order, those that touch each other as one; apart those of which nobody knows their cap. */
function intervalsOf(pauses: readonly Pause[], calendar: DayTable): { held: Interval[]; unknown: Interval[] } {
  const held: { from: Instant; to: Instant }[] = [];
  const intervals = pauses.map((pause) => pausedInterval(pause, calendar)).filter(({ from, to }) => to > from);
  for (const { from, to, unknown } of intervals.sort((a, b) => a.from - b.from)) {
    const last = held.at(-1);
    if (unknown) continue;
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else held.push({ from, to });
  }
  return { held, unknown: intervals.filter(({ unknown }) => unknown) };
}

/** The parts of [from, to) that no pause covers. */
function* unpaused(from: Instant, to: Instant, held: readonly Interval[]) {
  let at = from;
  for (const pause of held) {
    if (pause.to <= at || pause.from >= to) continue;
    if (pause.from > at) yield { from: at, to: pause.from };
    at = pause.to;
  }
  if (at < to) yield { from: at, to };
}

/** Uses up time; knows the instant at which none is left. */
class Remaining {
  private left: number;
  due?: Instant;

  constructor(
    hours: number,
    private readonly unknown: readonly Interval[],
  ) {
    this.left = Math.round(hours * HOUR);
  }

  /** Throws OutsideCalendar where a pause without a known cap may hold the part. */
  use({ from, to }: Interval): boolean {
    const until = Math.min(to, from + this.left);
    if (this.unknown.some((pause) => pause.from < until && from < pause.to))
      throw new OutsideCalendar('the cap of a pause lies outside the published days');
    this.left -= until - from;
    if (this.left === 0) this.due = until;
    return this.left === 0;
  }
}

/**
 * Every special procedure that is not over at the start adds the days it was applied for; one without holds the clock
 * while it lasts.
 */
function officeDays(start: Instant, days: number, pauses: readonly Pause[], calendar: DayTable): Instant {
  let total = days;
  for (const pause of pauses) if (pausedInterval(pause, calendar).to > start) total += pause.capDays ?? 0;
  const holding = pauses.filter(({ capDays }) => capDays === undefined);
  return total === 0 ? start : officeTime(start, total * calendar.dayHours, holding, calendar);
}

function wallClock(start: Instant, hours: number, pauses: readonly Pause[], calendar: DayTable): Instant {
  const { held, unknown } = intervalsOf(pauses, calendar);
  const remaining = new Remaining(hours, unknown);
  for (const part of unpaused(start, Infinity, held)) if (remaining.use(part)) return remaining.due!;
  throw new HeldForEver();
}

function officeTime(start: Instant, hours: number, pauses: readonly Pause[], calendar: DayTable): Instant {
  const { held, unknown } = intervalsOf(pauses, calendar);
  const remaining = new Remaining(hours, unknown);
  const heldSince = endlessSince(pauses);
  for (let day = shanghaiDay(start); ; day++) {
    if (midnight(day) >= heldSince) throw new HeldForEver();
    if (!calendar.working(day)) continue;
    for (const slot of calendar.officeHours) {
      const [open, close] = [Math.max(start, midnight(day) + slot.open), midnight(day) + slot.close];
      for (const part of unpaused(open, close, held)) if (remaining.use(part)) return remaining.due!;
    }
  }
}
