import { stringify } from 'csv-stringify/sync';
import type { FigureRow, Figures, Grouping, MonthFigures } from '../console/figures.protocol.js';

/** Figures as columns, with their units. */
const FIGURES: readonly (readonly [header: string, of: (figures: Figures) => number | string])[] = [
  ['收件（件）', (f) => f.received],
  ['受理（件）', (f) => f.accepted],
  ['办结（件）', (f) => f.decided],
  ['有时限的办结（件）', (f) => f.measured],
  ['按时办结（件）', (f) => f.onTime],
  ['按时办结率（%）', (f) => (f.onTimeRate === null ? '—' : (100 * f.onTimeRate).toFixed(2))],
  ['预警（张）', (f) => f.reminders],
  ['黄牌（张）', (f) => f.yellow],
  ['红牌（张）', (f) => f.red],
  ['其中已撤销（张）', (f) => f.revoked ?? 0],
];

const SUBJECT: Record<Grouping, string> = { region: '地区', org: '单位', item: '事项' };

/**
 * The table as a file that spreadsheets open: UTF-8 with BOM, CRLF, the total first. A text that a spreadsheet would
 * read as a formula is made plain by an apostrophe.
 */
export function monthCsv({ by, total, previous, rows }: MonthFigures): string {
  const headers = [`${SUBJECT[by]}代码`, SUBJECT[by], ...FIGURES.map(([header]) => header)];
  const before = FIGURES.map(([header]) => `上月${header}`);
  const line = (key: string, name: string, figures: Pick<FigureRow, 'figures' | 'previous'>) => [
    key,
    name,
    ...FIGURES.map(([, of]) => of(figures.figures)),
    ...FIGURES.map(([, of]) => of(figures.previous)),
  ];
  const lines = [
    [...headers, ...before],
    line('', '合计', { figures: total, previous }),
    ...rows.map((row) => line(row.key ?? '', row.name, row)),
  ];
  return stringify(lines, { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

const FILE_SUBJECT: Record<Grouping, string> = { region: '按地区', org: '按单位', item: '按事项' };

/** `Content-Disposition` of the file; the plain name is for programs that do not read the other (RFC 6266). */
export function monthFile({ month, by }: MonthFigures): string {
  const name = encodeURIComponent(`办件统计${month}${FILE_SUBJECT[by]}.csv`);
  return `attachment; filename="statistics-${month}-${by}.csv"; filename*=UTF-8''${name}`;
}
