import type { CatalogueKind, CatalogueRemark, CatalogueWords, Difference } from '../../console/catalogue.protocol.js';
import type { ImportOutcome, ImportRemark, ImportRow } from '../../console/exchange.protocol.js';
import { type Instant, rfc3339 } from '../../domain/instant.js';
import type { DraftContent } from '../drafts/draft.repository.js';
import { nameOf } from '../browse/entry-name.js';
import { labelled, pathLabel } from '../browse/member-path.js';
import { nationalLabel } from './national/national.labels.js';
import { isNational } from './national/national.tables.js';
import type { FileEntry, Place } from './file-entry.js';

/** What becomes of one entry of a file. */
export interface Examined {
  readonly entry: FileEntry;
  readonly outcome: ImportOutcome;
  readonly effectiveFrom: Instant | null;
  readonly faults: readonly ImportRemark[];
  readonly warnings: readonly ImportRemark[];
  readonly differences: readonly Difference[];
  readonly moreDifferences: number;
  /** Of an accepted one. */
  readonly content?: DraftContent;
}

export const refused = (entry: FileEntry, faults: readonly ImportRemark[]): Examined => ({
  entry,
  outcome: 'refused',
  effectiveFrom: null,
  faults,
  warnings: [],
  differences: [],
  moreDifferences: 0,
});

/** `steps[2]` of `steps[2].limit.amount` */
const LISTED = /^(?:\w+\[\d+\]\.?)+/u;

/** A remark about a member, with the row where it stands. */
export function placed(entry: FileEntry, remark: CatalogueRemark): ImportRemark {
  let member = LISTED.exec(remark.member)?.[0].replace(/\.$/u, '') ?? '';
  let place: Place | undefined;
  while (member !== '' && !(place = entry.places.get(member))) member = member.replace(/\.?\w+\[\d+\]$/u, '');
  return { ...remark, table: (place ?? entry).table, line: (place ?? entry).line };
}

export const named = (entry: FileEntry): CatalogueWords => {
  const { name } = entry.value ?? {};
  const isNamed =
    typeof name === 'string' || (typeof name === 'object' && name !== null && 'zh' in name && 'en' in name);
  return isNamed ? nameOf(entry.code, entry.value) : { zh: entry.code, en: entry.code };
};

/** Columns of the national tables have names of their own. */
export const labelledRows = (kind: CatalogueKind, remarks: readonly ImportRemark[]): ImportRemark[] =>
  labelled(kind, remarks, ({ table, member }) => (isNational(table) ? nationalLabel(member) : pathLabel(kind, member)));

export const rowOf = (kind: CatalogueKind, examined: Examined, draft: number | null): ImportRow => ({
  table: examined.entry.table,
  line: examined.entry.line,
  code: examined.entry.code,
  name: named(examined.entry),
  outcome: examined.outcome,
  effectiveFrom: examined.effectiveFrom === null ? null : rfc3339(examined.effectiveFrom),
  differences: [...examined.differences],
  moreDifferences: examined.moreDifferences,
  faults: labelledRows(kind, examined.faults),
  warnings: labelledRows(kind, examined.warnings),
  given: examined.outcome === 'refused' ? (examined.entry.given ?? null) : null,
  draft,
});

export const countsOf = (rows: readonly Pick<Examined, 'outcome'>[]): Record<ImportOutcome, number> => {
  const counts = { new: 0, changed: 0, same: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
};
