import { type Instant, MINUTE, daysInMonth, parseRfc3339, rfc3339 } from '../domain/instant.js';

export interface TimeRules {
  /** IANA zone in which a time without an offset is read. */
  readonly zone: string;
  /** Time of day (ms after midnight) that a bare date stands for; without it a bare date is no time. */
  readonly dateOnlyAt?: number;
}

/** An instant and how it is written in the event: as the source wrote it where that is RFC 3339, else in +08:00. */
export type SourceTime = { readonly at: Instant; readonly text: string } | { readonly fault: string };

const DATE = String.raw`(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)`;
const TIME = String.raw`(\d{1,2})(?::|时)(\d{1,2})(?:(?::|分)(\d{1,2})(?:[.,](\d{1,9}))?)?[分秒]?`;
const LOOSE = new RegExp(String.raw`^${DATE}(?:[T\s]*${TIME}\s*(Z|[+-]\d{2}:?\d{2})?)?$`, 'i');
/** 20240305 or 20240305093000, as exchange tables write them. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;

/** Reads the time formats that exports use. A local time that its zone skips or has twice is refused, not guessed. */
export function parseSourceTime(text: string, rules: TimeRules): SourceTime {
  const strict = parseRfc3339(text);
  if (strict !== undefined) return { at: strict, text };
  const fields = split(text);
  if (!fields) return { fault: `not a time: ${JSON.stringify(text)}` };
  const { year, month, day, clock, offset } = fields;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return { fault: `no such date: ${text}` };
  const ofDay = clock ?? rules.dateOnlyAt;
  if (ofDay === undefined) return { fault: `a date without a time of day: ${text} (mapping: time.dateOnlyAt)` };
  if (Number.isNaN(ofDay)) return { fault: `no such time of day: ${text}` };
  const local = Date.UTC(year, month - 1, day) + ofDay;
  if (offset !== undefined) return written(local - offset);
  const instants = instantsOf(local, rules.zone);
  if (instants.length === 1) return written(instants[0] as Instant);
  const why = instants.length === 0 ? 'does not exist' : 'comes twice';
  return { fault: `${text} ${why} in ${rules.zone} (change of summer time)` };
}

const written = (at: Instant): SourceTime => ({ at, text: rfc3339(at) });

interface Fields {
  year: number;
  month: number;
  day: number;
  /** ms after midnight; NaN when there is no such time of day. */
  clock?: number;
  offset?: number;
}

function split(text: string): Fields | undefined {
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second] = compact;
    return {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      clock: hour ? clockOf(hour, minute, second) : undefined,
    };
  }
  const m = LOOSE.exec(text);
  if (!m) return undefined;
  return {
    year: Number(m[1]),
    month: Number(m[2] ?? m[4]),
    day: Number(m[3] ?? m[5]),
    clock: m[6] === undefined ? undefined : clockOf(m[6], m[7], m[8], m[9]),
    offset: m[10] === undefined ? undefined : offsetOf(m[10]),
  };
}

function clockOf(hour: string, minute = '0', second = '0', fraction = ''): number {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return NaN;
  // Rounded up like parseRfc3339: what happened after an instant stays after it.
  return (h * 60 + m) * MINUTE + s * 1000 + (fraction ? Math.ceil(Number(fraction.padEnd(9, '0')) / 1e6) : 0);
}

function offsetOf(text: string): number {
  if (/z/i.test(text)) return 0;
  const digits = text.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return minutes * MINUTE * (text.startsWith('-') ? -1 : 1);
}

/** All instants at which the zone's wall clock shows `local`: usually one; none or two around a change of summer time. */
function instantsOf(local: number, zone: string): Instant[] {
  const near = [local - 24 * 60 * MINUTE, local + 24 * 60 * MINUTE].map((at) => offsetAt(at, zone));
  return [...new Set(near)].map((offset) => local - offset).filter((at) => at + offsetAt(at, zone) === local);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone's offset from UTC at an instant, in milliseconds. Throws a RangeError for an unknown zone. */
export function offsetAt(at: Instant, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const m = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name);
  if (!m) throw new RangeError(`no offset for ${zone}`);
  const ms = (Number(m[2] ?? 0) * 60 + Number(m[3] ?? 0)) * MINUTE + Number(m[4] ?? 0) * 1000;
  return m[1] === '-' ? -ms : ms;
}
