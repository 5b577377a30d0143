import type { Instant } from '../domain/instant.js';
import type { ReportedEvent } from '../domain/review/reported-event.js';
import { type Review, type Unjudged, reviewCase } from '../domain/review/review.js';
import type { ReviewRule } from '../domain/review/rule.js';
import type { Standards } from '../domain/standards.js';
import { type FeedPosition, ownTime } from '../supervision/case-file.js';
import type { StandardRefs } from '../supervision/ports.js';

/** A case as it is stored, without its events. */
export interface StoredCase {
  readonly caseNo: string;
  readonly item: string | null;
  readonly org: string | null;
  readonly receivedAt: Instant | null;
  readonly refs: StandardRefs;
  /** Of the feeds that have a right to report on it. */
  readonly positions: readonly FeedPosition[];
}

/** What a review of a case came to. */
export interface ReviewedCase {
  readonly stored: StoredCase;
  /** `undefined`: it could not be reviewed at all; what was found before stands. */
  readonly review?: Review;
  readonly unjudged: readonly Unjudged[];
  readonly newest: Instant;
}

/** In place of a rule: none of them could be asked. */
export const EVERY_RULE = '*';
export const notReviewed = (stored: StoredCase, missing: string): ReviewedCase => ({
  stored,
  unjudged: [{ rule: EVERY_RULE, missing }],
  newest: -Infinity,
});

const NOTHING: Review = { findings: [], unjudged: [] };

/** Without a rule to ask, whatever was found before falls. */
export const nothingToAsk = (stored: StoredCase): ReviewedCase => ({
  stored,
  review: NOTHING,
  unjudged: [],
  newest: -Infinity,
});

/**
 * Reviews a case up to its own time, on what feeds with a right to it have reported.
 *
 * @param events everything stored of it, in any order
 */
export function reviewStored(
  stored: StoredCase,
  events: readonly ReportedEvent[],
  standards: Standards,
  rules: readonly ReviewRule[],
  now: Instant,
  onFault: (rule: string, error: unknown) => void,
): ReviewedCase {
  const rightful = new Set(stored.positions.map(({ feed }) => feed.id));
  const counted = events.filter(({ feed }) => rightful.has(feed));
  const newest = counted.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  const asOf = ownTime(stored.positions, newest, now);
  const first = counted.reduce((least, { at }) => Math.min(least, at), Infinity);
  // Nothing has happened yet by its own time: there is no case to review, but a moment to come back.
  const review =
    first > asOf
      ? { ...NOTHING, nextAt: Number.isFinite(first) ? first : undefined }
      : reviewCase(counted, standards, asOf, rules, onFault);
  return { stored, review, unjudged: review.unjudged, newest };
}
