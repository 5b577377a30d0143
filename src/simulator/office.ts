import type { WorkingCalendar } from '../domain/calendar.js';
import { type Instant, MINUTE } from '../domain/instant.js';
import { type CalendarDays, workingCalendar } from '../domain/working-calendar.js';

/**
 * Office time: milliseconds that offices have been open since the first day of the calendar. An act planned in it falls
 * into office hours by itself.
 */
export type OfficeTime = number;

/** So little before the close nobody begins anything. */
const LAST_MINUTES = 15 * MINUTE;
/** The simulator goes on where the published calendars end, with plain weekdays; it judges nothing. */
const LAST_DAY = '2099-12-31';

export class Office {
  readonly calendar: WorkingCalendar;
  /** Of a working day. */
  readonly dayLength: OfficeTime;

  constructor(source: CalendarDays) {
    this.calendar = workingCalendar('simulator', '1', { ...source, lastDay: LAST_DAY });
    const day = this.calendar.select(1)!;
    this.dayLength = this.calendar.workingTime(this.calendar.close(day))!;
  }

  /** While the office is closed: that of the last close. */
  timeAt(at: Instant): OfficeTime {
    return this.calendar.workingTime(at)!;
  }

  instantOf(time: OfficeTime): Instant {
    return this.calendar.atWorkingTime(Math.ceil(time / 1_000) * 1_000)!;
  }

  /** Number of the working day in which a time lies; a close belongs to its day. */
  dayOf(time: OfficeTime): number {
    return Math.ceil(time / this.dayLength);
  }

  /** A time within the n-th working day after that of `from`, as a share of the day. */
  later(from: OfficeTime, days: number, share: number): OfficeTime {
    return (this.dayOf(from) - 1 + days + share) * this.dayLength;
  }

  /** Opening of the n-th working day after that of `from`. */
  openingLater(from: OfficeTime, days: number): OfficeTime {
    return this.later(from, days, 0);
  }

  /** `time` itself, or the next morning when the office is about to close. */
  roomFor(time: OfficeTime, morning: OfficeTime): OfficeTime {
    const passed = time - (this.dayOf(time) - 1) * this.dayLength;
    return passed > this.dayLength - LAST_MINUTES ? this.dayOf(time) * this.dayLength + morning : time;
  }
}
