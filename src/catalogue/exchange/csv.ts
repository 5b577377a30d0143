import { isUtf8 } from 'node:buffer';
import { pipeline } from 'node:stream/promises';
import { setImmediate as pause } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { remark } from '../kinds/kind.js';
import type { FileTable } from './file-entry.js';
import type { Cell } from './cell.js';
import { MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './exchange-limits.js';
import { fileFault, tooManyCells, tooManyColumns } from './file-fault.js';
import { headerOf, rowOf, tooManyRows } from './header.js';
import { type PlacedTable, titleOf } from './table.js';
import type { Row } from './tabulate.js';

/** What a spreadsheet would compute. An apostrophe before it makes it a text, and another one is put before such. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠|]/u;
/** Bytes after which others have their turn. */
const PIECE = 65_536;
/** As many as a spreadsheet has; it may write the blank ones behind a table, too. */
const MAX_BLANK_COLUMNS = 16_384;
const NUMBER = /^-?\d+(\.\d+)?$/;

const defused = (cell: Cell): string => {
  const text = String(cell);
  return FORMULA.test(text) && !(typeof cell === 'number' && NUMBER.test(text)) ? `'${text}` : text;
};
const armed = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** A table as a file that spreadsheets open: UTF-8 with BOM, CRLF, nothing that is a formula. */
export function csvOf({ table, columns }: PlacedTable, rows: readonly Row[]): string {
  const lines = rows
    .filter((row) => row.table === table.name)
    .map(({ cells }) => columns.map(({ member }) => defused(cells.get(member) ?? '')));
  return stringify([columns.map(titleOf), ...lines], { bom: true, record_delimiter: 'windows' });
}

/** @throws 400 on what is no CSV in UTF-8 of this table; 413 */
export async function readCsv(placed: PlacedTable, bytes: Uint8Array): Promise<FileTable> {
  const file = `${placed.table.name}.csv`;
  const [first, ...others] = await readRecords(textOf(bytes, file), file);
  const header = headerOf(placed, first.record, file);
  const rows = others.map(({ record, line }) => {
    const more = record.slice(header.width).some((cell) => cell.trim() !== '');
    const faults = more || record.length < header.width ? [uneven(record.length, header.width)] : [];
    return rowOf(header, record.map(armed), line, faults);
  });
  return { name: placed.table.name, columns: header.members, rows: rows.filter((row) => row !== undefined) };
}

const uneven = (cells: number, columns: number) =>
  remark('', `有 ${cells} 格，表头有 ${columns} 列`, `has ${cells} cells where the header has ${columns}`);

/**
 * @param encoding what it is said to be in
 * @throws 400 for every other one, by its name where it can be told
 */
export function textOf(bytes: Uint8Array, file: string, encoding = 'utf-8'): string {
  const [a, b] = bytes;
  const isUtf8Said = /^utf-?8$/i.test(encoding);
  const utf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || bytes.subarray(0, 1_000).includes(0);
  if (!utf16 && (isUtf8Said || hasMark(bytes)) && isUtf8(bytes)) return new TextDecoder().decode(bytes);
  const text = isUtf8Said || utf16 ? undefined : iconv.decode(Buffer.from(bytes), encoding);
  if (text?.includes('\uFFFD') === false) return text;
  const [zh, en] = utf16 ? ['UTF-16', 'UTF-16'] : ['GBK（GB 18030）等其他编码', 'another encoding, such as GBK'];
  const other = isUtf8Said
    ? { zh: `似为 ${zh}。请另存为“CSV UTF-8（逗号分隔）”`, en: `but ${en}; save it as "CSV UTF-8 (comma delimited)"` }
    : { zh: '', en: '' };
  const at = isUtf8Said && !utf16 ? firstStrange(bytes) : undefined;
  const [placeZh, placeEn] = at
    ? [`第 ${at.line} 行第 ${at.column} 列起`, `from line ${at.line}, column ${at.column} on `]
    : ['', ''];
  throw fileFault(
    'wrong-encoding',
    `${file}：${placeZh}不是 ${encoding}，${other.zh}`,
    `${file}: ${placeEn}is not ${encoding} ${other.en}`,
    file,
  );
}

/** Row and column of the table where a file stops being UTF-8. */
function firstStrange(bytes: Uint8Array): { readonly line: number; readonly column: number } | undefined {
  let begin = 0;
  for (let line = 1; begin < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, begin);
    const end = found < 0 ? bytes.length : found;
    const row = bytes.subarray(begin, end);
    if (!isUtf8(row)) return { line, column: strangeColumn(row) };
    begin = end + 1;
  }
  return undefined;
}

/** The comma is the same byte in every encoding that people use. */
function strangeColumn(row: Uint8Array): number {
  let column = 1;
  for (let from = 0; ; column++) {
    const comma = row.indexOf(0x2c, from);
    if (comma < 0 || !isUtf8(row.subarray(from, comma))) return column;
    from = comma + 1;
  }
}

const hasMark = ([a, b, c]: Uint8Array): boolean => a === 0xef && b === 0xbb && c === 0xbf;

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** A row with the line where it begins. */
export interface CsvRecord {
  readonly record: readonly string[];
  readonly line: number;
}

/** The header, and the rows below it; blank cells behind the last of the columns that a table may have are left out. @throws 400, 413 */
export async function readRecords(
  text: string,
  file: string,
  delimiter = ',',
): Promise<[head: CsvRecord, ...rows: CsvRecord[]]> {
  const records: CsvRecord[] = [];
  await parsed(text, file, delimiter, ({ record, info }) => {
    const line = info.lines - record.reduce((sum, cell) => sum + (cell.split('\n').length - 1), 0);
    records.push({ record, line });
  });
  const [head, ...rows] = records;
  if (!head) throw fileFault('no-header', `${file}：没有表头`, `${file}: there is no header`, file);
  if (rows.length > MAX_ROWS) throw tooManyRows(file);
  return [head, ...rows];
}

/** Piece by piece: others have their turn, and what is too much ends it before it has been gathered. */
async function parsed(text: string, file: string, delimiter: string, take: (one: Parsed) => void): Promise<void> {
  let cells = 0;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 16 * MAX_CELL,
    to: MAX_ROWS + 2,
    cast: (cell, { index, lines }) => {
      const isBlank = cell.trim() === '';
      if (index >= (isBlank ? MAX_BLANK_COLUMNS : MAX_COLUMNS)) throw tooManyColumns(file, lines);
      if (!isBlank && ++cells > MAX_CELLS) throw tooManyCells(file);
      return cell;
    },
  });
  try {
    await pipeline(pieces(Buffer.from(text)), parser, async (records: AsyncIterable<Parsed>) => {
      // With `info` each record comes with its place; the types don't say so.
      for await (const { record, info } of records) take({ record: record.slice(0, MAX_COLUMNS), info });
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw fileFault('broken-csv', `${file}：不是 CSV：${error.message}`, `${file}: is no CSV: ${error.message}`, file);
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE) {
    yield bytes.subarray(from, from + PIECE);
    await pause();
  }
}
