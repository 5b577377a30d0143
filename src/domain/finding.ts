import type { CaseFacts } from './case-facts.js';
import type { Clock, ClockKind } from './clock.js';
import type { Instant } from './instant.js';
import type { RuleHead } from './rule-head.js';
import type { RuleCode, RuleSetting, Standards } from './standards.js';

/** What a rule has found: one breach (or one warning), with the clock it rests on. */
export interface Finding {
  readonly rule: RuleCode;
  /** Unique within the case: the same breach never makes two cards. */
  readonly key: string;
  /** The instant of the breach in event time. */
  readonly raisedAt: Instant;
  readonly dueAt: Instant;
  readonly clock: Clock;
}

/** What a rule examines: the facts, the clocks and the standards of one case at its own time. */
export interface Examined {
  readonly facts: CaseFacts;
  readonly clocks: readonly Clock[];
  readonly standards: Standards;
}

/**
 * A rule of pure time limits: findings up to the case's own time, and the instants after it at which it could find something new.
 * `next` may be early (the case is then examined once in vain) but never late.
 */
export interface Rule extends RuleHead<RuleCode, 'automatic'> {
  examine(examined: Examined, setting: RuleSetting): Finding[];
  next(examined: Examined, setting: RuleSetting): Instant[];
}

/** The judgement of the one clock of a kind: its due instant passed while it ran. */
export const overdue = (rule: RuleCode, kind: ClockKind): Pick<Rule, 'examine' | 'next'> => ({
  examine: ({ facts, clocks }) =>
    clocks.filter((c) => c.kind === kind).flatMap((c) => breach(rule, rule, c, facts.asOf) ?? []),
  next: ({ facts, clocks }) => clocks.filter((c) => c.kind === kind).flatMap((c) => breachAhead(c, facts.asOf)),
});

/** A due instant has passed: from the first millisecond after it (contract §4.8). */
export function breach(rule: RuleCode, key: string, clock: Clock, asOf: Instant): Finding | undefined {
  if (clock.dueAt === undefined || !clock.overdue || asOf <= clock.dueAt) return undefined;
  return { rule, key, raisedAt: Math.max(clock.dueAt, clock.knownAt), dueAt: clock.dueAt, clock };
}

/** The instant at which an unfinished clock would be overdue, where that lies ahead. */
export const breachAhead = (clock: Clock, asOf: Instant): Instant[] =>
  clock.finishedAt === undefined && clock.dueAt !== undefined && clock.dueAt >= asOf ? [clock.dueAt + 1] : [];
