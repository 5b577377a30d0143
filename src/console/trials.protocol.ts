/** Try before use: what server and console say to each other under `/api/v1/trials`. Plain types and constants only. */
import type { Level } from './console.protocol.js';
import type { TrialComputation } from './trial-computation.protocol.js';

export type { TrialComputation } from './trial-computation.protocol.js';

export const TRIAL_KINDS = ['profile', 'item', 'discretion', 'calendar'] as const;
export type TrialKind = (typeof TRIAL_KINDS)[number];

export const TRIAL_STATES = ['queued', 'running', 'done', 'cancelled', 'interrupted', 'failed'] as const;
export type TrialState = (typeof TRIAL_STATES)[number];

/**
 * `level`: reminder ↔ yellow ↔ red; `mode`: automatic, to be confirmed, hint; `moved`: only the instant of the breach
 * or the due instant is another. A change of several kinds counts as the first of them in this order.
 */
export const CHANGE_KINDS = ['appear', 'vanish', 'level', 'mode', 'moved'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * `card`: a rule of pure time limits, whose card is issued at once; `finding`: one of the wider rule book, which a person
 * confirms before anything is issued; `hint`: for a person to look at, never a card by itself. Never added up.
 */
export const CHANGE_TIERS = ['card', 'finding', 'hint'] as const;
export type ChangeTier = (typeof CHANGE_TIERS)[number];

/** POST /api/v1/trials */
export interface TrialRequest {
  /** At most 60 characters. */
  name?: string;
  draft: TrialDraftRequest;
  /** Cases received in [from, to): YYYY-MM-DD (a whole day in Shanghai) or RFC 3339. */
  from: string;
  to: string;
  /** An organisation with those below it, or `prefix*`; absent: all that the account may see. */
  org?: string;
}

export interface TrialDraftRequest {
  kind: TrialKind;
  /** Code of the profile, item, discretion row or calendar. */
  code: string;
  /**
   * What it would say. `profile`: `{rules: {CODE: {level?, mode?, params?} | null}}`, laid over the one in force; null:
   * off. `item`: as `PUT /items/{code}` takes it. `discretion`: the row; with `items`, also for these. `calendar`:
   * `{days: {"2020-02-01": {off, name, notice} | null}, officeHours?, lastDay?}`, laid over the one in force.
   * Whatever its `effectiveFrom`, it is tried as if it had always been in force.
   * Absent (and no `draft`): the version that is in force now, for cases that keep a former one.
   */
  body?: unknown;
  /** Id of a draft of the catalogue instead of a body. */
  draft?: string;
}

/** GET /api/v1/trials, newest first. */
export interface TrialList {
  items: TrialBrief[];
  /** Trials that may wait at once; one runs at a time on a server. */
  maxWaiting: number;
  /** Finished trials that are kept; older ones without a proposal are deleted. */
  maxKept: number;
}

export interface TrialBrief {
  id: number;
  name: string;
  kind: TrialKind;
  code: string;
  /** Instants are RFC 3339 in +08:00. */
  from: string;
  to: string;
  org: string | null;
  /** Null also for a prefix. */
  orgName: { zh: string; en: string } | null;
  state: TrialState;
  /** Trials before it, for a queued one. */
  ahead: number | null;
  progress: TrialProgress;
  /** Counted so far, while it runs. */
  counts: ChangeCounts;
  createdAt: string;
  createdBy: string;
  startedAt: string | null;
  endedAt: string | null;
  /** How long it ran; null before its end. */
  seconds: number | null;
}

export interface TrialProgress {
  casesDone: number;
  /** Null until it is known. */
  casesTotal: number | null;
  /** Cases a second, since the start; null before the first. */
  rate: number | null;
  estimatedEnd: string | null;
}

export type ChangeCounts = Record<ChangeKind, number>;

/** GET /api/v1/trials/{id} */
export interface TrialView extends TrialBrief {
  /** What was tried, whole, as judged by. */
  draft: unknown;
  start: TrialStart;
  /** Null until it is done. */
  summary: TrialSummary | null;
  /** Why it failed. */
  failure: string | null;
  /** May a proposal be made of it now, and if not, why. */
  proposable: ProposalDoor;
  proposal: ProposalBrief | null;
}

export interface TrialStart {
  /** Tried as if it had always been in force; false only for trials of before: cases received earlier were left out. */
  always: boolean;
  /** When the draft is meant to come into force, where it says so. */
  effectiveFrom: string | null;
  note: { zh: string; en: string };
}

export interface TrialSummary {
  /** Cases of the period; `judged` are those that the draft could touch, `unjudgeable` failed in judging. */
  cases: { total: number; judged: number; unjudgeable: number };
  /** Cards, findings and hints together, before and after; `levels` tells them apart. */
  before: Record<Level, number>;
  after: Record<Level, number>;
  /** Null: a trial of before they were told apart. */
  levels: Record<ChangeTier, { before: Record<Level, number>; after: Record<Level, number> }> | null;
  /** Cards only, issued at once. */
  cards: ChangeCounts;
  /** Findings only, for a person to confirm. */
  findings: ChangeCounts;
  hints: ChangeCounts;
  /** What was compared, and in how many cases; most cases first. */
  versions: TrialVersions[];
  /** Most changes first; at most 200 rows each. */
  byRule: TrialGroup[];
  byOrg: TrialGroup[];
  byItem: TrialGroup[];
  /** Changes that are counted but not kept one by one. */
  notKept: number;
}

/** The version that judged cases, and the one tried in its place: `default@2026.1`, `default@draft`. */
export interface TrialVersions {
  before: string;
  after: string;
  cases: number;
}

export interface TrialGroup {
  /** Null: none is known. */
  code: string | null;
  name: { zh: string; en: string } | null;
  /** Cards, findings and hints together. */
  counts: ChangeCounts;
  cards: ChangeCounts;
  findings: ChangeCounts;
  hints: ChangeCounts;
}

/**
 * GET /api/v1/trials/{id}/groups?rule=&org=&item=&kind=&tier= of the changes that are kept one by one: each grouping is
 * narrowed by the parameters but its own, so that the others of it stay to be chosen. Most changes first, at most 200 each.
 */
export interface TrialGroups {
  byRule: TrialGroup[];
  byOrg: TrialGroup[];
  byItem: TrialGroup[];
}

/** GET /api/v1/trials/{id}/changes?rule=&org=&item=&kind=&limit=&cursor= */
export interface TrialChangePage {
  items: TrialChange[];
  nextCursor: string | null;
  total: number;
}

export interface TrialChange {
  id: string;
  caseNo: string;
  kind: ChangeKind;
  tier: ChangeTier;
  rule: string;
  ruleName: { zh: string; en: string };
  org: string | null;
  orgName: string | null;
  item: string | null;
  itemName: string | null;
  /** By the version in force. For a change that appears: how its clock stands there, without a breach; else null. */
  before: TrialComputation | null;
  /** By the draft. For one that vanishes: how its clock stands there, without a breach; else null. */
  after: TrialComputation | null;
}

export const PROPOSAL_OBSTACLES = ['not-done', 'not-in-force', 'too-many', 'nothing', 'exists'] as const;
export interface ProposalDoor {
  open: boolean;
  reason: (typeof PROPOSAL_OBSTACLES)[number] | null;
}

export interface ProposalBrief {
  id: number;
  /** Open until every entry is decided. */
  state: 'open' | 'decided';
  revoke: ProposalCount;
  add: ProposalCount;
  createdAt: string;
  createdBy: string;
  /** The reader has made it: another person decides. */
  own: boolean;
}

export interface ProposalCount {
  proposed: number;
  accepted: number;
  declined: number;
  /** Was to be accepted, but no longer stood. */
  stale: number;
}

/** POST /api/v1/trials/{id}/proposal → ProposalBrief; GET …/proposal/entries?action=&decision=&limit=&cursor= */
export interface ProposalEntryPage {
  items: ProposalEntry[];
  nextCursor: string | null;
  total: number;
}

export interface ProposalEntry {
  id: string;
  action: 'revoke' | 'add';
  decision: 'open' | 'accepted' | 'declined' | 'stale';
  /** Why it was not carried out; it has to be tried again. */
  stale: { code: StaleReason; zh: string; en: string } | null;
  caseNo: string;
  rule: string;
  ruleName: { zh: string; en: string };
  org: string | null;
  orgName: string | null;
  /** The card to be revoked, or the one that was added; null before. */
  card: { id: string; no: string } | null;
  before: TrialComputation | null;
  after: TrialComputation | null;
  decidedAt: string | null;
  decidedBy: string | null;
  reason: string | null;
}

export const TRIAL_DECISIONS = ['accepted', 'declined'] as const;

/**
 * `case-changed`: something was reported since, or it keeps other standards; `time-passed`: by what was tried the card
 * would be raised by now; `not-in-force`: what was tried no longer is, for this case; `settled`: the card has been issued
 * or revoked otherwise.
 */
export const STALE_REASONS = ['case-changed', 'time-passed', 'not-in-force', 'settled'] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/**
 * POST /api/v1/trials/{id}/proposal/decision → ProposalBrief; 409 `decided` for one that has been decided before. What
 * is to be accepted and no longer stands becomes `stale`. One that was interrupted goes on when it is repeated.
 */
export interface ProposalDecision {
  decision: (typeof TRIAL_DECISIONS)[number];
  /** 1–500 characters. */
  reason: string;
  /** Absent: all that are open; at most 1,000. */
  entries?: string[];
}
