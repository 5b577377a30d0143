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
  foundAt: string;
  closedAt: string | null;
  closedBy: string | null;
  note: string | null;
}

export interface HintPage {
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
