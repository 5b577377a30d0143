import { dayFromIso, parseRfc3339, startOfDay, type Instant } from '../domain/instant.js';
import { knownQuery, textOf } from './input.js';
import { badRequest } from './problem.js';

/** Entries of a page, where the query does not say, and at most. */
export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 500;
/** The parameter `limit`, for OpenAPI. */
export const limitQuery = (maximum: number) => ({
  name: 'limit',
  required: false,
  schema: { type: 'integer' as const, minimum: 1, maximum, default: DEFAULT_LIMIT },
});
export const LIMIT_QUERY = limitQuery(MAX_LIMIT);

/** Readers of query parameters that lists have in common; each throws 400 naming the parameter. */
export type QueryReader<T> = (text: string, name: string) => T;

/** Reads parameters by name; an empty value counts as not given. @throws 400 on one that is not known */
export function parametersOf<K extends string>(query: unknown, known: readonly K[]) {
  const given = knownQuery(query, known);
  return <T>(name: K, reader: QueryReader<T>): T | undefined => {
    const text = given[name];
    return text === undefined || text === '' ? undefined : reader(text, name);
  };
}

export const text =
  (max: number): QueryReader<string> =>
  (value, name) =>
    textOf(value, name, max);

export const oneOf =
  <T extends string>(values: readonly T[]): QueryReader<T> =>
  (text, name) => {
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    throw badRequest(name, { zh: `只能是 ${values.join('、')}`, en: `must be one of ${values.join(', ')}` });
  };

/** An instant, or a whole day in Shanghai; `after` is the first instant that does not belong to it. */
export const span: QueryReader<{ first: Instant; after: Instant }> = (text, name) => {
  // A "+" that was not written %2B arrives as a blank.
  const instant = parseRfc3339(text.replace(' ', '+'));
  if (instant !== undefined) return { first: instant, after: instant + 1 };
  try {
    const day = dayFromIso(text);
    return { first: startOfDay(day), after: startOfDay(day + 1) };
  } catch {
    throw badRequest(name, {
      zh: '应为带时区的 RFC 3339 时间或 YYYY-MM-DD',
      en: 'must be an RFC 3339 time with offset, or YYYY-MM-DD',
    });
  }
};

/** China keeps UTC+8 without daylight saving since 1991; earlier months have other borders. */
const MONTH = /^(199[2-9]|2\d{3})-(0[1-9]|1[0-2])$/;

/** `yyyy-mm` */
export const month: QueryReader<string> = (value, name) => {
  if (MONTH.test(value)) return value;
  throw badRequest(name, { zh: '应为 YYYY-MM，不早于 1992-01', en: 'must be YYYY-MM, not before 1992-01' });
};

export const between =
  (min: number, max: number): QueryReader<number> =>
  (text, name) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && text.length <= String(max).length && value >= min && value <= max) return value;
    throw badRequest(name, { zh: `应为 ${min}–${max} 的整数`, en: `must be a whole number from ${min} to ${max}` });
  };

export const upTo = (max: number): QueryReader<number> => between(1, max);

/** Where the next page of a list in descending order of id begins, opaque to callers. `mark` tells the lists apart. */
export const idCursor = (mark: string, lastId: string): string =>
  Buffer.from(`${mark}.${lastId}`).toString('base64url');

export const idAfter =
  (mark: string): QueryReader<string> =>
  (text, name) => {
    const [found, id, ...rest] = Buffer.from(text, 'base64url').toString('latin1').split('.');
    if (found === mark && id !== undefined && rest.length === 0 && isId(id) && idCursor(mark, id) === text) return id;
    throw badRequest(name, { zh: '不是本接口给出的游标', en: 'is not a cursor that this interface has given' });
  };

/** The first `limit` of rows in descending order of id, which hold one more when there is a next page. */
export function pageOf<R extends { readonly id: string }>(mark: string, rows: readonly R[], limit: number) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { page, nextCursor: last ? idCursor(mark, last.id) : null };
}

/** A positive bigint as the database gives it. */
export const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);
