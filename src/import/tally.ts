import { DIRT, type Dirt, type DirtKind } from './case-facts.js';
import type { Acknowledged } from './journal.js';
import type { Mapped } from './mapper.js';
import { attributesOf, type Mapping, type Scope } from './mapping.js';
import type { Attributes, SourceRecord } from './records.js';
import type { Finding, ImportReport } from './report.js';

/** Counts what an import reads, maps and sends, and passes every finding on. */
export class Tally {
  readonly report: ImportReport;
  readonly #used: ReadonlySet<string>;

  constructor(
    { file, dryRun = false }: { readonly file: string; readonly dryRun?: boolean },
    mapping: Mapping,
    private readonly onFinding: (finding: Finding) => void,
  ) {
    this.#used = new Set(attributesOf(mapping).map(({ scope, name }) => `${scope} ${name}`));
    const none = () => ({ cases: 0, events: 0 });
    const dirty = Object.fromEntries((Object.keys(DIRT) as DirtKind[]).map((kind) => [kind, none()]));
    this.report = {
      ...{ file, mapping: mapping.name, source: mapping.source, dryRun, assumptions: mapping.assumptions },
      ...{ read: { traces: 0, rows: 0, events: 0 }, mapped: 0, byType: {}, unmapped: 0, ignored: 0 },
      ...{ resumed: 0, sent: 0, accepted: 0, duplicates: 0, rejected: 0, unused: {} },
      dirty: dirty as ImportReport['dirty'],
      cases: { cases: 0, ended: 0, open: 0, onTime: 0, afterPromise: 0, openPastPromise: 0 },
      watermark: { state: 'not-asked' },
    };
  }

  read(record: SourceRecord): void {
    const { read } = this.report;
    if (record.kind === 'broken') {
      const { position, detail } = record;
      this.report.unmapped++;
      this.onFinding({ finding: 'unmapped', position, member: '', reason: 'broken', detail });
      return;
    }
    if (record.kind === 'row') {
      read.rows++;
      this.#noteUnused('row', record.attributes);
      return;
    }
    read.traces++;
    read.events += record.events.length;
    this.#noteUnused('trace', record.attributes);
    for (const event of record.events) this.#noteUnused('event', event.attributes);
  }

  mapped({ events, problems, ignored }: Mapped): void {
    const { report } = this;
    report.mapped += events.length;
    report.ignored += ignored;
    report.unmapped += problems.length;
    for (const { type } of events) report.byType[type] = (report.byType[type] ?? 0) + 1;
    for (const problem of problems) this.onFinding({ finding: 'unmapped', ...problem });
  }

  dirty(dirt: Dirt): void {
    const count = this.report.dirty[dirt.kind];
    count.cases++;
    count.events += dirt.events;
    this.onFinding({ finding: 'dirty', ...dirt });
  }

  answered({ events, accepted, duplicates, rejected }: Acknowledged): void {
    const { report } = this;
    report.sent += events;
    report.accepted += accepted;
    report.duplicates += duplicates;
    report.rejected += rejected.length;
    for (const item of rejected) this.onFinding({ finding: 'rejected', ...item });
  }

  /** An answer that an earlier run was given. */
  resumed(acknowledged: Acknowledged): void {
    this.answered(acknowledged);
    this.report.resumed += acknowledged.events;
  }

  #noteUnused(scope: Scope, attributes: Attributes): void {
    const { unused } = this.report;
    for (const [name, value] of attributes) {
      const key = `${scope} ${name}`;
      if (value.trim() !== '' && !this.#used.has(key)) unused[key] = (unused[key] ?? 0) + 1;
    }
  }
}
