import pg from 'pg';
import { compareCards, plain, type StoredCard } from './compare.js';
import { groupBy } from './group.js';
import type { CaseHistory, VerifyItemVersion, VerifyStandards } from './history.js';
import { HintTables } from './hints/hint-tables.js';
import { HintCheck } from './hints/verify-hints.js';
import { Replay } from './replay.js';
import { ReviewTables } from './review/review.repository.js';
import { ReviewCheck } from './review/verify-review.js';
import { emptyReport, record, recordUnchecked, type VerifyReport } from './report.js';
import { deliveriesOf, type EventRow } from './stored-history.js';
import { CannotCheck, StoredStandards } from './stored-standards.js';
import { VerifyRepository, type CaseRow, type MoveRow, type StoredFeed } from './verify.repository.js';

export interface VerifyOptions {
  readonly url: string;
  /** Only the first cases, in order of their numbers. */
  readonly limit?: number;
  readonly onProgress?: (checkedCases: number, existingCases: number) => void;
}

const CASES_AT_ONCE = 500;
/** Milliseconds by which the clock that wrote the cards may be ahead of the database's. */
const CLOCK_SKEW = 2_000;
/** Milliseconds that a sweep may take to come to a case that has gone over to another calendar. */
const SWEEP_PATIENCE = 60_000;

/**
 * Recomputes every card from the stored events, within one snapshot and constant memory, and compares.
 * @throws CannotCheck when the database cannot be read
 */
export async function verifyCards(options: VerifyOptions): Promise<VerifyReport> {
  const client = new pg.Client({ connectionString: options.url, application_name: 'liangpai verify' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const repository = new VerifyRepository(client);
    await repository.begin();
    const report = await new Verification(repository, options).run();
    await repository.end();
    return report;
  } catch (error) {
    throw new CannotCheck(`database: ${messageOf(error)}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A refused connection to several addresses has its messages one level down. */
const messageOf = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : (error as Error).message;

class Verification {
  private standards = new StoredStandards([]);
  private now = 0;
  private feeds: ReadonlyMap<number, StoredFeed> = new Map();
  private items: ReadonlyMap<string, VerifyItemVersion[]> = new Map();
  /** Up to here every card must have been written. */
  private sweptHorizons: ReadonlyMap<number, number> = new Map();
  /** Up to here cards may have been written. */
  private latestHorizons: ReadonlyMap<number, number> = new Map();

  constructor(
    private readonly repository: VerifyRepository,
    private readonly options: VerifyOptions,
  ) {}

  async run(): Promise<VerifyReport> {
    const { limit = Infinity, onProgress } = this.options;
    const now = (this.now = (await this.repository.now()) + CLOCK_SKEW);
    this.standards = new StoredStandards(await this.repository.standards());
    this.items = await this.repository.items();
    this.feeds = new Map((await this.repository.feeds()).map((feed) => [feed.id, feed]));
    this.sweptHorizons = this.horizons(({ sweptTo }) => sweptTo);
    this.latestHorizons = this.horizons(({ sweptTo, maxLag }) => Math.max(sweptTo, now - maxLag));
    const exist = await this.repository.counts();
    const report = emptyReport(exist, limit < exist.cases);
    const review = new ReviewCheck(new ReviewTables(this.repository), this.standards, this.feeds, this.latestHorizons);
    await review.prepare(this.items);
    const hints = new HintCheck(new HintTables(this.repository), this.feeds, this.latestHorizons);
    await hints.prepare();
    for await (const cases of this.repository.cases(CASES_AT_ONCE)) {
      await this.checkCases(cases.slice(0, limit - report.checked.cases), review, hints, report);
      onProgress?.(report.checked.cases, exist.cases);
      if (report.checked.cases >= limit) break;
    }
    await this.checkStrays(report);
    await review.checkStrays(report);
    // Of some cases alone nobody can tell what all of them show.
    if (!report.limited) await hints.check(report);
    this.checkWatermarks(report);
    return report;
  }

  private async checkCases(
    cases: readonly CaseRow[],
    review: ReviewCheck,
    hints: HintCheck,
    report: VerifyReport,
  ): Promise<void> {
    const numbers = cases.map(({ case_no }) => case_no);
    const events = groupBy(await this.repository.events(numbers), ({ case_no }) => case_no);
    const cards = groupBy(await this.repository.cards(numbers), ({ caseNo }) => caseNo);
    const moves = groupBy(await this.repository.moves(numbers), ({ case_no }) => case_no);
    await review.read(numbers);
    for (const row of cases) {
      const of = <T>(rows: ReadonlyMap<string, T[]>): T[] => rows.get(row.case_no) ?? [];
      const replay = this.checkCase(row, of(events), of(moves), of(cards), report);
      review.check(row, of(events), replay, report);
      hints.learn(row, of(events), replay);
    }
  }

  private checkCase(
    row: CaseRow,
    rows: readonly EventRow[],
    moves: readonly MoveRow[],
    cards: readonly StoredCard[],
    report: VerifyReport,
  ): Replay | undefined {
    const caseNo = row.case_no;
    report.checked.cases++;
    report.checked.events += rows.length;
    report.checked.cards += cards.length;
    if (rows.length === 0) record(report, 'different', { caseNo, breachKey: '', reason: 'a case without events' });
    try {
      const replay = new Replay(this.historyOf(row, rows), this.standardsOf(row, moves));
      replay.deliverAll();
      const justMoved = moves.some(({ moved_at }) => moved_at > this.now - SWEEP_PATIENCE);
      if (!justMoved) replay.passTime(this.sweptHorizons);
      const required = replay.findings();
      replay.passTime(this.latestHorizons);
      compareCards(caseNo, required, replay.findings(), cards, report);
      return replay;
    } catch (error) {
      if (error instanceof CannotCheck) recordUnchecked(report, { caseNo, reason: error.message });
      else record(report, 'different', { caseNo, breachKey: '', reason: (error as Error).message });
      return undefined;
    }
  }

  private standardsOf({ calendar, profile }: CaseRow, moves: readonly MoveRow[]): VerifyStandards {
    return {
      items: this.items,
      calendar: this.standards.calendar(calendar),
      formerCalendars: moves.map(({ batch, former, judged_to }) => ({
        calendar: this.standards.calendar(former),
        untilBatch: batch,
        judgedTo: judged_to,
      })),
      profile: this.standards.profile(profile),
    };
  }

  private historyOf({ catalogue_rev }: CaseRow, rows: readonly EventRow[]): CaseHistory {
    return {
      deliveries: deliveriesOf(rows),
      feeds: this.feeds,
      horizons: this.sweptHorizons,
      catalogueRevision: catalogue_rev,
    };
  }

  private horizons(ofClock: (feed: StoredFeed) => number): ReadonlyMap<number, number> {
    const entries = [...this.feeds.values()].map(
      (feed) => [feed.id, feed.policy === 'clock' ? ofClock(feed) : lastWatermark(feed)] as const,
    );
    return new Map(entries);
  }

  private async checkStrays(report: VerifyReport): Promise<void> {
    for (const card of await this.repository.strayCards()) {
      report.checked.cards++;
      record(report, 'extra', { ...card, actual: plain(card), reason: 'a card without a case' });
    }
    for (const card of await this.repository.strayRevocations())
      record(report, 'different', { ...card, actual: plain(card), reason: 'revoked without a decision' });
    for (const { case_no: caseNo, count } of await this.repository.strayEvents()) {
      report.checked.events += count;
      record(report, 'different', { caseNo, breachKey: '', reason: `${count} events without a case` });
    }
  }

  private checkWatermarks(report: VerifyReport): void {
    for (const feed of this.feeds.values())
      if (feed.policy === 'declared' && feed.declaredUntil !== lastWatermark(feed))
        record(report, 'different', {
          caseNo: '',
          breachKey: '',
          reason: `feed ${feed.id} declares ${feed.declaredUntil}, its events say ${lastWatermark(feed)}`,
        });
  }
}

const lastWatermark = ({ watermarks }: StoredFeed): number =>
  watermarks.reduce((latest, { until }) => Math.max(latest, until), -Infinity);
