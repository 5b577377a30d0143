import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isDatabaseAway } from '../database/database-away.js';
import { Supervisor } from '../supervision/supervisor.js';
import { BookEdition } from './book-edition.js';
import { ChunkFailed, type ChunkReport, ReviewChunk } from './review-chunk.js';
import { ReviewRepository } from './review.repository.js';
import { Interrupted, Slices } from './slices.js';

/** Milliseconds between two looks for cases to review. */
export const REVIEW_EVERY_MS = 300;
/** While events come in, reviewing takes at most this share of the time; what waits is reviewed afterwards. */
export const BUSY_SHARE = 0.1;
/** Transactions at once while no events come in: one computes while the other one waits for the database. */
export const REVIEWS_AT_ONCE = 2;
/** After a failure the next look waits so long (milliseconds). */
const FAILED_PAUSE_MS = 2_000;
/** Milliseconds between two counts of what waits. */
const COUNT_EVERY_MS = 5_000;
/** Up to here what waits is counted exactly. */
export const MAX_BACKLOG = 100_000;
/** SQLSTATE classes by which the database refuses the data itself: 22 data exception, 23 integrity, 54 too large. */
const DATA_FAULT = /^(22|23|54)/;

/**
 * Reviews cases by the wider rule book soon after they were judged. What is to be done is in the database, written in
 * the transaction of the judgement, so that nothing is forgotten and several processes share the work.
 */
@Injectable()
export class ReviewerService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly totals = { reviewed: 0, findings: 0, withdrawn: 0, setAside: 0, failures: 0 };
  backlog = 0;
  private readonly log = new Logger('review');
  private readonly slices = new Slices();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private countedAt = -Infinity;
  private failing = false;
  private stopped = false;
  private endPause: () => void = () => undefined;

  constructor(
    private readonly chunk: ReviewChunk,
    private readonly repository: ReviewRepository,
    private readonly source: DataSource,
    private readonly supervisor: Supervisor,
    private readonly edition: BookEdition,
  ) {}

  onApplicationBootstrap(): void {
    this.wait(REVIEW_EVERY_MS);
  }

  /** Resolves when nothing is under way any more; what was not finished is done by whoever comes next. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.slices.interrupt();
    this.endPause();
    await this.running;
  }

  private wait(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.work();
    }, ms);
  }

  private async work(): Promise<void> {
    let pause = REVIEW_EVERY_MS;
    try {
      await this.edition.ensure();
      const { cases, more } = await this.reviewSome();
      if (cases > 0 || more) await this.inLanes(more ? REVIEWS_AT_ONCE : 1);
      await this.count();
      if (this.failing) this.log.log('审查已恢复 / reviewing goes on');
      this.failing = false;
    } catch (error) {
      if (!(error instanceof ChunkFailed && error.cause instanceof Interrupted)) this.noteFailure(error);
      pause = FAILED_PAUSE_MS;
    }
    this.wait(pause);
  }

  private noteFailure(error: unknown): void {
    this.totals.failures += 1;
    if (!this.failing) this.log.error(`审查未能进行，将重试 / reviewing failed and is tried again: ${detailOf(error)}`);
    this.failing = true;
  }

  private async inLanes(lanes: number): Promise<void> {
    const ended = await Promise.allSettled(Array.from({ length: lanes }, (_, lane) => this.reviewAll(lane === 0)));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** @param isFirst goes on while events come in, too */
  private async reviewAll(isFirst: boolean): Promise<void> {
    for (;;) {
      if (this.stopped) return;
      const began = performance.now();
      const { cases, more } = await this.reviewSome();
      if (cases === 0 && !more) return;
      if (this.supervisor.credits.used === 0) continue;
      if (!isFirst) return;
      await this.pause((performance.now() - began) * (1 / BUSY_SHARE - 1));
    }
  }

  private async reviewSome(only?: readonly string[]): Promise<ChunkReport> {
    try {
      const report = await this.chunk.run(this.slices, only);
      this.totals.reviewed += report.cases;
      this.totals.findings += report.findings;
      this.totals.withdrawn += report.withdrawn;
      this.totals.setAside += report.setAside;
      return report;
    } catch (error) {
      if (!(error instanceof ChunkFailed) || !isDataFault(error.cause) || error.caseNos.length === 0) throw error;
      return this.oneByOne(error);
    }
  }

  /** What the database refuses of one case must not keep its neighbours waiting. */
  private async oneByOne({ caseNos, cause }: ChunkFailed): Promise<ChunkReport> {
    const [only, ...others] = caseNos;
    if (only !== undefined && others.length === 0) {
      this.log.error(
        `办件 ${only} 的审查结果无法保存，已搁置 / the review of case ${only} could not be stored; it is set aside: ${detailOf(cause)}`,
      );
      await this.chunk.setAside(only);
      this.totals.setAside += 1;
    } else for (const caseNo of caseNos) await this.reviewSome([caseNo]);
    return { cases: caseNos.length, findings: 0, withdrawn: 0, setAside: 0, more: true };
  }

  private async pause(ms: number): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      this.endPause = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  private async count(): Promise<void> {
    if (performance.now() - this.countedAt < COUNT_EVERY_MS) return;
    this.backlog = await this.repository.backlog(this.source, MAX_BACKLOG);
    this.countedAt = performance.now();
  }
}

const isDataFault = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && DATA_FAULT.test(code) && !isDatabaseAway(error);
};

const detailOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
