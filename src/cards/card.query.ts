import { knownQuery, textOf } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import { type Instant, dayFromIso, parseRfc3339, startOfDay } from '../domain/instant.js';
import { CARD_LEVELS, type CardLevel } from '../domain/standards.js';

export const CARD_STATUSES = ['issued'] as const;

export interface CardFilter {
  readonly level?: CardLevel;
  readonly rule?: string;
  readonly status?: (typeof CARD_STATUSES)[number];
  readonly caseNo?: string;
  readonly item?: string;
  readonly org?: string;
  /** First instant of `raisedAt`. */
  readonly from?: Instant;
  /** The first instant after the last one. */
  readonly before?: Instant;
}

export interface CardPageQuery {
  readonly filter: CardFilter;
  readonly limit: number;
  /** Id of the last card of the page before. */
  readonly before?: string;
}

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 500;

const PARAMETERS = ['level', 'rule', 'status', 'case', 'item', 'org', 'from', 'to', 'limit', 'cursor'] as const;

/** Reads the query of `GET /cards`; an empty value counts as not given. @throws 400 naming the parameter */
export function readCardQuery(query: unknown): CardPageQuery {
  const given = knownQuery(query, PARAMETERS);
  const read = <T>(name: (typeof PARAMETERS)[number], reader: (text: string, name: string) => T): T | undefined => {
    const text = given[name];
    return text === undefined || text === '' ? undefined : reader(text, name);
  };
  const filter: CardFilter = {
    level: read('level', oneOf(CARD_LEVELS)),
    rule: read('rule', text(20)),
    status: read('status', oneOf(CARD_STATUSES)),
    caseNo: read('case', text(50)),
    item: read('item', text(100)),
    org: read('org', text(100)),
    from: read('from', (value, name) => spanOf(value, name).first),
    before: read('to', (value, name) => spanOf(value, name).after),
  };
  return { filter, limit: read('limit', limitOf) ?? DEFAULT_LIMIT, before: read('cursor', cardAfter) };
}

const text = (max: number) => (value: string, name: string) => textOf(value, name, max);

const oneOf =
  <T extends string>(values: readonly T[]) =>
  (value: string, name: string): T => {
    const found = values.find((v) => v === value);
    if (found === undefined)
      throw badRequest(name, { zh: `只能是 ${values.join('、')}`, en: `must be one of ${values.join(', ')}` });
    return found;
  };

/** An instant, or a whole day in Shanghai. */
function spanOf(value: string, name: string): { first: Instant; after: Instant } {
  const instant = parseRfc3339(value);
  if (instant !== undefined) return { first: instant, after: instant + 1 };
  try {
    const day = dayFromIso(value);
    return { first: startOfDay(day), after: startOfDay(day + 1) };
  } catch {
    throw badRequest(name, {
      zh: '应为带时区的 RFC 3339 时间或 YYYY-MM-DD',
      en: 'must be an RFC 3339 time with offset, or YYYY-MM-DD',
    });
  }
}

function limitOf(value: string, name: string): number {
  const limit = Number(value);
  if (/^\d{1,3}$/.test(value) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw badRequest(name, { zh: `应为 1–${MAX_LIMIT} 的整数`, en: `must be a whole number from 1 to ${MAX_LIMIT}` });
}

/** Where the next page begins, opaque to callers. */
export const pageCursor = (lastId: string): string => Buffer.from(`c1.${lastId}`).toString('base64url');

function cardAfter(value: string, name: string): string {
  const id = /^c1\.([1-9]\d{0,17})$/.exec(Buffer.from(value, 'base64url').toString('latin1'))?.[1];
  if (id !== undefined && pageCursor(id) === value) return id;
  throw badRequest(name, { zh: '不是本接口给出的游标', en: 'is not a cursor that this interface has given' });
}
