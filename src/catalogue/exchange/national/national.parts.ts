import { isMembers, type Members } from '../members.js';
import { fault, type NationalDraft } from './national.draft.js';
import type { NationalLinks } from './national.links.js';
import { BASIC, type NationalName, type NationalRow } from './national.tables.js';
import type { ValueBook } from './national.values.js';

const EXTEND: NationalName = 'up_task_general_extend';
const MATERIAL: NationalName = 'up_task_general_material';
const FEE: NationalName = 'up_task_general_fee_project';

/** The members of an item that stand in tables of their own; one that is not there stays as it is in force. */
export class NationalParts {
  constructor(
    private readonly values: ValueBook,
    private readonly links: NationalLinks,
  ) {}

  /** The tables tell no delivery: a `result`, by which it is watched, is for a person to state. */
  result(draft: NationalDraft, base: Members): Members {
    const name = this.links.rowsOf(draft, EXTEND)?.[0]?.cells.get('result_name');
    if (name === undefined) return {};
    if (!isMembers(base['result']))
      draft.doubts.push({
        ...{ table: EXTEND, line: null, member: 'result_name' },
        zh: '只记下审批结果的名称；写明 result 之前不监察送达',
        en: 'only its name is kept; delivery is not watched until result is stated',
      });
    return { resultName: name };
  }

  materials(draft: NationalDraft): Members {
    const rows = this.links.rowsOf(draft, MATERIAL);
    if (!rows) return {};
    const materials = rows.map((row) => {
      const required = this.values.optional(MATERIAL, 'is_need', row, draft.faults);
      const [name, basis] = [row.cells.get('material_name'), row.cells.get('by_law')];
      const place = { table: MATERIAL, line: row.line };
      if (name === undefined) fault(draft, 'material_name', '缺少材料名称', 'the name is missing', place);
      return { name, ...(required !== undefined && { required }), ...(basis !== undefined && { basis }) };
    });
    return { materials };
  }

  fees(draft: NationalDraft): Members {
    const isFee = this.values.optional(BASIC, 'is_fee', draft.row, draft.faults);
    const rows = this.links.rowsOf(draft, FEE);
    if (isFee === false && (rows?.length ?? 0) === 0) return { fees: [] };
    if (isFee === false) fault(draft, 'is_fee', '写明不收费，却有收费项目', 'says that it is free, but there are fees');
    if (!rows || (rows.length === 0 && isFee === undefined)) return {};
    if (rows.length > 0) return { fees: rows.map((row) => this.fee(draft, row)) };
    const words = {
      zh: '写明收费，却没有收费项目：收费不明',
      en: 'says that there are fees, but there are none: they are not known',
    };
    draft.doubts.push({ table: BASIC, line: draft.row.line, member: 'is_fee', ...words });
    return { fees: undefined };
  }

  private fee(draft: NationalDraft, row: NationalRow): Members {
    const isReduced = this.values.optional(FEE, 'is_desc', row, draft.faults);
    const members = {
      name: row.cells.get('fee_name'),
      standard: row.cells.get('fee_stand'),
      basis: row.cells.get('by_law'),
      reductionBasis: isReduced === true ? row.cells.get('desc_explain') : undefined,
    };
    if (members.name === undefined)
      fault(draft, 'fee_name', '缺少收费项目名称', 'the name is missing', { table: FEE, line: row.line });
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  }
}
