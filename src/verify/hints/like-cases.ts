import type { Instant } from '../../domain/instant.js';
import { groupBy } from '../group.js';
import type { HintFacts } from './hint-facts.js';
import { type ExpectedHint, type HintRule, latest, type StoredHint } from './hint.js';
import { LIKE } from './parameters.js';

interface Decision {
  readonly caseNo: string;
  readonly org: string;
  readonly item: string;
  readonly tier: string;
  /** Item, row, tier and facts; absent: it is compared with nothing. */
  readonly group?: string;
  readonly value: bigint;
  readonly at: Instant;
  readonly settledAt: Instant;
}

const MILLION = 1_000_000;

/** Like cases decided unlike: outside Tukey's fences of the others. Kept are the newest decisions of the window. */
export class LikeCasesRule implements HintRule {
  readonly rules = ['H-LIKE-CASES'];
  private decisions: Decision[] = [];
  /** What was once decided in a group and is no longer so. */
  private readonly former = new Map<string, Instant>();
  private readonly formerCases = new Map<string, Instant>();
  /** Decisions as old as this, or older, have been left out. */
  private leftOut = -Infinity;
  private grouped: ReadonlyMap<string | undefined, readonly Decision[]> | undefined;

  constructor(readonly ranAt: Instant) {}

  learn(facts: HintFacts, settledAt: Instant, isFormer: boolean): void {
    const { caseNo, org, item, ended: at, decision } = facts;
    const discretion = decision?.discretion;
    if (org === undefined || item === undefined || at === undefined || !discretion) return;
    if (at < this.ranAt - LIKE.window || at >= this.ranAt) return;
    const { benchmark, tier = '', facts: told, millionths: value } = discretion;
    const isWhole = benchmark !== undefined && discretion.tier !== undefined && told !== undefined;
    const group = isWhole && value !== undefined ? JSON.stringify([item, benchmark, tier, told]) : undefined;
    if (isFormer) {
      if (group !== undefined) this.former.set(group, Math.max(settledAt, this.former.get(group) ?? -Infinity));
      this.formerCases.set(caseNo, settledAt);
      return;
    }
    this.decisions.push({ caseNo, org, item, tier, group, value: value ?? 0n, at, settledAt });
    if (this.decisions.length > 2 * LIKE.most) this.leaveOut();
  }

  expected(): ExpectedHint[] {
    return [...this.groups()].flatMap(([name, group]) =>
      name === undefined || group.length <= LIKE.peers ? [] : this.outliersOf(name, group),
    );
  }

  isCurrent(): boolean {
    return true;
  }

  restsOn({ key }: StoredHint): Instant {
    const caseNo = key.slice(0, key.lastIndexOf('|'));
    const mine = this.groups();
    const own = this.decisions.find((decision) => decision.caseNo === caseNo);
    const peers = own?.group === undefined ? [] : (mine.get(own.group) ?? []);
    return Math.max(
      this.formerCases.get(caseNo) ?? -Infinity,
      own?.settledAt ?? -Infinity,
      this.groupSettledAt(own?.group, peers),
    );
  }

  private groups(): ReadonlyMap<string | undefined, readonly Decision[]> {
    if (this.grouped) return this.grouped;
    this.leaveOut();
    return (this.grouped = groupBy(this.decisions, ({ group }) => group));
  }

  private leaveOut(): void {
    if (this.decisions.length <= LIKE.most) return;
    this.decisions.sort((a, b) => b.at - a.at);
    this.leftOut = Math.max(this.leftOut, this.decisions[LIKE.most]!.at);
    this.decisions = this.decisions.slice(0, LIKE.most);
  }

  /** Nobody can tell which of several decisions of the last instant the first computation left out. */
  private groupSettledAt(group: string | undefined, members: readonly Decision[]): Instant {
    if (members.some(({ at }) => at <= this.leftOut)) return Infinity;
    return Math.max(this.former.get(group ?? '') ?? -Infinity, latest(members.map(({ settledAt }) => settledAt)));
  }

  private outliersOf(name: string, group: readonly Decision[]): ExpectedHint[] {
    const inOrder = [...group].sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
    const values = inOrder.map(({ value }) => value);
    const window = { from: Math.min(...group.map(({ at }) => at)), before: latest(group.map(({ at }) => at)) + 1 };
    const settledAt = this.groupSettledAt(name, group);
    return inOrder.flatMap((decision, i) => {
      const fences = fencesOf(values.filter((_, other) => other !== i));
      const eighths = 8n * decision.value;
      if (fences.low <= eighths && eighths <= fences.high) return [];
      return [{ ...hintOf(decision, group, fences), ...window, settledAt }];
    });
  }
}

interface Fences {
  /** In eighths of a millionth, so that nothing is rounded; quartiles in quarters. */
  readonly low: bigint;
  readonly high: bigint;
  readonly first: bigint;
  readonly third: bigint;
}

function fencesOf(values: readonly bigint[]): Fences {
  const [first, third] = [quarters(values, 1), quarters(values, 3)];
  const reach = (2n * LIKE.fence.above * (third - first)) / LIKE.fence.below;
  return { first, third, low: 2n * first - reach, high: 2n * third + reach };
}

/** Four times a quartile, interpolated between the two values beside its place. */
function quarters(values: readonly bigint[], quartile: number): bigint {
  const place = (values.length - 1) * quartile;
  const [below, rest] = [Math.floor(place / 4), BigInt(place % 4)];
  const [a, b] = [values[below]!, values[below + 1] ?? values[below]!];
  return 4n * a + (b - a) * rest;
}

const number = (parts: bigint, of: number): number => Number(parts) / of / MILLION;

function hintOf(
  decision: Decision,
  group: readonly Decision[],
  { low, high, first, third }: Fences,
): Omit<ExpectedHint, 'from' | 'before' | 'settledAt'> {
  const { caseNo, at, org, item, tier, value } = decision;
  const peers = group.length - 1;
  // Whoever sees the hint sees the organisation, and no other one.
  const own = group.filter((other) => other !== decision && other.org === org);
  const spread = [number(first, 4), number(third, 4), number(third - first, 4)] as const;
  const range = [number(low, 8), number(high, 8)] as const;
  return {
    rule: 'H-LIKE-CASES',
    key: `${caseNo}|${at}`,
    ...{ org, item },
    cases: { first: caseNo, ranked: own.map((peer) => ({ caseNo: peer.caseNo, rank: -peer.at })) },
    figures: {
      observed: [number(value, 1)],
      expected: [peers, ...range],
      arithmetic: [spread, [spread[0], 1.5, spread[2], range[0], spread[1], 1.5, spread[2], range[1]]],
    },
    names: [`“${tier}”`, `办件 ${caseNo} 的`, `case ${caseNo} has`],
    isDue: true,
  };
}
