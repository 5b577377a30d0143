import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { CaseFacts, type Dirt } from './case-facts.js';
import { openCsv } from './csv-reader.js';
import { Delivery, ServerForgot } from './delivery.js';
import { fingerprint, type InputFile } from './input-file.js';
import { type Acknowledged, Journal } from './journal.js';
import { createMapper } from './mapper.js';
import { loadMapping } from './mapping-file.js';
import { attributesOf, type Mapping } from './mapping.js';
import type { Progress } from './progress.js';
import type { SourceRecord } from './records.js';
import { type Finding, type ImportReport, ReportFile } from './report.js';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.js';
import { Sender } from './sender.js';
import { Tally } from './tally.js';
import { watermarkOf, sendWatermark } from './watermark.js';
import { openXes } from './xes-reader.js';

export interface ImportOptions {
  readonly file: string;
  /** Path of the mapping file. */
  readonly mapping: string;
  readonly url: string;
  /** Source token; only a dry run goes without. */
  readonly token?: string;
  /** true: always declare the watermark at the end; false: never; undefined: when nothing was left unmapped or rejected. */
  readonly watermark?: boolean;
  /** Forget the progress of an earlier, broken run. */
  readonly fromScratch?: boolean;
  readonly dryRun?: boolean;
  /** File for every finding and the summary (JSON lines). */
  readonly report?: string;
  /** File that keeps the progress; default beside the report, else `<file>.liangpai-import.json` in the working directory. */
  readonly state?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly progress: Progress;
  readonly onFinding?: (finding: Finding) => void;
  readonly retry?: RetryPolicy;
}

/**
 * Reads the file through the mapping and sends its events. Throws MappingError, ReadError, JournalError or SendError when
 * it cannot go on; what was acknowledged until then is kept in the journal, and the same call again continues there.
 */
export async function runImport(options: ImportOptions): Promise<ImportReport> {
  const mapping = await loadMapping(options.mapping, options);
  const file = await fingerprint(options.file);
  const key = { file: basename(options.file), sha256: file.sha256, mapping: digest(mapping), url: options.url };
  options.progress.start(file.bytes);
  try {
    for (let fromScratch = options.fromScratch ?? false; ; fromScratch = true) {
      const journal = options.dryRun ? undefined : Journal.open(statePath(options), key, fromScratch);
      try {
        return await runOnce(options, mapping, journal);
      } catch (error) {
        if (!(error instanceof ServerForgot)) throw error;
        options.progress.note(
          '服务器没有此前确认的事件，从头重发 the server lacks events acknowledged before: sending all again',
        );
      }
    }
  } finally {
    options.progress.stop();
  }
}

async function runOnce(options: ImportOptions, mapping: Mapping, journal: Journal | undefined): Promise<ImportReport> {
  const reportFile = options.report === undefined ? undefined : new ReportFile(options.report);
  const tally = new Tally(options, mapping, (finding) => {
    reportFile?.write(finding);
    options.onFinding?.(finding);
  });
  const sender = new Sender({
    url: options.url,
    token: options.token ?? '',
    retry: options.retry ?? DEFAULT_RETRY,
    onWait: (reason, ms) => options.progress.note(`${reason}: 等待 waiting ${ms / 1000} s`),
  });
  try {
    const latest = await mapAndSend(options, mapping, tally, journal && { journal, sender });
    const until = watermarkOf(mapping, latest);
    tally.report.watermark = await sendWatermark(options, mapping, tally.report, until, sender);
    reportFile?.write({ summary: tally.report });
    journal?.remove();
    return tally.report;
  } finally {
    reportFile?.close();
  }
}

/** Returns the latest instant of an event in the file. */
async function mapAndSend(
  options: ImportOptions,
  mapping: Mapping,
  tally: Tally,
  target: { journal: Journal; sender: Sender } | undefined,
): Promise<number | undefined> {
  const { records, input } = await openRecords(options.file, mapping);
  for (const acknowledged of target?.journal.acknowledged ?? []) tally.resumed(acknowledged);
  const delivery = target && new Delivery(target.sender, target.journal, (one: Acknowledged) => tally.answered(one));
  const facts = new CaseFacts(mapping.input.kind === 'xes');
  const map = createMapper(mapping);
  const dirty = (found: readonly Dirt[]) => found.forEach((one) => tally.dirty(one));
  try {
    for await (const record of records) {
      tally.read(record);
      if (record.kind === 'broken') continue;
      const mapped = map(record);
      tally.mapped(mapped);
      if (mapped.caseNo !== undefined) dirty(facts.add(mapped.caseNo, record.position, mapped.events));
      for (const event of mapped.events) await delivery?.push(event);
      options.progress.update(input.bytesRead(), tally.report.mapped);
    }
    dirty(facts.finish());
    tally.report.cases = facts.counts;
    await delivery?.finish();
    return facts.latest;
  } finally {
    delivery?.abort();
  }
}

function openRecords(
  file: string,
  mapping: Mapping,
): Promise<{ records: AsyncGenerator<SourceRecord>; input: InputFile }> {
  if (mapping.input.kind === 'xes') return openXes(file);
  const columns = new Set(attributesOf(mapping).map((attribute) => attribute.name));
  return openCsv(file, { ...mapping.input, columns });
}

const statePath = ({ state, report, file }: ImportOptions): string =>
  state ?? (report === undefined ? `${basename(file)}.liangpai-import.json` : `${report}.state`);

/** Of the mapping as read, with what the command line set over it; Maps and Sets are written out. */
const digest = (mapping: Mapping): string => {
  const plain = JSON.stringify(mapping, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
  );
  return createHash('sha256').update(plain).digest('hex');
};
