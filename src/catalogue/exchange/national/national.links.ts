import type { ImportRemark } from '../../../console/exchange.protocol.js';
import type { NationalDraft } from './national.draft.js';
import type { NationalMapping } from './national.mapping.js';
import { BASIC, type NationalFile, type NationalName, type NationalRow } from './national.tables.js';

/** Which rows of the other tables belong to which basic one. */
export class NationalLinks {
  private readonly linked: ReadonlyMap<NationalName, ReadonlyMap<string, NationalRow[]>>;
  private readonly joined = new Set<NationalRow>();

  constructor(
    private readonly file: NationalFile,
    private readonly mapping: NationalMapping,
  ) {
    this.linked = new Map(
      [...file].flatMap(([name, { rows }]) => {
        const link = mapping.links?.[name];
        return link ? [[name, grouped(rows, link.column.toLowerCase())]] : [];
      }),
    );
  }

  /** The rows of another table that belong to a basic one; `undefined`: there is no such table, or nothing links it. */
  rowsOf({ row, faults }: NationalDraft, name: NationalName): readonly NationalRow[] | undefined {
    const link = this.mapping.links?.[name];
    const rows = this.linked.get(name);
    if (!link || !rows) return undefined;
    const found = rows.get(row.cells.get(link.basic.toLowerCase()) ?? '') ?? [];
    for (const one of found) {
      this.joined.add(one);
      faults.push(...one.faults);
    }
    return [...found].sort((a, b) => orderOf(a) - orderOf(b));
  }

  /** Tables that nothing links, and rows that nobody has asked for: they belong to no item here. */
  leftOut(): ImportRemark[] {
    return [...this.file].flatMap(([table, { rows }]): ImportRemark[] => {
      if (table === BASIC || rows.length === 0) return [];
      const link = this.mapping.links?.[table];
      if (!link) {
        const words = {
          zh: `映射没有写明如何关联（links.${table}）`,
          en: `the mapping does not link it (links.${table})`,
        };
        return [{ table, line: null, member: '', ...words }];
      }
      const words = { zh: '没有对应的事项', en: 'belongs to no item here' };
      const strays = rows.filter((one) => !this.joined.has(one));
      return strays.map(({ line }) => ({ table, line, member: link.column, ...words }));
    });
  }
}

const orderOf = ({ cells }: NationalRow): number => {
  const order = Number(cells.get('order_num') ?? Number.NaN);
  return Number.isNaN(order) ? Infinity : order;
};

/** Rows by what they have in a column; those without are in no group. */
export function grouped(rows: readonly NationalRow[], column: string): Map<string, NationalRow[]> {
  const groups = new Map<string, NationalRow[]>();
  for (const row of rows) {
    const key = row.cells.get(column);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
