import { type Day, type Instant, isoOfDay } from '../domain/instant.js';
import type { Arrival, Hours } from './arrivals.js';
import { CasePlan } from './case-plan.js';
import { exercise } from './discretion.js';
import type { Flaw } from './flaw-kinds.js';
import { spoil } from './flaws.js';
import type { Office } from './office.js';
import { planDays } from './procedure.js';
import { Random } from './random.js';
import type { Channel, Scenario } from './settings.file.js';
import { planRoundTheClock, planSwift, type HoursEnding } from './swift.js';
import { planTogether, receiptOverDay } from './together.js';
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
/** Chances of their own: what else happens to a case does not depend on them. */
const [FLAW_SEED, DISCRETION_SEED, TOGETHER_SEED] = [0x5f1a, 0xd15c, 0xb0a7];

/** A case from its receipt to its end; the same arrival gives the same case. */
export function caseOf({ day, index, scenario }: Arrival, source: CaseSource): CasePlan {
  const { world, office, prefix, seed } = source;
  const random = new Random(seed, day, index);
  const isRoundTheClock = random.chance(source.roundTheClock);
  // Cases that are decided together have item and office in common.
  const shared = scenario === 'burst' ? new Random(seed ^ TOGETHER_SEED, day, 0) : random;
  const item = world.itemFor(scenario, isRoundTheClock, shared);
  const { org, ...place } = world.placeOf(item, scenario, shared);
  const { at, channel } = receiptOf(scenario, item, day, random, source);
  const number = String(index + 1).padStart(5, '0');
  const caseNo = `${prefix}-${place.region.code}-${isoOfDay(day).replaceAll('-', '')}-${number}`;
  const plan = new CasePlan({ caseNo, item, place, org, receivedAt: at, channel, random, office });
  if (scenario === 'burst') planTogether(plan, day, shared);
  else proceedBy(plan, item, AS[scenario] ?? scenario);
  exercise(plan, new Random(seed ^ DISCRETION_SEED, day, index));
  const chance = new Random(seed ^ FLAW_SEED, day, index);
  for (const [flaw, rate] of source.flaws) if (chance.chance(rate / FLAWED_OF)) spoil(plan, flaw);
  return plan;
}

function receiptOf(
  scenario: Scenario,
  { pace, handling }: SimulatedItem,
  day: Day,
  random: Random,
  { hours, office }: CaseSource,
): { readonly at: Instant; readonly channel: Channel } {
  if (scenario === 'burst') return receiptOverDay(office, day, random);
  const receipt = hours.receipt(day, pace === 'round-the-clock', random);
  if (!handling.isPenalty) return receipt;
  // The department opens the file itself, in office hours where the day has any.
  const { at } = office.calendar.isWorking(day) ? receiptOverDay(office, day, random) : receipt;
  return { at, channel: 'other' };
}

/** The course that a case takes, where it differs from others only in its item or its office. */
const AS: Partial<Record<Scenario, Scenario>> = { penalty: 'lawful', strict: 'lawful', 'strict-refused': 'refused' };

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
