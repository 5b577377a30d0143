import {
  cellOf,
  type FileEntry,
  type FileRow,
  type FileTable,
  type Place,
  type PlacedRemark,
  read,
} from './file-entry.js';
import { isMembers, type Members, put } from './members.js';
import { columnsOf, KEY, type KindTable, type ListTable, NONE, REST, SOME, type Table, tablesOf } from './table.js';
import { ownCells } from './tabulate.js';

interface Reading {
  readonly faults: PlacedRemark[];
  readonly places: Map<string, Place>;
}

/**
 * Puts entries together from the tables of a file. What is in no table and no column of it stays as the version in force
 * has it.
 *
 * @param baseOf the version in force
 */
export function entriesIn(
  kind: KindTable,
  tables: ReadonlyMap<string, FileTable>,
  baseOf: (code: string) => Members | undefined,
): Iterable<FileEntry> {
  return new Assembler(kind, tables, baseOf).entries();
}

const keyOf = (names: readonly string[]): string => JSON.stringify(names);

class Assembler {
  /** Rows of each table below another, by what they refer to. */
  private readonly below = new Map<string, Map<string, FileRow[]>>();
  private readonly used = new Set<FileRow>();

  constructor(
    private readonly kind: KindTable,
    private readonly tables: ReadonlyMap<string, FileTable>,
    private readonly baseOf: (code: string) => Members | undefined,
  ) {
    for (const { table, refs } of tablesOf(kind)) {
      const rows = refs.length > 0 ? tables.get(table.name)?.rows : undefined;
      if (!rows) continue;
      const index = new Map<string, FileRow[]>();
      for (const row of rows) {
        const key = keyOf(refs.map(({ member }) => cellOf(row, member)));
        const group = index.get(key);
        if (group) group.push(row);
        else index.set(key, [row]);
      }
      this.below.set(table.name, index);
    }
  }

  *entries(): Generator<FileEntry> {
    const own = this.tables.get(this.kind.name);
    if (own) for (const row of own.rows) yield this.entryOf(own, row);
    else yield* this.alone();
    yield* this.strays();
  }

  private entryOf(own: FileTable, row: FileRow): FileEntry {
    const place = { table: own.name, line: row.line };
    const reading: Reading = { faults: row.faults.map((fault) => ({ ...place, ...fault })), places: new Map() };
    const code = cellOf(row, KEY);
    if (code === '') reading.faults.push({ ...place, member: KEY, zh: '缺少编码', en: 'the code is missing' });
    const base = this.baseOf(code);
    const filled = this.filled(own, row, base, reading);
    const value = filled && this.node(this.kind, filled, [code], '', base, reading);
    const given = Object.fromEntries(row.cells);
    return { code, ...place, ...(reading.faults.length === 0 && isMembers(value) && { value }), ...reading, given };
  }

  /** Columns that the file doesn't have, from the version in force. */
  private filled(own: FileTable, row: FileRow, base: Members | undefined, reading: Reading): FileRow | undefined {
    const missing = columnsOf(this.kind, []).filter(({ member }) => !own.columns.has(member));
    if (!base || missing.length === 0 || cellOf(row, REST.member) !== '') return row;
    const cells = ownCells(this.kind, base);
    if (!cells) {
      reading.faults.push({
        ...{ table: own.name, line: row.line, member: missing[0]!.member },
        zh: '现行内容超出表格所能表示，文件须含全部列',
        en: 'what is in force does not fit into columns: the file needs all of them',
      });
      return undefined;
    }
    const kept = missing.flatMap(({ member }): [string, string][] =>
      cells.has(member) ? [[member, String(cells.get(member))]] : [],
    );
    return { ...row, cells: new Map([...row.cells, ...kept]) };
  }

  /** Tables below only: what they say of entries in force. */
  private alone(): FileEntry[] {
    const codes = new Map<string, Place & { given: unknown }>();
    for (const list of this.kind.lists)
      for (const row of this.tables.get(list.name)?.rows ?? []) {
        const code = cellOf(row, list.ref.member);
        const place = { table: list.name, line: row.line, given: Object.fromEntries(row.cells) };
        if (!codes.has(code)) codes.set(code, place);
      }
    return [...codes].flatMap(([code, { given, ...place }]) => {
      const base = this.baseOf(code);
      if (!base) return [];
      const reading: Reading = { faults: [], places: new Map() };
      const value: Members = { ...base, ...this.lists(this.kind, [code], '', undefined, reading) };
      return [{ code, ...place, ...(reading.faults.length === 0 && { value }), ...reading, given }];
    });
  }

  /** One entry and what stands below it. */
  private node(
    table: Table,
    row: FileRow,
    refs: readonly string[],
    path: string,
    base: Members | undefined,
    reading: Reading,
  ): unknown {
    const place = { table: table.name, line: row.line };
    this.used.add(row);
    const rest = read(table, row, REST.member, REST.type.read, reading.faults);
    if (rest !== undefined) {
      const other = table.columns.find(({ member }) => member !== KEY && cellOf(row, member) !== '');
      const code = cellOf(row, KEY);
      if (!other && (code === '' || !isMembers(rest) || rest[KEY] === undefined || isText(rest[KEY], code)))
        return rest;
      const member = other?.member ?? KEY;
      reading.faults.push({
        ...place,
        member,
        zh: '与“整条”一列相矛盾',
        en: `contradicts the column "${REST.member}"`,
      });
      return undefined;
    }
    const members: Members = {};
    for (const { member, type } of table.columns) {
      const value = read(table, row, member, type.read, reading.faults);
      if (value !== undefined && !put(members, member, value))
        reading.faults.push({ ...place, member, zh: '与其他列相矛盾', en: 'contradicts another column' });
    }
    return { ...members, ...this.lists(table, refs, path, { row, base }, reading) };
  }

  private lists(
    table: Table,
    refs: readonly string[],
    path: string,
    above: { readonly row: FileRow; readonly base: Members | undefined } | undefined,
    reading: Reading,
  ): Members {
    const members: Members = {};
    for (const list of table.lists) {
      const index = this.below.get(list.name);
      const rows = index?.get(keyOf(refs)) ?? [];
      const mark = above && list.marked ? cellOf(above.row, list.list) : '';
      const place = { table: table.name, line: above?.row.line ?? null, member: list.list };
      const kept =
        index || (list.marked && mark === '') ? undefined : mark === NONE ? emptyOf(list) : above?.base?.[list.list];
      if (kept !== undefined) members[list.list] = kept;
      else if (!['', SOME, NONE].includes(mark))
        reading.faults.push({ ...place, zh: `应为 ${SOME}、${NONE} 或空白`, en: `must be ${SOME}, ${NONE} or blank` });
      else if (!index && mark === SOME)
        reading.faults.push({ ...place, zh: `文件中没有${list.zh}表`, en: `the file has no table ${list.name}` });
      else if (!index) continue;
      else if (rows.length > 0 && mark === NONE)
        reading.faults.push({
          ...place,
          zh: `写明“${NONE}”，${list.zh}表却有 ${rows.length} 行`,
          en: `says ${NONE} (none), but ${list.name} has ${rows.length} rows`,
        });
      else if (rows.length === 0 && mark === SOME)
        reading.faults.push({ ...place, zh: `${list.zh}表中没有对应的行`, en: `${list.name} has no rows for it` });
      else if (rows.length > 0 || mark === NONE || (!list.marked && above))
        members[list.list] = this.listOf(list, rows, refs, path, reading);
    }
    return members;
  }

  private listOf(list: ListTable, rows: readonly FileRow[], refs: readonly string[], path: string, reading: Reading) {
    const entries = rows.map((row, i) => {
      const member = `${path === '' ? '' : `${path}.`}${list.list}[${i}]`;
      const place = { table: list.name, line: row.line };
      reading.places.set(member, place);
      reading.faults.push(...row.faults.map((fault) => ({ ...place, ...fault })));
      return this.node(list, row, [...refs, cellOf(row, KEY)], member, undefined, reading);
    });
    if (list.as === 'texts') return entries.map((entry) => (isMembers(entry) ? entry['text'] : entry));
    return list.as === 'map' ? Object.fromEntries(entries.map(named)) : entries;
  }

  /** Rows that belong to nothing in the file. */
  private strays(): FileEntry[] {
    return tablesOf(this.kind).flatMap(({ table, refs }) => {
      if (refs.length === 0) return [];
      const rows = (this.tables.get(table.name)?.rows ?? []).filter((row) => !this.used.has(row));
      return rows.map((row): FileEntry => {
        const names = refs.map(({ member }) => cellOf(row, member));
        const place = { table: table.name, line: row.line };
        const fault = {
          ...place,
          member: refs.at(-1)!.member,
          zh: `没有对应的上级：${names.join(' / ')}`,
          en: `belongs to nothing here: ${names.join(' / ')}`,
        };
        const given = Object.fromEntries(row.cells);
        return { code: names[0] ?? '', ...place, faults: [fault], places: new Map(), given };
      });
    });
  }
}

const isText = (value: unknown, text: string): boolean => typeof value === 'string' && value.trim() === text;

const emptyOf = (list: ListTable): unknown => (list.as === 'map' ? {} : []);

function named(entry: unknown): [string, unknown] {
  const { [KEY]: code, ...rest } = isMembers(entry) ? entry : {};
  return [String(code), rest];
}
