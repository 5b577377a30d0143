import type { DayInfo, WorkingCalendar } from './calendar.js';
import type { Clock } from './clock.js';
import { type Day, type Instant, MINUTE, addMonths, dayOf, isoOfDay, startOfDay } from './instant.js';
import type { CountedLimit } from './limit.js';
import { type DayRange, type Pause, heldDays, heldTime, isUnplanned } from './pauses.js';

/** One day of the paper calendar: counted or not, and why. */
export interface LedgerDay {
  date: string;
  counted: boolean;
  /** Running number among the counted days. */
  n?: number;
  /** Minutes counted on that day, for limits in hours. */
  minutes?: number;
  /** Why it is not counted (or why a week-end day is): start-day, weekend, holiday, make-up, pause, workday. */
  reason:
    'start-day' | 'weekend' | 'holiday' | 'make-up' | 'pause' | 'workday' | 'calendar-day' | 'roll' | 'office-hours';
  /** The holiday by name, the kind of the pause, hours counted on that day. */
  note?: string;
}

/** A longer ledger is cut before its last day, and says how many days it leaves out. */
export const MAX_LEDGER_DAYS = 800;

type CountedClock = Pick<Clock, 'kind' | 'startedAt' | 'dueAt' | 'counted' | 'pauses'>;

/**
 * Every day from the start day to the due day with its number, or the reason why it is not counted. Empty where
 * nothing is counted: no limit, or a promised date.
 *
 * @param until where the due instant is not known, the last day to list; without it the ledger is empty then
 */
export function ledgerOf(clock: CountedClock, calendar: WorkingCalendar, until?: Instant): LedgerDay[] {
  const limit = clock.counted ?? noticeLimit(clock, calendar);
  const end = clock.dueAt ?? until;
  if (!limit || end === undefined) return [];
  const scribe = new Scribe({ ...clock, counted: limit }, calendar, end);
  const [first, last] = [dayOf(clock.startedAt), dayOf(end)];
  const leftOut = Math.max(0, last - first + 1 - MAX_LEDGER_DAYS);
  const days: LedgerDay[] = [];
  for (let day = first; day < last - leftOut; day++) days.push(scribe.enter(day));
  if (leftOut === 0) return [...days, scribe.enter(last)];
  scribe.passOver(last - leftOut, last - 1);
  return [...days, { ...scribe.enter(last), note: `… ${leftOut} 日未列出 / ${leftOut} days not listed` }];
}

/** The five days of 行政许可法 第三十二条 are counted without pauses or extension. */
function noticeLimit({ kind, startedAt, dueAt }: CountedClock, calendar: WorkingCalendar): CountedLimit | undefined {
  if (kind !== 'notice' || dueAt === undefined) return undefined;
  const [start, due] = [calendar.rank(dayOf(startedAt)), calendar.rank(dayOf(dueAt))];
  return start === undefined || due === undefined ? undefined : { mode: 'working-days', amount: due - start };
}

/** Does it count time, not days? */
const isTime = ({ mode }: CountedLimit): boolean =>
  mode === 'working-time' || mode === 'wall-time' || mode === 'moment';

/** Enters one day after the other and keeps the running number. */
class Scribe {
  private readonly startDay: Day;
  private readonly days: readonly DayRange[];
  private readonly time: readonly DayRange[];
  private n = 0;

  constructor(
    private readonly clock: CountedClock & { readonly counted: CountedLimit },
    private readonly calendar: WorkingCalendar,
    private readonly end: Instant,
  ) {
    this.startDay = dayOf(clock.startedAt);
    this.days = heldDays(clock.pauses);
    // Days applied for lengthen the limit instead of holding it.
    this.time = heldTime(clock.counted.mode === 'moment' ? clock.pauses.filter(isUnplanned) : clock.pauses);
  }

  enter(day: Day): LedgerDay {
    const { counted } = this.clock;
    if (isTime(counted)) return this.hours(day);
    if (day === this.startDay) return { date: isoOfDay(day), counted: false, reason: 'start-day' };
    if (counted.mode === 'start-day') return this.rolled(day);
    return counted.mode === 'working-days' ? this.workingDay(day) : this.calendarDay(day);
  }

  /** Counts days that are not listed. Hours carry no running number, and their days may be very many. */
  passOver(from: Day, to: Day): void {
    if (!isTime(this.clock.counted)) for (let day = from; day <= to; day++) this.enter(day);
  }

  private workingDay(day: Day): LedgerDay {
    const info = this.calendar.info(day);
    if (!info?.working) return offDay(day, info);
    const pause = this.pauseOn(day);
    if (pause) return heldDay(day, pause);
    return { ...named(day, info), counted: true, n: ++this.n, reason: info.kind === 'make-up' ? 'make-up' : 'workday' };
  }

  private calendarDay(day: Day): LedgerDay {
    const { counted } = this.clock;
    if (this.n === this.wanted(counted)) return this.rolled(day);
    const pause = this.pauseOn(day);
    if (pause) return heldDay(day, pause);
    return { ...named(day, this.calendar.info(day)), counted: true, n: ++this.n, reason: 'calendar-day' };
  }

  /** Days after the last counted one, up to the working day on which the limit ends. */
  private rolled(day: Day): LedgerDay {
    const info = this.calendar.info(day);
    const pause = this.clock.counted.mode === 'start-day' ? this.pauseOn(day) : undefined;
    if (pause && info?.working) return heldDay(day, pause);
    return info?.working ? { date: isoOfDay(day), counted: false, reason: 'roll' } : offDay(day, info);
  }

  private wanted(counted: CountedLimit): number {
    if (counted.mode === 'calendar-days') return counted.amount;
    return counted.mode === 'months' ? addMonths(this.startDay, counted.amount) - this.startDay : Infinity;
  }

  private hours(day: Day): LedgerDay {
    const minutes = this.counted(day) / MINUTE;
    const working = this.clock.counted.mode !== 'wall-time';
    const info = working ? this.calendar.info(day) : undefined;
    if (minutes > 0) {
      const reason = working ? 'office-hours' : 'calendar-day';
      return { date: isoOfDay(day), counted: true, minutes, reason, note: duration(minutes) };
    }
    if (working && !info?.working) return offDay(day, info);
    const pause = this.pauseOn(day);
    if (pause) return heldDay(day, pause);
    return { date: isoOfDay(day), counted: false, reason: day === this.startDay ? 'start-day' : 'office-hours' };
  }

  /** Milliseconds of the limit that pass on a day. */
  private counted(day: Day): number {
    const elapsed = (from: Instant, to: Instant): number => {
      if (to <= from) return 0;
      if (this.clock.counted.mode === 'wall-time') return to - from;
      return (this.calendar.workingTime(to) ?? 0) - (this.calendar.workingTime(from) ?? 0);
    };
    const from = Math.max(this.clock.startedAt, startOfDay(day));
    const to = Math.min(this.end, startOfDay(day + 1));
    return this.time.reduce(
      (left, held) => left - elapsed(Math.max(from, held.from), Math.min(to, held.to)),
      elapsed(from, to),
    );
  }

  private pauseOn(day: Day): Pause | undefined {
    if (!this.days.some((range) => range.from <= day && day <= range.to)) return undefined;
    return this.clock.pauses.find((pause) => dayOf(pause.start) <= day && day <= lastDayOf(pause));
  }
}

const lastDayOf = ({ end, capDay }: Pause): Day =>
  Math.min(end === undefined ? Infinity : dayOf(end), capDay ?? Infinity);

const heldDay = (day: Day, pause: Pause): LedgerDay => ({
  date: isoOfDay(day),
  counted: false,
  reason: 'pause',
  note: pause.kind,
});

const named = (day: Day, info: DayInfo | undefined): { date: string; note?: string } =>
  info?.name === undefined ? { date: isoOfDay(day) } : { date: isoOfDay(day), note: info.name };

const offDay = (day: Day, info: DayInfo | undefined): LedgerDay => ({
  ...named(day, info),
  counted: false,
  reason: info?.kind === 'holiday' ? 'holiday' : 'weekend',
});

/** `6 h 30 min` */
function duration(minutes: number): string {
  const whole = Math.round(minutes);
  const [h, min] = [Math.floor(whole / 60), whole % 60];
  return [h > 0 ? `${h} h` : '', min > 0 || h === 0 ? `${min} min` : ''].filter(Boolean).join(' ');
}
