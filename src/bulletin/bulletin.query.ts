import { MAX_NUMBER, MAX_REASON } from '../console/bulletin.protocol.js';
import { type Instant, dayFromIso, dayOf, isoOfDay, startOfDay } from '../domain/instant.js';
import { knownMembers, textOf } from '../http/input.js';
import { type QueryReader, between, parametersOf, text, upTo } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';
import { type BulletinMonth, monthOf } from './bulletin-month.js';
import { unknownFormat } from './bulletin.problems.js';

/** Which bulletin is meant. */
export interface BulletinKey {
  readonly month: BulletinMonth;
  readonly region: string | null;
}

export interface BulletinRequest extends BulletinKey {
  /** Null: the newest one, or the draft where none has been issued. */
  readonly edition: number | 'draft' | null;
}

/** What an edition shall bear. */
export interface IssueMembers {
  readonly number: number | null;
  /** 成文日期: the beginning of its day; null: that of the issue. */
  readonly dated: Instant | null;
  readonly reason: string | null;
}

const region = text(50);
const numberOf = upTo(MAX_NUMBER);

/** Printed as it is, in one line: a character that nobody sees would stand in it for ever. */
const reasonOf: QueryReader<string> = (value, name) => {
  const line = value.replace(/\s+/gu, ' ').trim();
  if (!/\p{C}/u.test(line) && /[\p{sc=Han}\p{sc=Latin}\p{N}]/u.test(line)) return line;
  throw badRequest(name, {
    zh: '应为可以印出的文字，不含控制字符和不可见字符',
    en: 'must be text that can be printed, without control and invisible characters',
  });
};

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
    region: read('region', region) ?? null,
    edition: read('edition', editionOf) ?? null,
  };
}

/** What is to be looked at, a draft with what it shall bear. @throws 400, 404 by name */
export function readPreviewRequest(
  month: string,
  query: unknown,
  now: Instant,
): BulletinRequest & IssueMembers & { readonly hash: string | null } {
  const { number, date, reason, hash, ...which } = knownMembers(query, PREVIEW);
  const request = readBulletinRequest(month, which);
  const read = parametersOf({ number, date, reason, hash }, ['number', 'date', 'reason', 'hash']);
  return {
    ...request,
    number: read('number', numberOf) ?? null,
    dated: read('date', (value) => dateOf(value, request.month, now)) ?? null,
    reason: read('reason', (value, name) => reasonOf(textOf(value, name, MAX_REASON), name)) ?? null,
    hash: read('hash', hashOf) ?? null,
  };
}

const PREVIEW = ['region', 'edition', 'number', 'date', 'reason', 'hash'] as const;

/** @throws 400 naming the parameter or member that is wrong */
export function readIssueRequest(
  code: string,
  query: unknown,
  body: unknown,
  now: Instant,
): BulletinKey & IssueMembers & { readonly hash: string | null } {
  const read = parametersOf(query, ['region']);
  const given = knownMembers(body ?? {}, ['number', 'date', 'reason', 'hash']);
  const month = readMonth(code);
  const member = <T>(name: keyof typeof given, reader: QueryReader<T>, max: number): T | null => {
    const value = given[name] ?? null;
    return value === null ? null : reader(textOf(value, name, max), name);
  };
  const { number = null } = given;
  return {
    month,
    region: read('region', region) ?? null,
    // A number is a number in JSON; as a text it would be one of another format.
    number: number === null ? null : numberOf(typeof number === 'number' ? String(number) : '', 'number'),
    dated: member('date', (value) => dateOf(value, month, now), 10),
    reason: member('reason', reasonOf, MAX_REASON),
    hash: member('hash', hashOf, 64),
  };
}

const hashOf: QueryReader<string> = (value, name) => {
  if (/^[0-9a-f]{64}$/.test(value)) return value;
  throw badRequest(name, { zh: '应为 64 位十六进制数字', en: 'must be 64 hexadecimal digits' });
};

/** A document is dated when it is complete: after the month, and not ahead of the day. */
function dateOf(value: string, { firstDay, days }: BulletinMonth, now: Instant): Instant {
  const [first, last] = [firstDay + days, dayOf(now)];
  try {
    const day = dayFromIso(value);
    if (day >= first && day <= last) return startOfDay(day);
  } catch {
    // The same answer as for a day that may not be taken.
  }
  const span = `${isoOfDay(first)}–${isoOfDay(last)}`;
  throw badRequest('date', { zh: `应为 ${span} 之间的 YYYY-MM-DD`, en: `must be YYYY-MM-DD within ${span}` });
}

/** @throws 400 naming the parameter that is wrong */
export function readListRequest(query: unknown): { readonly year: number | null; readonly region: string | null } {
  const read = parametersOf(query, ['year', 'region']);
  return { year: read('year', between(1992, 9999)) ?? null, region: read('region', region) ?? null };
}

function readMonth(code: string): BulletinMonth {
  if (/^\d{4}-\d{2}\./.test(code)) throw unknownFormat();
  const month = monthOf(code);
  // China has kept UTC+8 without daylight saving since 1992; earlier months have other borders.
  if (month && month.year >= 1992) return month;
  throw badRequest('month', { zh: '应为 yyyy-mm，不早于 1992-01', en: 'must be yyyy-mm, not before 1992-01' });
}
