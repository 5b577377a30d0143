import type pg from 'pg';
import type { Feed } from '../sources/feed.js';
import { type Entry, type Refusal, entriesOf, verdictOf } from './batch.js';
import { BatchWriter, CaseTaken, type WriterParts } from './batch-writer.js';
import type { CaseCache } from './case-cache.js';
import type { Delivery } from './delivery.js';
import { HeldCases } from './held-cases.js';
import { inTransaction, sqlState } from './hot-pool.js';
import type { BatchReport } from './pipeline.js';

/** How often a batch is tried again after a deadlock or after another process opened the same case. */
const MAX_ATTEMPTS = 6;
/** Unique violation, deadlock, serialisation failure. */
const [UNIQUE, DEADLOCK, SERIALISATION] = ['23505', '40P01', '40001'];
const LOCK_TIMEOUT = '55P03';

export interface CommitParts extends WriterParts {
  readonly pool: pg.Pool;
}

/** Writes batches: one transaction each, and only after its commit the verdicts. */
export class BatchCommit {
  private readonly held: HeldCases;
  private readonly writer: BatchWriter;

  constructor(
    private readonly parts: CommitParts,
    private readonly cache: CaseCache,
  ) {
    this.held = new HeldCases(parts.pool, parts.log);
    this.writer = new BatchWriter(parts, cache);
  }

  /** Answers every delivery of the batch, by its verdicts or by an error; never throws. */
  async commit(deliveries: readonly Delivery[]): Promise<BatchReport> {
    const started = performance.now();
    let batch = deliveries;
    try {
      batch = await this.held.withoutKnown(deliveries);
      if (batch.length === 0) return nothing(started);
      const lots = batch.map((delivery) => ({ delivery, entries: entriesOf(delivery) }));
      const all = lots.flatMap((lot) => lot.entries);
      const refusals = lots.flatMap(({ delivery }) =>
        delivery.rejections.map((r) => refusalOfRejection(delivery.feed, r)),
      );
      const done = await this.write(all, refusals);
      for (const { delivery, entries } of lots) delivery.resolve(entries.map(verdictOf));
      const events = all.filter((entry) => verdictOf(entry).kind === 'accepted').length;
      return { events, ...done, took: performance.now() - started, failed: false };
    } catch (error) {
      const isHeldUp = sqlState(error) === LOCK_TIMEOUT;
      const rest = isHeldUp ? await this.held.withoutHeld(batch).catch(() => batch) : batch;
      if (rest.length < batch.length) return this.commit(rest);
      this.parts.log('a batch could not be stored', error);
      for (const delivery of batch) delivery.reject(error);
      return { ...nothing(started), failed: true };
    }
  }

  /** A row that the database itself refuses must not take its neighbours with it: halves go on by themselves. */
  private async write(
    entries: readonly Entry[],
    refusals: readonly Refusal[],
  ): Promise<{ cases: number; cards: number }> {
    try {
      return await this.writeWithRetry(entries, refusals);
    } catch (error) {
      const storable = new Set(entries.filter((e) => !e.unstorable).map((e) => e.key));
      if (!isDataFault(error) || storable.size === 0) throw error;
      this.parts.log('a batch holds an event that the database refuses', error);
      if (storable.size === 1) {
        for (const entry of entries) entry.unstorable = true;
        return this.writeWithRetry(entries, refusals);
      }
      const half = new Set([...storable].slice(0, storable.size >> 1));
      const [first, second] = [true, false].map((isIn) => entries.filter((e) => half.has(e.key) === isIn));
      const a = await this.write(first ?? [], refusals);
      const b = await this.write(second ?? [], []);
      return { cases: a.cases + b.cases, cards: a.cards + b.cards };
    }
  }

  private async writeWithRetry(
    entries: readonly Entry[],
    refusals: readonly Refusal[],
  ): Promise<{ cases: number; cards: number }> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { folded, cards } = await inTransaction(this.parts.pool, (client) =>
          this.writer.write(client, entries, refusals),
        );
        for (const { after } of folded) this.cache.put(after);
        return { cases: folded.length, cards };
      } catch (error) {
        const again = error instanceof CaseTaken || [DEADLOCK, SERIALISATION, UNIQUE].includes(sqlState(error) ?? '');
        if (!again || error instanceof CaseTaken) this.cache.clear();
        if (!again || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }
}

const nothing = (started: number): BatchReport => ({
  events: 0,
  cases: 0,
  cards: 0,
  took: performance.now() - started,
  failed: false,
});

/** Class 22: the data itself is at fault; 54: it is too large. */
const isDataFault = (error: unknown): boolean => /^(22|54)/.test(sqlState(error) ?? '');

const refusalOfRejection = (feed: Feed, r: Delivery['rejections'][number]): Refusal => ({
  feed: feed.id,
  source: r.source ?? null,
  eventId: r.id ?? null,
  caseNo: r.caseNo ?? null,
  reason: r.reason,
  member: r.member,
  detail: r.detail,
  body: r.body,
});
