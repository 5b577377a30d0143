import type { EventType } from '../event.js';
import type { Instant } from '../instant.js';
import type { RuleHead } from '../rule-head.js';
import type { CardLevel, Counting, RuleSetting } from '../standards.js';
import type { Words } from '../wording.js';
import type { ReportedEvent } from './reported-event.js';
import type { Seen } from './seen.js';

export { RULE_CATEGORIES, type RuleCategory, type Threshold } from '../rule-head.js';

/**
 * `confirm` 待确认: a finding waits for a person, who makes it a card or dismisses it. `hint` 线索: a place to look at,
 * never a card. (Only rules of pure time limits issue cards by themselves, `domain/rules`.)
 */
export type ReviewMode = 'confirm' | 'hint';

type ReviewHead = RuleHead<string, ReviewMode>;

/** What a rule has seen; names facts, never guilt. */
export interface Observation {
  /** Tells findings of one rule at one instant apart: the step, the fee item, the kind of pause. */
  readonly subject?: string;
  /** A clause without full stop. */
  readonly expected: Words;
  readonly observed: Words;
  /** Besides the act itself. */
  readonly evidence?: readonly ReportedEvent[];
  /** The item's own text that it rests on. */
  readonly itemText?: string;
  /** The computation, a line each. */
  readonly arithmetic?: readonly Words[];
  /** Citations of the rule that are not about this kind of act. */
  readonly notCited?: readonly string[];
  /** Where it differs from that of the setting. */
  readonly level?: CardLevel;
}

/** 无法判断: a listed state, never a card. Names what is missing, as in `needs`. */
export interface CannotJudge {
  readonly missing: string;
}

export type Outcome = readonly (Observation | CannotJudge)[];

/** Nothing to say. */
export const FINE: Outcome = [];
export const found = (...observations: Observation[]): Outcome => observations;
export const cannotJudge = (missing: string): Outcome => [{ missing }];

/** A rule about an act, judged on what had happened by the instant of the act; later events never change it. */
export interface ActRule extends ReviewHead {
  readonly on: readonly EventType[];
  examine(act: ReportedEvent, seen: Seen, setting: RuleSetting): Outcome;
}

/** Something that has to be done by an instant. */
export interface Wait {
  readonly subject?: string;
  /** What started it. */
  readonly from: ReportedEvent;
  /** `undefined`: it cannot be counted. */
  readonly dueAt: Instant | undefined;
  /** The first act that satisfied it, however late. */
  readonly doneBy?: ReportedEvent;
  /** Besides these. */
  readonly evidence?: readonly ReportedEvent[];
  readonly expected: Words;
  /** What was seen when it was not done in time; without `doneBy` it is still not done. */
  readonly observed: Words;
  readonly itemText?: string;
  readonly arithmetic?: readonly Words[];
  /** Absent: nothing is counted from its due instant, it has no stages. */
  readonly staged?: Staged;
}

/** What the stages (级次) of a wait are counted and told by. */
export interface Staged {
  readonly counting: Counting;
  /** What was seen of it by an instant at which it was not done. */
  observedBy(at: Instant): Words;
}

/** A rule about something that did not happen in time: found as soon as the due instant has passed, done later or not. */
export interface WaitRule extends ReviewHead {
  /** Everything awaited by what is seen up to the case's own time. */
  waits(seen: Seen, setting: RuleSetting): readonly (Wait | CannotJudge)[];
}

export type ReviewRule = ActRule | WaitRule;

export const isActRule = (rule: ReviewRule): rule is ActRule => 'on' in rule;

/** Those that have stages where a profile sets them; of both tiers. What is paid too little is so at one time. */
export const isWaitRule = (rule: RuleHead): boolean => 'waits' in rule && rule.category !== 'fee';
