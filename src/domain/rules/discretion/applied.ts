import { dayOf, isoOfDay } from '../../instant.js';
import type { Benchmark, Tier } from '../../item-guide.js';
import { isBlank, withoutBlanks } from '../../review/plain-text.js';
import type { ReportedDiscretion, ReportedEvent } from '../../review/reported-event.js';
import { cannotJudge, type CannotJudge, FINE, type Outcome } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import { tierText } from './tier-words.js';

/** The row that a decision says it has applied, among those that the item publishes. */
export interface Applied {
  readonly discretion: ReportedDiscretion;
  /** The decision's day in Shanghai, `YYYY-MM-DD`. */
  readonly day: string;
  /** As the decision names it. */
  readonly named: string;
  /** In force on that day; where none is, the newest; `undefined`: the item publishes no such row. */
  readonly row?: Benchmark;
}

/** Judges the decision that ends a case, where it reports discretion. */
export function byRow(act: ReportedEvent, seen: Seen, judge: (applied: Applied) => Outcome): Outcome {
  const { discretion } = act.data;
  if (!discretion || seen.end !== act) return FINE;
  const rows = seen.item?.guide?.discretion;
  if (!rows) return cannotJudge('item.discretion');
  const named = discretion.benchmark ?? '';
  if (isBlank(named)) return cannotJudge('discretion.benchmark');
  const day = isoOfDay(dayOf(act.at));
  return judge({ discretion, day, named, row: rowOf(matching(rows, named), day) });
}

/** The item publishes rows, and the decision says nothing of any: no rule of discretion can judge it. A refusal applies none. */
export const isUntold = (act: ReportedEvent, seen: Seen): boolean =>
  seen.end === act &&
  act.data.discretion === undefined &&
  act.data.outcome !== 'refused' &&
  (seen.item?.guide?.discretion ?? []).length > 0;

export interface AppliedTier extends Applied {
  readonly row: Benchmark;
  readonly tier: Tier;
  /** The row and the tier as published. */
  readonly itemText: string;
}

/** The tier of a known row; a row or tier that is not published has a rule of its own. */
export function byTier(act: ReportedEvent, seen: Seen, judge: (applied: AppliedTier) => Outcome): Outcome {
  return byRow(act, seen, (applied) => {
    const { row, discretion } = applied;
    if (!row) return FINE;
    const tier = tierOf(row, discretion);
    if (!tier) return FINE;
    return 'missing' in tier ? [tier] : judge({ ...applied, row, tier, itemText: tierText(row, tier) });
  });
}

/** `undefined`: the row has no such tier. */
export function tierOf(row: Benchmark, { tier }: ReportedDiscretion): Tier | CannotJudge | undefined {
  const named = tier === undefined ? '' : String(tier);
  return isBlank(named) ? { missing: 'discretion.tier' } : matching(row.tiers, named)[0];
}

/** By code, else by name. */
function matching<T extends { readonly code: string; readonly name?: string }>(all: readonly T[], named: string): T[] {
  const is = (text: string | undefined): boolean => text !== undefined && withoutBlanks(text) === withoutBlanks(named);
  const byCode = all.filter(({ code }) => is(code));
  return byCode.length > 0 ? byCode : all.filter(({ name }) => is(name));
}

export const isInForce = ({ from = '', until }: Benchmark, day: string): boolean =>
  from <= day && (until === undefined || day <= until);

function rowOf(rows: readonly Benchmark[], day: string): Benchmark | undefined {
  const inForce = rows.filter((row) => isInForce(row, day));
  return [...(inForce.length > 0 ? inForce : rows)].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0];
}
