import { dayFromIso, type Instant, parseRfc3339, startOfDay } from '../../../domain/instant.js';

const LOCAL = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]?(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?$/u;

/** `2024-01-01`, `2024/1/1 08:00:00`, `20240101`, `2024年1月1日`, or RFC 3339; without an offset by the clock of Shanghai. */
export function instantOf(text: string): Instant | undefined {
  const instant = parseRfc3339(text);
  if (instant !== undefined) return instant;
  const match = LOCAL.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = match;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  try {
    const start = startOfDay(dayFromIso(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`));
    return start + ((h * 60 + m) * 60 + s) * 1_000;
  } catch {
    return undefined;
  }
}
