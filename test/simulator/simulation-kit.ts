import { join } from 'node:path';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import { guideOf } from '../../src/catalogue/items/item.guide.js';
import { loadProfile } from '../../src/catalogue/profiles/profile.loader.js';
import type { CaseEvent } from '../../src/domain/event.js';
import { type Judgement, examine } from '../../src/domain/examine.js';
import { dayFromIso, type Instant, startOfDay } from '../../src/domain/instant.js';
import type { ReportedEvent } from '../../src/domain/review/reported-event.js';
import { type Review, reviewCase } from '../../src/domain/review/review.js';
import { RULE_BOOK } from '../../src/domain/review/rule-book.js';
import type { ItemVersion, Standards } from '../../src/domain/standards.js';
import type { CasePlan } from '../../src/simulator/case-plan.js';
import type { Delivery } from '../../src/simulator/dispatch.js';
import { loadSimulator, Simulation, type SimulatorConfig } from '../../src/simulator/simulation.js';
import { CONFIG } from '../support/test-app.js';

export const config: SimulatorConfig = loadSimulator(CONFIG);

export interface Period {
  readonly from: string;
  readonly to: string;
}
export const HALF_YEAR: Period = { from: '2014-01-01', to: '2014-06-30' };

export const simulated = (cases: number, profile: string, { from, to }: Period = HALF_YEAR, seed = 1): Simulation =>
  new Simulation(config, {
    profile: config.settings.profiles.get(profile)!,
    seed,
    firstDay: dayFromIso(from),
    volume: { cases, lastDay: dayFromIso(to) },
  });

export const endOf = ({ to }: Period): Instant => startOfDay(dayFromIso(to) + 1);

/** Everything that is handed over in the period. */
export const deliveries = (simulation: Simulation, period: Period = HALF_YEAR): Delivery[] => [
  ...simulation.stream().upTo(endOf(period) - 1),
];

const items = new Map(
  config.world.items.map(({ code, body }): [string, ItemVersion] => [
    code,
    { ...body, pauses: body.pauses ?? [], id: 1, version: 1, code, guide: guideOf(body) },
  ]),
);
export const standards: Standards = {
  calendar: loadCalendars(join(CONFIG, 'calendars')).get('cn')!,
  profile: loadProfile(join(CONFIG, 'profiles', 'default.yaml')),
  itemAt: (code) => items.get(code),
};

/** A planned case as the supervision would judge it at an instant, everything having been reported in time. */
export function judged(plan: CasePlan, asOf: Instant): Judgement {
  const events = plan
    .inOrder()
    .map(({ type, at, data }): CaseEvent => ({ ...(data as object), promiseDate: undefined, type, at, feed: 1 }));
  return examine(events, standards, asOf);
}

/** The same by the rule book, everything written down when it happened. */
export function reviewed(plan: CasePlan, asOf: Instant): Review {
  const events = plan.inOrder().map(({ type, at, data }, i): ReportedEvent => ({
    ...{ source: 'simulator', id: String(i), feed: 1, type, at, data },
    recordedAt: at,
    receivedAt: at + 1,
  }));
  return reviewCase(events, standards, asOf, RULE_BOOK, (rule, error) => {
    throw new Error(`${rule} failed`, { cause: error });
  });
}
