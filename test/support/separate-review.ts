import type { ReportedEvent } from '../../src/domain/review/reported-event.js';
import type { ReviewRule } from '../../src/domain/review/rule.js';
import type { ItemVersion } from '../../src/domain/standards.js';
import type { GuidedItem } from '../../src/verify/review/guide.js';
import { type ExpectedReview, expectedReview } from '../../src/verify/review/review-case.js';
import type { Act } from '../../src/verify/review/story.js';
import { china } from '../verify/factory.js';
import { type ReviewOptions, reviewItem, settingOf, shanghai } from './review.js';

/** An item as it is stored. */
const stored = ({ guide, pauses, pausesKnown, ...rest }: ItemVersion): GuidedItem => ({
  ...rest,
  ...guide,
  pauses: pausesKnown === false ? undefined : pauses,
});

/** What the separately written rule book says of a case, see `reviewBy`. */
export function separatelyBy(
  rule: ReviewRule,
  events: readonly ReportedEvent[],
  { item = reviewItem(), params, counting, profile, asOf = '2026-12-01 09:00' }: ReviewOptions = {},
): ExpectedReview {
  return expectedReview(
    events as unknown as readonly Act[],
    {
      calendar: china,
      noticeDays: 5,
      byMoment: (profile?.counting ?? counting) === 'moment',
      book: { [rule.code]: profile?.book?.[rule.code] ?? settingOf(rule, params) },
      item: (code) => (code === 'item' && item ? stored(item) : undefined),
    },
    shanghai(asOf),
  );
}
