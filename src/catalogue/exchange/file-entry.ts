import type { CatalogueRemark } from '../../console/catalogue.protocol.js';
import { type Cell, CellFault } from './cell.js';
import type { Members } from './members.js';
import type { Table } from './table.js';

/** A row as a file gives it. */
export interface FileRow {
  readonly line: number;
  /** By the member of the column; blank cells may be left out. */
  readonly cells: ReadonlyMap<string, string>;
  /** What can't be read of it already. */
  readonly faults: readonly CatalogueRemark[];
}

export interface FileTable {
  readonly name: string;
  /** The columns that the file has. */
  readonly columns: ReadonlySet<string>;
  readonly rows: readonly FileRow[];
}

/** Where in a file something stands. */
export interface Place {
  readonly table: string | null;
  readonly line: number | null;
}

export interface PlacedRemark extends Place, CatalogueRemark {}

/** One entry as a file gives it. */
export interface FileEntry extends Place {
  readonly code: string;
  /** `undefined`: it can't be put together. */
  readonly value?: Members;
  readonly faults: readonly PlacedRemark[];
  /** What is doubtful about it, but may be. */
  readonly doubts?: readonly PlacedRemark[];
  /** Where the entries of its lists stand: `steps[0]`. */
  readonly places: ReadonlyMap<string, Place>;
  /** The row as it was read. */
  readonly given: unknown;
}

export const cellOf = ({ cells }: { readonly cells: ReadonlyMap<string, Cell> }, member: string): string =>
  String(cells.get(member) ?? '').trim();

/** What stands in a cell; what can't be read is told. */
export function read<T>(
  table: Table,
  row: FileRow,
  member: string,
  reader: (text: string) => T,
  faults: PlacedRemark[],
): T | undefined {
  const text = cellOf(row, member);
  try {
    return text === '' ? undefined : reader(text);
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    faults.push({ table: table.name, line: row.line, member, zh: error.zh, en: error.en });
    return undefined;
  }
}
