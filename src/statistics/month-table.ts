import { type Counts, addCounts, isNothing, noCounts } from './figures.js';
import type { GroupRow, PeriodName } from './month.repository.js';

export type Tally = Record<PeriodName, Counts>;

export const noTally = (): Tally => ({ current: noCounts(), previous: noCounts(), lastYear: noCounts() });

/** Counts by row and period. */
export interface Tallies {
  readonly rows: ReadonlyMap<string | null, Tally>;
  readonly total: Tally;
}

/** @param keyOf the row to which what was counted under a code belongs */
export function tallied(groups: readonly GroupRow[], keyOf: (code: string | null) => string | null): Tallies {
  const rows = new Map<string | null, Tally>();
  const total = noTally();
  for (const group of groups) {
    addCounts(entry(rows, keyOf(group.key), noTally)[group.period], group);
    addCounts(total[group.period], group);
  }
  return { rows, total };
}

/** The rows that a table shows: those of this month and the one before. */
export const shownRows = ({ rows }: Tallies): (string | null)[] =>
  [...rows].filter(([, { current, previous }]) => !isNothing(current) || !isNothing(previous)).map(([key]) => key);

/** Counts of several kinds together, by day. */
export function byDay(rows: readonly (Partial<Counts> & { readonly day: string })[]): ReadonlyMap<string, Counts> {
  const days = new Map<string, Counts>();
  for (const row of rows) addCounts(entry(days, row.day, noCounts), row);
  return days;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
