import type { ImportRemark, UnknownValue } from '../../../console/exchange.protocol.js';
import { type Instant, rfc3339 } from '../../../domain/instant.js';
import type { FileEntry } from '../file-entry.js';
import type { Members } from '../members.js';
import { instantOf } from './national.dates.js';
import { fault, type NationalDraft, unreadableDate } from './national.draft.js';
import { grouped, NationalLinks } from './national.links.js';
import type { NationalMapping } from './national.mapping.js';
import { NationalParts } from './national.parts.js';
import { BASIC, type NationalFile, type NationalRow } from './national.tables.js';
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

class Reader {
  private readonly values: ValueBook;
  private readonly leftOut: ImportRemark[] = [];
  private readonly links: NationalLinks;
  private readonly parts: NationalParts;

  constructor(
    private readonly file: NationalFile,
    private readonly mapping: NationalMapping,
    private readonly baseOf: (code: string) => Members | undefined,
    private readonly now: Instant,
  ) {
    this.values = new ValueBook(mapping);
    this.links = new NationalLinks(file, mapping);
    this.parts = new NationalParts(this.values, this.links);
  }

  read(): NationalReading {
    const entries = this.chosen().flatMap((row) => this.entryOf(row) ?? []);
    const leftOut = [...this.leftOut, ...this.links.leftOut(), ...this.unread()];
    return { entries, unknownValues: this.values.unknown(), leftOut };
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
    const draft: NationalDraft = { row, faults: [...row.faults], doubts: [] };
    const code = row.cells.get('task_code') ?? '';
    if (code === '') fault(draft, 'task_code', '缺少实施编码', 'the code of the task is missing');
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

  private item(draft: NationalDraft, code: string, base: Members): Members {
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
      ...this.parts.result(draft, base),
      ...this.parts.materials(draft),
      ...this.parts.fees(draft),
      effectiveFrom: this.effectiveFrom(draft),
    };
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  }

  private org(draft: NationalDraft): string | undefined {
    const { column, values = {}, otherwise } = this.mapping.org;
    const dept = draft.row.cells.get(column);
    if (dept === undefined) return fault(draft, column, '缺少实施主体', 'the organisation is missing');
    if (Object.hasOwn(values, dept)) return values[dept];
    if (otherwise === 'same') return dept;
    this.values.note(BASIC, column, dept, draft.row);
    return fault(draft, column, `映射中没有机构“${dept}”`, `the mapping knows no organisation "${dept}"`);
  }

  private limit(draft: NationalDraft, kind: 'anticipate' | 'promise', basis?: string): Members | undefined {
    const { row } = draft;
    const [days, type] = [`${kind}_day`, `${kind}_type`] as const;
    const text = row.cells.get(days);
    if (text === undefined) return undefined;
    const amount = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text)) return fault(draft, days, `“${text}”不是天数`, `"${text}" is no number of days`);
    const leavesOut = this.mapping.unknownLimit === 'leave-out';
    const unit = this.values.needed(BASIC, type, row, leavesOut ? draft.doubts : draft.faults);
    if (unit === undefined || unit === null) return undefined;
    return { amount, unit, from: this.mapping.counted?.[kind] ?? 'acceptance', ...(basis !== undefined && { basis }) };
  }

  private visits(draft: NationalDraft): number | undefined {
    const text = draft.row.cells.get('limit_scene_num');
    if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text);
    return fault(draft, 'limit_scene_num', `“${text}”不是次数`, `"${text}" is no number of visits`);
  }

  private effectiveFrom(draft: NationalDraft): string | undefined {
    const { row } = draft;
    const cancelled = row.cells.get('plan_cancel_date');
    const end = cancelled === undefined ? undefined : instantOf(cancelled);
    if (cancelled !== undefined && end === undefined) unreadableDate(draft, 'plan_cancel_date', cancelled);
    if (end !== undefined && end <= this.now)
      fault(draft, 'plan_cancel_date', `已于 ${cancelled} 取消`, `was cancelled on ${cancelled}`);
    const text = row.cells.get('plan_effective_date');
    if (this.mapping.effectiveFrom !== 'plan_effective_date' || text === undefined) return undefined;
    const instant = instantOf(text);
    return instant === undefined ? unreadableDate(draft, 'plan_effective_date', text) : rfc3339(instant);
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

  private pass(row: NationalRow, member: string, zh: string, en: string): void {
    this.leftOut.push({ table: BASIC, line: row.line, member, zh, en });
  }
}
