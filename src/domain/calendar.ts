import type { Day, Instant } from './instant.js';

/** Why a day is a working day or not, as the paper calendar shows it. */
export type DayKind = 'workday' | 'make-up' | 'weekend' | 'holiday';

export interface DayInfo {
  readonly day: Day;
  readonly kind: DayKind;
  readonly working: boolean;
  /** The holiday by name (国庆节), also for the make-up days that belong to it. */
  readonly name?: string;
  /** Number of the State Council notice that says so (国办发明电〔2013〕28号). */
  readonly notice?: string;
}

/**
 * A working calendar with office hours. Pure and immutable; every lookup is O(1) or O(log n).
 * Where an answer needs a day outside the published calendars it is `undefined`: it cannot be counted, never a guess.
 */
export interface WorkingCalendar {
  /** `cn`, or the code of a further calendar (other office hours, minority areas' holidays). */
  readonly code: string;
  /** Changes with every change of content; recorded with each computed deadline. */
  readonly version: string;
  /** First and last day that the published calendars cover. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Working milliseconds of a whole working day. */
  readonly workdayMs: number;
  info(day: Day): DayInfo | undefined;
  isWorking(day: Day): boolean | undefined;
  /**
   * Number of working days from `firstDay` to `day`; differences of ranks count working days. 0 for the day before
   * `firstDay`: a limit may start on it, for its start day is not counted.
   */
  rank(day: Day): number | undefined;
  /** The day that carries rank `n` (inverse of `rank` on working days). */
  select(n: number): Day | undefined;
  /** The n-th working day after `day` (n ≥ 1), `day` itself not counted and not needed; n < 0 counts backwards. */
  addWorkingDays(day: Day, n: number): Day | undefined;
  /** `day` itself when it is a working day, else the next one. */
  rollForward(day: Day): Day | undefined;
  /** Opening of business on a working day (09:00). */
  opening(day: Day): Instant;
  /** Close of business on a working day (17:00). */
  close(day: Day): Instant;
  /** Working milliseconds in (firstDay 00:00, at]; monotone, so differences measure working time. */
  workingTime(at: Instant): number | undefined;
  /** The earliest instant whose `workingTime` is at least `ms`. */
  atWorkingTime(ms: number): Instant | undefined;
  /** The earliest instant at or after `from` by which `ms` working milliseconds have passed since `from`. */
  addWorkingTime(from: Instant, ms: number): Instant | undefined;
}
