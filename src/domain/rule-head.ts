import type { CardLevel, IssueMode } from './standards.js';
import type { Words } from './wording.js';

/** 监察点类别: 时限 流程 告知 内容 收费 裁量 廉政风险 评价 投诉. */
export const RULE_CATEGORIES = [
  'time',
  'procedure',
  'notice',
  'content',
  'fee',
  'discretion',
  'integrity',
  'rating',
  'complaint',
] as const;
export type RuleCategory = (typeof RULE_CATEGORIES)[number];

/** A default threshold; a profile may set another and cite it. */
export interface Threshold {
  readonly value: number;
  readonly unit: 'workingDay' | 'minute' | 'count' | 'percent' | 'character' | 'hour';
  readonly min: number;
  readonly max: number;
  /** Where the number comes from: an article, a published rule book, or 本系统约定 (our choice). */
  readonly source: string;
}

/** What a person reads about a rule; levels, modes and thresholds are defaults that a profile may change. */
export interface RuleHead<C extends string = string, M extends IssueMode = IssueMode> {
  /** `P-STEP-SKIPPED`: at most 20 characters. */
  readonly code: C;
  readonly category: RuleCategory;
  readonly level: CardLevel;
  /** Where the level comes from; absent: 本系统约定 (our choice). */
  readonly levelSource?: string;
  readonly mode: M;
  /** `false`: off unless a profile switches it on. */
  readonly enabled?: false;
  readonly name: Words;
  readonly description: Words;
  /** Articles, e.g. 《行政许可法》第三十二条. */
  readonly basis: readonly string[];
  /** The data without which it cannot judge: `case.decided.reason`, `item.fees`. */
  readonly needs: readonly string[];
  /** What its finding shows. */
  readonly shows: Words;
  readonly params: Readonly<Record<string, Threshold>>;
}
