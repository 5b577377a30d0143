import type { TrialComputation } from '../console/trials.protocol.js';
import type { Clock } from '../domain/clock.js';
import { type CardExplanation, explain, versionsOf } from '../domain/explanation.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { ledgerOf } from '../domain/ledger.js';
import type { CardDraft } from '../supervision/card-draft.js';
import type { Mark, Verdict } from './judge.js';

const time = (at: Instant | undefined): string | null => (at === undefined ? null : rfc3339(at));

/** A mark as a person can check it on paper. */
export function computationOf(mark: Mark, { standards }: Verdict): TrialComputation {
  const { level, mode, why } = mark;
  const said = { level, mode, raisedAt: time(mark.raisedAt), dueAt: time(mark.dueAt) };
  if ('explanation' in why) {
    const { expected, observed, basis, arithmetic, versions } = why.explanation;
    const texts = { basis: [...basis], arithmetic: [...arithmetic], ledger: [], versions };
    return { ...said, finishedAt: null, expected, observed, ...texts };
  }
  const { expected, observed, basis, ledger, versions } = explanationOf(why, standards);
  const finishedAt = time(why.finding.clock.finishedAt);
  return { ...said, finishedAt, expected, observed, basis, ledger, arithmetic: [], versions };
}

function explanationOf(
  { finding, judgement }: Exclude<Mark['why'], { explanation: unknown }>,
  standards: Verdict['standards'],
): CardExplanation {
  return explain(finding, { facts: judgement.facts, standards }, standards.profile.rules[finding.rule]!);
}

/** How the clock of a mark stands by standards that don't raise it; null where it has none. */
export function withoutBreach(mark: Mark, { standards, judgement }: Verdict): TrialComputation | null {
  if ('explanation' in mark.why || !judgement) return null;
  const clock = counterpart(mark.why.finding.clock, judgement.clocks);
  return {
    level: null,
    mode: null,
    raisedAt: null,
    dueAt: time(clock?.dueAt),
    finishedAt: time(clock?.finishedAt),
    expected: null,
    observed: null,
    basis: [],
    ledger: clock ? ledgerOf(clock, standards.calendar) : [],
    arithmetic: [],
    versions: versionsOf(judgement.facts, standards),
  };
}

const counterpart = ({ kind, step, startedAt }: Clock, clocks: readonly Clock[]): Clock | undefined => {
  const alike = clocks.filter((clock) => clock.kind === kind && clock.step === step);
  return alike.find((clock) => clock.startedAt === startedAt) ?? alike[0];
};

/** The card that a rule of time limits would issue by itself; undefined for anything else. */
export function cardOf(mark: Mark, { standards }: Verdict, caseNo: string, org: string | null): CardDraft | undefined {
  if ('explanation' in mark.why || mark.mode !== 'automatic') return undefined;
  const { finding, judgement } = mark.why;
  return {
    caseNo,
    rule: finding.rule,
    ruleVersion: standards.profile.rules[finding.rule]!.version,
    level: mark.level,
    breachKey: mark.key,
    item: judgement.facts.itemCode ?? null,
    org: judgement.facts.org ?? org,
    step: finding.clock.step ?? null,
    raisedAt: finding.raisedAt,
    dueAt: finding.dueAt,
    explanation: JSON.stringify(explanationOf(mark.why, standards)),
  };
}
