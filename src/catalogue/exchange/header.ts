import type { CatalogueRemark } from '../../console/catalogue.protocol.js';
import { remark } from '../kinds/kind.js';
import { nearest } from '../kinds/nearest.js';
import type { FileRow } from './file-entry.js';
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS } from './exchange-limits.js';
import { fileFault, tooLarge } from './file-fault.js';
import { KEY, type PlacedTable, titleOf } from './table.js';

export interface Header {
  /** By place; `undefined`: the column has no title. */
  readonly columns: readonly (string | undefined)[];
  readonly members: ReadonlySet<string>;
  /** Up to the last title. */
  readonly width: number;
}

/** Titles may be whole, the member alone, or the Chinese alone where it is the only one. @throws 400 */
export function headerOf({ table, refs, columns }: PlacedTable, titles: readonly string[], file: string): Header {
  const width = titles.findLastIndex((title) => title.trim() !== '') + 1;
  if (width > MAX_COLUMNS)
    throw tooLarge({ zh: `${file}：超过 ${MAX_COLUMNS} 列`, en: `${file}: has more than ${MAX_COLUMNS} columns` });
  const found = titles.slice(0, width).map((title) => columnOf(columns, title.trim().replace(/\s+/gu, ' ')));
  const unknown = titles.slice(0, width).filter((title, i) => title.trim() !== '' && found[i] === undefined);
  if (unknown.length > 0) throw unknownColumns(columns, unknown, file);
  const members = found.filter((one) => one !== undefined);
  const twice = members.find((member, i) => members.indexOf(member) !== i);
  if (twice !== undefined)
    throw fileFault('column-twice', `${file}：“${twice}”列重复`, `${file}: column "${twice}" stands twice`, twice);
  const needed = refs.length > 0 ? refs.map(({ member }) => member) : [KEY];
  const missing = needed.filter((member) => !members.includes(member));
  if (missing.length > 0) {
    const list = columns
      .filter(({ member }) => missing.includes(member))
      .map(titleOf)
      .join('、');
    throw fileFault(
      'missing-column',
      `${file}：缺少列 ${list}（${table.zh}表）；分隔符应为逗号`,
      `${file}: has no column ${list}; cells are separated by commas`,
      missing[0],
    );
  }
  return { columns: found, members: new Set(members), width };
}

function columnOf(columns: PlacedTable['columns'], title: string): string | undefined {
  const exact = columns.find((one) => titleOf(one) === title || one.member === title);
  if (exact) return exact.member;
  const named = columns.filter(({ zh }) => zh === title);
  return named.length === 1 ? named[0]!.member : undefined;
}

function unknownColumns(columns: PlacedTable['columns'], unknown: readonly string[], file: string) {
  const titles = columns.map(titleOf);
  const shown = unknown.slice(0, 20).map((title) => [title.slice(0, 60), nearest(title.slice(0, 60), titles)]);
  const zh = shown.map(([title, near]) => `“${title}”（最接近 ${near}）`).join('、');
  const en = shown.map(([title, near]) => `"${title}" (the nearest is ${near})`).join(', ');
  return fileFault(
    'unknown-column',
    `${file}：不认识的列 ${zh}`,
    `${file}: unknown columns ${en}`,
    unknown[0]?.slice(0, 60),
  );
}

/** A row by its columns; `undefined`: it is blank. */
export function rowOf(
  header: Header,
  cells: readonly string[],
  line: number,
  faults: readonly CatalogueRemark[],
): FileRow | undefined {
  const known = new Map<string, string>();
  const all = [...faults];
  cells.forEach((cell, i) => {
    const member = header.columns[i];
    if (cell.trim() === '' || member === undefined) {
      if (cell.trim() !== '' && i < header.width)
        all.push(remark('', `第 ${i + 1} 列没有列名，却有内容`, `column ${i + 1} has content, but no title`));
    } else if (cell.length > MAX_CELL)
      all.push(remark(member, `一格超过 ${MAX_CELL} 个字符`, `the cell has more than ${MAX_CELL} characters`));
    else known.set(member, cell);
  });
  return known.size > 0 || all.length > 0 ? { line, cells: known, faults: all } : undefined;
}

export const tooManyRows = (file: string, most = MAX_ROWS) =>
  tooLarge({
    zh: `${file}：超过 ${most} 行，请分成几个文件`,
    en: `${file}: has more than ${most} rows; split it`,
  });
