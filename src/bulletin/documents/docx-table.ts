import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
} from 'docx';
import type { Column, Table as DataTable } from '../bulletin-doc.js';
import { OFF_GRID, SIZE, TYPE_AREA, exactly, lineOf, run } from './docx-layout.js';

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
/** Twips, for text of 小五 and 五号. */
const CELL_LINE = 280;
/** More columns are set smaller, so that seven digits with commas find room. */
const NARROW_FROM = 7;

export function dataTable(table: DataTable): (Paragraph | Table)[] {
  const { caption, columns, rows, summed, note } = table;
  const size = columns.length >= NARROW_FROM ? SIZE.wideTable : SIZE.table;
  const widths = widthsOf(columns);
  const row = (cells: readonly string[], kind: 'head' | 'body' | 'sum'): TableRow =>
    new TableRow({
      tableHeader: kind === 'head',
      cantSplit: true,
      children: cells.map((cell, i) => cellOf(cell, columns[i], widths[i] ?? 0, kind, size)),
    });
  const grid = new Table({
    width: { size: TYPE_AREA, type: 'dxa' },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: {
      top: BORDER,
      bottom: BORDER,
      left: BORDER,
      right: BORDER,
      insideHorizontal: BORDER,
      insideVertical: BORDER,
    },
    margins: { left: 50, right: 50 },
    rows: [
      row(
        columns.map(({ title }) => title),
        'head',
      ),
      ...rows.map((cells, i) => row(cells, summed && i === rows.length - 1 ? 'sum' : 'body')),
    ],
  });
  return [...(caption === null ? [] : [captionOf(caption, true)]), grid, ...(note === null ? [] : [noteOf(note)])];
}

export const captionOf = (caption: string, above: boolean): Paragraph =>
  lineOf([run(caption, 'hei', { size: SIZE.caption })], { alignment: AlignmentType.CENTER, keepNext: above });

const noteOf = (note: string): Paragraph =>
  lineOf([run(note, 'body', { size: SIZE.table, characterSpacing: 0 })], {
    style: OFF_GRID,
    spacing: exactly(CELL_LINE, { before: 80 }),
  });

function cellOf(
  text: string,
  column: Column | undefined,
  width: number,
  kind: 'head' | 'body' | 'sum',
  size: number,
): TableCell {
  const side = column?.align === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT;
  const paragraph = lineOf([run(text, kind === 'body' ? 'body' : 'hei', { size, characterSpacing: 0 })], {
    style: OFF_GRID,
    alignment: kind === 'head' ? AlignmentType.CENTER : side,
    spacing: exactly(CELL_LINE, { before: 40, after: 40 }),
  });
  return new TableCell({
    width: { size: width, type: 'dxa' },
    verticalAlign: VerticalAlign.CENTER,
    children: [paragraph],
  });
}

function widthsOf(columns: readonly Column[]): number[] {
  const total = columns.reduce((sum, { weight }) => sum + weight, 0);
  return columns.map(({ weight }) => Math.floor((TYPE_AREA * weight) / total));
}
