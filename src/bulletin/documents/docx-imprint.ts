import {
  BorderStyle,
  Paragraph,
  RelativeVerticalPosition,
  Tab,
  TabStopType,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
} from 'docx';
import type { Imprint } from '../bulletin-doc.js';
import { OFF_GRID, SIZE, TYPE_AREA, emptyLines, exactly, fontOf, lineOf, mm } from './docx-layout.js';

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
/** Eighths of a point: 0.35 mm outside, 0.25 mm inside. */
const OUTER = { style: BorderStyle.SINGLE, size: 8, color: '000000' };
const INNER = { style: BorderStyle.SINGLE, size: 6, color: '000000' };
const CHARACTER = 280;

/** 版记: at the bottom of the page on which the document ends. */
export function imprintTable({ copyTo, organ, date }: Imprint): (Paragraph | Table)[] {
  const text = (...children: (string | Tab)[]) => new TextRun({ font: fontOf('body'), size: SIZE.imprint, children });
  const row = (paragraph: Paragraph): TableRow =>
    new TableRow({ children: [new TableCell({ width: { size: TYPE_AREA, type: 'dxa' }, children: [paragraph] })] });
  const copies = lineOf([text(`抄送：${copyTo ?? ''}。`)], {
    spacing: exactly(480),
    style: OFF_GRID,
    indent: { left: 4 * CHARACTER, right: CHARACTER, hanging: 3 * CHARACTER },
  });
  const issued = lineOf([text(organ, new Tab(), date)], {
    spacing: exactly(480),
    style: OFF_GRID,
    indent: { left: CHARACTER, right: CHARACTER },
    tabStops: [{ type: TabStopType.RIGHT, position: TYPE_AREA - CHARACTER }],
  });
  const table = new Table({
    width: { size: TYPE_AREA, type: 'dxa' },
    columnWidths: [TYPE_AREA],
    layout: TableLayoutType.FIXED,
    margins: { left: 0, right: 0 },
    borders: { top: OUTER, bottom: OUTER, left: NONE, right: NONE, insideHorizontal: INNER, insideVertical: NONE },
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      absoluteHorizontalPosition: 0,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      topFromText: mm(3),
    },
    rows: copyTo === null ? [row(issued)] : [row(copies), row(issued)],
  });
  // A table needs a paragraph after it, and one before it when the page ends with a table, too.
  return [...emptyLines(1), table, lineOf([], { spacing: exactly(20) })];
}
