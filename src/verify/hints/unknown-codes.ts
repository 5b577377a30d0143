import type { Instant } from '../../domain/instant.js';
import type { HintFacts } from './hint-facts.js';
import type { ExpectedHint, HintRule, RankedCase, StoredHint } from './hint.js';
import { NAMED_CASES, UNKNOWN } from './parameters.js';

/** Codes that are registered, and since when at the latest. */
export interface Registers {
  readonly items: ReadonlyMap<string, Instant>;
  readonly orgs: ReadonlyMap<string, Instant>;
}

interface Group {
  readonly kind: 'item' | 'org';
  readonly code: string;
  readonly org: string | null;
  count: number;
  first: Instant;
  last: Instant;
  /** The newest ones. */
  newest: RankedCase[];
  isCut: boolean;
  settledAt: Instant;
}

const KEPT = 20 * NAMED_CASES;

/** Items and organisations of cases received in the window that no register has. Kept are counts and the newest cases. */
export class UnknownCodesRule implements HintRule {
  readonly rules = ['Q-UNKNOWN-CODE'];
  private readonly groups = new Map<string, Group>();
  private readonly since: Instant;

  constructor(
    readonly ranAt: Instant,
    private readonly registers: Registers,
  ) {
    this.since = ranAt - UNKNOWN.window;
  }

  learn({ caseNo, org, item, received }: HintFacts, settledAt: Instant, isFormer: boolean): void {
    if (received === undefined || received < this.since || received >= this.ranAt) return;
    const rank = isFormer ? undefined : { caseNo, rank: -received };
    if (item !== undefined && !this.registers.items.has(item))
      this.count({ kind: 'item', code: item, org: org ?? null }, rank, settledAt);
    if (org !== undefined && !this.registers.orgs.has(org))
      this.count({ kind: 'org', code: org, org }, rank, settledAt);
  }

  expected(): ExpectedHint[] {
    return [...this.groups].flatMap(([key, group]) => (group.count > 0 ? [hintOf(key, group)] : []));
  }

  isCurrent({ before }: StoredHint): boolean {
    return before > this.since;
  }

  restsOn(hint: StoredHint): Instant {
    // What the window held when it was computed last, nobody can tell.
    if (!this.isCurrent(hint)) return Infinity;
    const { items, orgs } = this.registers;
    const registered = hint.item === null ? orgs.get(hint.org ?? '') : items.get(hint.item);
    return Math.max(registered ?? -Infinity, this.groups.get(hint.key)?.settledAt ?? -Infinity);
  }

  private count(of: Pick<Group, 'kind' | 'code' | 'org'>, one: RankedCase | undefined, settledAt: Instant): void {
    const key = `${of.kind}|${of.code}|${of.org ?? ''}`;
    const none = { count: 0, first: Infinity, last: -Infinity, newest: [], isCut: false, settledAt };
    const group = this.groups.get(key) ?? { ...of, ...none };
    this.groups.set(key, group);
    group.settledAt = Math.max(group.settledAt, settledAt);
    if (!one) return;
    group.count += 1;
    group.first = Math.min(group.first, -one.rank);
    group.last = Math.max(group.last, -one.rank);
    group.newest.push(one);
    if (group.newest.length > 2 * KEPT) cut(group);
  }
}

function cut(group: Group): void {
  group.newest.sort((a, b) => a.rank - b.rank);
  const isTied = group.newest[KEPT]!.rank === group.newest[NAMED_CASES - 1]!.rank;
  group.isCut ||= isTied;
  group.newest = group.newest.slice(0, KEPT);
}

const hintOf = (
  key: string,
  { kind, code, org, count, first, last, newest, isCut, settledAt }: Group,
): ExpectedHint => ({
  rule: 'Q-UNKNOWN-CODE',
  key,
  org,
  item: kind === 'item' ? code : null,
  from: first,
  before: last + 1,
  cases: { ranked: newest, isCut },
  figures: { observed: [count] },
  names: [code],
  isDue: true,
  settledAt,
});
