import { type Counts, addCounts, isNothing, noCounts } from './figures.js';
import type { DayRow, GroupRow } from './month.repository.js';

export type Tally = Record<GroupRow['period'], Counts>;

export const noTally = (): Tally => ({ current: noCounts(), previous: noCounts() });

/** @param keyOf the row to which what was counted under a code belongs */
export function tallied(
  groups: readonly GroupRow[],
  keyOf: (code: string | null) => string | null,
): ReadonlyMap<string | null, Tally> {
  const rows = new Map<string | null, Tally>();
  for (const group of groups) addCounts(entry(rows, keyOf(group.key), noTally)[group.period], group);
  return rows;
}

/** The rows that a table shows: those of this month and the one before. */
export const shownRows = (rows: ReadonlyMap<string | null, Tally>): (string | null)[] =>
  [...rows].filter(([, { current, previous }]) => !isNothing(current) || !isNothing(previous)).map(([key]) => key);

/** Counts of several kinds together, by day. */
export function byDay(rows: readonly DayRow[]): ReadonlyMap<number, Counts> {
  const days = new Map<number, Counts>();
  for (const row of rows) addCounts(entry(days, row.day, noCounts), row);
  return days;
}

export function summed(all: Iterable<Partial<Counts>>): Counts {
  const sum = noCounts();
  for (const counts of all) addCounts(sum, counts);
  return sum;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
