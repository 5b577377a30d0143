/** What the server and the web console say to each other over socket.io namespace `/console`. Plain types and constants only. */
import type { CaseReview } from './findings.protocol.js';
import type { Cited } from '../domain/standards.js';
import type { RegionName } from './names.protocol.js';
import type { TrialComputation } from './trial-computation.protocol.js';
import type { CardExplanation, ExplainedClock, JudgedBy, LedgerDay } from '../domain/explanation.js';

export type { RegionName } from './names.protocol.js';
export type {
  CardConfirmation,
  CardExplanation,
  ExplainedClock,
  ExplainedEvent,
  LedgerDay,
} from '../domain/explanation.js';

export const CONSOLE_NAMESPACE = '/console';

export const CARD_STATUSES = ['issued', 'revoked'] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

export const LEVELS = ['reminder', 'yellow', 'red'] as const;
export type Level = (typeof LEVELS)[number];

/** A card without its explanation: what a list shows. Instants are RFC 3339 in +08:00. */
export interface CardBrief {
  id: string;
  /** ≤ 20 characters, e.g. `红〔2026〕000123`. */
  no: string;
  caseNo: string;
  rule: string;
  ruleVersion: string;
  /** Rule name as the profile gives it. */
  ruleName: { zh: string; en: string };
  level: Level;
  /** What the profile of its case calls the level; null: as everybody does. */
  levelName: { zh: string; en: string } | null;
  /** `revoked`: taken back by a person's decision; it stays on record. */
  status: CardStatus;
  item: string | null;
  itemName: string | null;
  org: string | null;
  orgName: string | null;
  /** Null where none is known. */
  orgNameEn: string | null;
  /** The region of the organisation and those above it, from the province down; none for one not on the register. */
  regions: RegionName[];
  /** Name of the step for T-STEP-OVER. */
  step: string | null;
  raisedAt: string;
  recordedAt: string;
  /** Null for a card that is about no deadline. */
  dueAt: string | null;
  /** Reminder, yellow and red of one case are one thread. */
  thread: string;
  /** What threatens next, as the case stands now; null for a card without a case. */
  countdown: CardCountdown | null;
}

/** Taken back by a person after a standard was revised; both computations are kept. */
export interface CardRevocation {
  at: string;
  by: string;
  reason: string;
  /** By the standards that had issued it, and by the revised one. */
  computations: { before: TrialComputation | null; after: TrialComputation | null };
}

/** A card as API and socket show it. */
export interface CardView extends CardBrief {
  explanation: CardExplanation;
  /** Late evidence attached after the card was written; it never removes a card by itself. */
  evidence: CardEvidence[];
  /** Who is told of a card of its level, as the profile of its case says; null: the profile says nothing. */
  notify: Cited | null;
  /** Null while it is issued. */
  revocation: CardRevocation | null;
}

export const COUNTDOWN_STATES = [
  'running',
  'over',
  /** Past by the clock, while its sources have not reported up to there. */
  'unreported',
  'paused',
  'ended',
  'no-limit',
  'not-computable',
] as const;

/** The way to a case's next breach: a reminder counts to the promised limit, a yellow or red card to the statutory one. */
export interface CardCountdown {
  state: (typeof COUNTDOWN_STATES)[number];
  /** The limit that it counts to; for want of a statutory one a yellow card has the promised one. */
  limit: 'promised' | 'statutory' | null;
  dueAt: string | null;
  /**
   * Minutes of office hours (a limit in `hour`: of the wall clock) from `at` to the due instant; negative when that has
   * passed. Null while the clock is stopped, and where they cannot be counted.
   */
  minutes: number | null;
  /** Minutes of office hours in a working day; null for a limit by the wall clock. */
  workday: number | null;
  /** The case's own time, or its end: up to where this is counted. */
  at: string | null;
  caseState: string;
}

export interface CardEvidence {
  rule: 'I-LATE-REPORT';
  source: string;
  eventId: string;
  type: string;
  time: string;
  receivedAt: string;
}

export interface ConsoleSnapshot {
  /** Opaque: give it back in `resume`. */
  cursor: string;
  /** True when the server answers a `resume` and replays the changes after its cursor; then `cards` is empty. */
  resumed: boolean;
  /** Newest cards first, at most 200. */
  cards: CardView[];
  counts: Record<Level, number>;
}

/** GET /api/v1/console/snapshot: the snapshot for a page that has just been opened, its cards as a list shows them. */
export interface BriefSnapshot {
  /** For the first `resume`: the changes follow from here. */
  cursor: string;
  cards: CardBrief[];
  counts: Record<Level, number>;
}

export interface ConsoleChanges {
  cursor: string;
  cards: CardView[];
}

export interface ServerToConsole {
  snapshot: (snapshot: ConsoleSnapshot) => void;
  changes: (changes: ConsoleChanges) => void;
  /** The server is going away; reconnect later. */
  closing: () => void;
}

export interface ConsoleToServer {
  resume: (request: { cursor?: string | null }) => void;
}

/** GET /api/v1/cases/{caseNo} */
export interface CaseView {
  caseNo: string;
  item: string | null;
  itemName: string | null;
  org: string | null;
  orgName: string | null;
  /** Null where none is known. */
  orgNameEn: string | null;
  state: string;
  /** The case's own time: up to where it is judged; null while nothing has been judged yet. */
  judgedTo: string | null;
  events: CaseEventView[];
  clocks: ClockView[];
  /** In order of time. */
  steps: CaseStepView[];
  cards: CardView[];
  /** What the data contradict; null for those who see no findings (role head). */
  findings: { code: string; at: string; zh: string; en: string }[] | null;
  /** Events of this case that were turned down and nobody has resolved yet, by reason; they are in quarantine. */
  turnedDown: { reason: string; count: number }[];
  /** What the wider rule book has found of it; null for those who see no findings (role head). */
  review: CaseReview | null;
}

export interface CaseEventView {
  id: string;
  source: string;
  type: string;
  time: string;
  recordedAt: string;
  receivedAt: string;
  late: boolean;
  /** True while the event lies beyond the feed's watermark and is not judged yet. */
  waiting: boolean;
  /** Why it plays no part in the case: its feed has no right to report on the case's organisation. Null: it counts. */
  leftOut: 'out-of-scope' | null;
  data: Record<string, unknown>;
}

export interface ClockView {
  kind: 'promised' | 'statutory' | 'step' | 'notice' | 'delivery';
  step?: string;
  state: 'running' | 'paused' | 'stopped' | 'no-limit' | 'not-computable';
  startedAt: string | null;
  dueAt: string | null;
  finishedAt: string | null;
  overdue: boolean | null;
  limit: string | null;
  /**
   * Minutes of office hours (a limit in `hour`: of the wall clock) from the case's own time to the due instant; negative
   * when that has passed. Null once the clock has stopped, and where they cannot be counted.
   */
  remaining: number | null;
}

/** One handling of a step. Minutes are those of office hours, pauses not taken off; null where they cannot be counted. */
export interface CaseStepView {
  step: string;
  /** Null for a step of which only the completion was reported. */
  startedAt: string | null;
  completedAt: string | null;
  officer: string | null;
  outcome: string | null;
  /** From the completion before it, else from acceptance or receipt, to its start. */
  waited: number | null;
  /** From its start to its completion, else to the end of the case or as far as the case is judged. */
  handled: number | null;
  /** Of its own limit; null without one. */
  dueAt: string | null;
  overdue: boolean | null;
}

/** GET /api/v1/cases/{caseNo}/clock-sheet */
export interface ClockSheet {
  caseNo: string;
  item: string | null;
  itemName: string | null;
  org: string | null;
  orgName: string | null;
  /** Null where none is known. */
  orgNameEn: string | null;
  judgedTo: string | null;
  versions: JudgedBy;
  /** Minutes of office hours in a whole working day; null outside the calendar. */
  workday: number | null;
  /** For a time axis: every day from the first start of a clock to where the last one leads, at most 800. */
  days: SheetDay[];
  clocks: SheetClock[];
}

export interface SheetDay {
  date: string;
  working: boolean;
  kind: 'workday' | 'make-up' | 'weekend' | 'holiday';
  /** The holiday by name. */
  name: string | null;
}

export interface SheetClock extends ClockView {
  startedBy: ExplainedClock['startedBy'];
  basis: string[];
  ledger: LedgerDay[];
}

/** What the address of the live page may say; a saved view is such a query. */
export const LIVE_PARAMETERS = ['level', 'rule', 'region', 'org', 'item', 'q', 'left', 'sort'] as const;

/** GET /api/v1/views: what an account has kept under a name. */
export interface SavedView {
  id: number;
  name: string;
  /** As in the address, e.g. `level=red&sort=left`. */
  query: string;
}

export const MAX_VIEWS = 30;
export const MAX_VIEW_NAME = 20;
