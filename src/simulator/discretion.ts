import { dayOf, isoOfDay } from '../domain/instant.js';
import type { Benchmark, Tier, TierCondition } from '../domain/item-guide.js';
import { isInForce } from '../domain/rules/discretion/applied.js';
import type { CasePlan, PlannedEvent } from './case-plan.js';
import type { Random } from './random.js';

export type Facts = Readonly<Record<string, string | number>>;

/** What a decision reports of its discretion. */
export interface Exercised {
  readonly benchmark: string;
  readonly tier: string;
  readonly facts: Facts;
  readonly value: number;
  readonly justification?: string;
}

/** Where in their tier values lie: two habits, so that hardly any is far from its peers by chance. */
const USUAL = [0.3, 0.3, 0.4, 0.5, 0.5];

/** A decision by a published benchmark: a row in force on its day, facts, the tier that they meet, a value inside it. */
export function exercise(plan: CasePlan, random: Random): void {
  const { benchmarks, handling } = plan.start.item;
  const decision = benchmarks.length > 0 && decisionOf(plan);
  if (!decision) return;
  const inForce = benchmarks.filter((row) => isInForce(row, isoOfDay(dayOf(decision.at))));
  if (inForce.length === 0) return;
  const row = random.pick(inForce);
  const facts = Object.fromEntries((row.facts ?? []).map((name) => [name, random.pick(handling.facts.get(name)!)]));
  const tier = tierFor(row, facts);
  if (!tier) return;
  const value = valueIn(spanOf(row, tier, facts), random.pick(USUAL));
  replace(plan, decision, { benchmark: row.code, tier: tier.code, facts, value });
}

/** The grant of a case, or the decision of a penalty; refusals apply no benchmark. */
export const decisionOf = ({ events }: CasePlan): PlannedEvent | undefined =>
  events.find(({ type, data }) => type === 'case.decided' && data['outcome'] === 'granted');

export function replace(plan: CasePlan, decision: PlannedEvent, discretion: Exercised): void {
  const { events } = plan;
  events[events.indexOf(decision)] = { ...decision, data: { ...decision.data, discretion } };
}

/** The first tier of the row whose conditions the facts meet. */
export const tierFor = ({ tiers }: Benchmark, facts: Facts): Tier | undefined =>
  tiers.find((tier) => fits(tier, facts));

export const fits = ({ conditions = [] }: Tier, facts: Facts): boolean =>
  conditions.every((condition) => holds(condition, facts[condition.fact]));

const holds = ({ min = -Infinity, max = Infinity, oneOf }: TierCondition, fact: string | number | undefined): boolean =>
  fact !== undefined &&
  (oneOf ? oneOf.includes(fact) : true) &&
  (typeof fact === 'number' ? fact >= min && fact <= max : min === -Infinity && max === Infinity);

/** From the least to the most that a tier allows; where it says nothing, the law, or as much again. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

export function spanOf({ statutory }: Benchmark, { value }: Tier, facts: Facts): Span {
  const [min, max] = bordersOf(value, facts);
  const high = max ?? statutory?.max ?? (min ?? 0) * 1.5;
  return { low: min ?? statutory?.min ?? high / 2, high };
}

function bordersOf(value: Tier['value'], facts: Facts): [min?: number, max?: number] {
  if (value.type === 'fixed') return [value.value, value.value];
  if (value.type === 'range') return [value.min, value.max];
  const base = Number(facts[value.base]);
  const of = (factor: number | undefined, whole: number): number | undefined =>
    factor === undefined ? undefined : (base * factor) / whole;
  return value.type === 'ratio'
    ? [of(value.minPercent, 100), of(value.maxPercent, 100)]
    : [of(value.min, 1), of(value.max, 1)];
}

/** A round number at a share of the way from the least to the most. */
export function valueIn({ low, high }: Span, share: number): number {
  return Math.min(Math.max(round(low + share * (high - low), high - low), low), high);
}

/** As people state amounts: by hundreds, by ones, or to the hundredth where there is little room. */
export function round(value: number, room: number): number {
  const parts = room >= 1_000 ? 0.01 : room >= 5 ? 1 : 100;
  return Math.round(value * parts) / parts;
}
