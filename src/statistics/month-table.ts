import { type Counts, addCounts, isNothing, noCounts } from './figures.js';
import type { CountRow, PeriodName } from './month.repository.js';

export type Tally = Record<PeriodName, Counts>;

/** Counts by row and period, and by day. */
export interface Tallies {
  readonly rows: ReadonlyMap<string | null, Tally>;
  readonly total: Tally;
  /** By `yyyy-mm-dd` of the current period. */
  readonly days: ReadonlyMap<string, Counts>;
}

export const noTally = (): Tally => ({ current: noCounts(), previous: noCounts(), lastYear: noCounts() });

/** @param keyOf the row to which what was counted under a code belongs */
export function tallied(counts: readonly CountRow[], keyOf: (code: string | null) => string | null): Tallies {
  const rows = new Map<string | null, Tally>();
  const days = new Map<string, Counts>();
  const total = noTally();
  for (const row of counts) {
    if (row.ofDay) {
      if (row.day !== null) addCounts(entry(days, row.day, noCounts), row);
    } else if (row.period !== null) {
      addCounts(entry(rows, keyOf(row.key), noTally)[row.period], row);
      addCounts(total[row.period], row);
    }
  }
  return { rows, total, days };
}

/** The rows that a table shows: those of this month and the one before. */
export const shownRows = ({ rows }: Tallies): (string | null)[] =>
  [...rows].filter(([, { current, previous }]) => !isNothing(current) || !isNothing(previous)).map(([key]) => key);

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
