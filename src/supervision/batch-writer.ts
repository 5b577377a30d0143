import type pg from 'pg';
import type { Instant } from '../domain/instant.js';
import type { Feed } from '../sources/feed.js';
import type { Clock } from '../time/clock.js';
import { appendBatch, lookUp } from './append-batch.js';
import { type Entry, type Refusal, refusalOf, settleRepeats, settleStored } from './batch.js';
import type { FoldContext, FoldedCase } from './batch-fold.js';
import { attachEvidence, insertCards, quarantine } from './card-writer.js';
import type { CaseCache } from './case-cache.js';
import type { CaseRow } from './case-row.js';
import { storeCases } from './case-store.js';
import type { Verdict } from './delivery.js';
import type { FeedDirectory, StandardsSource } from './ports.js';
import { markForReview, toReview } from './review-marks.js';
import { type Standing, lockCases, otherDeclared, readStanding, shareFeeds } from './supervision.repository.js';

export interface WriterParts {
  readonly clock: Clock;
  readonly feeds: FeedDirectory;
  readonly standards: StandardsSource;
  readonly log: (message: string, error: unknown) => void;
}

/** Another process was faster with a case: the batch begins anew. */
export class CaseTaken extends Error {}

/** What one transaction writes of a batch: events, cases, cards and quarantine. */
export class BatchWriter {
  /** Feeds that lately repeated events: theirs are looked up before they are copied. */
  private readonly repeating = new Set<number>();

  constructor(
    private readonly parts: WriterParts,
    private readonly cache: CaseCache,
  ) {}

  /** Within the client's transaction; sets the verdicts. @throws CaseTaken, and what the database says */
  async write(
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

const declaredOf = (entries: readonly Entry[]): number[] => [
  ...new Set(entries.filter((e) => e.feed.policy === 'declared').map((e) => e.feed.id)),
];

const isFreshlyRefused = (entry: Entry): entry is Entry & { verdict: Extract<Verdict, { kind: 'rejected' }> } =>
  entry.verdict?.kind === 'rejected';

/** Late events of cases that have cards; of the others nobody need be shown anything. */
const lateEvents = ({ after, entries, fold }: FoldedCase) =>
  (after.file.raised.length === 0 ? [] : entries.filter((_, i) => fold.late.has(i))).map(({ event }) => ({
    caseNo: after.caseNo,
    source: event.source,
    eventId: event.id,
    type: event.type,
    occurredAt: event.occurredAt,
  }));
