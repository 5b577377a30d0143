import { type Day, type Instant, dayFromIso, daysInMonth, startOfDay } from '../domain/instant.js';

/** A month of the calendar in Asia/Shanghai. */
export interface BulletinMonth {
  /** `yyyy-mm` */
  readonly code: string;
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly firstDay: Day;
  readonly days: number;
  readonly begins: Instant;
  /** The first instant of the next month. */
  readonly ends: Instant;
}

/** `undefined` for anything but `yyyy-mm`. */
export function monthOf(code: string): BulletinMonth | undefined {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(code);
  if (!found) return undefined;
  const [year, month] = [Number(found[1]), Number(found[2])];
  const firstDay = dayFromIso(`${code}-01`);
  const days = daysInMonth(year, month);
  return { code, year, month, firstDay, days, begins: startOfDay(firstDay), ends: startOfDay(firstDay + days) };
}
