import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Instant } from '../domain/instant.js';
import type { ReportedEvent } from '../domain/review/reported-event.js';
import { horizonOf } from '../sources/feed.js';
import { type FeedPosition, laggard } from '../supervision/case-file.js';
import { Clock } from '../time/clock.js';
import { BookEdition } from './book-edition.js';
import { type ReviewedCase, type StoredCase, notReviewed, nothingToAsk, reviewStored } from './case-review.js';
import { fitted } from './chunk-size.js';
import { draftOf } from './finding-draft.js';
import { syncPlan } from './finding-sync.js';
import { ReviewBook } from './review-book.js';
import { ReviewQueue } from './review-queue.js';
import { ReviewRepository, type Sql } from './review.repository.js';
import { ReviewWriter } from './review.writer.js';
import { RuleFaults } from './rule-faults.js';
import { Slices } from './slices.js';
import { unjudgedPlan } from './unjudged-plan.js';

/** Cases that one transaction reviews at most. */
export const REVIEW_CHUNK = 200;
export interface ChunkReport {
  readonly cases: number;
  /** New ones, and withdrawn ones that were found again. */
  readonly findings: number;
  readonly withdrawn: number;
  /** Cases that could not be reviewed. */
  readonly setAside: number;
  /** More are known to wait. */
  readonly more: boolean;
}

const NONE = { cases: 0, findings: 0, withdrawn: 0, setAside: 0 };

/** What the transaction works on. */
interface Work {
  readonly cases: readonly StoredCase[];
  readonly tooLarge: readonly StoredCase[];
  readonly marks: readonly string[];
  readonly now: Instant;
}

/** A transaction that failed, and the cases that it was about. */
export class ChunkFailed extends Error {
  override readonly name = 'ChunkFailed';

  constructor(
    readonly caseNos: readonly string[],
    cause: unknown,
  ) {
    super(`the review of ${caseNos.length} cases failed: ${String(cause)}`, { cause });
  }
}

/** Reviews some cases in one transaction: reads and computes first, then writes at once. */
@Injectable()
export class ReviewChunk {
  private readonly log = new Logger('review');
  private readonly faults = new RuleFaults(this.log);

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly book: ReviewBook,
    private readonly repository: ReviewRepository,
    private readonly writer: ReviewWriter,
    private readonly queue: ReviewQueue,
    private readonly edition: BookEdition,
  ) {}

  /**
   * @param only these cases and no others
   * @param slices gives way to others between two cases
   * @throws ChunkFailed
   */
  async run(slices: Slices, only?: readonly string[]): Promise<ChunkReport> {
    let work: Work | undefined;
    try {
      return await this.source.transaction(async (sql: Sql) => {
        if (!(await this.edition.isInForce(sql))) return { ...NONE, more: false };
        work = await this.take(sql, only);
        if (work.cases.length + work.tooLarge.length === 0) {
          await this.writer.done(sql, work.marks);
          return { ...NONE, more: this.queue.size > 0 };
        }
        const reviewed = await this.review(sql, work, slices);
        return this.store(sql, reviewed, work);
      });
    } catch (error) {
      const caseNos = work ? [...work.cases, ...work.tooLarge].map(({ caseNo }) => caseNo) : [];
      throw new ChunkFailed(caseNos, error);
    }
  }

  /** A case whose review the database refuses: the others go on, and a further event of it tries again. */
  async setAside(caseNo: string): Promise<void> {
    await this.source.transaction(async (sql: Sql) => {
      const work = await this.take(sql, [caseNo]);
      const reviewed = [...work.cases, ...work.tooLarge].map((stored) => notReviewed(stored, 'fault'));
      await this.store(sql, reviewed, work);
    });
  }

  private async take(sql: Sql, only: readonly string[] | undefined): Promise<Work> {
    const now = this.clock.now();
    const positions = new Map<number, FeedPosition>();
    const horizons = new Map<number, Instant>();
    for (const { declaredUntil, ...feed } of await this.repository.feeds(sql)) {
      positions.set(feed.id, { feed, declaredUntil: declaredUntil ?? undefined });
      const horizon = horizonOf(feed, declaredUntil ?? undefined, now);
      if (Number.isFinite(horizon)) horizons.set(feed.id, horizon);
    }
    const due = only ? [] : await this.repository.due(sql, horizons, REVIEW_CHUNK / 2);
    const marked = only ? await this.marksOf(sql, only) : await this.queue.next(sql, REVIEW_CHUNK);
    const named = [...new Set([...(only ?? due), ...marked.keys()])];
    if (named.length === 0) return { cases: [], tooLarge: [], marks: [], now };
    const held = await this.repository.hold(sql, named, REVIEW_CHUNK);
    const standing = await this.repository.standing(
      sql,
      held.flatMap((caseNo) => marked.get(caseNo) ?? []),
    );
    const asked = new Set(only ?? due);
    const waiting = held.filter((caseNo) => asked.has(caseNo) || marked.get(caseNo)?.some((id) => standing.has(id)));
    const { fitting, tooLarge } = fitted(waiting, await this.repository.sizes(sql, waiting));
    const taken = [...fitting, ...tooLarge];
    const cases = await this.repository.cases(sql, taken, positions);
    const large = new Set(tooLarge);
    return {
      cases: cases.filter(({ caseNo }) => !large.has(caseNo)),
      tooLarge: cases.filter(({ caseNo }) => large.has(caseNo)),
      marks: taken.flatMap((caseNo) => marked.get(caseNo) ?? []),
      now,
    };
  }

  private async marksOf(sql: Sql, caseNos: readonly string[]): Promise<Map<string, readonly string[]>> {
    const marked = new Map<string, string[]>();
    for (const { id, caseNo } of await this.repository.marksOf(sql, caseNos))
      marked.set(caseNo, [...(marked.get(caseNo) ?? []), id]);
    return marked;
  }

  private async review(sql: Sql, { cases, tooLarge, now }: Work, slices: Slices): Promise<ReviewedCase[]> {
    const rev = cases.reduce((newest, { refs }) => Math.max(newest, refs.rev), 0);
    await this.catalogue.ensure(
      rev,
      cases.map(({ refs }) => refs),
    );
    const asked = cases.filter((stored) => this.hasBook(stored));
    const events = await this.repository.events(
      sql,
      asked.map(({ caseNo }) => caseNo),
    );
    const reviewed = tooLarge.map((stored) => notReviewed(stored, 'too-large'));
    for (const stored of cases) {
      await slices.giveWay();
      reviewed.push(this.reviewOne(stored, events.get(stored.caseNo) ?? [], now));
    }
    return reviewed;
  }

  private hasBook({ refs }: StoredCase): boolean {
    if (this.catalogue.missing(refs).length > 0) return false;
    return Object.keys(this.catalogue.standards(refs).profile.book ?? {}).length > 0;
  }

  private reviewOne(stored: StoredCase, rows: readonly (() => ReportedEvent)[], now: Instant): ReviewedCase {
    const { caseNo, refs } = stored;
    if (this.catalogue.missing(refs).length > 0) return notReviewed(stored, 'standards');
    if (!this.hasBook(stored)) return nothingToAsk(stored);
    try {
      const onFault = (rule: string, error: unknown): void => this.faults.note(rule, caseNo, error);
      const events = rows.map((read) => read());
      return reviewStored(stored, events, this.catalogue.standards(refs), this.book.rules, now, onFault);
    } catch (error) {
      this.log.error(
        `办件 ${caseNo} 无法审查，已搁置 / case ${caseNo} could not be reviewed and is set aside: ${stackOf(error)}`,
      );
      return notReviewed(stored, 'fault');
    }
  }

  private async store(sql: Sql, reviewed: readonly ReviewedCase[], { marks, now }: Work): Promise<ChunkReport> {
    const caseNos = reviewed.map(({ stored }) => stored.caseNo);
    const judged = reviewed.filter(({ review }) => review !== undefined);
    const drafts = judged.flatMap(({ stored, review }) =>
      (review?.findings ?? []).map((f) => draftOf(stored, f, this.book.categoryOf(f.rule) ?? '')),
    );
    const judgedNos = judged.map(({ stored }) => stored.caseNo);
    const plan = syncPlan(await this.repository.findings(sql, judgedNos), drafts);
    const { added, gone } = unjudgedPlan(reviewed, await this.repository.unjudged(sql, caseNos));
    await this.writer.done(sql, marks);
    await this.writer.findings(sql, plan, now);
    await this.writer.unjudged(sql, added, gone, now);
    await this.writer.nextLooks(
      sql,
      reviewed.map(({ stored: { caseNo, positions }, review, newest }) => ({
        caseNo,
        parkedFeed: laggard(positions, newest, now),
        nextAt: review?.nextAt,
      })),
    );
    return {
      cases: reviewed.length,
      findings: plan.added.length + plan.renewed.length,
      withdrawn: plan.withdrawn.length,
      setAside: reviewed.length - judged.length,
      more: this.queue.size > 0,
    };
  }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
