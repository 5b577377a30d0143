import type pg from 'pg';
import type { Instant } from '../domain/instant.js';
import type { Feed } from '../sources/feed.js';
import type { Clock } from '../time/clock.js';
import { appendBatch, lookUp } from './append-batch.js';
import { type Entry, type Refusal, entriesOf, refusalOf, settleRepeats, settleStored, verdictOf } from './batch.js';
import type { FoldContext, FoldedCase } from './batch-fold.js';
import { attachEvidence, insertCards, quarantine } from './card-writer.js';
import type { CaseCache } from './case-cache.js';
import type { CaseRow } from './case-row.js';
import { storeCases } from './case-store.js';
import type { Delivery, Verdict } from './delivery.js';
import { HeldCases } from './held-cases.js';
import { inTransaction, sqlState } from './hot-pool.js';
import type { BatchReport } from './pipeline.js';
import type { FeedDirectory, StandardsSource } from './ports.js';
import { markForReview, toReview } from './review-marks.js';
import { type Standing, lockCases, otherDeclared, readStanding, shareFeeds } from './supervision.repository.js';

/** How often a batch is tried again after a deadlock or after another process opened the same case. */
const MAX_ATTEMPTS = 6;
/** Unique violation, deadlock, serialisation failure. */
const [UNIQUE, DEADLOCK, SERIALISATION] = ['23505', '40P01', '40001'];
const LOCK_TIMEOUT = '55P03';

export interface CommitParts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly feeds: FeedDirectory;
  readonly standards: StandardsSource;
  readonly log: (message: string, error: unknown) => void;
}

class CaseTaken extends Error {}

/** Writes batches: one transaction each, and only after its commit the verdicts. */
export class BatchCommit {
  /** Feeds that lately repeated events: theirs are looked up before they are copied. */
  private readonly repeating = new Set<number>();
  private readonly held: HeldCases;

  constructor(
    private readonly parts: CommitParts,
    private readonly cache: CaseCache,
  ) {
    this.held = new HeldCases(parts.pool, parts.log);
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
          this.writeOnce(client, entries, refusals),
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

  private async writeOnce(
    client: pg.PoolClient,
    entries: readonly Entry[],
    refusals: readonly Refusal[],
  ): Promise<{ folded: readonly FoldedCase[]; cards: number }> {
    const { clock } = this.parts;
    settleRepeats(entries);
    // Repeats too: one of them may be taken where the first is turned down.
    const open = entries.filter((e) => !e.unstorable);
    await shareFeeds(client, declaredOf(open));
    if (open.some((e) => this.repeating.has(e.feed.id))) settleStored(entries, await lookUp(client, entries));
    const rows = await lockCases(client, [...new Set(open.map((e) => e.event.caseNo ?? ''))], this.cache);
    // A watermark of another feed of these cases comes before the standing is read, or sweeps what is committed here.
    await shareFeeds(client, await otherDeclared(rows, this.parts.feeds, declaredOf(open)));
    const standing = await readStanding(client);
    // Read after the locks are held: no sweep that came later can have judged these cases at an earlier instant.
    const now = clock.now();
    const context = await this.contextOf(rows, open, standing, now);
    const folded = await appendBatch(client, entries, rows, context, standing);
    if (
      !(await storeCases(
        client,
        folded.map((f) => f.after),
      ))
    )
      throw new CaseTaken('a case was opened by another process, or is gone');
    await markForReview(client, toReview(folded));
    const cards = await this.writeCards(client, folded, context);
    const refused = entries.filter(isFreshlyRefused).map((e) => refusalOf(e, e.verdict));
    await quarantine(client, [...refusals, ...refused], now);
    this.noteRepeats(entries);
    return { folded, cards };
  }

  private async contextOf(
    rows: readonly CaseRow[],
    open: readonly Entry[],
    standing: Standing,
    now: Instant,
  ): Promise<FoldContext> {
    const { standards, feeds: directory, log } = this.parts;
    await standards.ensure(
      standing.catalogueRev,
      rows.map((r) => r.refs),
    );
    const feeds = new Map<number, Feed>(open.map((e) => [e.feed.id, e.feed]));
    for (const id of new Set(rows.flatMap((r) => r.feeds))) {
      const feed = feeds.get(id) ?? (await directory.byId(id));
      if (feed) feeds.set(id, feed);
    }
    return {
      now,
      catalogueRev: standing.catalogueRev,
      declared: standing.declared,
      feeds,
      standards,
      onPoison: (caseNo, error) => log(`case ${caseNo} could not be judged`, error),
    };
  }

  private async writeCards(
    client: pg.PoolClient,
    folded: readonly FoldedCase[],
    context: FoldContext,
  ): Promise<number> {
    const drafts = folded.flatMap((f) => f.drafts);
    drafts.sort((a, b) => a.raisedAt - b.raisedAt);
    const cards = await insertCards(client, drafts, context.now);
    await attachEvidence(client, folded.flatMap(lateEvents), context.now);
    return cards;
  }

  /** A feed whose events repeat is looked up first: a failed COPY costs more than a look. */
  private noteRepeats(entries: readonly Entry[]): void {
    const counts = new Map<number, { all: number; repeats: number }>();
    for (const { feed, verdict } of entries) {
      const count = counts.get(feed.id) ?? { all: 0, repeats: 0 };
      counts.set(feed.id, { all: count.all + 1, repeats: count.repeats + (verdict?.kind === 'duplicate' ? 1 : 0) });
    }
    for (const [feed, { all, repeats }] of counts)
      if (repeats > all / 5) this.repeating.add(feed);
      else this.repeating.delete(feed);
  }
}

const nothing = (started: number): BatchReport => ({
  events: 0,
  cases: 0,
  cards: 0,
  took: performance.now() - started,
  failed: false,
});

const declaredOf = (entries: readonly Entry[]): number[] => [
  ...new Set(entries.filter((e) => e.feed.policy === 'declared').map((e) => e.feed.id)),
];

const isFreshlyRefused = (entry: Entry): entry is Entry & { verdict: Extract<Verdict, { kind: 'rejected' }> } =>
  entry.verdict?.kind === 'rejected';

/** Class 22: the data itself is at fault; 54: it is too large. */
const isDataFault = (error: unknown): boolean => /^(22|54)/.test(sqlState(error) ?? '');

/** Late events of cases that have cards; of the others nobody need be shown anything. */
const lateEvents = ({ after, entries, fold }: FoldedCase) =>
  (after.file.raised.length === 0 ? [] : entries.filter((_, i) => fold.late.has(i))).map(({ event }) => ({
    caseNo: after.caseNo,
    source: event.source,
    eventId: event.id,
    type: event.type,
    occurredAt: event.occurredAt,
  }));

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
