import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import { type CellType, JSON_CELL, TEXT } from './cell.js';

/** One column: what member of an entry stands in it, and how. */
export interface Column {
  /** `promised.amount` */
  readonly member: string;
  readonly zh: string;
  readonly type: CellType;
}

/** One table (a sheet of a workbook, a CSV file): the entries of one list, a row each. */
export interface Table {
  /** Name of the file. */
  readonly name: string;
  readonly zh: string;
  readonly columns: readonly Column[];
  readonly lists: readonly ListTable[];
}

/** The table of a list inside the entries of another one. */
export interface ListTable extends Table {
  /** The member that holds it. */
  readonly list: string;
  /** `texts`: its entries are texts; `map`: it is an object, whose names are its entries' `code`. */
  readonly as?: 'texts' | 'map';
  /** An absent list is something else than an empty one: a column of the table above tells. */
  readonly marked?: true;
  /** How the row of the table above is called in this one. */
  readonly ref: Pick<Column, 'member' | 'zh'>;
}

export interface KindTable extends Table {
  readonly kind: CatalogueKind;
}

/** By this member the rows of other tables name a row. */
export const KEY = 'code';
/** Holds the whole entry as JSON where it has no place in the other columns. */
export const REST: Column = { member: 'json', zh: '整条（JSON）', type: JSON_CELL };
/** Of a list that may be absent: 有 (rows stand in its table), 无 (it is empty); blank: not known. */
export const SOME = '有';
export const NONE = '无';

export const column = (member: string, zh: string, type: CellType = TEXT): Column => ({ member, zh, type });

/** The columns of a table in their order, those that name the rows above it first. */
export const columnsOf = (table: Table, refs: readonly Pick<Column, 'member' | 'zh'>[]): Column[] => [
  ...refs.map(({ member, zh }) => column(member, zh)),
  ...table.columns,
  ...table.lists.filter(({ marked }) => marked).map(({ list, zh }) => column(list, zh)),
  REST,
];

/** A table with the names by which it refers to those above. */
export interface PlacedTable {
  readonly table: Table;
  readonly refs: readonly Pick<Column, 'member' | 'zh'>[];
  readonly columns: readonly Column[];
}

/** The table of a kind and all below it. */
export function tablesOf(table: Table, refs: PlacedTable['refs'] = []): PlacedTable[] {
  return [
    { table, refs, columns: columnsOf(table, refs) },
    ...table.lists.flatMap((one) => tablesOf(one, [...refs, one.ref])),
  ];
}

/** As people read it: Chinese and the member. */
export const titleOf = ({ zh, member }: Pick<Column, 'member' | 'zh'>): string => `${zh} ${member}`;
export const sheetOf = ({ zh, name }: Pick<Table, 'name' | 'zh'>): string => `${zh} ${name}`;
