import { CASE_FILTERS, type CASE_SPANS } from '../console/figures.protocol.js';
import type { CaseScope } from '../database/case.sql.js';
import type { CaseState } from '../domain/case-facts.js';
import type { Instant } from '../domain/instant.js';
import { DEFAULT_LIMIT, type QueryReader, between, oneOf, parametersOf, span, text, upTo } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';
import { isStorable } from '../intake/text.js';

/** Cases of a page at most. */
export const MAX_CASES = 200;
/** Working days that can be asked for. */
export const MAX_DUE_WITHIN = 100;

const STATES = [
  'waiting',
  'received',
  'supplementing',
  'accepted',
  'deemed-accepted',
  'decided',
  'withdrawn',
  'terminated',
  'not-accepted',
  'unknown',
] as const satisfies readonly CaseState[];
/** The states of a case, and all in which it has begun and not ended. */
export const LISTED_STATES = ['open', ...STATES] as const;
export const YES_OR_NO = ['true', 'false'] as const;

/** From the first instant to the one after the last. */
export interface SpanFilter {
  readonly from?: Instant;
  readonly before?: Instant;
}

export interface CaseFilter {
  readonly scope: CaseScope;
  /** Beginning of a case number, an applicant or an officer; a part of a number, or of the name of item or organisation. */
  readonly q?: string;
  readonly caseNo?: string;
  /** Beginning of the masked name. */
  readonly applicant?: string;
  readonly officer?: string;
  readonly state?: (typeof LISTED_STATES)[number];
  /** Working days; 0 is today. */
  readonly dueWithin?: number;
  readonly overdue?: boolean;
  readonly received: SpanFilter;
  readonly accepted: SpanFilter;
  readonly ended: SpanFilter;
}

/** Where a page ends: cases stand by receipt and number, those without receipt last. */
export interface CasePosition {
  readonly receivedAt: Instant | null;
  readonly caseNo: string;
}

export interface CaseListQuery {
  readonly filter: CaseFilter;
  readonly limit: number;
  readonly after?: CasePosition;
}

const PARAMETERS = [...CASE_FILTERS, 'limit', 'cursor'] as const;

/** Reads the query of `GET /cases`; an empty value counts as not given. @throws 400 naming the parameter */
export function readCaseListQuery(query: unknown): CaseListQuery {
  const read = parametersOf(query, PARAMETERS);
  const spanOf = (from: (typeof CASE_SPANS)[number], to: (typeof CASE_SPANS)[number]): SpanFilter => ({
    from: read(from, span)?.first,
    before: read(to, span)?.after,
  });
  const overdue = read('overdue', oneOf(YES_OR_NO));
  const filter: CaseFilter = {
    scope: { region: read('region', text(50)), org: read('org', text(100)), item: read('item', text(100)) },
    q: read('q', text(50)),
    caseNo: read('case', text(50)),
    applicant: read('applicant', text(100)),
    officer: read('officer', text(100)),
    state: read('state', oneOf(LISTED_STATES)),
    dueWithin: read('dueWithin', between(0, MAX_DUE_WITHIN)),
    overdue: overdue && overdue === 'true',
    received: spanOf('receivedFrom', 'receivedTo'),
    accepted: spanOf('acceptedFrom', 'acceptedTo'),
    ended: spanOf('endedFrom', 'endedTo'),
  };
  return { filter, limit: read('limit', upTo(MAX_CASES)) ?? DEFAULT_LIMIT, after: read('cursor', position) };
}

/** Tells the cursors of this list from those of others. */
const CURSOR_MARK = 'l1';

/** Where the next page begins, opaque to callers. */
export const caseCursor = ({ receivedAt, caseNo }: CasePosition): string =>
  Buffer.from(JSON.stringify([CURSOR_MARK, receivedAt, caseNo])).toString('base64url');

const position: QueryReader<CasePosition> = (given, name) => {
  const found = decoded(given);
  if (found !== undefined && caseCursor(found) === given) return found;
  throw badRequest(name, { zh: '不是本接口给出的游标', en: 'is not a cursor that this interface has given' });
};

function decoded(cursor: string): CasePosition | undefined {
  try {
    const [mark, receivedAt, caseNo] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (mark !== CURSOR_MARK || typeof caseNo !== 'string' || !isStorable(caseNo)) return undefined;
    return receivedAt === null || isInstant(receivedAt) ? { receivedAt, caseNo } : undefined;
  } catch {
    return undefined;
  }
}

const isInstant = (value: unknown): value is Instant =>
  typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
