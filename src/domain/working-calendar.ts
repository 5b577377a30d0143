import type { DayInfo, WorkingCalendar } from './calendar.js';
import { type Day, type Instant, DAY, HOUR, MINUTE, dayFromIso, dayOf, startOfDay, weekdayOf } from './instant.js';

/** A day that a notice declares off, or working although it is a weekend. */
export interface DeclaredDay {
  readonly off: boolean;
  readonly name: string;
  readonly notice: string;
}

/** What a calendar is made of: dates as ISO text, office hours as `HH:MM` in Asia/Shanghai (`24:00` = midnight). */
export interface CalendarDays {
  /** In order and without overlap. */
  readonly officeHours: readonly (readonly [open: string, close: string])[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: ReadonlyMap<string, DeclaredDay>;
}

interface OfficeHours {
  /** Milliseconds since midnight. */
  readonly open: number;
  readonly close: number;
  /** Working milliseconds of the day before `open`. */
  readonly before: number;
}

export const isWeekend = (day: Day): boolean => weekdayOf(day) % 6 === 0;

/** Fractions of an hour leave rounding dust; less than this is no further millisecond. */
const DUST = 1e-6;

/** Working days are numbered 1 … N; prefix sums answer both ways without walking over days. */
class PrefixCalendar implements WorkingCalendar {
  readonly code: string;
  readonly version: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly workdayMs: number;
  private readonly declared = new Map<Day, DeclaredDay>();
  /** 1 on working days, by day since `firstDay`. */
  private readonly working: Uint8Array;
  /** Working days up to and including the day. */
  private readonly ranks: Int32Array;
  /** Day of rank n at index n; index 0 is unused. */
  private readonly byRank: Int32Array;
  private readonly hours: readonly OfficeHours[];
  private readonly openingMs: number;
  private readonly closeMs: number;

  constructor(code: string, version: string, source: CalendarDays) {
    this.code = code;
    this.version = version;
    this.firstDay = dayFromIso(source.firstDay);
    this.lastDay = dayFromIso(source.lastDay);
    for (const [date, declared] of source.days) this.declared.set(dayFromIso(date), declared);
    const size = this.lastDay - this.firstDay + 1;
    if (size < 1) throw new RangeError(`the last day ${source.lastDay} lies before the first ${source.firstDay}`);
    this.working = new Uint8Array(size);
    this.ranks = new Int32Array(size);
    this.byRank = this.numberWorkingDays(size);
    this.hours = officeHours(source.officeHours);
    this.openingMs = this.hours[0]!.open;
    const last = this.hours.at(-1)!;
    this.closeMs = last.close;
    this.workdayMs = last.before + last.close - last.open;
  }

  private numberWorkingDays(size: number): Int32Array {
    const byRank = [0];
    for (let i = 0; i < size; i++) {
      const day = this.firstDay + i;
      const declared = this.declared.get(day);
      if (declared ? !declared.off : !isWeekend(day)) {
        this.working[i] = 1;
        byRank.push(day);
      }
      this.ranks[i] = byRank.length - 1;
    }
    return Int32Array.from(byRank);
  }

  info(day: Day): DayInfo | undefined {
    const working = this.isWorking(day);
    if (working === undefined) return undefined;
    const declared = this.declared.get(day);
    const weekend = isWeekend(day);
    if (!declared) return { day, kind: weekend ? 'weekend' : 'workday', working };
    const kind = declared.off ? 'holiday' : weekend ? 'make-up' : 'workday';
    return { day, kind, working, name: declared.name, notice: declared.notice };
  }

  isWorking(day: Day): boolean | undefined {
    const flag = this.working[day - this.firstDay];
    return flag === undefined ? undefined : flag === 1;
  }

  rank(day: Day): number | undefined {
    return day === this.firstDay - 1 ? 0 : this.ranks[day - this.firstDay];
  }

  select(n: number): Day | undefined {
    return n >= 1 ? this.byRank[n] : undefined;
  }

  addWorkingDays(day: Day, n: number): Day | undefined {
    const rank = this.rank(day);
    if (rank === undefined) return undefined;
    if (n > 0) return this.select(rank + n);
    if (n === 0) return this.isWorking(day) === undefined ? undefined : day;
    // Backwards the day itself is not counted: on a working day its own rank is one step too far.
    return this.select(rank + n + (this.isWorking(day) ? 0 : 1));
  }

  rollForward(day: Day): Day | undefined {
    const i = day - this.firstDay;
    return this.working[i] === 1 ? day : this.byRank[this.ranks[i]! + 1];
  }

  opening(day: Day): Instant {
    return startOfDay(day) + this.openingMs;
  }

  close(day: Day): Instant {
    return startOfDay(day) + this.closeMs;
  }

  workingTime(at: Instant): number | undefined {
    const day = dayOf(at);
    const i = day - this.firstDay;
    const rank = this.ranks[i];
    if (rank === undefined) return at === startOfDay(this.lastDay + 1) ? this.total() : undefined;
    if (this.working[i] === 0) return rank * this.workdayMs;
    return (rank - 1) * this.workdayMs + this.workedBy(at - startOfDay(day));
  }

  atWorkingTime(ms: number): Instant | undefined {
    const wanted = Math.ceil(ms - DUST);
    if (wanted <= 0) return startOfDay(this.firstDay);
    const rank = Math.ceil(wanted / this.workdayMs);
    const day = this.select(rank);
    return day === undefined ? undefined : startOfDay(day) + this.momentOf(wanted - (rank - 1) * this.workdayMs);
  }

  addWorkingTime(from: Instant, ms: number): Instant | undefined {
    const passed = this.workingTime(from);
    if (passed === undefined) return undefined;
    return ms <= DUST ? from : this.atWorkingTime(passed + ms);
  }

  private total(): number {
    return (this.byRank.length - 1) * this.workdayMs;
  }

  /** Working milliseconds of a working day up to `ms` after midnight. */
  private workedBy(ms: number): number {
    let worked = 0;
    for (const { open, close } of this.hours) {
      if (ms <= open) break;
      worked += Math.min(ms, close) - open;
    }
    return worked;
  }

  /** Milliseconds after midnight at which `worked` (> 0) working milliseconds of the day have passed. */
  private momentOf(worked: number): number {
    for (const { open, close, before } of this.hours)
      if (worked <= before + close - open) return open + worked - before;
    return this.closeMs;
  }
}

/** `HH:MM` → milliseconds after midnight; throws a RangeError on anything else. */
export function timeOfDay(text: string): number {
  const m = /^(\d{2}):(\d{2})$/.exec(text);
  const ms = m ? Number(m[1]) * HOUR + Number(m[2]) * MINUTE : NaN;
  if (!m || Number(m[2]) > 59 || ms > DAY) throw new RangeError(`not a time of day (HH:MM): ${text}`);
  return ms;
}

/** Checks and measures office hours; throws a RangeError that says what is wrong. */
export function officeHours(spans: CalendarDays['officeHours']): OfficeHours[] {
  let before = 0;
  let free = 0;
  const hours = spans.map(([from, to]) => {
    const [open, close] = [timeOfDay(from), timeOfDay(to)];
    if (open < free || close <= open) throw new RangeError(`office hours out of order: ${from}–${to}`);
    const entry = { open, close, before };
    before += close - open;
    free = close;
    return entry;
  });
  if (hours.length === 0) throw new RangeError('no office hours');
  return hours;
}

/** Builds the calendar from plain days. `version` identifies their content; the caller gives it. */
export const workingCalendar = (code: string, version: string, source: CalendarDays): WorkingCalendar =>
  new PrefixCalendar(code, version, source);
