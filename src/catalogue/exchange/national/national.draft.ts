import type { ImportRemark } from '../../../console/exchange.protocol.js';
import { BASIC, type NationalRow } from './national.tables.js';

/** An item on its way out of the basic table, with what stands against it. */
export interface NationalDraft {
  readonly row: NationalRow;
  readonly faults: ImportRemark[];
  readonly doubts: ImportRemark[];
}

/** The fault of a cell of the basic table, unless another table is named; there is no value then. */
export function fault(
  { row, faults }: NationalDraft,
  member: string,
  zh: string,
  en: string,
  { table = BASIC, line = row.line }: { readonly table?: string; readonly line?: number } = {},
): undefined {
  faults.push({ table, line, member, zh, en });
}

export const unreadableDate = (draft: NationalDraft, member: string, text: string): undefined =>
  fault(draft, member, `“${text}”不是日期`, `"${text}" is no date`);
