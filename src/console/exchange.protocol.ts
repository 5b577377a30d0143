/** What the server and the web console say to each other of files of the catalogue. Plain types and constants only. */
import type { CatalogueKind, CatalogueRemark, CatalogueWords, Difference, DraftBrief } from './catalogue.protocol.js';

/** One table as CSV · all of them as CSV in an archive · all of them as sheets · everything, as `config/` writes it. */
export const EXPORT_FORMATS = ['csv', 'zip', 'xlsx', 'yaml'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** 新增 · 变更 · 无变化 · 不予导入 */
export const IMPORT_OUTCOMES = ['new', 'changed', 'same', 'refused'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** What is wrong or doubtful, and where in the file. */
export interface ImportRemark extends CatalogueRemark {
  /** Null: the file has no tables, or it concerns the whole. */
  table: string | null;
  line: number | null;
}

/** What becomes of one entry of a file. */
export interface ImportRow {
  table: string | null;
  line: number | null;
  code: string;
  name: CatalogueWords;
  outcome: ImportOutcome;
  /** RFC 3339; null: from the check on. */
  effectiveFrom: string | null;
  /** To the version in force then. */
  differences: Difference[];
  moreDifferences: number;
  /** Why it is refused. */
  faults: ImportRemark[];
  warnings: ImportRemark[];
  /** Of a refused one: all that stands in the file, nothing lost. */
  given: unknown;
  /** Number of the draft that it became. */
  draft: number | null;
}

/** A value of the source that its mapping does not know. */
export interface UnknownValue {
  table: string;
  column: string;
  /** What people call the column. */
  label?: CatalogueWords;
  value: string;
  /** How many rows have it, and the first of them. */
  rows: number;
  lines: number[];
}

/** POST …/{kind}/import: without `apply=true` nothing is stored. */
export interface ImportAnswer {
  kind: CatalogueKind;
  applied: boolean;
  /** Number of the batch that its drafts make. */
  batch: number | null;
  counts: Record<ImportOutcome, number>;
  rows: ImportRow[];
  /** Of national tables only. */
  unknownValues: UnknownValue[];
  /** Of national tables only: rows and columns that are passed over, and why. */
  leftOut: ImportRemark[];
}

export interface BatchBrief {
  id: number;
  kind: CatalogueKind;
  /** Format of the file, or the national tables' source. */
  origin: string;
  note: string | null;
  author: string;
  authorName: string;
  createdAt: string;
  drafts: number;
  /** Drafts that wait for their check. */
  open: number;
  refused: number;
}

export interface BatchPage {
  items: BatchBrief[];
  nextCursor: string | null;
  total: number;
}

/** A draft of a batch; while it waits: values that differ from those in force while the source cited for them does not. */
export interface BatchEntry extends DraftBrief {
  warnings: CatalogueRemark[];
}

/** Drafts of one import, checked one by one or as a whole. */
export interface CatalogueBatch extends BatchBrief {
  /** Changes with every edit and every check of its drafts; whoever checks it names the one that was read. */
  edition: number;
  entries: BatchEntry[];
  refusedRows: ImportRow[];
  /** Null: the account that asks may check it as a whole, else why not. */
  mayCheck: CatalogueWords | null;
}

/** POST …/batches/{id}/check: all of its open drafts, or none. `reject` needs a reason. */
export interface BatchCheckInput {
  edition: number;
  decision: 'approve' | 'reject';
  reason?: string | null;
}
