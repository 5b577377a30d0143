import { remark } from '../kinds/kind.js';
import { nearest } from '../kinds/nearest.js';
import type { FileTable } from './file-entry.js';
import { MAX_CELLS, MAX_ROWS } from './exchange-limits.js';
import { fileFault, tooManyCells, tooManyColumns } from './file-fault.js';
import { headerOf, rowOf, tooManyRows } from './header.js';
import { readSharedTexts, readSheet, type SheetLine, walkXml } from './sheet-xml.js';
import { type KindTable, type PlacedTable, sheetOf, tablesOf, titleOf } from './table.js';
import type { Row } from './tabulate.js';
import { unpack } from './unpack.js';
import { workbookOf } from './workbook.js';

/** Widths of columns in characters. */
const [NARROW, WIDE] = [14, 32];

/** One sheet for each table; texts are never formulas, numbers stay numbers. @throws 422 where a text has no room */
export const xlsxOf = (kind: KindTable, rows: readonly Row[]): Promise<Uint8Array> =>
  workbookOf(
    tablesOf(kind).map(({ table, columns }) => ({
      name: sheetOf(table),
      widths: columns.map(({ member }) => (/name|basis|text|standard/u.test(member) ? WIDE : NARROW)),
      rows: [
        columns.map(titleOf),
        ...rows
          .filter((row) => row.table === table.name)
          .map(({ cells }) => columns.map(({ member }) => cells.get(member) ?? '')),
      ],
    })),
  );

/** @throws 400 on what is no workbook of this kind; 413 */
export async function readXlsx(kind: KindTable, bytes: Uint8Array): Promise<Map<string, FileTable>> {
  const parts = await unpack(bytes, (name) => /^(xl\/.*\.xml|xl\/_rels\/workbook\.xml\.rels)$/u.test(name));
  const shared = parts.get('xl/sharedStrings.xml');
  const texts = shared ? await readSharedTexts('xl/sharedStrings.xml', shared) : [];
  const placed = tablesOf(kind);
  const tables = new Map<string, FileTable>();
  for (const { name, part } of await sheetsIn(parts)) {
    const found = placed.find(({ table }) => [sheetOf(table), table.name, table.zh].includes(name));
    const sheet = parts.get(part);
    const lines = sheet ? await linesOf(name, part, sheet, texts) : [];
    if (lines.length === 0) continue;
    if (!found) throw unknownSheet(name, placed);
    if (tables.has(found.table.name))
      throw fileFault('sheet-twice', `工作表“${name}”重复`, `the sheet "${name}" stands twice`, name);
    tables.set(found.table.name, tableOf(found, name, lines));
  }
  if (tables.size === 0) throw fileFault('empty-file', '工作簿是空的', 'the workbook is empty');
  return tables;
}

function unknownSheet(name: string, placed: readonly PlacedTable[]) {
  const near = nearest(
    name,
    placed.map(({ table }) => sheetOf(table)),
  );
  const cut = name.slice(0, 60);
  return fileFault(
    'unknown-sheet',
    `不认识的工作表“${cut}”，最接近 ${near}`,
    `unknown sheet "${cut}", the nearest is ${near}`,
    cut,
  );
}

async function sheetsIn(parts: ReadonlyMap<string, Uint8Array>): Promise<{ name: string; part: string }[]> {
  const [book, relations] = [parts.get('xl/workbook.xml'), parts.get('xl/_rels/workbook.xml.rels')];
  if (!book || !relations) throw fileFault('broken-xlsx', '不是 XLSX 工作簿', 'is no XLSX workbook');
  const targets = new Map<string, string>();
  await walkXml('workbook.xml.rels', relations, {
    open: { Relationship: ({ attributes: { Id = '', Target = '' } }) => targets.set(Id, Target) },
  });
  const sheets: { name: string; part: string }[] = [];
  await walkXml('workbook.xml', book, {
    open: {
      sheet: ({ attributes }) => {
        const target = targets.get(attributes['r:id'] ?? '') ?? '';
        const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
        sheets.push({ name: (attributes['name'] ?? '').trim(), part });
      },
    },
  });
  return sheets;
}

async function linesOf(name: string, part: string, bytes: Uint8Array, texts: readonly string[]): Promise<SheetLine[]> {
  const lines: SheetLine[] = [];
  let cells = 0;
  await readSheet(name, part, bytes, texts, (line) => {
    cells += line.cells.length;
    if (cells > MAX_CELLS) throw tooManyCells(name);
    if (lines.length > MAX_ROWS) throw tooManyRows(name);
    lines.push(line);
  });
  return lines;
}

/** The first line that is not blank is the header. */
function tableOf(placed: PlacedTable, name: string, [head, ...others]: readonly SheetLine[]): FileTable {
  const header = headerOf(placed, spread(head!, name), name);
  const rows = others.map((line) => {
    const formulas = line.cells
      .filter(({ isFormula }) => isFormula)
      .map(({ column }) =>
        remark(header.columns[column] ?? '', '单元格是公式，请粘贴为值', 'the cell is a formula: paste its value'),
      );
    return rowOf(header, spread(line, name), line.line, formulas);
  });
  return { name: placed.table.name, columns: header.members, rows: rows.filter((row) => row !== undefined) };
}

function spread({ line, cells }: SheetLine, name: string): string[] {
  const last = cells.reduce((most, { column }) => Math.max(most, column), -1);
  if (cells.some(({ column }) => column < 0)) throw tooManyColumns(name, line);
  const texts = Array.from({ length: last + 1 }, () => '');
  for (const { column, text } of cells) texts[column] = text;
  return texts;
}
