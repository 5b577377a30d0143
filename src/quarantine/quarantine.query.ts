import type { Instant } from '../domain/instant.js';
import { DEFAULT_LIMIT, MAX_LIMIT, idAfter, oneOf, parametersOf, span, text, upTo } from '../http/page-query.js';

export const QUARANTINE_STATUSES = ['open', 'resolved', 'all'] as const;
/** Tells the cursors of this list from those of others. */
export const CURSOR_MARK = 'q1';

export interface QuarantineFilter {
  readonly status: (typeof QUARANTINE_STATUSES)[number];
  readonly reason?: string;
  /** CloudEvents `source`. */
  readonly source?: string;
  /** Name or number of the feed. */
  readonly feed?: string;
  readonly caseNo?: string;
  /** First instant of receipt. */
  readonly from?: Instant;
  /** The first instant after the last one. */
  readonly before?: Instant;
}

export interface QuarantinePageQuery {
  readonly filter: QuarantineFilter;
  readonly limit: number;
  /** Id of the last entry of the page before. */
  readonly after?: string;
}

const PARAMETERS = ['status', 'reason', 'source', 'feed', 'case', 'from', 'to', 'limit', 'cursor'] as const;

/** An empty value counts as not given. @throws 400 naming the parameter */
export function readQuarantineQuery(query: unknown): QuarantinePageQuery {
  const read = parametersOf(query, PARAMETERS);
  const filter: QuarantineFilter = {
    status: read('status', oneOf(QUARANTINE_STATUSES)) ?? 'open',
    reason: read('reason', text(50)),
    source: read('source', text(200)),
    feed: read('feed', text(64)),
    caseNo: read('case', text(200)),
    from: read('from', span)?.first,
    before: read('to', span)?.after,
  };
  return {
    filter,
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
    after: read('cursor', idAfter(CURSOR_MARK)),
  };
}
