import { type CaseFacts, type CaseState, type DeemedAcceptance, factsOf, stateOf } from './case-facts.js';
import { type Clock, clocksOf } from './clock.js';
import type { CaseEvent } from './event.js';
import type { Finding, Rule } from './finding.js';
import type { Instant } from './instant.js';
import { RULES } from './rules/registry.js';
import type { Standards } from './standards.js';

/** The judgement of one case at its own time. */
export interface Judgement {
  readonly facts: CaseFacts;
  readonly state: CaseState;
  readonly clocks: readonly Clock[];
  readonly findings: readonly Finding[];
  /** The next instant of event time at which something could happen to the case; `undefined`: nothing can. */
  readonly nextAt?: Instant;
}

/**
 * Judges a case at an instant on the events that had occurred by then (contract §4). Pure: the same events give the
 * same judgement, in whatever order they arrived.
 *
 * @param events all known events of the case, in order of time; those after `asOf` wait
 * @param deemedBefore the acceptance that an earlier judgement has deemed; it stays so
 */
export function examine(
  events: readonly CaseEvent[],
  standards: Standards,
  asOf: Instant,
  deemedBefore?: DeemedAcceptance,
  rules: readonly Rule[] = RULES,
): Judgement {
  const facts = factsOf(events, standards, asOf, deemedBefore);
  const clocks = facts.events.length === 0 ? [] : clocksOf(facts, standards);
  const examined = { facts, clocks, standards };
  const findings: Finding[] = [];
  let nextAt = Infinity;
  for (const rule of rules) {
    const setting = standards.profile.rules[rule.code];
    if (!setting || setting.enabled === false) continue;
    findings.push(...rule.examine(examined, setting));
    nextAt = Math.min(nextAt, ...rule.next(examined, setting));
  }
  for (const event of events) if (event.at > asOf) nextAt = Math.min(nextAt, event.at);
  return { facts, state: stateOf(facts), clocks, findings, nextAt: nextAt === Infinity ? undefined : nextAt };
}
