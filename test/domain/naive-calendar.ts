import { type Day, type Instant, MINUTE, dayFromIso, dayOf, isoOfDay, startOfDay } from '../../src/domain/instant.js';
import type { CalendarDays } from '../../src/domain/working-calendar.js';

/** The calendar as one counts on paper: day by day. */
export class NaiveCalendar {
  private readonly first: Day;
  private readonly last: Day;

  constructor(private readonly source: CalendarDays) {
    this.first = dayFromIso(source.firstDay);
    this.last = dayFromIso(source.lastDay);
  }

  isWorking(day: Day): boolean | undefined {
    if (day < this.first || day > this.last) return undefined;
    const declared = this.source.days.get(isoOfDay(day));
    return declared ? !declared.off : ![0, 6].includes(new Date(isoOfDay(day)).getUTCDay());
  }

  addWorkingDays(from: Day, n: number): Day | undefined {
    const needed = n > 0 && from + 1 === this.first ? this.first : from;
    if (this.isWorking(needed) === undefined) return undefined;
    let day = from;
    for (let left = Math.abs(n); left > 0;) {
      day += Math.sign(n);
      const working = this.isWorking(day);
      if (working === undefined) return undefined;
      if (working) left--;
    }
    return day;
  }

  rollForward(day: Day): Day | undefined {
    const working = this.isWorking(day);
    return working === undefined ? undefined : working ? day : this.addWorkingDays(day, 1);
  }

  rank(day: Day): number | undefined {
    if (day !== this.first - 1 && this.isWorking(day) === undefined) return undefined;
    let count = 0;
    for (let d = this.first; d <= day; d++) if (this.isWorking(d)) count++;
    return count;
  }

  /** Sums the overlap with each office span of each working day. */
  workingTimeBetween(from: Instant, to: Instant): number {
    let sum = 0;
    for (let day = dayOf(from); day <= dayOf(to); day++) {
      if (!this.isWorking(day)) continue;
      for (const span of this.source.officeHours) {
        const [open, close] = span.map((text) => {
          const [h, m] = text.split(':').map(Number);
          return startOfDay(day) + (h! * 60 + m!) * MINUTE;
        }) as [number, number];
        sum += Math.max(0, Math.min(to, close) - Math.max(from, open));
      }
    }
    return sum;
  }
}
