import type { WorkingCalendar } from './calendar.js';
import type { PauseKind } from './event.js';
import type { Instant } from './instant.js';
import type { ItemGuide } from './item-guide.js';

export const LIMIT_UNITS = ['workingDay', 'calendarDay', 'workingHour', 'hour', 'month', 'year'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** 时限: an amount in its own unit. `from` is meaningless for steps, which start with the step. */
export interface Limit {
  readonly amount: number;
  readonly unit: LimitUnit;
  readonly from?: 'acceptance' | 'receipt';
  /** The article that sets the limit. */
  readonly basis?: string;
}

export interface ItemStep {
  readonly name: string;
  readonly code?: string;
  readonly limit?: Limit;
}

/** A special procedure (特别程序) that the item lists; only these hold its clocks. */
export interface PauseAllowance {
  readonly kind: PauseKind;
  /** Working days at most, where the start event gives no planned days. */
  readonly maxDays?: number;
  readonly basis?: string;
}

/** One version of an item (事项) of the implementation list. */
export interface ItemVersion {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  /** `undefined`: in force from the beginning. */
  readonly effectiveFrom?: Instant;
  readonly name: string;
  readonly org: string;
  /** 即办件 | 承诺件 */
  readonly kind: 'instant' | 'promised';
  readonly statutory?: Limit;
  readonly promised?: Limit;
  readonly steps: readonly ItemStep[];
  readonly pauses: readonly PauseAllowance[];
  /** `false`: nobody has said which ones; the clocks then know none. */
  readonly pausesKnown?: boolean;
  /** What the published guide says besides limits; absent where nobody has registered any of it. */
  readonly guide?: ItemGuide;
}

export const CARD_LEVELS = ['reminder', 'yellow', 'red'] as const;
export type CardLevel = (typeof CARD_LEVELS)[number];

/** Rules that every profile sets, also those stored before there were others. */
export const CORE_RULES = [
  'T-PROMISE-NEAR',
  'T-PROMISE-OVER',
  'T-STATUTE-OVER',
  'T-STEP-OVER',
  'T-NOTICE-LATE',
] as const;

/** Rules of pure time limits, whose findings are cards at once. */
export const RULE_CODES = [
  ...CORE_RULES,
  'T-PROMISE-PART',
  'T-PROMISE-FAR',
  'T-STATUTE-FAR',
  'T-DELIVER-LATE',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** `automatic`: a card at once; `confirm` 待确认: a person makes it a card; `hint` 线索: never a card. */
export const ISSUE_MODES = ['automatic', 'confirm', 'hint'] as const;
export type IssueMode = (typeof ISSUE_MODES)[number];

/** 级次: working days before the due instant, or after it. */
export type StageOffset = { readonly daysBefore: number } | { readonly daysOver: number };

/** A further level of a rule that waits for something, before or after the one that is reached when it is due. */
export interface RuleStage {
  readonly level: CardLevel;
  readonly at: StageOffset;
  /** Where the number and the level come from. */
  readonly source: string;
}

export interface RuleSetting {
  readonly code: string;
  readonly version: string;
  readonly level: CardLevel;
  /** Absent in profiles stored before there was a choice: `automatic`. */
  readonly mode?: IssueMode;
  /** `false`: switched off; the deemed acceptance still counts the days of `T-NOTICE-LATE`. */
  readonly enabled?: boolean;
  readonly name: { readonly zh: string; readonly en: string };
  readonly params: Readonly<Record<string, number>>;
  readonly basis: readonly string[];
  /** Where each number and the level come from, by `level` or the name of the threshold; absent: 本系统约定 (our choice). */
  readonly sources?: Readonly<Record<string, string>>;
  /** Only of rules that wait for something (`WaitRule`); absent: none. */
  readonly stages?: readonly RuleStage[];
}

/** How limits in working days are counted. `day`: to close of business of the last day (民法典 第二百零一条、第二百零三条). */
export const COUNTINGS = ['day', 'moment'] as const;
/** `moment`: as many working days of office time from the instant of the start on (Hunan's product manual). */
export type Counting = (typeof COUNTINGS)[number];

/** A text with the place where it was published. */
export interface Cited {
  readonly zh: string;
  readonly en: string;
  readonly source: string;
}

/** 监察规则方案: levels, names, thresholds and citations. */
export interface RuleProfile {
  readonly code: string;
  readonly version: string;
  readonly name?: { readonly zh: string; readonly en: string };
  /** Absent: `day`. */
  readonly counting?: Counting;
  readonly countingSource?: string;
  /** What the levels are called where they have names of their own (成都: 警告, 纠错). */
  readonly labels?: Readonly<Partial<Record<CardLevel, Cited>>>;
  /** Who is told of a card of each level. */
  readonly notify?: Readonly<Partial<Record<CardLevel, Cited>>>;
  readonly rules: Readonly<Record<(typeof CORE_RULES)[number], RuleSetting> & Partial<Record<RuleCode, RuleSetting>>>;
  /** The wider rule book (`domain/review`), by code; a rule that is not there is off. Absent in old profiles. */
  readonly book?: Readonly<Record<string, RuleSetting>>;
}

/** What one case is judged by; frozen on the case. */
export interface Standards {
  readonly calendar: WorkingCalendar;
  readonly profile: RuleProfile;
  /** The version of an item in force at an instant, among those known when the case was opened. */
  itemAt(code: string, at: Instant): ItemVersion | undefined;
}
