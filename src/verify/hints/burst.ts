import type { Instant } from '../../domain/instant.js';
import { isMidnight } from '../day-table.js';
import { groupBy } from '../group.js';
import { timeNumbers } from './figures.js';
import type { HintFacts } from './hint-facts.js';
import { type ExpectedHint, groupOfKey, type HintRule, latest, type StoredHint } from './hint.js';
import { BURST } from './parameters.js';

interface Decision {
  readonly caseNo: string;
  readonly org: string;
  readonly officer: string;
  readonly at: Instant;
  readonly settledAt: Instant;
  readonly isFormer: boolean;
}

const groupOf = ({ org, officer }: Decision): string => `${org}|${officer}`;

/** One officer, many decisions in one minute. Kept are the decisions of the window, and those around older hints. */
export class BurstRule implements HintRule {
  readonly rules = ['H-BURST'];
  private readonly decisions: Decision[] = [];
  private readonly older: ReadonlyMap<string | null, readonly StoredHint[]>;
  private readonly since: Instant;
  private grouped: ReadonlyMap<string, readonly Decision[]> | undefined;

  constructor(
    readonly ranAt: Instant,
    stored: readonly StoredHint[],
  ) {
    this.since = ranAt - BURST.window;
    this.older = groupBy(
      stored.filter((hint) => hint.status === 'open' && !this.isCurrent(hint)),
      ({ org }) => org,
    );
  }

  learn({ caseNo, org, ended: at, decision }: HintFacts, settledAt: Instant, isFormer: boolean): void {
    const officer = decision?.officer;
    if (org === undefined || at === undefined || officer === undefined || at >= this.ranAt) return;
    // Of a decision at midnight only the day is known.
    if (isMidnight(at)) return;
    const isWanted = at >= this.since - BURST.span || (this.older.get(org) ?? []).some((hint) => isNear(hint, at));
    if (isWanted) this.decisions.push({ caseNo, org, officer, at, settledAt, isFormer });
  }

  expected(): ExpectedHint[] {
    return [...this.groups().values()].flatMap((all) => {
      const group = all.filter(({ isFormer }) => !isFormer).sort((a, b) => a.at - b.at);
      return burstsOf(group).map((run) => this.hintOf(run, all));
    });
  }

  isCurrent({ from }: StoredHint): boolean {
    return from >= this.since;
  }

  restsOn(hint: StoredHint): Instant {
    const group = this.groups().get(groupOfKey(hint.key)) ?? [];
    return latest(group.filter(({ at }) => isNear(hint, at)).map(({ settledAt }) => settledAt));
  }

  private groups(): ReadonlyMap<string, readonly Decision[]> {
    return (this.grouped ??= groupBy(this.decisions, groupOf));
  }

  private hintOf(run: readonly Decision[], group: readonly Decision[]): ExpectedHint {
    const [first, last] = [run[0]!, run.at(-1)!];
    const window = { from: first.at, before: last.at + 1 };
    const near = group.filter(({ at }) => isNear(window, at));
    return {
      rule: 'H-BURST',
      key: `${groupOf(first)}|${first.at}`,
      org: first.org,
      item: null,
      ...window,
      cases: { ranked: run.map(({ caseNo, at }) => ({ caseNo, rank: at })) },
      figures: { observed: [...timeNumbers(first.at), ...timeNumbers(last.at), run.length] },
      names: [first.officer],
      isDue: first.at >= this.since,
      settledAt: latest(near.map(({ settledAt }) => settledAt)),
    };
  }
}

const isNear = ({ from, before }: Pick<StoredHint, 'from' | 'before'>, at: Instant): boolean =>
  from - BURST.span <= at && at < before + BURST.span;

/** Whoever is one of five within a minute belongs to a burst; minutes with a decision in common are one. */
function burstsOf(decisions: readonly Decision[]): Decision[][] {
  const spans: { from: number; to: number }[] = [];
  let to = 0;
  decisions.forEach(({ at }, from) => {
    while ((decisions[to + 1]?.at ?? Infinity) <= at + BURST.span) to += 1;
    if (to - from + 1 < BURST.count) return;
    const last = spans.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  });
  return spans.map(({ from, to }) => decisions.slice(from, to + 1));
}
