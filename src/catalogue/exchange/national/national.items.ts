import type { ImportRemark, UnknownValue } from '../../../console/exchange.protocol.js';
import { type Instant, rfc3339 } from '../../../domain/instant.js';
import type { FileEntry } from '../file-entry.js';
import { isMembers, type Members } from '../members.js';
import { instantOf } from './national.dates.js';
import type { NationalMapping } from './national.mapping.js';
import { BASIC, type NationalFile, type NationalName, type NationalRow } from './national.tables.js';
import { ValueBook } from './national.values.js';

export interface NationalReading {
  readonly entries: readonly FileEntry[];
  readonly unknownValues: readonly UnknownValue[];
  /** Rows and columns that are passed over on purpose. */
  readonly leftOut: readonly ImportRemark[];
}

/**
 * 实施清单 as items. What the tables do not carry (steps, benchmarks, refusals …) stays as the version in force has it.
 *
 * @param baseOf the version in force
 */
export function readItems(
  file: NationalFile,
  mapping: NationalMapping,
  baseOf: (code: string) => Members | undefined,
  now: Instant,
): NationalReading {
  return new Reader(file, mapping, baseOf, now).read();
}

interface Draft {
  readonly row: NationalRow;
  readonly faults: ImportRemark[];
  readonly doubts: ImportRemark[];
}

class Reader {
  private readonly values: ValueBook;
  private readonly leftOut: ImportRemark[] = [];
  private readonly linked: ReadonlyMap<NationalName, ReadonlyMap<string, NationalRow[]>>;
  private readonly joined = new Set<NationalRow>();

  constructor(
    private readonly file: NationalFile,
    private readonly mapping: NationalMapping,
    private readonly baseOf: (code: string) => Members | undefined,
    private readonly now: Instant,
  ) {
    this.values = new ValueBook(mapping);
    this.linked = new Map(
      [...file].flatMap(([name, { rows }]) => {
        const link = mapping.links?.[name];
        return link ? [[name, grouped(rows, link.column.toLowerCase())]] : [];
      }),
    );
  }

  read(): NationalReading {
    const entries = this.chosen().flatMap((row) => this.entryOf(row) ?? []);
    this.tellUnlinked();
    return { entries, unknownValues: this.values.unknown(), leftOut: [...this.leftOut, ...this.unread()] };
  }

  /** One row of each code where the mapping says which; the others are left as they are, to be refused. */
  private chosen(): readonly NationalRow[] {
    const rows = this.file.get(BASIC)?.rows ?? [];
    if (this.mapping.versions !== 'highest') return rows;
    const groups = grouped(rows, 'task_code');
    return rows.filter((row) => {
      const group = groups.get(row.cells.get('task_code') ?? '') ?? [row];
      const versions = group.map(({ cells }) => Number(cells.get('task_version') ?? Number.NaN));
      const highest = Math.max(...versions);
      if (group.length === 1 || Number.isNaN(highest) || versions.filter((one) => one === highest).length > 1)
        return true;
      if (Number(row.cells.get('task_version')) === highest) return true;
      this.pass(row, 'task_version', `另有更高的版本 ${highest}`, `there is a higher version, ${highest}`);
      return false;
    });
  }

  private entryOf(row: NationalRow): FileEntry | undefined {
    const draft: Draft = { row, faults: [...row.faults], doubts: [] };
    const code = row.cells.get('task_code') ?? '';
    if (code === '') this.fault(draft, 'task_code', '缺少实施编码', 'the code of the task is missing');
    const isTaken = this.values.optional(BASIC, 'task_state', row, draft.faults);
    if (isTaken === false) {
      this.pass(row, 'task_state', '映射写明不导入', 'the mapping leaves it out');
      return undefined;
    }
    const base = this.baseOf(code) ?? { steps: [] };
    const value = this.item(draft, code, base);
    const place = { table: BASIC, line: row.line };
    const given = Object.fromEntries(row.cells);
    const { faults, doubts } = draft;
    return { code, ...place, ...(faults.length === 0 && { value }), faults, doubts, places: new Map(), given };
  }

  private item(draft: Draft, code: string, base: Members): Members {
    const { row } = draft;
    const { effectiveFrom: _from, ...kept } = base;
    const pauses = this.values.optional(BASIC, 'special_procedure', row, draft.faults);
    const members: Members = {
      ...kept,
      code,
      name: row.cells.get('task_name'),
      org: this.org(draft),
      kind: this.values.needed(BASIC, 'project_type', row, draft.faults),
      statutory: this.limit(draft, 'anticipate', row.cells.get('by_law')),
      promised: this.limit(draft, 'promise'),
      maxVisits: this.visits(draft) ?? base['maxVisits'],
      ...(pauses && { pauses }),
      ...this.result(draft, base),
      ...this.materials(draft),
      ...this.fees(draft),
      effectiveFrom: this.effectiveFrom(draft),
    };
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  }

  private org(draft: Draft): string | undefined {
    const { column, values = {}, otherwise } = this.mapping.org;
    const dept = draft.row.cells.get(column);
    if (dept === undefined) return this.fault(draft, column, '缺少实施主体', 'the organisation is missing');
    if (Object.hasOwn(values, dept)) return values[dept];
    if (otherwise === 'same') return dept;
    this.values.note(BASIC, column, dept, draft.row);
    return this.fault(draft, column, `映射中没有机构“${dept}”`, `the mapping knows no organisation "${dept}"`);
  }

  private limit(draft: Draft, kind: 'anticipate' | 'promise', basis?: string): Members | undefined {
    const { row } = draft;
    const [days, type] = [`${kind}_day`, `${kind}_type`] as const;
    const text = row.cells.get(days);
    if (text === undefined) return undefined;
    const amount = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text))
      return this.fault(draft, days, `“${text}”不是天数`, `"${text}" is no number of days`);
    const leavesOut = this.mapping.unknownLimit === 'leave-out';
    const unit = this.values.needed(BASIC, type, row, leavesOut ? draft.doubts : draft.faults);
    if (unit === undefined || unit === null) return undefined;
    return { amount, unit, from: this.mapping.counted?.[kind] ?? 'acceptance', ...(basis !== undefined && { basis }) };
  }

  private visits(draft: Draft): number | undefined {
    const text = draft.row.cells.get('limit_scene_num');
    if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text);
    return this.fault(draft, 'limit_scene_num', `“${text}”不是次数`, `"${text}" is no number of visits`);
  }

  private effectiveFrom(draft: Draft): string | undefined {
    const { row } = draft;
    const cancelled = row.cells.get('plan_cancel_date');
    const end = cancelled === undefined ? undefined : instantOf(cancelled);
    if (cancelled !== undefined && end === undefined) this.unreadable(draft, 'plan_cancel_date', cancelled);
    if (end !== undefined && end <= this.now)
      this.fault(draft, 'plan_cancel_date', `已于 ${cancelled} 取消`, `was cancelled on ${cancelled}`);
    const text = row.cells.get('plan_effective_date');
    if (this.mapping.effectiveFrom !== 'plan_effective_date' || text === undefined) return undefined;
    const instant = instantOf(text);
    return instant === undefined ? this.unreadable(draft, 'plan_effective_date', text) : rfc3339(instant);
  }

  /** The tables tell no delivery: a `result`, by which it is watched, is for a person to state. */
  private result(draft: Draft, base: Members): Members {
    const name = this.rowsOf(draft, 'up_task_general_extend')?.[0]?.cells.get('result_name');
    if (name === undefined) return {};
    if (!isMembers(base['result']))
      draft.doubts.push({
        ...{ table: 'up_task_general_extend', line: null, member: 'result_name' },
        zh: '只记下审批结果的名称；写明 result 之前不监察送达',
        en: 'only its name is kept; delivery is not watched until result is stated',
      });
    return { resultName: name };
  }

  private materials(draft: Draft): Members {
    const name = 'up_task_general_material';
    const rows = this.rowsOf(draft, name);
    if (!rows) return {};
    const materials = rows.map((row) => {
      const required = this.values.optional(name, 'is_need', row, draft.faults);
      const [material, basis] = [row.cells.get('material_name'), row.cells.get('by_law')];
      if (material === undefined)
        this.faultAt(draft, name, row, 'material_name', '缺少材料名称', 'the name is missing');
      return { name: material, ...(required !== undefined && { required }), ...(basis !== undefined && { basis }) };
    });
    return { materials };
  }

  private fees(draft: Draft): Members {
    const name = 'up_task_general_fee_project';
    const isFee = this.values.optional(BASIC, 'is_fee', draft.row, draft.faults);
    const rows = this.rowsOf(draft, name);
    if (isFee === false && (rows?.length ?? 0) === 0) return { fees: [] };
    if (isFee === false)
      this.fault(draft, 'is_fee', '写明不收费，却有收费项目', 'says that it is free, but there are fees');
    if (!rows || (rows.length === 0 && isFee === undefined)) return {};
    if (rows.length === 0) {
      const words = {
        zh: '写明收费，却没有收费项目：收费不明',
        en: 'says that there are fees, but there are none: they are not known',
      };
      draft.doubts.push({ table: BASIC, line: draft.row.line, member: 'is_fee', ...words });
      return { fees: undefined };
    }
    const fees = rows.map((row) => {
      const isReduced = this.values.optional(name, 'is_desc', row, draft.faults);
      const members = {
        name: row.cells.get('fee_name'),
        standard: row.cells.get('fee_stand'),
        basis: row.cells.get('by_law'),
        reductionBasis: isReduced === true ? row.cells.get('desc_explain') : undefined,
      };
      if (members.name === undefined)
        this.faultAt(draft, name, row, 'fee_name', '缺少收费项目名称', 'the name is missing');
      return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
    });
    return { fees };
  }

  /** The rows of another table that belong to a basic one; `undefined`: there is no such table, or nothing links it. */
  private rowsOf({ row, faults }: Draft, name: NationalName): readonly NationalRow[] | undefined {
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

  /** Tables that nothing links, and rows that belong to no item here. */
  private tellUnlinked(): void {
    for (const [table, { rows }] of this.file) {
      if (table === BASIC || rows.length === 0) continue;
      if (!this.linked.has(table)) {
        const words = {
          zh: `映射没有写明如何关联（links.${table}）`,
          en: `the mapping does not link it (links.${table})`,
        };
        this.leftOut.push({ table, line: null, member: '', ...words });
      } else
        for (const row of rows.filter((one) => !this.joined.has(one)))
          this.pass(row, this.mapping.links![table]!.column, '没有对应的事项', 'belongs to no item here', table);
    }
  }

  /** Columns with content from which nothing is taken. */
  private unread(): ImportRemark[] {
    return [...this.file].flatMap(([table, { columns, rows }]) =>
      columns
        .filter((column) => !this.values.isRead(table, column) && rows.some(({ cells }) => cells.has(column)))
        .map((member) => ({
          table,
          line: null,
          member,
          zh: '没有读取这一列',
          en: 'nothing is taken from this column',
        })),
    );
  }

  private pass(row: NationalRow, member: string, zh: string, en: string, table: string = BASIC): void {
    this.leftOut.push({ table, line: row.line, member, zh, en });
  }

  private fault(draft: Draft, member: string, zh: string, en: string): undefined {
    draft.faults.push({ table: BASIC, line: draft.row.line, member, zh, en });
  }

  private unreadable(draft: Draft, member: string, text: string): undefined {
    return this.fault(draft, member, `“${text}”不是日期`, `"${text}" is no date`);
  }

  private faultAt(draft: Draft, table: string, row: NationalRow, member: string, zh: string, en: string): void {
    draft.faults.push({ table, line: row.line, member, zh, en });
  }
}

const orderOf = ({ cells }: NationalRow): number => {
  const order = Number(cells.get('order_num') ?? Number.NaN);
  return Number.isNaN(order) ? Infinity : order;
};

function grouped(rows: readonly NationalRow[], column: string): Map<string, NationalRow[]> {
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
