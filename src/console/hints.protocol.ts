import type { RuleCategory, Threshold } from '../domain/review/rule.js';
import type { Words } from '../domain/wording.js';

export const HINT_STATUSES = ['open', 'closed', 'withdrawn'] as const;
export type HintStatus = (typeof HINT_STATUSES)[number];

/** What many cases together show: a place for a person to look, never a card. Instants are RFC 3339 in +08:00. */
export interface HintView {
  id: string;
  rule: string;
  ruleName: Words;
  category: string;
  /** `withdrawn`: computed again, the ground for it is gone. */
  status: HintStatus;
  org: string | null;
  orgName: string | null;
  orgNameEn: string | null;
  item: string | null;
  itemName: string | null;
  /** The window that was looked at; `to` is its last instant. */
  from: string;
  to: string;
  expected: Words;
  observed: Words;
  arithmetic: Words[];
  basis: string[];
  /** At most 50. */
  cases: string[];
  /** What it is compared with, each with its value, the newest first: of organisations that the reader may see. */
  peers: { caseNo: string; value: number }[];
  foundAt: string;
  closedAt: string | null;
  closedBy: string | null;
  note: string | null;
}

/** What a computation counts as looked at. */
export const LOOKED_AT = [
  /** Cases that were decided, with their officer. */
  'decided',
  /** Decisions with a value of discretion. */
  'valued',
  /** Changes of an item's promise after which cases were decided. */
  'changes',
  /** Cases that ended. */
  'ended',
  /** Sources that number their events. */
  'numbering',
  /** Cases that were received. */
  'received',
] as const;
export type LookedAt = (typeof LOOKED_AT)[number];

/** Rules over many cases that are computed together, over the cases of everybody. */
export interface HintRunView {
  rules: { code: string; name: Words }[];
  /** Null: never yet. */
  computedAt: string | null;
  /** Not before; null: as soon as possible. */
  nextAt: string | null;
  /** The window; null: everything there is. */
  from: string | null;
  to: string | null;
  what: LookedAt;
  /** Null: it was not kept. */
  lookedAt: number | null;
  /** What of it was a hint. */
  found: number | null;
}

export interface HintPage {
  /** Of the newest computation; null: there was none yet. */
  computedAt: string | null;
  runs: HintRunView[];
  items: HintView[];
  nextCursor: string | null;
  total: number;
}

/** GET /api/v1/hints/rules: a rule over many cases, or about what sources report; no profile changes it. */
export interface HintRuleView {
  code: string;
  category: RuleCategory | 'feed';
  name: Words;
  description: Words;
  basis: string[];
  needs: string[];
  shows: Words;
  params: ({ name: string } & Threshold)[];
}
