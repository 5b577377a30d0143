const SHANGHAI_OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;

interface Parts {
  year: string;
  monthDay: string;
  hourMinute: string;
  second: string;
}

/** China keeps UTC+8 without summer time since 1991, so no time zone data are needed for a fast list. */
function parts(instant: string | number): Parts | undefined {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  if (Number.isNaN(ms)) return undefined;
  const iso = new Date(ms + SHANGHAI_OFFSET).toISOString();
  return {
    year: iso.slice(0, 4),
    monthDay: iso.slice(5, 10),
    hourMinute: iso.slice(11, 16),
    second: iso.slice(17, 19),
  };
}

/** `11-20 10:05`, with the year when it is not that of `now`. */
export function listTime(instant: string | null, now: number): string {
  const at = instant === null ? undefined : parts(instant);
  if (!at) return '—';
  const year = at.year === parts(now)?.year ? '' : `${at.year}-`;
  return `${year}${at.monthDay} ${at.hourMinute}`;
}

/** `2026-11-20 10:05:00` */
export function detailTime(instant: string | number | null): string {
  const at = instant === null ? undefined : parts(instant);
  return at ? `${at.year}-${at.monthDay} ${at.hourMinute}:${at.second}` : '—';
}

/** `2026-11-20 10:05` */
export function minuteTime(instant: string | null): string {
  return detailTime(instant).slice(0, 16);
}

/** `2026-11-20`, the Shanghai date of an instant. */
export function dateOf(instant: string): string {
  return detailTime(instant).slice(0, 10);
}

/** Whole days since 1970-01-01 of a date such as `2026-11-20`. */
export const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);

export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 Monday … 6 Sunday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** Whether two instants differ by a minute or more, the finest unit an inspector reads. */
export const differ = (a: string, b: string): boolean => Math.abs(Date.parse(a) - Date.parse(b)) >= 60_000;
