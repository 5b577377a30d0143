import type { SheetDay } from '../../console.protocol.js';
import { dateOf, dayNumber, weekday } from '../shared/time.js';

/** Width of a day off, measured by a working day: seen, but no working time. */
const DAY_OFF = 0.35;
/** Of each day the hours that the axis draws: office hours everywhere lie within. */
const FIRST_HOUR = 8;
const LAST_HOUR = 18;
const SHANGHAI_OFFSET = 8 * 3_600_000;

export interface AxisDay extends SheetDay {
  /** Left and right edge as fractions of the axis. */
  from: number;
  to: number;
}

/** Days beside each other, a working day being the unit of width. */
export class ClockAxis {
  readonly days: readonly AxisDay[];
  private readonly first: number;

  /** @param days without gaps */
  constructor(days: readonly SheetDay[]) {
    const widths = days.map((day) => (day.working ? 1 : DAY_OFF));
    const total = widths.reduce((sum, width) => sum + width, 0);
    let at = 0;
    this.days = days.map((day, i) => {
      const from = at / total;
      at += widths[i] ?? 0;
      return { ...day, from, to: at / total };
    });
    this.first = days[0] ? dayNumber(days[0].date) : 0;
  }

  day(date: string): AxisDay | undefined {
    return this.days[dayNumber(date) - this.first];
  }

  /** Where an instant lies, 0…1; what lies outside is drawn at the edge. */
  position(instant: string): number {
    const day = this.day(dateOf(instant));
    if (!day) return dayNumber(dateOf(instant)) < this.first ? 0 : 1;
    const hours = ((Date.parse(instant) + SHANGHAI_OFFSET) / 3_600_000) % 24;
    const share = (Math.min(Math.max(hours, FIRST_HOUR), LAST_HOUR) - FIRST_HOUR) / (LAST_HOUR - FIRST_HOUR);
    return day.from + (day.to - day.from) * share;
  }

  holds(instant: string): boolean {
    return this.day(dateOf(instant)) !== undefined;
  }
}

export interface AxisLabel {
  text: string;
  at: number;
  /** The first of a month, or of the axis. */
  month: boolean;
}

/** A label a day takes this much of the axis, a week's or a month's more. */
const DAILY = 24;
const WEEKLY = 130;

/** `10-15 16 17 … 11-01`: as many as can be read side by side. */
export function axisLabels(days: readonly AxisDay[]): AxisLabel[] {
  const working = days.filter((day) => day.working).length;
  const labels: AxisLabel[] = [];
  let month = '';
  for (const day of days) {
    const ofMonth = day.date.slice(0, 7);
    const wanted =
      working <= DAILY
        ? day.working
        : working <= WEEKLY
          ? weekday(dayNumber(day.date)) === 0 || day === days[0]
          : ofMonth !== month;
    if (!wanted) continue;
    const isNew = ofMonth !== month;
    labels.push({ text: working > WEEKLY ? ofMonth : day.date.slice(isNew ? 5 : 8), at: day.from, month: isNew });
    month = ofMonth;
  }
  return labels.reduce(withRoom, []);
}

/** Width of a character as a share of the narrowest axis (at 1366 px). */
const CHARACTER = 8 / 700;

/** A label that would stand on the one before is left out; where a month begins, that one is. */
function withRoom(kept: AxisLabel[], label: AxisLabel): AxisLabel[] {
  const before = kept.at(-1);
  if (!before || label.at - before.at >= before.text.length * CHARACTER) return [...kept, label];
  return label.month && !before.month ? [...kept.slice(0, -1), label] : kept;
}
