import { describe, expect, it } from '@jest/globals';
import { dayFromIso } from '../../src/domain/instant.js';
import { caseOf } from '../../src/simulator/case-of.js';
import type { Scenario } from '../../src/simulator/settings.file.js';
import { config, endOf, HALF_YEAR, judged, simulated } from './simulation-kit.js';

/** Cards that each scenario must bring when the case is seen to its end; the others bring none. */
const CARDS: Partial<Record<Scenario, string>> = {
  near: 'T-PROMISE-NEAR',
  'promise-over': 'T-PROMISE-NEAR T-PROMISE-OVER',
  'statute-over': 'T-PROMISE-NEAR T-PROMISE-OVER T-STATUTE-OVER',
  'step-over': 'T-STEP-OVER',
  'notice-late': 'T-NOTICE-LATE',
  'instant-over': 'T-PROMISE-OVER',
  'hours-over': 'T-PROMISE-OVER',
  'hours-statute-over': 'T-PROMISE-OVER T-STATUTE-OVER',
  'hours-step-over': 'T-STEP-OVER',
};

/** Far enough for every case to end. */
const LATER = endOf({ from: '', to: '2014-12-31' });

function* plans(cases: number, profile: string, seed: number, of: (scenario: Scenario) => boolean = () => true) {
  const simulation = simulated(cases, profile, HALF_YEAR, seed);
  for (let day = dayFromIso(HALF_YEAR.from); day <= dayFromIso(HALF_YEAR.to); day++)
    for (const arrival of simulation.arrivals.of(day))
      if (of(arrival.scenario)) yield { arrival, plan: caseOf(arrival, simulation.source) };
}

describe('a scenario', () => {
  it('brings exactly the cards that it is there for, and a lawful case none', () => {
    const seen = new Map<Scenario, number>();
    for (const { arrival, plan } of plans(6_000, 'lively', 3)) {
      const { scenario } = arrival;
      seen.set(scenario, (seen.get(scenario) ?? 0) + 1);
      const { findings } = judged(plan, LATER);
      const found = findings.map(({ rule }) => rule).sort();
      expect([plan.start.caseNo, scenario, found.join(' ')]).toEqual([
        plan.start.caseNo,
        scenario,
        CARDS[scenario] ?? '',
      ]);
    }
    for (const [scenario, rate] of config.settings.profiles.get('lively')!.cases) {
      expect(seen.get(scenario)).toBeGreaterThanOrEqual(Math.floor(rate * 0.06) - 1);
      expect(seen.get(scenario)).toBeLessThanOrEqual(Math.ceil(rate * 0.06));
    }
  });

  it('leaves a case with an end, and a decision told late all the same in time', () => {
    for (const { arrival, plan } of plans(1_500, 'lively', 4)) {
      expect([plan.start.caseNo, judged(plan, LATER).facts.end !== undefined]).toEqual([plan.start.caseNo, true]);
      if (arrival.scenario !== 'late-decision') continue;
      const decided = plan.events.find(({ type }) => type === 'case.decided')!;
      expect(judged(plan, decided.reportedAt!).findings).toEqual([]);
      const unreported = { ...plan, inOrder: () => plan.inOrder().filter(({ at }) => at < decided.at) } as typeof plan;
      expect(judged(unreported, decided.reportedAt!).findings.map(({ rule }) => rule)).toContain('T-PROMISE-OVER');
    }
  });
});

describe('the published profile', () => {
  it('is lawful but for one case in a thousand', () => {
    const cards = { warnings: 0, red: 0 };
    for (const { plan } of plans(410_000, 'published', 1, (scenario) => scenario in CARDS)) {
      for (const { rule } of judged(plan, endOf(HALF_YEAR)).findings) {
        if (rule === 'T-STATUTE-OVER') cards.red += 1;
        else cards.warnings += 1;
      }
    }
    expect(cards).toEqual({ warnings: 447, red: 34 });
  });
});
