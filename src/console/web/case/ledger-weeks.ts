import type { LedgerDay } from '../../console.protocol.js';
import { dateOfDay, dayNumber, weekday } from '../shared/time.js';

export interface LedgerWeek {
  /** Date of its Monday. */
  monday: string;
  /** Monday … Sunday; a day outside the ledger has no entry. */
  days: { date: string; entry: LedgerDay | undefined }[];
}

/** A week without any entry between two others is kept: a gap in the paper calendar would mislead. */
export function ledgerWeeks(ledger: readonly LedgerDay[]): LedgerWeek[] {
  const byDate = new Map(ledger.map((entry) => [entry.date, entry]));
  const days = [...byDate.keys()].map(dayNumber);
  if (days.length === 0) return [];
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  const weeks: LedgerWeek[] = [];
  for (let monday = first - weekday(first); monday <= last; monday += 7) {
    const dates = Array.from({ length: 7 }, (_, i) => dateOfDay(monday + i));
    weeks.push({ monday: dateOfDay(monday), days: dates.map((date) => ({ date, entry: byDate.get(date) })) });
  }
  return weeks;
}
