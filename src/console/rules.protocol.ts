/** What the server and the web console say to each other of rules and how they fare. Plain types and constants only. */
import type { ReviewMode, RuleCategory, Threshold } from '../domain/review/rule.js';
import type { CardLevel, Cited, IssueMode } from '../domain/standards.js';
import type { Words } from '../domain/wording.js';

/** `time`: pure time limits, issues cards by itself · `review`: the wider rule book, its findings wait for a person. */
export const RULE_TIERS = ['time', 'review'] as const;
export type RuleTier = (typeof RULE_TIERS)[number];

export interface RuleThreshold {
  name: string;
  value: number;
  /** Null where the rule itself says none. */
  unit: Threshold['unit'] | null;
  min: number | null;
  max: number | null;
  /** Where the number comes from: an article, a published rule book, or 本系统约定. */
  source: string;
}

/** 级次: a further level of a rule that waits for something, so many working days before it is due or past it. */
export interface RuleStageView {
  level: CardLevel;
  /** One of both is a number. */
  daysBefore: number | null;
  daysOver: number | null;
  /** Where level and number come from. */
  source: string;
}

/** How a profile sets a rule. */
export interface RuleInProfile {
  /** `default@2026.4` */
  profile: string;
  profileName: Words | null;
  /** New cases of some organisation are judged by it. */
  inForce: boolean;
  /** Null: the profile does not have the rule, it is off. */
  setting: {
    version: string;
    level: CardLevel;
    mode: IssueMode;
    name: Words;
    basis: string[];
    params: RuleThreshold[];
    /** Where the level comes from. */
    levelSource: string;
    /** Who is told of a card of this level; null: the profile says nothing. */
    notify: Cited | null;
    /** Besides `level`, which is that of the due instant; in order of time. */
    stages: RuleStageView[];
  } | null;
}

/** GET /api/v1/rules/{code} */
export interface RuleView {
  code: string;
  tier: RuleTier;
  category: RuleCategory;
  name: Words;
  description: Words;
  /** Defaults, which a profile may change. */
  level: CardLevel;
  mode: IssueMode | ReviewMode;
  basis: string[];
  /** The data without which it cannot judge. */
  needs: string[];
  /** What its finding shows. */
  shows: Words;
  params: RuleThreshold[];
  /** It waits for something to be done in time: profiles may give it stages. */
  waits: boolean;
  profiles: RuleInProfile[];
}

/** GET /api/v1/rules: in the order in which an inspector would ask. */
export interface RuleList {
  items: RuleView[];
}

/** Of one rule in one month (Shanghai), or in all of them. */
export interface RuleFigures {
  /** Findings, or cards of rules that issue them by themselves, raised in the month (event time). */
  fired: number;
  /** Of these: confirmed by a person. */
  confirmed: number;
  dismissed: number;
  /** The events no longer support them. */
  withdrawn: number;
  /** Cards of these that were revoked. */
  revoked: number;
  /** Still waiting for a person. */
  pending: number;
  /** Cases received in the month that it could not judge. */
  couldNotJudge: number;
}

export interface RuleStatistics {
  code: string;
  name: Words;
  tier: RuleTier;
  category: RuleCategory;
  /** In the order of `RuleStatisticsAnswer.months`. */
  months: RuleFigures[];
  total: RuleFigures;
  /** 存疑: mostly dismissed or revoked. */
  doubtful: boolean;
}

/** GET /api/v1/rules/statistics?from=2026-01&to=2026-06&region= (months; by default the last twelve) */
export interface RuleStatisticsAnswer {
  /** `yyyy-mm`, oldest first. */
  months: string[];
  region: string | null;
  rules: RuleStatistics[];
}

/** A rule is doubtful when at least so many of its findings and cards were decided by a person … */
export const DOUBTFUL_DECIDED = 10;
/** … and more than this share of them were dismissed or revoked. */
export const DOUBTFUL_SHARE = 0.5;

/** Months that can be asked for at once. */
export const MAX_RULE_MONTHS = 36;
