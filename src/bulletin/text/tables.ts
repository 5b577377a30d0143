import { type FigureRow, type Figures, isBlank } from '../../console/figures.protocol.js';
import type { Column, Table } from '../bulletin-doc.js';
import type { BulletinFigures, BusiestRows } from '../bulletin-figures.js';
import { NONE, countMove, shareMove, whole } from './numbers.js';
import { type Count, moveCell, onTimePercent, onTimeShare } from './phrases.js';
import { plain } from './plain.js';

const column = (title: string, weight: number, align: Column['align'] = 'right'): Column => ({ title, align, weight });

const TOTALS: readonly (readonly [title: string, count: Count])[] = [
  ['收件（件）', 'received'],
  ['受理（件）', 'accepted'],
  ['办结（件）', 'decided'],
  ['预警（次）', 'reminders'],
  ['黄牌（张）', 'yellow'],
  ['红牌（张）', 'red'],
];

/** This month beside the one before and the same one of last year. */
export function totalsTable({ total, previous, lastYear }: BulletinFigures, caption: string): Table {
  const rows = TOTALS.map(([title, count]) => [
    title,
    whole(total[count]),
    ...beside(count, total, previous),
    ...beside(count, total, lastYear),
  ]);
  const onTime = [
    '按时办结率',
    onTimePercent(total),
    onTimePercent(previous),
    moveCell(shareMove(onTimeShare(total), onTimeShare(previous))),
    onTimePercent(lastYear),
    moveCell(shareMove(onTimeShare(total), onTimeShare(lastYear))),
  ];
  rows.splice(3, 0, onTime);
  const columns = [
    column('指标', 24, 'left'),
    column('本月', 22),
    column('上月', 22),
    column('环比', 33),
    column('上年同月', 22),
    column('同比', 33),
  ];
  return { kind: 'table', caption, columns, rows, summed: false, note: null };
}

/** A count of a month before, and how it has moved since. */
const beside = (count: Count, now: Figures, before: Figures, sum = before): string[] =>
  isBlank(sum) ? [NONE, NONE] : [whole(before[count]), moveCell(countMove(now[count], before[count]))];

const COUNTS = ['received', 'accepted', 'decided', 'reminders', 'yellow', 'red'] as const satisfies readonly Count[];

export interface RowsTable extends BusiestRows {
  /** Title of the first column. */
  readonly of: string;
  readonly total: Pick<FigureRow, 'figures' | 'previous'>;
}

/** A row for each region, organisation or item, one for those that are not named, and their sum. */
export function rowsTable({ of, rows, rest, total }: RowsTable): Table {
  const cells = [
    ...rows.map(({ name, ...row }) => cellsOf(plain(name), row, total.previous)),
    ...(rest === null ? [] : [cellsOf(`其余${rest.count}个`, rest, total.previous)]),
    cellsOf('合计', total, total.previous),
  ];
  const columns = [
    column(of, 29, 'left'),
    column('收件（件）', 20),
    column('收件环比', 23.5),
    column('受理（件）', 20),
    column('办结（件）', 20),
    column('按时办结率', 20.5),
    column('预警（次）', 13.5),
    column('黄牌（张）', 13),
    column('红牌（张）', 13),
  ];
  const note = rest === null ? null : `按收件量列出前${rows.length}个，其余合并为一行。`;
  return { kind: 'table', caption: null, columns, rows: cells, summed: true, note };
}

/** @param sum of the month before: where that is blank, no row has anything to compare with */
function cellsOf(name: string, { figures, previous }: Pick<FigureRow, 'figures' | 'previous'>, sum: Figures): string[] {
  const [received, accepted, decided, ...cards] = COUNTS.map((count) => whole(figures[count]));
  const [, move = NONE] = beside('received', figures, previous, sum);
  return [name, received ?? '', move, accepted ?? '', decided ?? '', onTimePercent(figures), ...cards];
}
