import { HOUR, MINUTE, SECOND } from '../domain/instant.js';
import { knownMembers, textOf } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import type { NewFeed } from './feed.repository.js';

export const DEFAULT_MAX_LAG = 60 * SECOND;
const MAX_LAG = 24 * HOUR;
const MAX_SCOPE = 1_000;

const DURATION = /^(?:PT)?(?=\d)(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s)?$/i;

/** Whole seconds as a number, or a duration: `90s`, `5m`, `1h30m`, `PT90S`. Milliseconds; `undefined` when wrong. */
export function readMaxLag(value: unknown): number | undefined {
  const parts = typeof value === 'string' ? DURATION.exec(value.trim()) : null;
  const [, hours = 0, minutes = 0, seconds = 0] = parts ?? [];
  const lag =
    typeof value === 'number' && Number.isInteger(value)
      ? value * SECOND
      : parts
        ? Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND
        : -1;
  return lag >= 0 && lag <= MAX_LAG ? lag : undefined;
}

/** `*`, an organisation code, or a prefix with a trailing `*`. */
const ORG_PATTERN = /^(?:\*|[^*\s,]{1,64}\*?)$/;

function readScope(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_SCOPE)
    throw badRequest('scope', {
      zh: `应为 1–${MAX_SCOPE} 个机构代码的数组`,
      en: `must be an array of 1–${MAX_SCOPE} organisation codes`,
    });
  const codes: unknown[] = value;
  return codes.map((code, i) => {
    const text = textOf(code, `scope[${i}]`, 65);
    if (ORG_PATTERN.test(text) && codes.indexOf(code) === i) return text;
    throw badRequest(`scope[${i}]`, {
      zh: '应为不重复的机构代码、“前缀*”或“*”',
      en: 'must be an organisation code, "prefix*" or "*", each once',
    });
  });
}

/** The body of POST /api/v1/sources. @throws 400 */
export function readSource(body: unknown): NewFeed {
  const { name, scope, watermark, maxLag } = knownMembers(body, ['name', 'scope', 'watermark', 'maxLag']);
  if (watermark !== 'clock' && watermark !== 'declared')
    throw badRequest('watermark', { zh: '只能是 clock 或 declared', en: 'must be clock or declared' });
  const lag = maxLag === undefined ? DEFAULT_MAX_LAG : readMaxLag(maxLag);
  if (lag === undefined)
    throw badRequest('maxLag', {
      zh: '应为 0–86400 的整秒数，或时长如 90s、5m、PT90S',
      en: 'must be whole seconds from 0 to 86400, or a duration such as 90s, 5m, PT90S',
    });
  return { name: textOf(name, 'name', 64).trim(), scope: readScope(scope), policy: watermark, maxLag: lag };
}
