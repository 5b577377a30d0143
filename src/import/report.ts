import { closeSync, openSync, writeSync } from 'node:fs';
import { DIRT, type CaseCounts, type Dirt, type DirtKind } from './case-facts.js';
import type { RejectedItem } from './journal.js';
import { type Problem, REASONS, shownPosition } from './problem.js';

/** One line of the report: something that is not as it should be, with its place in the file. */
export type Finding =
  | ({ readonly finding: 'unmapped' } & Problem)
  | ({ readonly finding: 'rejected' } & RejectedItem)
  | ({ readonly finding: 'dirty' } & Dirt);

export interface WatermarkOutcome {
  /** The instant up to which the file reports; absent when it holds no event. */
  readonly until?: string;
  readonly state: 'sent' | 'rejected' | 'withheld' | 'not-asked' | 'dry-run';
  readonly reason?: string;
}

/** What an import did, in numbers. */
export interface ImportReport {
  readonly file: string;
  readonly mapping: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly assumptions: readonly string[];
  readonly read: { traces: number; rows: number; events: number };
  /** Events made from the file, together and by type. */
  mapped: number;
  readonly byType: Record<string, number>;
  /** Things that could not be mapped; values left out on purpose. */
  unmapped: number;
  ignored: number;
  /** Events acknowledged by an earlier, broken run and not sent again. */
  resumed: number;
  sent: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  readonly dirty: Record<DirtKind, { cases: number; events: number }>;
  cases: CaseCounts;
  /** Attributes or columns that the mapping does not look at, and how often each has a value. */
  readonly unused: Record<string, number>;
  watermark: WatermarkOutcome;
}

/** Nothing was left unmapped or rejected. Dirty cases are sent like others and do not change this. */
export const isComplete = (report: ImportReport): boolean =>
  report.unmapped === 0 && report.rejected === 0 && report.watermark.state !== 'rejected';

/** The report as a file of JSON lines: every finding as it comes, and `{"summary": …}` at the end. */
export class ReportFile {
  readonly #handle: number;

  constructor(path: string) {
    this.#handle = openSync(path, 'w');
  }

  write(line: Finding | { readonly summary: ImportReport }): void {
    writeSync(this.#handle, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** A finding as one line for people. */
export function shownFinding(finding: Finding): string {
  const place = [shownPosition(finding.position), ...(finding.caseNo ? [`件 case ${finding.caseNo}`] : [])].join(' · ');
  switch (finding.finding) {
    case 'unmapped': {
      const what = [finding.type, finding.member].filter(Boolean).join('.');
      return `[未映射 unmapped] ${place}${what ? ` · ${what}` : ''} · ${REASONS[finding.reason]}: ${finding.detail}`;
    }
    case 'rejected': {
      const why = [finding.reason, finding.member && `(${finding.member})`, finding.detail && `· ${finding.detail}`];
      return `[被拒收 rejected] ${place} · ${finding.id} · ${why.filter(Boolean).join(' ')}`;
    }
    case 'dirty': {
      const span = `start ${finding.start || '?'}, end ${finding.end ?? '?'}`;
      return `[数据矛盾 dirty] ${place} · ${DIRT[finding.kind]}: ${finding.events} (${span})`;
    }
  }
}

/** The summary for people. */
export function shownReport(report: ImportReport): string {
  const { read, cases, dirty, watermark } = report;
  const lines = [
    `${report.dryRun ? '试运行 dry run' : '导入 import'}: ${report.file} · 映射 mapping ${report.mapping} → ${report.source}`,
    ...report.assumptions.map((text) => `假定 assumed: ${text.trim()}`),
    read.rows > 0 ? `读取 read: ${read.rows} rows` : `读取 read: ${read.traces} traces, ${read.events} events`,
    `映射 mapped: ${report.mapped} events (${counts(report.byType)})`,
    `未映射 unmapped: ${report.unmapped} · 按映射略去 left out on purpose: ${report.ignored}`,
    `未用字段 not used: ${counts(report.unused)}`,
    `办件 cases: ${cases.cases} · 已结束 ended ${cases.ended} · 未结束 open ${cases.open}`,
    `承诺期限 promise date: 按期 on time ${cases.onTime} · 逾期结束 ended after it ${cases.afterPromise} · ` +
      `未结束且已过期 open and past it ${cases.openPastPromise}`,
    ...(Object.keys(DIRT) as DirtKind[]).map(
      (kind) => `数据矛盾 dirty: ${DIRT[kind]}: ${dirty[kind].cases} cases, ${dirty[kind].events} events`,
    ),
  ];
  if (!report.dryRun) {
    lines.push(
      `发送 sent: ${report.sent} · 接受 accepted ${report.accepted} · 重复 duplicates ${report.duplicates} · 拒收 rejected ${report.rejected}` +
        (report.resumed > 0 ? ` · 此前已确认 acknowledged before ${report.resumed}` : ''),
    );
  }
  lines.push(
    `水位 watermark: ${watermark.state}${watermark.until ? ` ${watermark.until}` : ''}${watermark.reason ? ` (${watermark.reason})` : ''}`,
  );
  return lines.join('\n');
}

const counts = (numbers: Record<string, number>): string =>
  Object.entries(numbers)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ') || '–';
