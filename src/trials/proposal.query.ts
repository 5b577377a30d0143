import { type ProposalEntry, TRIAL_DECISIONS } from '../console/trials.protocol.js';
import { knownMembers, textOf } from '../http/input.js';
import { DEFAULT_LIMIT, MAX_LIMIT, idAfter, isId, oneOf, parametersOf, upTo } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';

/** Characters of the reason of a decision. */
export const MAX_DECISION_REASON = 500;
/** Entries that one decision names; without names it is for all that are open. */
export const MAX_NAMED_ENTRIES = 1_000;

/** Tells the cursors of this list from those of others. */
export const ENTRY_CURSOR = 'p1';
export const PROPOSAL_ACTIONS = ['revoke', 'add'] as const;
export const ENTRY_DECISIONS = ['open', ...TRIAL_DECISIONS, 'stale'] as const;

export interface EntryFilter {
  readonly action?: ProposalEntry['action'];
  readonly decision?: ProposalEntry['decision'];
}

export interface EntryPageQuery {
  readonly filter: EntryFilter;
  readonly limit: number;
  readonly before: string | undefined;
}

/** @throws 400 naming the parameter */
export function readEntryQuery(query: unknown): EntryPageQuery {
  const read = parametersOf(query, ['action', 'decision', 'limit', 'cursor']);
  return {
    filter: { action: read('action', oneOf(PROPOSAL_ACTIONS)), decision: read('decision', oneOf(ENTRY_DECISIONS)) },
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
    before: read('cursor', idAfter(ENTRY_CURSOR)),
  };
}

export interface DecisionInput {
  readonly decision: (typeof TRIAL_DECISIONS)[number];
  readonly reason: string;
  /** Undefined: all that are open. */
  readonly entries: readonly string[] | undefined;
}

/** @throws 400 naming the member */
export function readDecision(body: unknown): DecisionInput {
  const { decision, reason, entries } = knownMembers(body, ['decision', 'reason', 'entries']);
  return {
    decision: oneOf(TRIAL_DECISIONS)(textOf(decision, 'decision', 20), 'decision'),
    reason: textOf(reason, 'reason', MAX_DECISION_REASON).trim(),
    entries: entries === undefined ? undefined : idsOf(entries),
  };
}

function idsOf(entries: unknown): string[] {
  const given: unknown[] = Array.isArray(entries) ? entries : [];
  const ids = given.filter((id): id is string => typeof id === 'string' && isId(id));
  if (ids.length > 0 && ids.length === given.length && ids.length <= MAX_NAMED_ENTRIES) return [...new Set(ids)];
  throw badRequest('entries', {
    zh: `应为 1–${MAX_NAMED_ENTRIES} 个条目的 id`,
    en: `must be the ids of 1–${MAX_NAMED_ENTRIES} entries`,
  });
}
