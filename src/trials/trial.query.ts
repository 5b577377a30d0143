import { CHANGE_KINDS, CHANGE_TIERS, type ChangeKind, type ChangeTier } from '../console/trials.protocol.js';
import type { Instant } from '../domain/instant.js';
import { knownMembers, textOf } from '../http/input.js';
import { DEFAULT_LIMIT, MAX_LIMIT, idAfter, oneOf, parametersOf, span, text, upTo } from '../http/page-query.js';
import { badRequest, problem } from '../http/problem.js';

/** Characters of a trial's name. */
export const MAX_TRIAL_NAME = 60;

/** Tells the cursors of this list from those of others. */
export const CHANGE_CURSOR = 't1';

export interface ChangeFilter {
  readonly rule?: string;
  readonly org?: string;
  readonly item?: string;
  readonly kind?: ChangeKind;
  readonly tier?: ChangeTier;
}

export interface ChangePageQuery {
  readonly filter: ChangeFilter;
  readonly limit: number;
  /** Id of the last change of the page before. */
  readonly before: string | undefined;
}

/** @throws 400 naming the parameter */
export function readChangeQuery(query: unknown): ChangePageQuery {
  const read = parametersOf(query, ['rule', 'org', 'item', 'kind', 'tier', 'limit', 'cursor']);
  return {
    filter: {
      rule: read('rule', text(20)),
      org: read('org', text(100)),
      item: read('item', text(100)),
      kind: read('kind', oneOf(CHANGE_KINDS)),
      tier: read('tier', oneOf(CHANGE_TIERS)),
    },
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
    before: read('cursor', idAfter(CHANGE_CURSOR)),
  };
}

export interface CsvQuery {
  readonly part: 'summary' | 'changes';
  readonly filter: ChangeFilter;
}

/** @throws 400 naming the parameter */
export function readCsvQuery(query: unknown): CsvQuery {
  const read = parametersOf(query, ['part', 'rule', 'org', 'item', 'kind', 'tier']);
  const part = read('part', oneOf(['summary', 'changes'] as const)) ?? 'changes';
  const { part: _part, ...filters } = knownMembers(query, ['part', 'rule', 'org', 'item', 'kind', 'tier']);
  return { part, filter: readChangeQuery(filters).filter };
}

/** A request before its draft is looked at. */
export interface TrialInput {
  readonly name: string | undefined;
  readonly draft: unknown;
  readonly from: Instant;
  readonly before: Instant;
  readonly org: string | undefined;
}

/** @throws 400 naming the member */
export function readTrial(body: unknown): TrialInput {
  const { name, draft, from, to, org } = knownMembers(body, ['name', 'draft', 'from', 'to', 'org']);
  const period = { from: momentOf(from, 'from'), before: momentOf(to, 'to') };
  if (period.before <= period.from) throw badRequest('to', { zh: '应晚于 from', en: 'must be later than from' });
  return {
    name: name === undefined ? undefined : textOf(name, 'name', MAX_TRIAL_NAME).trim(),
    draft,
    ...period,
    org: org === undefined || org === null ? undefined : textOf(org, 'org', 100),
  };
}

const momentOf = (value: unknown, member: string): Instant => span(textOf(value, member, 40), member).first;

export const noSuchTrial = () => problem(404, 'trial-not-found', { zh: '没有这次试算', en: 'there is no such trial' });

/** @throws 404 for anything that is no number of a trial */
export function trialId(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw noSuchTrial();
}
