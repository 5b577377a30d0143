import {
  FINDING_FILTERS,
  MAX_FINDING_REASON,
  STATUS_FILTERS,
  type StatusFilter,
} from '../console/findings.protocol.js';
import type { CaseScope } from '../database/case.sql.js';
import type { Instant } from '../domain/instant.js';
import { RULE_CATEGORIES, type ReviewMode, type RuleCategory } from '../domain/review/rule.js';
import { CARD_LEVELS, type CardLevel } from '../domain/standards.js';
import { knownMembers, textOf } from '../http/input.js';
import { DEFAULT_LIMIT, MAX_LIMIT, idAfter, oneOf, parametersOf, span, text, upTo } from '../http/page-query.js';

export const REVIEW_MODES = ['confirm', 'hint'] as const satisfies readonly ReviewMode[];

export interface FindingFilter {
  readonly status?: StatusFilter;
  readonly rule?: string;
  readonly category?: RuleCategory;
  readonly mode?: ReviewMode;
  readonly level?: CardLevel;
  readonly caseNo?: string;
  readonly scope: CaseScope;
  /** First instant of `raisedAt`. */
  readonly from?: Instant;
  /** The first instant after the last one. */
  readonly before?: Instant;
}

export interface UnjudgedFilter {
  readonly rule?: string;
  readonly missing?: string;
  readonly caseNo?: string;
  readonly scope: CaseScope;
}

export interface ListQuery<F> {
  readonly filter: F;
  readonly limit: number;
  /** Id of the last entry of the page before. */
  readonly before?: string;
}

/** Tell the cursors of these lists from those of others. */
export const FINDING_MARK = 'f1';
export const UNJUDGED_MARK = 'u1';

/** Characters; one has 43. */
const MAX_DIGEST = 64;

/** A person's word on a finding. */
interface Reading {
  /** The `digest` of the finding that was read; absent: whatever it says. */
  readonly digest?: string;
}
export interface Confirmation extends Reading {
  readonly status: 'confirmed';
  readonly reason: string | null;
  readonly level?: CardLevel;
}
export interface Dismissal extends Reading {
  readonly status: 'dismissed';
  readonly reason: string;
}
export type Decision = Confirmation | Dismissal;

/** Reads the query of `GET /findings`; an empty value counts as not given. @throws 400 naming the parameter */
export function readFindingQuery(query: unknown): ListQuery<FindingFilter> {
  const read = parametersOf(query, [...FINDING_FILTERS, 'limit', 'cursor']);
  const filter: FindingFilter = {
    status: read('status', oneOf(STATUS_FILTERS)),
    rule: read('rule', text(20)),
    category: read('category', oneOf(RULE_CATEGORIES)),
    mode: read('mode', oneOf(REVIEW_MODES)),
    level: read('level', oneOf(CARD_LEVELS)),
    caseNo: read('case', text(50)),
    scope: { region: read('region', text(50)), item: read('item', text(100)), org: read('org', text(100)) },
    from: read('from', span)?.first,
    before: read('to', span)?.after,
  };
  return {
    filter,
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
    before: read('cursor', idAfter(FINDING_MARK)),
  };
}

/** Reads the query of `GET /unjudged`. @throws 400 naming the parameter */
export function readUnjudgedQuery(query: unknown): ListQuery<UnjudgedFilter> {
  const read = parametersOf(query, ['rule', 'missing', 'region', 'org', 'item', 'case', 'limit', 'cursor']);
  const filter: UnjudgedFilter = {
    rule: read('rule', text(20)),
    missing: read('missing', text(100)),
    caseNo: read('case', text(50)),
    scope: { region: read('region', text(50)), item: read('item', text(100)), org: read('org', text(100)) },
  };
  return {
    filter,
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
    before: read('cursor', idAfter(UNJUDGED_MARK)),
  };
}

/** Reads the body of `POST /findings/{id}/confirm`, which may be empty. @throws 400 */
export function readConfirmation(body: unknown): Decision {
  const { reason, level, digest } = knownMembers(body ?? {}, ['reason', 'level', 'digest']);
  return {
    status: 'confirmed',
    reason: isBlank(reason) ? null : textOf(reason, 'reason', MAX_FINDING_REASON),
    ...(!isBlank(level) && { level: oneOf(CARD_LEVELS)(String(level), 'level') }),
    ...readDigest(digest),
  };
}

/** Reads the body of `POST /findings/{id}/dismiss`. @throws 400, also without a reason */
export function readDismissal(body: unknown): Decision {
  const { reason, digest } = knownMembers(body, ['reason', 'digest']);
  return { status: 'dismissed', reason: textOf(reason, 'reason', MAX_FINDING_REASON), ...readDigest(digest) };
}

const readDigest = (digest: unknown): Pick<Decision, 'digest'> =>
  isBlank(digest) ? {} : { digest: textOf(digest, 'digest', MAX_DIGEST) };

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';
