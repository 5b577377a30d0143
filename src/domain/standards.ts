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
  /** What the published guide says besides limits; absent where nobody has registered any of it. */
  readonly guide?: ItemGuide;
}

export const CARD_LEVELS = ['reminder', 'yellow', 'red'] as const;
export type CardLevel = (typeof CARD_LEVELS)[number];

export const RULE_CODES = [
  'T-PROMISE-NEAR',
  'T-PROMISE-OVER',
  'T-STATUTE-OVER',
  'T-STEP-OVER',
  'T-NOTICE-LATE',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** `automatic`: a card at once; `confirm` 待确认: a person makes it a card; `hint` 线索: never a card. */
export const ISSUE_MODES = ['automatic', 'confirm', 'hint'] as const;
export type IssueMode = (typeof ISSUE_MODES)[number];

export interface RuleSetting {
  readonly code: string;
  readonly version: string;
  readonly level: CardLevel;
  /** Absent in profiles stored before there was a choice: `automatic`. */
  readonly mode?: IssueMode;
  readonly name: { readonly zh: string; readonly en: string };
  readonly params: Readonly<Record<string, number>>;
  readonly basis: readonly string[];
  /** Where each number and the level come from, by `level` or the name of the threshold; absent: 本系统约定, our choice. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** 监察规则方案: levels, names, thresholds and citations. */
export interface RuleProfile {
  readonly code: string;
  readonly version: string;
  readonly rules: Readonly<Record<RuleCode, RuleSetting>>;
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
