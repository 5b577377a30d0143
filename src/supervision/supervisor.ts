import { Subject, type Subscription } from 'rxjs';
import type { IncomingEvent } from '../intake/cloud-event.js';
import type { Rejection } from '../intake/rejection.js';
import type { Feed } from '../sources/feed.js';
import { DatabaseClock } from '../time/clock.js';
import { Arrivals } from './arrivals.js';
import { refusalOf, entriesOf } from './batch.js';
import { BatchCommit, type CommitParts } from './batch-commit.js';
import { quarantine } from './card-writer.js';
import { CaseCache, forgetWithConnections } from './case-cache.js';
import { Credits } from './credits.js';
import { DeclareQueue } from './declare-queue.js';
import type { Delivery, Verdict } from './delivery.js';
import { inTransaction, LOCK_TIMEOUT_MS } from './hot-pool.js';
import { type BatchReport, supervise } from './pipeline.js';
import { Sweep, type SweepReport } from './sweep.js';
import { Stopping } from './try-later.js';
import { Watchdog, type WatchdogTimes } from './watchdog.js';
import { declareWatermark } from './watermark.js';

/** Events that may be under way in one process; more wait at their sockets. */
export const MAX_EVENTS_UNDER_WAY = 20_000;

/** Rhythm and patience of a process, in milliseconds. */
export interface SupervisorTimes extends WatchdogTimes {
  /** Between two sweeps. */
  readonly sweepEvery: number;
  /** A watermark that waits longer than this for a case which another session holds must be sent again. */
  readonly lockPatience: number;
  /** Between two measurements of the database's clock. */
  readonly clockEvery: number;
}

export const SUPERVISOR_TIMES: SupervisorTimes = {
  sweepEvery: 1_000,
  deliveryStall: 15_000,
  sweepStall: 60_000,
  lockPatience: LOCK_TIMEOUT_MS,
  clockEvery: 30_000,
};

/** Runs the pipeline and the sweep of one process: the one place that subscribes. */
export class Supervisor {
  readonly credits = new Credits(MAX_EVENTS_UNDER_WAY);
  readonly declares = new DeclareQueue();
  readonly totals = { batches: 0, events: 0, cards: 0, sweeps: 0, sweptCases: 0, failedSweeps: 0 };
  readonly sweep: Sweep;
  private readonly watchdog: Watchdog;
  private readonly deliveries$ = new Subject<Delivery>();
  private readonly commit: BatchCommit;
  private readonly arrivals = new Arrivals();
  private subscription?: Subscription;
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;
  /** `performance.now()` of the last measurement of the database's clock. */
  private clockMeasured = -Infinity;
  private stopped = false;
  /** @param onBroken called once when the stream itself has ended with an error: the process must end loudly */
  constructor(
    private readonly parts: CommitParts,
    private readonly onBroken: (error: unknown) => void,
    private readonly times: SupervisorTimes = SUPERVISOR_TIMES,
  ) {
    this.watchdog = new Watchdog(times);
    const cache = new CaseCache();
    forgetWithConnections(cache, parts.pool);
    this.commit = new BatchCommit(parts, cache);
    this.sweep = new Sweep(parts, cache, times.lockPatience);
  }

  start(): void {
    this.subscription = supervise(this.deliveries$, (batch) => this.commit.commit(batch)).subscribe({
      next: (report) => this.count(report),
      error: (error) => {
        this.stopped = true;
        for (const delivery of this.watchdog.deliveries) delivery.reject(error);
        this.onBroken(error);
      },
    });
    this.timer = setInterval(() => this.tick(), this.times.sweepEvery);
  }

  /** Resolves after the commit that holds every event; rejects when nothing is known to be stored. */
  deliver(
    feed: Feed,
    events: readonly IncomingEvent[],
    rejections: readonly Rejection[],
    divisible = false,
  ): Promise<readonly Verdict[]> {
    if (this.stopped) return Promise.reject(new Stopping());
    return new Promise((resolve, reject) => {
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T): void => {
          this.watchdog.left(delivery);
          done(value);
        };
      const delivery: Delivery = {
        feed,
        events,
        rejections,
        divisible,
        resolve: settle((verdicts) => {
          this.noteArrival(feed, verdicts);
          resolve(verdicts);
        }),
        reject: settle(reject),
      };
      this.watchdog.entered(delivery);
      this.deliveries$.next(delivery);
    });
  }

  /** Moves the watermark of a declared feed and judges what lies before it; resolves when its cards exist. */
  async declare(feed: Feed, event: IncomingEvent): Promise<Verdict> {
    if (this.stopped) throw new Stopping();
    return this.declares.take(feed.id, () => this.declareNow(feed, event));
  }

  private async declareNow(feed: Feed, event: IncomingEvent): Promise<Verdict> {
    const { pool, clock } = this.parts;
    const verdict = await declareWatermark(pool, clock, feed, event);
    if (verdict.kind === 'rejected') {
      const [entry] = entriesOf({
        feed,
        events: [event],
        rejections: [],
        divisible: false,
        resolve: () => undefined,
        reject: () => undefined,
      });
      if (entry) await inTransaction(pool, (client) => quarantine(client, [refusalOf(entry, verdict)], clock.now()));
    } else this.countSwept(await this.sweep.ofFeed(feed, { untilNone: true }));
    this.noteArrival(feed, [verdict]);
    return verdict;
  }

  /** What a feed repeats, or is refused, is no news of it. */
  private noteArrival({ id }: Feed, verdicts: readonly Verdict[]): void {
    const news = verdicts.filter(({ kind }) => kind === 'accepted').length;
    if (news > 0) this.arrivals.note(id, this.parts.clock.now(), news);
  }

  /** Reasons from outside the pipeline (a database that does not keep what it has committed) not to take events. */
  refuse(reasons: readonly string[]): void {
    this.watchdog.refuse(reasons);
  }

  /** Takes no events now. */
  get closed(): boolean {
    return this.stopped || this.watchdog.closed;
  }

  /** Named reasons why this process is not ready; empty when all is well. */
  stalls(): string[] {
    return [...(this.stopped ? ['pipeline-stopped'] : []), ...this.watchdog.reasons(this.sweep.lastProgress)];
  }

  /** Takes nothing more, finishes what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.declares.refuse(new Stopping());
    this.sweep.stop();
    clearInterval(this.timer);
    while (this.watchdog.deliveries.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    this.deliveries$.complete();
    this.subscription?.unsubscribe();
    await this.sweeping;
  }

  private tick(): void {
    if (this.sweeping || this.stopped) return;
    this.sweeping = this.sweepOnce().finally(() => {
      this.sweeping = undefined;
    });
  }

  private countSwept({ cases, cards }: SweepReport): void {
    this.totals.sweptCases += cases;
    this.totals.cards += cards;
  }

  private async sweepOnce(): Promise<void> {
    try {
      await this.followDatabaseClock();
      await this.arrivals.write(this.parts.pool, this.parts.clock.now());
      const report = await this.sweep.pass();
      this.countSwept(report);
      this.totals.sweeps += 1;
      this.watchdog.swept(report.cases);
    } catch (error) {
      this.watchdog.sweepFailed();
      this.totals.failedSweeps += 1;
      this.parts.log('a sweep failed', error);
    }
  }

  /** Also where nobody asks for readiness. A process without a connection has other reasons not to be ready. */
  private async followDatabaseClock(): Promise<void> {
    const { clock, pool } = this.parts;
    if (!(clock instanceof DatabaseClock) || performance.now() - this.clockMeasured < this.times.clockEvery) return;
    this.clockMeasured = performance.now();
    await clock.synchronise({ query: async <T>(sql: string) => (await pool.query(sql)).rows as T });
  }

  private count({ events, cards, failed }: BatchReport): void {
    this.watchdog.committed(failed);
    this.totals.batches += 1;
    this.totals.events += events;
    this.totals.cards += cards;
  }
}
