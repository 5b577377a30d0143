import type pg from 'pg';
import type { Instant } from '../domain/instant.js';
import { type Feed, horizonOf } from '../sources/feed.js';
import type { Clock } from '../time/clock.js';
import { foldCase, type FoldContext, type FoldedCase, SET_ASIDE } from './batch-fold.js';
import { insertCards, quarantine } from './card-writer.js';
import type { CaseCache } from './case-cache.js';
import type { CaseRow } from './case-row.js';
import { storeCases } from './case-store.js';
import { CaseHeld } from './held-cases.js';
import { inTransaction, LOCK_TIMEOUT_MS } from './hot-pool.js';
import type { FeedDirectory, StandardsSource } from './ports.js';
import { markForReview } from './review-marks.js';
import { lockDueCases, lookForDue, otherDeclared, readStanding, shareFeeds } from './supervision.repository.js';
import { Stopping } from './try-later.js';
import { Vouching } from './vouching.js';

/** Cases that one transaction of a sweep takes at most. */
export const SWEEP_CHUNK = 500;
/** Milliseconds to wait for cases that somebody else holds just now. */
const LOCKED_PAUSE_MS = 20;

export interface SweepParts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly feeds: FeedDirectory;
  readonly standards: StandardsSource;
  readonly log: (message: string, error: unknown) => void;
}

export interface SweepReport {
  readonly cases: number;
  readonly cards: number;
}

interface Chunk extends SweepReport {
  readonly written: readonly CaseRow[];
  readonly until: Instant;
}

/** Judges the cases at which something could happen: found by an index on stored deadlines, never by timers. */
export class Sweep {
  /** `performance.now()` of the last chunk that was judged, or found to be none. */
  lastProgress = performance.now();
  private stopped = false;
  private readonly vouching: Vouching;

  /** @param patience milliseconds that a watermark waits for a case which another session holds */
  constructor(
    private readonly parts: SweepParts,
    private readonly cache: CaseCache,
    private readonly patience = LOCK_TIMEOUT_MS,
  ) {
    this.vouching = new Vouching(parts.pool);
  }

  /** One pass over every feed; what another process holds is left to it. */
  async pass(): Promise<SweepReport> {
    let [cases, cards] = [0, 0];
    const failures: unknown[] = [];
    for (const feed of await this.parts.feeds.all()) {
      try {
        const report = await this.ofFeed(feed);
        cases += report.cases;
        cards += report.cards;
      } catch (error) {
        // The cases of other feeds don't wait for it.
        this.parts.log(`the sweep of feed ${feed.name} failed`, error);
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new Error(`the sweep of ${failures.length} feeds failed`, { cause: failures[0] });
    return { cases, cards };
  }

  /** Ends a pass after the chunk that is being written; a watermark that waits for its cases is refused. */
  stop(): void {
    this.stopped = true;
  }

  /**
   * Everything that is due up to the feed's horizon. With `untilNone` it also waits for what others hold.
   * @throws CaseHeld, Stopping with `untilNone`
   */
  async ofFeed(feed: Feed, { untilNone = false } = {}): Promise<SweepReport> {
    let [cases, cards] = [0, 0];
    let moved = performance.now();
    for (;;) {
      if (this.stopped) {
        if (untilNone) throw new Stopping();
        break;
      }
      const chunk = await inTransaction(this.parts.pool, (client) => this.chunk(client, feed));
      for (const row of chunk.written) this.cache.put(row);
      cases += chunk.cases;
      cards += chunk.cards;
      this.lastProgress = performance.now();
      if (chunk.cases === SWEEP_CHUNK) continue;
      if (chunk.until === -Infinity || !(await this.isAnyDue(feed, chunk.until))) break;
      if (!untilNone && chunk.cases === 0) break;
      if (chunk.cases > 0) moved = performance.now();
      if (performance.now() - moved > this.patience) throw new CaseHeld(`a case of feed ${feed.name} is held`);
      await new Promise((resolve) => setTimeout(resolve, LOCKED_PAUSE_MS));
    }
    return { cases, cards };
  }

  private async chunk(client: pg.PoolClient, feed: Feed): Promise<Chunk> {
    const until = horizonOf(feed, await declaredUntil(client, feed), this.parts.clock.now());
    if (until === -Infinity) return { cases: 0, cards: 0, written: [], until };
    const rows = await lockDueCases(client, feed.id, until, SWEEP_CHUNK, this.cache);
    if (rows.length === 0) return { cases: 0, cards: 0, written: [], until };
    // What is left to another feed from here on is found by the sweep of its next watermark, which waits for this one.
    await shareFeeds(client, await otherDeclared(rows, this.parts.feeds, [feed.id]));
    const standing = await readStanding(client);
    const now = this.parts.clock.now();
    await this.parts.standards.ensure(
      standing.catalogueRev,
      rows.map((r) => r.refs),
    );
    const context: FoldContext = {
      now,
      catalogueRev: standing.catalogueRev,
      declared: standing.declared,
      feeds: await this.feedsOf(rows),
      standards: this.parts.standards,
      onPoison: () => undefined,
    };
    const poisoned: CaseRow[] = [];
    const folded = rows.flatMap((row) => this.foldOne(row, context, poisoned));
    const written = [...folded.map((f) => f.after), ...poisoned];
    await storeCases(client, written);
    await markForReview(
      client,
      written.map((row) => row.caseNo),
    );
    const drafts = folded.flatMap((f) => f.drafts);
    drafts.sort((a, b) => a.raisedAt - b.raisedAt);
    const cards = await insertCards(client, drafts, now);
    await quarantine(client, poisoned.map(refusalOfCase), now);
    return { cases: rows.length, cards, written, until };
  }

  /** Also feeds that this process has not heard of yet. */
  private async feedsOf(rows: readonly CaseRow[]): Promise<Map<number, Feed>> {
    const feeds = new Map<number, Feed>();
    for (const id of new Set(rows.flatMap((r) => r.feeds))) {
      const feed = await this.parts.feeds.byId(id);
      if (feed) feeds.set(id, feed);
    }
    return feeds;
  }

  /** A case that cannot be judged is set aside with a record and no next deadline; its neighbours go on. */
  private foldOne(row: CaseRow, context: FoldContext, poisoned: CaseRow[]): FoldedCase[] {
    try {
      return [foldCase(row, [], context)];
    } catch (error) {
      this.parts.log(`case ${row.caseNo} could not be judged`, error);
      poisoned.push({ ...row, state: SET_ASIDE, nextAt: undefined });
      return [];
    }
  }

  /** Where nothing is left to a clock feed, that much is vouched for. */
  private async isAnyDue(feed: Feed, until: Instant): Promise<boolean> {
    if (feed.policy === 'clock') await this.vouching.claim(feed.id, until);
    const { due, oldest } = await lookForDue(this.parts.pool, feed.id, until);
    if (!due && feed.policy === 'clock') await this.vouching.confirm(feed.id, oldest);
    return due;
  }
}

async function declaredUntil(client: pg.PoolClient, feed: Feed): Promise<Instant | undefined> {
  if (feed.policy === 'clock') return undefined;
  const { rows } = await client.query<{ until: number | null }>(
    'SELECT (extract(epoch FROM declared_until) * 1000)::float8 AS until FROM feed WHERE id = $1',
    [feed.id],
  );
  return rows[0]?.until ?? undefined;
}

const refusalOfCase = (row: CaseRow) => ({
  feed: row.parkedFeed,
  source: null,
  eventId: null,
  caseNo: row.caseNo,
  reason: 'could-not-judge',
  member: null,
  detail: '系统无法研判此办件，已停止计时并留存 / the case could not be judged; its clocks are set aside',
  body: JSON.stringify({ caseNo: row.caseNo }),
});
