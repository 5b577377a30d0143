import type { ImportRemark, UnknownValue } from '../../../console/exchange.protocol.js';
import { nationalLabel } from './national.labels.js';
import type { NationalMapping, NationalValues } from './national.mapping.js';
import { BASIC, type NationalName, type NationalRow } from './national.tables.js';

type Meaning<C extends keyof NationalValues> = NonNullable<NationalValues[C]>[string];

/** Lines of an unknown value that are told. */
const MAX_LINES = 20;
/** Columns that mean the same everywhere. */
const READ: Readonly<Record<NationalName, readonly string[]>> = {
  up_task_general_basic: [
    ...['task_code', 'task_name', 'task_version', 'anticipate_day', 'anticipate_type', 'promise_day', 'promise_type'],
    ...['project_type', 'by_law', 'limit_scene_num', 'plan_cancel_date'],
  ],
  up_task_general_extend: ['result_name'],
  up_task_general_material: ['material_name', 'by_law', 'order_num'],
  up_task_general_fee_project: ['fee_name', 'fee_stand', 'by_law', 'order_num'],
};
const OF_TABLE: Readonly<Record<keyof NationalValues, NationalName>> = {
  anticipate_type: BASIC,
  promise_type: BASIC,
  project_type: BASIC,
  special_procedure: BASIC,
  task_state: BASIC,
  is_fee: BASIC,
  is_need: 'up_task_general_material',
  is_desc: 'up_task_general_fee_project',
};

/** What code values mean at one source; those that nobody has told are gathered, never guessed. */
export class ValueBook {
  private readonly strange = new Map<string, UnknownValue>();

  constructor(private readonly mapping: NationalMapping) {}

  /** Of a column that every item needs: blank is not known, either. */
  needed<C extends keyof NationalValues>(
    table: NationalName,
    column: C,
    row: NationalRow,
    faults: ImportRemark[],
  ): Meaning<C> | undefined {
    const value = row.cells.get(column) ?? '';
    const meanings: Readonly<Record<string, unknown>> = this.mapping.values[column] ?? {};
    if (Object.hasOwn(meanings, value)) return meanings[value] as Meaning<C>;
    this.note(table, column, value, row);
    const place = { table, line: row.line, member: column };
    faults.push({ ...place, zh: `映射中没有值“${value}”`, en: `the mapping does not know the value "${value}"` });
    return undefined;
  }

  /** Of a column that is read only where the mapping has it, and may be blank. */
  optional<C extends keyof NationalValues>(
    table: NationalName,
    column: C,
    row: NationalRow,
    faults: ImportRemark[],
  ): Meaning<C> | undefined {
    if (this.mapping.values[column] === undefined || !row.cells.has(column)) return undefined;
    return this.needed(table, column, row, faults);
  }

  note(table: string, column: string, value: string, { line }: NationalRow): void {
    const key = JSON.stringify([table, column, value]);
    const known = this.strange.get(key) ?? { table, column, label: nationalLabel(column), value, rows: 0, lines: [] };
    known.rows += 1;
    if (known.lines.length < MAX_LINES) known.lines.push(line);
    this.strange.set(key, known);
  }

  unknown(): UnknownValue[] {
    return [...this.strange.values()];
  }

  /** Is anything taken from this column? */
  isRead(table: NationalName, column: string): boolean {
    const { values, org, links = {}, effectiveFrom } = this.mapping;
    if (READ[table].includes(column)) return true;
    const coded = (Object.keys(values) as (keyof NationalValues)[]).some(
      (one) => one === column && OF_TABLE[one] === table,
    );
    const reduction = column === 'desc_explain' && values.is_desc !== undefined;
    const linked = Object.entries(links).some(([name, link]) =>
      table === BASIC ? link.basic.toLowerCase() === column : name === table && link.column.toLowerCase() === column,
    );
    const dated = column === 'plan_effective_date' && effectiveFrom === 'plan_effective_date';
    return coded || linked || (table === BASIC ? dated || column === org.column : reduction);
  }
}
