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
 * the first quartile less 1.5 quartile distances to the third one and as much more, of the other cases alone. Peers of
 * every organisation are counted; those of another one are not named.
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
  shows: {
    zh: '本件的值、本机构同类各件的值、全部同类办件的件数和分布',
    en: 'its value, those of its peers of the same organisation, number and spread of all peers',
  },
  params: {
    peers: { value: PEERS, unit: 'count', min: 3, max: 10_000, source: '本系统约定' },
    fence: { value: FENCE, unit: 'count', min: 0, max: 10, source: '箱线图 1.5 倍四分位距（Tukey 1977），本系统约定' },
  },
  examine: (rows) => groupsOf(rows).flatMap(outliersOf),
  *inParts(rows) {
    for (const group of groupsOf(rows)) yield outliersOf(group);
  },
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

/** Sorted once: each is compared with the group without itself, and nothing of the group is copied for it. */
function outliersOf(group: readonly ValuedDecision[]): Hint[] {
  if (group.length <= PEERS) return [];
  const sorted = [...group].sort((a, b) => a.value - b.value);
  let shared: Shared | undefined;
  return sorted.flatMap((row, i) => {
    const [low, high] = [quartile(sorted, i, 0.25), quartile(sorted, i, 0.75)];
    const reach = FENCE * (high - low);
    if (row.value >= low - reach && row.value <= high + reach) return [];
    return [hintOf(row, (shared ??= sharedOf(sorted)), low, high)];
  });
}

/** Of all but one, with linear interpolation between the two neighbours, as spreadsheets compute it. */
function quartile(sorted: readonly ValuedDecision[], without: number, part: number): number {
  const place = (sorted.length - 2) * part;
  const below = Math.floor(place);
  const value = (i: number): number => sorted[i < without ? i : i + 1]!.value;
  const [a, b] = [value(below), value(Math.ceil(place))];
  return a + (b - a) * (place - below);
}

/** What the hints of one group have in common. */
interface Shared {
  readonly count: number;
  readonly from: Instant;
  readonly before: Instant;
  /** Those decided last. */
  readonly newest: readonly ValuedDecision[];
  /** By organisation: how many, and those decided last. */
  readonly orgs: ReadonlyMap<string, { readonly count: number; readonly newest: readonly ValuedDecision[] }>;
}

function sharedOf(group: readonly ValuedDecision[]): Shared {
  const orgs = new Map<string, ValuedDecision[]>();
  const [newest, oldest] = [[...group].sort((a, b) => b.at - a.at), group[0]!.at];
  for (const row of newest) {
    const known = orgs.get(row.org);
    if (known) known.push(row);
    else orgs.set(row.org, [row]);
  }
  return {
    count: group.length,
    from: newest.at(-1)?.at ?? oldest,
    before: (newest[0]?.at ?? oldest) + 1,
    newest: newest.slice(0, MAX_HINT_CASES),
    orgs: new Map([...orgs].map(([org, own]) => [org, { count: own.length, newest: own.slice(0, MAX_HINT_CASES) }])),
  };
}

function hintOf(row: ValuedDecision, shared: Shared, low: number, high: number): Hint {
  const { count, from: first, before, orgs } = shared;
  const [from, to] = [round(low - FENCE * (high - low)), round(high + FENCE * (high - low))];
  const [peers, own] = [count - 1, orgs.get(row.org)!];
  const nearest = own.newest.filter((peer) => peer !== row).slice(0, MAX_HINT_CASES - 1);
  return {
    rule: likeCases.code,
    key: `${row.caseNo}|${row.at}`,
    org: row.org,
    item: row.item,
    from: first,
    before,
    expected: {
      zh: `“${row.tier}”阶次、同样事实的其他办件 ${peers} 件，按其四分位推算的通常范围为 ${from} 至 ${to}`,
      en: `${peers} other cases of tier “${row.tier}” with the same facts; by their quartiles the usual range is ${from} to ${to}`,
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
      peerWords(nearest, count - own.count),
    ],
    cases: [row.caseNo, ...nearest.map(({ caseNo }) => caseNo)],
    peers: shared.newest
      .filter((peer) => peer !== row)
      .slice(0, MAX_HINT_CASES - 1)
      .map(({ caseNo, org, value }) => ({ caseNo, org, value })),
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

/** The organisation's own peers decided last, each with its value; those of others are counted, not named. */
function peerWords(peers: readonly ValuedDecision[], others: number): Words {
  const shown = peers.slice(0, SHOWN_PEERS).map(({ caseNo, value }) => `${caseNo} ${round(value)}`);
  const own = { zh: `同类办件：${shown.join('，')}`, en: `peers: ${shown.join(', ')}` };
  if (others === 0) return own;
  const rest = { zh: `其他机构的同类办件 ${others} 件`, en: `${others} peers of other organisations` };
  return shown.length === 0 ? rest : { zh: `${own.zh}；${rest.zh}`, en: `${own.en}; ${rest.en}` };
}

const round = (value: number): number => Math.round(value * 100) / 100;
