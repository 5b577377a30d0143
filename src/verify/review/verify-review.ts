import type { Instant } from '../../domain/instant.js';
import { orgOf } from '../facts.js';
import { groupBy } from '../group.js';
import type { VerifyItemVersion } from '../history.js';
import { mayReport, type Replay } from '../replay.js';
import { record, recordUnchecked, type VerifyReport } from '../report.js';
import { actOf, type EventRow } from '../stored-history.js';
import { CannotCheck, type StoredStandards } from '../stored-standards.js';
import type { CaseRow, StoredFeed } from '../verify.repository.js';
import {
  compareFindings,
  compareUnjudged,
  factsOf,
  type StoredFinding,
  type StoredUnjudged,
} from './compare-review.js';
import { delivered } from './limits.js';
import { Catalogue } from './registered-rows.js';
import { expectedReview, type ExpectedReview } from './review-case.js';
import type { ReviewTables } from './review.repository.js';
import type { Act, ReviewStandards } from './story.js';

/** In place of a rule: the reviewer could not look at the case at all. */
const NOT_REVIEWED = '*';

interface Part {
  readonly findings: ReadonlyMap<string, readonly StoredFinding[]>;
  readonly unjudged: ReadonlyMap<string, readonly StoredUnjudged[]>;
  readonly dues: ReadonlyMap<string, number>;
}

/** Recomputes what the rule book finds of cases, and compares it with what the reviewer has stored. */
export class ReviewCheck {
  private catalogue = new Catalogue(new Map(), new Map());
  private part: Part = { findings: new Map(), unjudged: new Map(), dues: new Map() };

  constructor(
    private readonly tables: ReviewTables,
    private readonly standards: StoredStandards,
    private readonly feeds: ReadonlyMap<number, StoredFeed>,
    /** Up to here each feed may have come by now. */
    private readonly horizons: ReadonlyMap<number, Instant>,
  ) {}

  async prepare(items: ReadonlyMap<string, readonly VerifyItemVersion[]>): Promise<void> {
    this.catalogue = new Catalogue(items, await this.tables.registered());
  }

  /** Reads what is stored of these cases. */
  async read(caseNos: readonly string[]): Promise<void> {
    this.part = {
      findings: groupBy(await this.tables.findings(caseNos), ({ caseNo }) => caseNo),
      unjudged: groupBy(await this.tables.unjudged(caseNos), ({ caseNo }) => caseNo),
      dues: await this.tables.dues(caseNos),
    };
  }

  /** @param replay of the case, everything delivered; undefined: its history could not be lived through */
  check(row: CaseRow, rows: readonly EventRow[], replay: Replay | undefined, report: VerifyReport): void {
    const caseNo = row.case_no;
    report.checked.findings += this.part.findings.get(caseNo)?.length ?? 0;
    report.checked.unjudged += this.part.unjudged.get(caseNo)?.length ?? 0;
    try {
      if (replay) this.compare(row, rows, replay, report);
    } catch (error) {
      const reason = (error as Error).message;
      if (error instanceof CannotCheck) recordUnchecked(report, { caseNo, reason });
      else record(report, 'different', { of: 'finding', caseNo, breachKey: '', reason });
    }
  }

  private compare(row: CaseRow, rows: readonly EventRow[], replay: Replay, report: VerifyReport): void {
    const caseNo = row.case_no;
    const [findings, unjudged] = [this.part.findings.get(caseNo) ?? [], this.part.unjudged.get(caseNo) ?? []];
    const asOf = this.ownTime(replay);
    const unseen = unjudged.find(({ rule }) => rule === NOT_REVIEWED);
    if ((this.part.dues.get(caseNo) ?? Infinity) <= asOf) report.reviewing++;
    else if (unseen) recordUnchecked(report, { caseNo, reason: `not reviewed: ${unseen.missing}` });
    else {
      const standards = this.standardsOf(row);
      const feeds = replay.feeds;
      const acts = rows.filter(({ feed }) => feeds.has(feed)).map(actOf);
      const review = expectedReview(acts, standards, asOf);
      compareFindings(caseNo, review, findings, (at) => this.reviewsBy(at, rows, standards), report);
      compareUnjudged(caseNo, review, unjudged, report);
    }
  }

  async checkStrays(report: VerifyReport): Promise<void> {
    const { findings, unjudged } = await this.tables.strays();
    report.checked.findings += findings.length;
    report.checked.unjudged += unjudged.length;
    const reason = 'of a case that is not there';
    for (const row of findings)
      record(report, 'extra', { of: 'finding', caseNo: row.caseNo, breachKey: row.key, actual: factsOf(row), reason });
    for (const { caseNo, rule, missing } of unjudged)
      record(report, 'extra', { of: 'unjudged', caseNo, breachKey: `${rule} ${missing}`, reason });
  }

  private ownTime(replay: Replay): Instant {
    const asOf = replay.ownTimeAt(this.horizons);
    // Nobody has reported on it who may: there is no case to review.
    return asOf === Infinity ? -Infinity : asOf;
  }

  private standardsOf({ catalogue_rev, calendar, profile }: CaseRow): ReviewStandards {
    const { noticeDays, byMoment = false } = this.standards.profile(profile);
    return {
      calendar: this.standards.calendar(calendar),
      noticeDays,
      byMoment,
      book: this.standards.book(profile),
      item: (code, at) => this.catalogue.item(code, at, catalogue_rev),
    };
  }

  /** What a person may have had before them: the reviewer comes to a delivery a little later than it is stored. */
  private *reviewsBy(at: Instant, rows: readonly EventRow[], standards: ReviewStandards): Generator<ExpectedReview> {
    const batches = [...new Set(rows.filter((row) => row.received_at <= at).map(({ batch }) => batch))];
    for (let known = batches.length; known > 0; known--) {
      const acts = rightful(rows.filter(({ batch }) => batch <= batches[known - 1]!).map(actOf), this.feeds);
      const newest = Math.max(...acts.map((act) => act.at));
      const horizons = [...new Set(acts.map(({ feed }) => feed))].map((id) => {
        const feed = this.feeds.get(id)!;
        return feed.policy === 'clock' ? Math.max(newest, reach(feed, at)) : reach(feed, at);
      });
      if (acts.length > 0) yield expectedReview(acts, standards, Math.min(...horizons));
    }
  }
}

/** How far a feed had come at an instant. */
function reach({ policy, maxLag, watermarks }: StoredFeed, now: Instant): Instant {
  if (policy === 'clock') return now - maxLag;
  const said = watermarks.filter(({ receivedAt = -Infinity }) => receivedAt <= now);
  return said.reduce((latest, { until }) => Math.max(latest, until), -Infinity);
}

/** What feeds with a right to the case have reported, as far as their own openings tell whose it is. */
function rightful(acts: readonly Act[], feeds: ReadonlyMap<number, StoredFeed>): Act[] {
  const inTime = [...acts].sort((a, b) => a.at - b.at);
  const org = orgOf(inTime.map(delivered));
  return inTime.filter(({ feed }) => org === undefined || mayReport(feeds.get(feed)!, org));
}
