/**
 * Instants are whole milliseconds since 1970-01-01T00:00:00Z; days are whole days since 1970-01-01 in Asia/Shanghai.
 * China has kept UTC+8 without daylight saving since 1991-09-15, and the published calendars begin in 2007, so the
 * offset is a constant here.
 */
export type Instant = number;
/** Days since 1970-01-01 in Asia/Shanghai. */
export type Day = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const OFFSET = 8 * HOUR;

/** The Shanghai day on which an instant lies. */
export const dayOf = (at: Instant): Day => Math.floor((at + OFFSET) / DAY);

/** Midnight (00:00) at which a Shanghai day begins. */
export const startOfDay = (day: Day): Instant => day * DAY - OFFSET;

/** `2026-11-22` → day. Throws a RangeError on anything that is no calendar date. */
export function dayFromIso(text: string): Day {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const ms = m ? Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])) : NaN;
  if (!m || Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text)
    throw new RangeError(`not a date (YYYY-MM-DD): ${text}`);
  return ms / DAY;
}

/** Day → `2026-11-22`. */
export const isoOfDay = (day: Day): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

/** Instant → RFC 3339 in +08:00; milliseconds only where there are any. */
export function rfc3339(at: Instant): string {
  const iso = new Date(at + OFFSET).toISOString();
  return `${iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23)}+08:00`;
}

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Strict RFC 3339 date-time with an offset → instant; `undefined` for anything else (no offset, 30 February, hour 24).
 * What is finer than a millisecond is rounded up, so that a finish one microsecond after the due instant stays after it.
 */
export function parseRfc3339(text: string): Instant | undefined {
  const m = RFC3339.exec(text);
  if (!m) return undefined;
  const [year, month, date] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6])];
  const [offsetHour, offsetMinute] = [Number(m[9] ?? 0), Number(m[10] ?? 0)];
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const fraction = m[7] ? Math.ceil((Number(`0.${m[7]}`) * 1e6) / 1e3 - 1e-9) : 0;
  const offset = (offsetHour * 60 + offsetMinute) * MINUTE * (m[8] === '-' ? -1 : 1);
  return Date.UTC(year, month - 1, date, hour, minute, second) + fraction - offset;
}

export const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/**
 * The day `months` months after `day`: the corresponding date, or the last day of the month where there is none
 * (民法典 第二百零二条).
 */
export function addMonths(day: Day, months: number): Day {
  const d = new Date(day * DAY);
  const index = d.getUTCFullYear() * 12 + d.getUTCMonth() + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return Date.UTC(year, month - 1, Math.min(d.getUTCDate(), daysInMonth(year, month))) / DAY;
}
