import type { CaseFacts } from './case-facts.js';
import { type Clock, promisedClock } from './clock.js';
import type { Examined, Finding } from './finding.js';
import type { Instant } from './instant.js';
import type { RuleCode, Standards } from './standards.js';

/** The moment before the promised due instant of which a rule reminds; `undefined`: there is none. */
export type MomentOf = (clock: Clock) => Instant | undefined;

/**
 * A reminder, raised when its moment comes while the case runs, never afterwards (contract §5).
 *
 * The due instant moves with pauses and extensions, so the moment is the one projected from the events known when it
 * comes: between two instants at which the projection changes it is constant.
 */
export function reminder(rule: RuleCode, { facts, clocks, standards }: Examined, momentOf: MomentOf): Finding[] {
  const now = clocks.find((c) => c.kind === 'promised');
  if (now?.limit?.unit !== 'workingDay') return [];
  const turns = projectionTurns(facts, now);
  for (const [i, from] of turns.entries()) {
    const clock =
      i === turns.length - 1 && now.pauses.length === 0 && now.extension === 0
        ? now
        : projectedAt(facts, from, standards);
    const moment = clock?.dueAt === undefined ? undefined : momentOf(clock);
    if (clock?.dueAt === undefined || moment === undefined) continue;
    const until = turns[i + 1] ?? Infinity;
    if (moment < from || moment >= until || moment > facts.asOf) continue;
    if (facts.end !== undefined && facts.end.at <= moment) continue;
    return [{ rule, key: rule, raisedAt: moment, dueAt: clock.dueAt, clock }];
  }
  return [];
}

/** The moment as it stands, where it lies ahead. */
export function reminderAhead({ facts, clocks }: Examined, momentOf: MomentOf): Instant[] {
  const clock = clocks.find((c) => c.kind === 'promised');
  const runs = clock?.limit?.unit === 'workingDay' && clock.dueAt !== undefined && facts.end === undefined;
  const moment = runs ? momentOf(clock) : undefined;
  return moment !== undefined && moment > facts.asOf ? [moment] : [];
}

/** The instants from which the projection of the due instant may differ. */
function projectionTurns(facts: CaseFacts, clock: Clock): Instant[] {
  const moving = facts.events.filter(
    (e) => e.type === 'pause.started' || e.type === 'pause.ended' || e.type === 'extension.granted',
  );
  const turns = moving.map((e) => e.at).filter((at) => at > clock.knownAt);
  return [clock.knownAt, ...new Set(turns)].sort((a, b) => a - b);
}

/** The promised clock as it stood at an earlier instant of the same case. */
function projectedAt(facts: CaseFacts, at: Instant, standards: Standards): Clock | undefined {
  const earlier = { ...facts, asOf: at, events: facts.events.filter((e) => e.at <= at), end: undefined };
  return promisedClock(earlier, standards);
}
