import type { FigureRow } from '../../figures.protocol.js';
import { valueOf } from './measures.js';
import type { MonthQuery } from './month-query.js';

/** Rows by a measure, those without a value last; equal ones stay in the order of the server, as all do without a sort. */
export function sortedRows(rows: readonly FigureRow[], sort: MonthQuery['sort']): readonly FigureRow[] {
  if (sort === null) return rows;
  const sign = sort.ascending ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a.figures, sort.measure), valueOf(b.figures, sort.measure)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}
