import { isDeepStrictEqual } from 'node:util';
import { type Cell, CellFault, TEXT } from './cell.js';
import { isMembers, type Members, plain, put, valueAt } from './members.js';
import { KEY, type ListTable, NONE, REST, SOME, type Table } from './table.js';

/** One row: cells by the member of their column. */
export interface Row {
  readonly table: string;
  readonly cells: ReadonlyMap<string, Cell>;
}

/**
 * An entry as rows: its own, and one for each entry of its lists. What the columns can't say exactly stands as JSON in
 * one cell instead, so that nothing is lost.
 */
export function rowsOf(table: Table, entry: unknown, refs: readonly [member: string, value: string][] = []): Row[] {
  const own = ownCells(table, entry);
  const key = isMembers(entry) && typeof entry[KEY] === 'string' ? entry[KEY] : undefined;
  const lists = own === undefined ? [] : table.lists.map((list) => ({ list, entries: entriesOf(list, entry) ?? [] }));
  const below = lists.some(({ entries }) => entries.length > 0);
  if (own === undefined || (below && key === undefined)) {
    const cells = new Map<string, Cell>([...refs, ...keyCell(key), [REST.member, REST.type.write(entry)]]);
    return [{ table: table.name, cells }];
  }
  const here = { table: table.name, cells: new Map<string, Cell>([...refs, ...own]) };
  const rows = lists.flatMap(({ list, entries }) =>
    siblings(list, entries).flatMap((one) => rowsOf(one.table, one.entry, [...refs, [list.ref.member, key ?? '']])),
  );
  return [here, ...rows];
}

const keyCell = (key: string | undefined): [string, Cell][] =>
  key !== undefined && key === key.trim() && TEXT.write(key) === key ? [[KEY, key]] : [];

/** Entries of one list; two with the same key can't have rows of their own below them. */
function siblings(list: ListTable, entries: readonly unknown[]): { table: Table; entry: unknown }[] {
  const keys = entries.map((entry) => (isMembers(entry) ? entry[KEY] : undefined));
  const isTold = new Set(keys).size === keys.length;
  return entries.map((entry) => ({ table: isTold || list.lists.length === 0 ? list : unlisted(list), entry }));
}

/** Its entries can only be JSON: their lists have nowhere to stand. */
const unlisted = (list: ListTable): ListTable => ({ ...list, columns: [], lists: [] });

/** The cells of an entry without its lists; `undefined`: they would not say the same. */
export function ownCells(table: Table, entry: unknown): Map<string, Cell> | undefined {
  if (!isMembers(entry)) return undefined;
  const cells = new Map<string, Cell>();
  for (const { member, type } of table.columns) {
    const value = valueAt(entry, member);
    const cell = value === undefined || value === null ? '' : type.write(value);
    if (cell !== '') cells.set(member, cell);
  }
  const rest: Members = { ...entry };
  for (const list of table.lists) {
    const entries = entriesOf(list, entry);
    if (entries === undefined && (list.list in entry || !list.marked)) return undefined;
    if (entries && list.marked) cells.set(list.list, entries.length > 0 ? SOME : NONE);
    delete rest[list.list];
  }
  return isDeepStrictEqual(readBack(table, cells), plain(rest)) ? cells : undefined;
}

function readBack(table: Table, cells: ReadonlyMap<string, Cell>): Members | undefined {
  const members: Members = {};
  try {
    for (const { member, type } of table.columns) {
      const text = String(cells.get(member) ?? '').trim();
      if (text !== '' && !put(members, member, type.read(text))) return undefined;
    }
    return members;
  } catch (error) {
    if (error instanceof CellFault) return undefined;
    throw error;
  }
}

/** The entries of a list as its table has them; `undefined`: there is no such list. */
export function entriesOf({ list, as }: ListTable, entry: unknown): readonly unknown[] | undefined {
  const value = isMembers(entry) ? entry[list] : undefined;
  if (as === 'map') {
    const isPlain = isMembers(value) && Object.values(value).every((one) => isMembers(one) && !(KEY in one));
    return isPlain ? Object.entries(value).map(([code, one]) => ({ code, ...(one as Members) })) : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const entries: readonly unknown[] = value;
  if (as !== 'texts') return entries;
  return entries.every((one) => typeof one === 'string') ? entries.map((text) => ({ text })) : undefined;
}
