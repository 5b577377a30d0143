import { knownMembers, textOf } from '../http/input.js';
import { type QueryReader, parametersOf, text } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';
import { type BulletinMonth, monthOf } from './bulletin-month.js';
import { unknownFormat } from './bulletin.problems.js';

/** Characters of the reason of a correction; it is printed. */
export const MAX_REASON = 300;

/** Which bulletin is meant. */
export interface BulletinKey {
  readonly month: BulletinMonth;
  readonly region: string | null;
}

export interface BulletinRequest extends BulletinKey {
  /** Null: the newest one, or the draft where none has been issued. */
  readonly edition: number | 'draft' | null;
}

const editionOf: QueryReader<number | 'draft'> = (value, name) => {
  if (value === 'draft') return value;
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw badRequest(name, { zh: '应为版次或 draft', en: 'must be the number of an edition, or draft' });
};

/** @throws 400 naming the parameter that is wrong, 404 for a file of another kind */
export function readBulletinRequest(month: string, query: unknown): BulletinRequest {
  const read = parametersOf(query, ['region', 'edition']);
  return {
    month: readMonth(month),
    region: read('region', text(50)) ?? null,
    edition: read('edition', editionOf) ?? null,
  };
}

/** @throws 400 naming the parameter that is wrong */
export function readIssueRequest(
  month: string,
  query: unknown,
  body: unknown,
): BulletinKey & { reason: string | null } {
  const read = parametersOf(query, ['region']);
  const { reason } = knownMembers(body ?? {}, ['reason']);
  return {
    month: readMonth(month),
    region: read('region', text(50)) ?? null,
    reason: reason === undefined || reason === null ? null : textOf(reason, 'reason', MAX_REASON),
  };
}

function readMonth(code: string): BulletinMonth {
  if (/^\d{4}-\d{2}\./.test(code)) throw unknownFormat();
  const month = monthOf(code);
  // China has kept UTC+8 without daylight saving since 1992; earlier months have other borders.
  if (month && month.year >= 1992) return month;
  throw badRequest('month', { zh: '应为 yyyy-mm，不早于 1992-01', en: 'must be yyyy-mm, not before 1992-01' });
}
