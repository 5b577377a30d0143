import type { Instant } from '../instant.js';
import type { Words } from '../wording.js';
import { type Hint, type HintRule, MAX_HINT_CASES } from './hint.js';

/** A decision with a number as its value. Rows in order of their group. */
export interface ValuedDecision {
  readonly caseNo: string;
  readonly org: string;
  readonly item: string;
  readonly benchmark: string;
  readonly tier: string;
  /** The facts, in one spelling. */
  readonly facts: string;
  readonly value: number;
  readonly at: Instant;
}

const PEERS = 10;
const FENCE = 1.5;
const SHOWN_PEERS = 12;

/**
 * 类案不同办: the value lies outside the spread of its peers: same item, row, tier and facts. The spread is Tukey's: from
 * the first quartile less 1.5 quartile distances to the third one and as much more, of the other cases alone.
 */
export const likeCases: HintRule<ValuedDecision> = {
  code: 'H-LIKE-CASES',
  category: 'discretion',
  name: { zh: '类案裁量差异', en: 'Like cases decided unlike' },
  description: {
    zh: `同一事项、同一裁量阶次、同样事实的办件（至少 ${PEERS} 件）中，裁量结果在其余各件的分布之外；只供人工比对`,
    en: `Among at least ${PEERS} other cases of the same item, tier and facts the value lies outside their spread; for a person to compare`,
  },
  basis: ['国办发〔2022〕27号', '《优化营商环境条例》第六十条'],
  needs: ['discretion.tier', 'discretion.facts', 'discretion.value'],
  shows: { zh: '本件的值、同类各件的值和分布', en: 'its value, the values of its peers and their spread' },
  params: {
    peers: { value: PEERS, unit: 'count', min: 3, max: 10_000, source: '本系统约定' },
    fence: { value: FENCE, unit: 'count', min: 0, max: 10, source: '箱线图 1.5 倍四分位距（Tukey 1977），本系统约定' },
  },
  examine: (rows) => groupsOf(rows).flatMap(outliersOf),
};

function groupsOf(rows: readonly ValuedDecision[]): ValuedDecision[][] {
  const groups = new Map<string, ValuedDecision[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.item, row.benchmark, row.tier, row.facts]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function outliersOf(group: readonly ValuedDecision[]): Hint[] {
  if (group.length <= PEERS) return [];
  const sorted = [...group].sort((a, b) => a.value - b.value);
  return sorted.flatMap((row, i) => {
    const peers = sorted.filter((_, j) => j !== i);
    const values = peers.map(({ value }) => value);
    const [low, high] = [quartile(values, 0.25), quartile(values, 0.75)];
    const reach = FENCE * (high - low);
    if (row.value >= low - reach && row.value <= high + reach) return [];
    return [hintOf(row, peers, low, high)];
  });
}

/** With linear interpolation between the two neighbours, as spreadsheets compute it. */
function quartile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = Math.floor(place);
  const [a, b] = [sorted[below], sorted[Math.ceil(place)]] as [number, number];
  return a + (b - a) * (place - below);
}

function hintOf(row: ValuedDecision, peers: readonly ValuedDecision[], low: number, high: number): Hint {
  const [from, to] = [round(low - FENCE * (high - low)), round(high + FENCE * (high - low))];
  const nearest = [...peers].sort((a, b) => b.at - a.at).slice(0, MAX_HINT_CASES - 1);
  return {
    rule: likeCases.code,
    key: `${row.caseNo}|${row.at}`,
    org: row.org,
    item: row.item,
    from: Math.min(row.at, ...peers.map(({ at }) => at)),
    before: Math.max(row.at, ...peers.map(({ at }) => at)) + 1,
    expected: {
      zh: `“${row.tier}”阶次、同样事实的其他办件 ${peers.length} 件，按其四分位推算的通常范围为 ${from} 至 ${to}`,
      en: `${peers.length} other cases of tier “${row.tier}” with the same facts; by their quartiles the usual range is ${from} to ${to}`,
    },
    observed: {
      zh: `办件 ${row.caseNo} 的裁量值为 ${row.value}，${row.value > to ? '高于' : '低于'}这一范围`,
      en: `case ${row.caseNo} has ${row.value}, ${row.value > to ? 'above' : 'below'} that range`,
    },
    arithmetic: [
      {
        zh: `第一四分位 ${round(low)}，第三四分位 ${round(high)}，四分位距 ${round(high - low)}`,
        en: `first quartile ${round(low)}, third ${round(high)}, distance ${round(high - low)}`,
      },
      {
        zh: `下限：${round(low)} − ${FENCE} × ${round(high - low)} = ${from}；上限：${round(high)} + ${FENCE} × ${round(high - low)} = ${to}`,
        en: `from ${round(low)} − ${FENCE} × ${round(high - low)} = ${from} to ${round(high)} + ${FENCE} × ${round(high - low)} = ${to}`,
      },
      factWords(row.facts),
      peerWords(nearest),
    ],
    cases: [row.caseNo, ...nearest.map(({ caseNo }) => caseNo)],
  };
}

/** `“次数”为 1，“主动改正”为 是`; `kind` is the one fact that the rules name themselves. */
function factWords(text: string): Words {
  const facts = Object.entries(JSON.parse(text) as Record<string, unknown>);
  const nameOf = (name: string): string => (name === 'kind' ? '种类' : name);
  if (facts.length === 0) return { zh: '事实：未报送', en: 'facts: none reported' };
  return {
    zh: `事实：${facts.map(([name, value]) => `“${nameOf(name)}”为 ${String(value)}`).join('，')}`,
    en: `facts: ${facts.map(([name, value]) => `“${name}” ${String(value)}`).join(', ')}`,
  };
}

/** The peers decided last, each with its value. */
function peerWords(peers: readonly ValuedDecision[]): Words {
  const shown = peers.slice(0, SHOWN_PEERS).map(({ caseNo, value }) => `${caseNo} ${round(value)}`);
  return { zh: `同类办件：${shown.join('，')}`, en: `peers: ${shown.join(', ')}` };
}

const round = (value: number): number => Math.round(value * 100) / 100;
