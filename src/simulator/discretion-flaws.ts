import { dayOf, isoOfDay } from '../domain/instant.js';
import type { Benchmark, Tier } from '../domain/item-guide.js';
import { isInForce } from '../domain/rules/discretion/applied.js';
import type { CasePlan } from './case-plan.js';
import { decisionOf, type Exercised, fits, replace, round, spanOf, tierFor, valueIn } from './discretion.js';
import type { DiscretionFlaw } from './flaw-kinds.js';

const JUSTIFICATION = '经集体讨论，综合考虑当事人配合情况和实际影响，决定偏离基准（演示）';
/** Where in its tier a value lies that says nothing by itself. */
const MIDDLE = 0.4;

interface Applied {
  readonly row: Benchmark;
  readonly tier: Tier;
  readonly given: Exercised;
  /** The day of the decision. */
  readonly day: string;
}

/** Decides otherwise than the benchmark says; gives whether there was a benchmark to depart from. */
export function misuse(plan: CasePlan, flaw: DiscretionFlaw): boolean {
  const decision = decisionOf(plan);
  const given = decision?.data['discretion'] as Exercised | undefined;
  const row = plan.start.item.benchmarks.find(({ code }) => code === given?.benchmark);
  const tier = row?.tiers.find(({ code }) => code === given?.tier);
  if (!decision || !given || !row || !tier) return false;
  const applied = { row, tier, given, day: isoOfDay(dayOf(decision.at)) };
  const changed = changedBy(flaw, applied, plan.start.item.benchmarks);
  if (changed) replace(plan, decision, { ...given, ...changed });
  return changed !== undefined;
}

function changedBy(flaw: DiscretionFlaw, applied: Applied, rows: readonly Benchmark[]): Partial<Exercised> | undefined {
  switch (flaw) {
    case 'value-outside':
      return outside(applied);
    case 'value-explained':
      return { ...outside(applied), justification: JUSTIFICATION };
    case 'conditions-unmet':
      return otherTier(applied);
    case 'row-expired':
      return otherRow(applied, rows);
    case 'below-floor':
      return belowFloor(applied);
    case 'kinds-combined':
      return combined(applied);
    case 'unlike-peers':
      return atTheBorder(applied);
  }
}

/** Above the tier by a fifth, or below it where the law allows no more. */
function outside({ row, tier, given }: Applied): Partial<Exercised> {
  const { low, high } = spanOf(row, tier, given.facts);
  const room = high - low || high;
  const above = round(high + room / 5, room);
  return { value: above <= (row.statutory?.max ?? Infinity) ? above : round(low - low / 10, room) };
}

/** A tier that the facts do not meet, its value inside it. */
function otherTier({ row, given }: Applied): Partial<Exercised> | undefined {
  const tier = row.tiers.find((one) => !one.mitigated && !fits(one, given.facts));
  return tier && { tier: tier.code, value: valueIn(spanOf(row, tier, given.facts), MIDDLE) };
}

/** A row of the item about the same facts that is not in force on the day. */
function otherRow({ given, day }: Applied, rows: readonly Benchmark[]): Partial<Exercised> | undefined {
  const row = rows.find((one) => !isInForce(one, day) && (one.facts ?? []).join() === Object.keys(given.facts).join());
  const tier = row && tierFor(row, given.facts);
  return tier && { benchmark: row.code, tier: tier.code, value: valueIn(spanOf(row, tier, given.facts), MIDDLE) };
}

/** Where the tier itself has no border that lies as high. */
function belowFloor({ row, tier }: Applied): Partial<Exercised> | undefined {
  const floor = row.statutory?.min;
  const isOpen = tier.value.type === 'range' && (tier.value.min ?? 0) < (floor ?? 0) * 0.6;
  return floor !== undefined && isOpen && !tier.mitigated ? { value: floor * 0.6 } : undefined;
}

function combined({ row, given }: Applied): Partial<Exercised> | undefined {
  const [kinds] = row.exclusive ?? [];
  return kinds && { facts: { ...given.facts, kind: kinds.join('、') } };
}

/** As much as the tier allows, where like cases stay in the middle. */
function atTheBorder({ row, tier, given }: Applied): Partial<Exercised> | undefined {
  const { low, high } = spanOf(row, tier, given.facts);
  return high > low ? { value: high } : undefined;
}
