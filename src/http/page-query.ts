import { dayFromIso, parseRfc3339, startOfDay, type Instant } from '../domain/instant.js';
import { badRequest } from './problem.js';

/** Readers of query parameters that lists have in common; each throws 400 naming the parameter. */
export type QueryReader<T> = (text: string, name: string) => T;

export const oneOf =
  <T extends string>(values: readonly T[]): QueryReader<T> =>
  (text, name) => {
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    throw badRequest(name, { zh: `只能是 ${values.join('、')}`, en: `must be one of ${values.join(', ')}` });
  };

/** An instant, or a whole day in Shanghai; `after` is the first instant that does not belong to it. */
export const span: QueryReader<{ first: Instant; after: Instant }> = (text, name) => {
  const instant = parseRfc3339(text);
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

export const upTo =
  (max: number): QueryReader<number> =>
  (text, name) => {
    const value = Number(text);
    if (/^\d{1,6}$/.test(text) && value >= 1 && value <= max) return value;
    throw badRequest(name, { zh: `应为 1–${max} 的整数`, en: `must be a whole number from 1 to ${max}` });
  };

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

/** A positive bigint as the database gives it. */
export const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);
