/** Months as `2026-10`, days as `2026-10-31`: text of the calendar, without a time zone. */
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

export const isMonth = (text: unknown): text is string => typeof text === 'string' && MONTH.test(text);

export const yearOf = (month: string): number => Number(month.slice(0, 4));
/** 1–12 */
export const monthOfYear = (month: string): number => Number(month.slice(5, 7));

export const monthFrom = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;

export function addMonths(month: string, count: number): string {
  const index = yearOf(month) * 12 + monthOfYear(month) - 1 + count;
  return monthFrom(Math.floor(index / 12), (index % 12) + 1);
}

/** First and last day. */
export function daysWithin(month: string): { from: string; to: string } {
  const last = new Date(Date.UTC(yearOf(month), monthOfYear(month), 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${last}` };
}
