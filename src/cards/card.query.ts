import type { CaseScope } from '../database/case.sql.js';
import type { Instant } from '../domain/instant.js';
import { CARD_STATUSES, type CardStatus } from '../console/console.protocol.js';
import { CARD_LEVELS, type CardLevel } from '../domain/standards.js';
import { knownMembers } from '../http/input.js';
import { DEFAULT_LIMIT, MAX_LIMIT, idAfter, isId, oneOf, parametersOf, span, text, upTo } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';

export interface CardFilter {
  readonly level?: CardLevel;
  readonly rule?: string;
  readonly status?: CardStatus;
  readonly caseNo?: string;
  readonly scope: CaseScope;
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
  /** Without explanation and evidence: what a long list shows. */
  readonly brief: boolean;
}

/** Tells the cursors of this list from those of others. */
export const CURSOR_MARK = 'c1';

const FILTERS = ['level', 'rule', 'status', 'case', 'region', 'item', 'org', 'from', 'to'] as const;
const PARAMETERS = [...FILTERS, 'limit', 'cursor', 'brief'] as const;
export const YES_OR_NO = ['true', 'false'] as const;

/** Cards whose countdowns are asked for at once. */
export const MAX_COUNTDOWNS = 1_000;

/** Reads the query of `GET /cards`; an empty value counts as not given. @throws 400 naming the parameter */
export function readCardQuery(query: unknown): CardPageQuery {
  const read = parametersOf(query, PARAMETERS);
  const filter: CardFilter = {
    level: read('level', oneOf(CARD_LEVELS)),
    rule: read('rule', text(20)),
    status: read('status', oneOf(CARD_STATUSES)),
    caseNo: read('case', text(50)),
    scope: { region: read('region', text(50)), item: read('item', text(100)), org: read('org', text(100)) },
    from: read('from', span)?.first,
    before: read('to', span)?.after,
  };
  return {
    filter,
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
    before: read('cursor', idAfter(CURSOR_MARK)),
    brief: read('brief', oneOf(YES_OR_NO)) === 'true',
  };
}

/** Reads the body of `POST /cards/countdowns`. @throws 400 */
export function readCountdownIds(body: unknown): string[] {
  const { ids } = knownMembers(body, ['ids']);
  const given: unknown[] = Array.isArray(ids) ? ids : [];
  const read = given.flatMap((id) => (typeof id === 'string' && isId(id) ? id : []));
  if (read.length > 0 && read.length === given.length && read.length <= MAX_COUNTDOWNS) return read;
  throw badRequest('ids', {
    zh: `应为 1–${MAX_COUNTDOWNS} 条告警的 id`,
    en: `must be the ids of 1–${MAX_COUNTDOWNS} cards`,
  });
}
