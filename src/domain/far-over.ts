import type { Clock, ClockKind } from './clock.js';
import type { Finding, Rule } from './finding.js';
import { type Instant, dayOf } from './instant.js';
import type { RuleCode, RuleSetting, Standards } from './standards.js';

/**
 * The judgement of a limit that has long passed: opening of business of the n-th working day after the due day; where
 * limits are counted by the moment, office time of n working days after the due instant.
 */
export const farOver = (rule: RuleCode, kind: ClockKind): Pick<Rule, 'examine' | 'next'> => ({
  examine: ({ facts, clocks, standards }, setting): Finding[] =>
    clocks.flatMap((clock) => {
      if (clock.kind !== kind || clock.dueAt === undefined || !clock.overdue) return [];
      const at = momentOf(clock.dueAt, clock, setting, standards);
      if (at === undefined || facts.asOf <= at || (clock.finishedAt ?? Infinity) <= at) return [];
      return [{ rule, key: rule, raisedAt: Math.max(at, clock.knownAt), dueAt: clock.dueAt, clock }];
    }),
  next: ({ facts, clocks, standards }, setting) =>
    clocks.flatMap((clock) => {
      if (clock.kind !== kind || clock.dueAt === undefined || clock.finishedAt !== undefined) return [];
      const at = momentOf(clock.dueAt, clock, setting, standards);
      return at !== undefined && at >= facts.asOf ? [at + 1] : [];
    }),
});

function momentOf(
  dueAt: Instant,
  { counted }: Clock,
  { params }: RuleSetting,
  { calendar }: Standards,
): Instant | undefined {
  const { days = 2 } = params;
  if (counted?.mode === 'moment') return calendar.addWorkingTime(dueAt, days * calendar.workdayMs);
  const day = calendar.addWorkingDays(dayOf(dueAt), days);
  return day === undefined ? undefined : calendar.opening(day);
}
