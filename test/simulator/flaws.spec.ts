import { describe, expect, it } from '@jest/globals';
import { likeCases, type ValuedDecision } from '../../src/domain/hints/like-cases.js';
import { DAY, dayFromIso } from '../../src/domain/instant.js';
import { caseOf } from '../../src/simulator/case-of.js';
import type { CasePlan } from '../../src/simulator/case-plan.js';
import type { Exercised } from '../../src/simulator/discretion.js';
import { DISCRETION_FLAWS, FLAWS, FOUND_BY } from '../../src/simulator/flaw-kinds.js';
import { spoil } from '../../src/simulator/flaws.js';
import { reviewed, simulated } from './simulation-kit.js';

/** Plans of the lively province before anything is spoiled, the same each time. */
function* plans(days: number): Generator<CasePlan> {
  const simulation = simulated(20_000, 'lively');
  const source = { ...simulation.source, flaws: new Map() };
  const first = dayFromIso('2014-01-06');
  for (let i = 0; i < days; i += 1)
    for (const arrival of simulation.arrivals.of(first + i)) yield caseOf(arrival, source);
}

/** Findings that wait for a person, and whatever there is of discretion, long after the case. */
const foundIn = (plan: CasePlan): string[] => {
  const end = Math.max(...plan.events.map(({ at }) => at));
  const { findings } = reviewed(plan, end + 60 * DAY);
  return findings.filter(({ mode, rule }) => mode === 'confirm' || rule.startsWith('D-')).map(({ rule }) => rule);
};

/** As the windows over many cases have it. */
function valuedDecision({ start, events }: CasePlan): ValuedDecision | undefined {
  const decision = events.find(({ data }) => data['discretion'] !== undefined);
  if (!decision) return undefined;
  const { facts, ...given } = decision.data['discretion'] as Exercised;
  const { caseNo, org, item } = start;
  return { ...given, facts: JSON.stringify(facts), caseNo, org, item: item.code, at: decision.at };
}

const withinCase = FLAWS.filter((flaw) => !FOUND_BY[flaw].startsWith('H-'));

describe('what the rule book is to find', () => {
  it('is nothing in a case that was not spoiled', () => {
    const found = [...plans(12)].flatMap(foundIn);
    expect(found).toEqual([]);
  });

  it('is hardly ever in like cases, by chance only, where none was spoiled', () => {
    const valued = [...plans(170)].flatMap((plan) => valuedDecision(plan) ?? []);
    expect(valued.length).toBeGreaterThan(800);
    expect(likeCases.examine(valued).length).toBeLessThan(valued.length * 0.01);
  });

  it('is found in like cases where one of them lies at the border', () => {
    const all = [...plans(60)];
    const one = all.findLast((plan) => valuedDecision(plan)?.tier === '从轻' && spoil(plan, 'unlike-peers'))!;
    const valued = all.flatMap((plan) => valuedDecision(plan) ?? []);
    expect(likeCases.examine(valued).map(({ cases }) => cases[0])).toContain(one.start.caseNo);
  });

  it.each(withinCase)('%s is found by its rule, wherever a case has what can be lacking', (flaw) => {
    let spoiled = 0;
    for (const plan of plans(170)) {
      if (!spoil(plan, flaw)) continue;
      spoiled += 1;
      expect(foundIn(plan)).toContain(FOUND_BY[flaw]);
      if (spoiled === 5) return;
    }
    expect(spoiled).toBeGreaterThan(0);
  });

  it.each(DISCRETION_FLAWS)('%s is found by no other rule, within a case', (flaw) => {
    const found = [...plans(60)].flatMap((plan) => (spoil(plan, flaw) ? [foundIn(plan)] : []));
    expect(found.length).toBeGreaterThan(5);
    for (const rules of found) expect(rules).toEqual(FOUND_BY[flaw].startsWith('H-') ? [] : [FOUND_BY[flaw]]);
  });

  it('happens as often as the settings say', () => {
    const { source, arrivals } = simulated(20_000, 'lively');
    const first = dayFromIso('2014-03-03');
    const all = Array.from({ length: 20 }, (_, i) => arrivals.of(first + i)).flat();
    const lacking = all.filter((arrival) => {
      const { events } = caseOf(arrival, source);
      return events.some(({ type, data }) => type === 'case.accepted' && data['receiptNo'] === undefined);
    });
    const rate = source.flaws.get('no-receipt')! / 100_000;
    expect(lacking.length).toBeGreaterThan(all.length * rate * 0.3);
    expect(lacking.length).toBeLessThan(all.length * rate * 2.5);
  });
});
