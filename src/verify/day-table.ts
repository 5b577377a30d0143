import type { Instant } from '../domain/instant.js';
import { groupBy } from './group.js';

/** What the calendar files say, see `readCalendarDays`. */
export interface DeclaredCalendar {
  readonly officeHours: readonly (readonly [open: string, close: string])[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: ReadonlyMap<string, { readonly off: boolean }>;
}

/** A day was needed that no published calendar covers. */
export class OutsideCalendar extends Error {}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Number of the Shanghai day (UTC+8) on which an instant lies; 0 is 1970-01-01. */
export const shanghaiDay = (at: Instant): number => Math.floor((at + 8 * HOUR) / DAY);

/** 00:00 in Shanghai. */
export const midnight = (day: number): Instant => day * DAY - 8 * HOUR;

/** What a source writes that keeps only days. */
export const isMidnight = (at: Instant): boolean => at === midnight(shanghaiDay(at));

/** Some source knows the hour, another one only the day: at that hour something more may have happened before. */
export const mayBeIncomplete = (at: Instant, others: readonly { readonly at: Instant }[]): boolean =>
  isMidnight(at) && !others.every((other) => isMidnight(other.at));

/** When something happened, by one record or several; the day alone and the first hour of that day may be one time. */
export function timesOf(records: readonly { readonly at: Instant }[]): Instant[] {
  const times = [...new Set(records.map(({ at }) => at))].sort((a, b) => a - b);
  return [...groupBy(times, shanghaiDay).values()].flatMap(([first, ...more]) => [
    first!,
    ...(isMidnight(first!) ? more.slice(1) : more),
  ]);
}

/** Not certainly earlier: what has only the day may have happened at any hour of it. */
export const mayFollow = (at: Instant, since: Instant): boolean =>
  at >= since || (isMidnight(at) && shanghaiDay(at) === shanghaiDay(since));

/** The day `count` months later, or the last day of that month where the date does not exist. */
export function sameDateMonthsLater(day: number, count: number): number {
  const from = new Date(day * DAY);
  const [year, month, date] = [from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()];
  const lastOfMonth = new Date(Date.UTC(year, month + count + 1, 0)).getUTCDate();
  return Date.UTC(year, month + count, Math.min(date, lastOfMonth)) / DAY;
}

const number = (isoDay: string): number => Date.parse(`${isoDay}T00:00:00Z`) / DAY;
const sinceMidnight = (clock: string): number => Date.parse(`1970-01-01T${clock}:00Z`);

/** One entry per day, read one day after the other. Nothing is summed up or searched. */
export class DayTable {
  readonly firstDay: number;
  readonly lastDay: number;
  /** Milliseconds since midnight. */
  readonly officeHours: readonly { readonly open: number; readonly close: number }[];
  private readonly isWorking: boolean[] = [];

  constructor(declared: DeclaredCalendar) {
    this.firstDay = number(declared.firstDay);
    this.lastDay = number(declared.lastDay);
    this.officeHours = declared.officeHours.map(([open, close]) => ({
      open: sinceMidnight(open),
      close: sinceMidnight(close),
    }));
    for (let day = this.firstDay; day <= this.lastDay; day++) {
      const date = new Date(day * DAY);
      const said = declared.days.get(date.toISOString().slice(0, 10));
      const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
      this.isWorking.push(said ? !said.off : !weekend);
    }
  }

  /** Hours of a whole working day. */
  get dayHours(): number {
    return this.officeHours.reduce((sum, { open, close }) => sum + (close - open) / HOUR, 0);
  }

  /** Throws OutsideCalendar. */
  working(day: number): boolean {
    const answer = this.isWorking[day - this.firstDay];
    if (answer === undefined) throw new OutsideCalendar(`day ${day} is in no published calendar`);
    return answer;
  }

  opening(day: number): Instant {
    return midnight(day) + this.officeHours[0]!.open;
  }

  close(day: number): Instant {
    return midnight(day) + this.officeHours.at(-1)!.close;
  }

  /** The `count`-th working day after `day`; a negative count goes back. */
  workingDaysFrom(day: number, count: number): number {
    const direction = Math.sign(count);
    let left = Math.abs(count);
    let at = day;
    while (left > 0) {
      at += direction;
      if (this.working(at)) left--;
    }
    return at;
  }
}
