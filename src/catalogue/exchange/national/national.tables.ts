import type { ImportRemark } from '../../../console/exchange.protocol.js';
import { readRecords, textOf } from '../csv.js';
import { MAX_CELL, MAX_COLUMNS } from '../exchange-limits.js';
import { fileFault, tooLarge } from '../file-fault.js';
import { unpack } from '../unpack.js';

/** 国家政务服务平台实施清单: the tables of which items are made, the basic one first. */
export const NATIONAL_TABLES = [
  'up_task_general_basic',
  'up_task_general_extend',
  'up_task_general_material',
  'up_task_general_fee_project',
] as const;
export type NationalName = (typeof NATIONAL_TABLES)[number];
export const isNational = (table: string | null): boolean => NATIONAL_TABLES.some((name) => name === table);
export const BASIC = NATIONAL_TABLES[0];

/** A row by column, as it stands in the file. */
export interface NationalRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  readonly faults: readonly ImportRemark[];
}

export interface NationalTable {
  readonly columns: readonly string[];
  readonly rows: readonly NationalRow[];
}

export type NationalFile = ReadonlyMap<NationalName, NationalTable>;

interface Written {
  readonly encoding?: string;
  readonly delimiter?: string;
}

/** A CSV file of the basic table, or an archive with one for each table. @throws 400, 413 */
export async function readNational(format: 'csv' | 'zip', bytes: Uint8Array, written: Written): Promise<NationalFile> {
  if (format === 'csv') return new Map([[BASIC, await readTable(BASIC, bytes, written)]]);
  const parts = await unpack(bytes, (name) => !name.endsWith('/'));
  const tables = new Map<NationalName, NationalTable>();
  for (const [part, content] of parts) {
    const name = NATIONAL_TABLES.find((one) => part.replace(/^.*\//u, '').toLowerCase() === `${one}.csv`);
    if (!name || tables.has(name)) {
      const known = NATIONAL_TABLES.map((one) => `${one}.csv`).join(', ');
      const cut = part.slice(0, 80);
      throw fileFault(
        'unknown-part',
        `压缩包中的“${cut}”不认识或重复，可用：${known}`,
        `"${cut}" of the archive is unknown or there twice; known: ${known}`,
        cut,
      );
    }
    tables.set(name, await readTable(name, content, written));
  }
  if (tables.has(BASIC)) return tables;
  throw fileFault('missing-table', `压缩包中没有 ${BASIC}.csv`, `the archive has no ${BASIC}.csv`, BASIC);
}

async function readTable(
  name: NationalName,
  bytes: Uint8Array,
  { encoding, delimiter = ',' }: Written,
): Promise<NationalTable> {
  const file = `${name}.csv`;
  const [head, ...others] = await readRecords(textOf(bytes, file, encoding), file, delimiter);
  const columns = head.record.map((title) => title.trim().toLowerCase());
  if (columns.length > MAX_COLUMNS) throw tooLarge({ zh: `${file}：列过多`, en: `${file}: too many columns` });
  const twice = columns.find((column, i) => column !== '' && columns.indexOf(column) !== i);
  if (twice !== undefined)
    throw fileFault('column-twice', `${file}：“${twice}”列重复`, `${file}: column "${twice}" stands twice`, twice);
  const rows = others.map(({ record, line }): NationalRow => ({ line, ...cellsOf(name, columns, record, line) }));
  return { columns, rows };
}

function cellsOf(table: NationalName, columns: readonly string[], record: readonly string[], line: number) {
  const cells = new Map<string, string>();
  const faults: ImportRemark[] = [];
  if (record.length !== columns.length)
    faults.push({
      ...{ table, line, member: '' },
      zh: `有 ${record.length} 格，表头有 ${columns.length} 列`,
      en: `has ${record.length} cells where the header has ${columns.length}`,
    });
  for (const [i, column] of columns.entries()) {
    const cell = (record[i] ?? '').trim();
    if (cell.length > MAX_CELL)
      faults.push({
        table,
        line,
        member: column,
        zh: `一格超过 ${MAX_CELL} 个字符`,
        en: `has more than ${MAX_CELL} characters`,
      });
    else if (cell !== '' && cell.toUpperCase() !== 'NULL') cells.set(column, cell);
  }
  return { cells, faults };
}
