import type { CaseScope } from '../database/case.sql.js';
import type { Instant } from '../domain/instant.js';
import { CARD_LEVELS, type CardLevel } from '../domain/standards.js';
import { DEFAULT_LIMIT, MAX_LIMIT, idAfter, oneOf, parametersOf, span, text, upTo } from '../http/page-query.js';

export const CARD_STATUSES = ['issued'] as const;

export interface CardFilter {
  readonly level?: CardLevel;
  readonly rule?: string;
  readonly status?: (typeof CARD_STATUSES)[number];
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
}

/** Tells the cursors of this list from those of others. */
export const CURSOR_MARK = 'c1';

const FILTERS = ['level', 'rule', 'status', 'case', 'region', 'item', 'org', 'from', 'to'] as const;
const PARAMETERS = [...FILTERS, 'limit', 'cursor'] as const;

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
  };
}
