import { isoOfDay } from '../domain/instant.js';
import type { Arrival, Hours } from './arrivals.js';
import { CasePlan } from './case-plan.js';
import type { Flaw } from './flaw-kinds.js';
import { spoil } from './flaws.js';
import type { Office } from './office.js';
import { planDays } from './procedure.js';
import { Random } from './random.js';
import type { Scenario } from './settings.file.js';
import { planRoundTheClock, planSwift, type HoursEnding } from './swift.js';
import type { SimulatedItem, World } from './world.js';

export interface CaseSource {
  readonly world: World;
  readonly office: Office;
  readonly hours: Hours;
  readonly seed: number;
  /** Begins every case number. */
  readonly prefix: string;
  /** Share of cases of items that are handled by day and night. */
  readonly roundTheClock: number;
  /** Of 100,000 cases that have what can be lacking. */
  readonly flaws: ReadonlyMap<Flaw, number>;
}

const FLAWED_OF = 100_000;
const FLAW_SEED = 0x5f1a;

/** A case from its receipt to its end; the same arrival gives the same case. */
export function caseOf({ day, index, scenario }: Arrival, source: CaseSource): CasePlan {
  const { world, office, hours, prefix } = source;
  const random = new Random(source.seed, day, index);
  const item = world.itemFor(scenario, random.chance(source.roundTheClock), random);
  const { org, ...place } = world.placeOf(item, random);
  const { at, channel } = hours.receipt(day, item.pace === 'round-the-clock', random);
  const number = String(index + 1).padStart(5, '0');
  const caseNo = `${prefix}-${place.region.code}-${isoOfDay(day).replaceAll('-', '')}-${number}`;
  const plan = new CasePlan({ caseNo, item, place, org, receivedAt: at, channel, random, office });
  proceedBy(plan, item, scenario);
  // A chance of its own: what else happens to a case does not depend on it.
  const chance = new Random(source.seed ^ FLAW_SEED, day, index);
  for (const [flaw, rate] of source.flaws) if (chance.chance(rate / FLAWED_OF)) spoil(plan, flaw);
  return plan;
}

function proceedBy(plan: CasePlan, { pace }: SimulatedItem, scenario: Scenario): void {
  if (pace === 'days') return planDays(plan, scenario);
  if (pace === 'round-the-clock') return planRoundTheClock(plan, HOURS[scenario] ?? 'lawful');
  planSwift(plan, scenario === 'instant-over' ? 'over' : scenario === 'not-accepted' ? 'not-accepted' : 'lawful');
}

const HOURS: Partial<Record<Scenario, HoursEnding>> = {
  'hours-over': 'over',
  'hours-statute-over': 'statute-over',
  'hours-step-over': 'step-over',
};
