/** What the server and the web console say to each other of findings that wait for a person. Plain types and constants only. */
import type { ExplainedEvent, JudgedBy } from '../domain/explanation.js';
import type { ReviewMode, RuleCategory } from '../domain/review/rule.js';
import type { CardLevel } from '../domain/standards.js';
import type { Words } from '../domain/wording.js';
import type { RegionName } from './names.protocol.js';

export type { ExplainedEvent } from '../domain/explanation.js';

/**
 * `pending` 待确认 (of a hint: 待核查) · `confirmed` 已确认: it is a card now · `dismissed` 已排除, with a reason ·
 * `withdrawn` 已撤回: the events no longer support it.
 */
export const FINDING_STATUSES = ['pending', 'confirmed', 'dismissed', 'withdrawn'] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];
/** What a list may ask for; `decided`: whatever became of it. */
export const STATUS_FILTERS = [...FINDING_STATUSES, 'decided'] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

/** A finding of a list. Instants are RFC 3339 in +08:00. */
export interface FindingBrief {
  id: string;
  caseNo: string;
  rule: string;
  ruleVersion: string;
  ruleName: Words;
  category: RuleCategory;
  level: CardLevel;
  /** A hint never becomes a card. */
  mode: ReviewMode;
  status: FindingStatus;
  item: string | null;
  itemName: string | null;
  org: string | null;
  orgName: string | null;
  /** Null where none is known. */
  orgNameEn: string | null;
  /** The region of the organisation and those above it, from the province down; none for one not on the register. */
  regions: RegionName[];
  /** The instant of event time at which it came to be. */
  raisedAt: string;
  /** When the system wrote it down. */
  recordedAt: string;
  /** For what did not happen in time; null: no deadline. */
  dueAt: string | null;
  /** A clause without full stop: what the list shows. */
  observed: Words;
  /** When it was confirmed, dismissed or withdrawn. */
  decidedAt: string | null;
  /** Name of who did; null while pending, and for what the system withdrew. */
  decidedBy: string | null;
  reason: string | null;
  /** The card that it became. */
  cardId: string | null;
  cardNo: string | null;
  /** As the person who confirmed it chose. */
  cardLevel: CardLevel | null;
}

/** Why it was found, as a person can check it on paper. */
export interface FindingExplanation {
  expected: Words;
  observed: Words;
  basis: string[];
  /** The item's own text that it rests on. */
  itemText: string | null;
  /** In order of time. */
  events: ExplainedEvent[];
  /** The computation, a line each. */
  arithmetic: Words[];
  versions: JudgedBy;
}

/** One step of a finding's life. */
export interface FindingTrace {
  at: string;
  /** Name of the person; null: the system. */
  by: string | null;
  /** Null: it was found. */
  from: FindingStatus | null;
  to: FindingStatus;
  reason: string | null;
}

/** GET /api/v1/findings/{id}; POST …/confirm {reason?, level?, digest?} and …/dismiss {reason, digest?} answer it too. */
export interface FindingView extends FindingBrief {
  explanation: FindingExplanation;
  /** Of what it says; sent back with a decision, so that nobody decides what he has not read. */
  digest: string;
  /** Oldest first. */
  trace: FindingTrace[];
}

/** The parameters of GET /api/v1/findings besides `limit` (1–500, default 50) and `cursor`. */
export const FINDING_FILTERS = [
  'status',
  'rule',
  'category',
  'mode',
  'level',
  'region',
  'org',
  'item',
  'case',
  'from',
  'to',
] as const;

/** GET /api/v1/findings, in order of recording, the last one first. */
export interface FindingPage {
  items: FindingBrief[];
  nextCursor: string | null;
  total: number;
}

/** A rule that met a case and could not judge it. */
export interface UnjudgedRow {
  caseNo: string;
  /** `*`: the case could not be reviewed at all (`missing`: `fault`, `standards`, `too-large`). */
  rule: string;
  ruleName: Words;
  /** Null for `*`. */
  category: RuleCategory | null;
  /** As in the rule's `needs`: `item.materials`, `case.decided.reason`; `calendar`, `fault` (the rule itself failed). */
  missing: string;
  item: string | null;
  itemName: string | null;
  org: string | null;
  orgName: string | null;
  orgNameEn: string | null;
  since: string;
}

/** How many cases a rule could not judge for want of one thing. */
export interface UnjudgedGroup {
  rule: string;
  ruleName: Words;
  missing: string;
  cases: number;
}

/** GET /api/v1/unjudged?rule=&missing=&region=&org=&item=&case=&limit=&cursor=, newest first. */
export interface UnjudgedPage {
  items: UnjudgedRow[];
  nextCursor: string | null;
  total: number;
  /** Most cases first, at most 100; empty on further pages. */
  groups: UnjudgedGroup[];
}

/** `review` of GET /api/v1/cases/{caseNo}: null for those who see no findings (role head). */
export interface CaseReview {
  /** Newest first, of every status. */
  findings: FindingView[];
  unjudged: { rule: string; ruleName: Words; missing: string; since: string }[];
}

/** Of the reason of a decision. */
export const MAX_FINDING_REASON = 500;
