import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withRows } from '../../src/catalogue/in-force/standard.index.js';
import { guideOf } from '../../src/catalogue/items/item.guide.js';
import type { ItemBody } from '../../src/catalogue/items/item.body.js';
import type { Benchmark } from '../../src/domain/item-guide.js';
import type { ReportedEvent } from '../../src/domain/review/reported-event.js';
import { reviewCase } from '../../src/domain/review/review.js';
import { RULE_BOOK } from '../../src/domain/review/rule-book.js';
import { isWaitRule } from '../../src/domain/review/rule.js';
import type { ItemVersion, RuleSetting, RuleStage, Standards } from '../../src/domain/standards.js';
import type { GuidedItem } from '../../src/verify/review/guide.js';
import { expectedReview, JUDGES } from '../../src/verify/review/review-case.js';
import type { Act } from '../../src/verify/review/story.js';
import { guidedItems, REVIEWED_ITEM, reviewedEvents, ruleStages } from '../support/arbitrary-reviews.js';
import { liveCalendar, liveProfile } from '../support/live-standards.js';
import { shippedProfiles } from '../support/profiles.js';
import { settingOf } from '../support/review.js';
import { china } from './factory.js';

/** Cases for each property; a nightly run sets more. */
const RUNS = Number(process.env.LIANGPAI_PROPERTY_RUNS ?? 300);
const DAY = 86_400_000;

interface Profile {
  readonly byMoment: boolean;
  readonly book: Readonly<Record<string, RuleSetting>>;
}
const bookOf = (stages: readonly RuleStage[]): Profile['book'] =>
  Object.fromEntries(
    RULE_BOOK.map((rule) => [
      rule.code,
      isWaitRule(rule) && stages.length > 0 ? { ...settingOf(rule), stages } : settingOf(rule),
    ]),
  );
const hunan = shippedProfiles.get('hunan')!;
/** The rules' own defaults, the same with stages, the shipped profile that has some. */
const profiles: fc.Arbitrary<Profile> = fc.oneof(
  fc.record({ byMoment: fc.boolean(), book: fc.constant(bookOf([])) }),
  fc.record({ byMoment: fc.boolean(), book: ruleStages.map(bookOf) }),
  fc.constant({ byMoment: true, book: hunan.book! }),
);

interface Result {
  readonly findings: readonly string[];
  readonly unjudged: readonly string[];
}

function live(events: readonly ReportedEvent[], body: GuidedItem, asOf: number, { byMoment, book }: Profile): Result {
  const known = { ...body, pauses: body.pauses ?? [], pausesKnown: body.pauses !== undefined };
  const own = { ...known, id: 1, code: REVIEWED_ITEM, version: 1, guide: guideOf(body as unknown as ItemBody) };
  const rows = (body.registered ?? []) as readonly Benchmark[];
  const item = rows.length > 0 ? withRows(own as unknown as ItemVersion, rows) : own;
  const standards: Standards = {
    calendar: liveCalendar,
    profile: { ...liveProfile, counting: byMoment ? 'moment' : 'day', book },
    itemAt: (code) => (code === REVIEWED_ITEM ? (item as unknown as ItemVersion) : undefined),
  };
  const { findings, unjudged } = reviewCase(events, standards, asOf, RULE_BOOK, (rule, error) => {
    throw new Error(`${rule} threw`, { cause: error });
  });
  return said(findings, unjudged);
}

function separate(
  events: readonly ReportedEvent[],
  body: GuidedItem,
  asOf: number,
  { byMoment, book }: Profile,
): Result {
  const { findings, unjudged } = expectedReview(
    events as unknown as readonly Act[],
    { calendar: china, noticeDays: 5, byMoment, book, item: (code) => (code === REVIEWED_ITEM ? body : undefined) },
    asOf,
  );
  return said(findings, unjudged);
}

interface Said {
  readonly key: string;
  readonly rule: string;
  readonly level: string;
  readonly mode: string;
  readonly at: number;
  readonly dueAt?: number | null;
}

const said = (findings: readonly Said[], unjudged: readonly { rule: string; missing: string }[]): Result => ({
  findings: findings
    .map(({ key, rule, level, mode, at, dueAt }) => JSON.stringify([key, rule, level, mode, at, dueAt ?? null]))
    .sort(),
  unjudged: unjudged.map(({ rule, missing }) => `${rule} ${missing}`).sort(),
});

describe('the rule book and the separately written one', () => {
  it('know the same rules', () => {
    expect(Object.keys(JUDGES).sort()).toEqual(RULE_BOOK.map(({ code }) => code).sort());
  });

  it('find the same of any case, and cannot judge the same', () => {
    fc.assert(
      fc.property(
        guidedItems,
        reviewedEvents,
        fc.integer({ min: 1, max: 70 }),
        profiles,
        (item, events, days, profile) => {
          const asOf = Math.min(...events.map((e) => e.at), Infinity) + days * DAY;
          fc.pre(Number.isFinite(asOf));
          expect(separate(events, item, asOf, profile)).toEqual(live(events, item, asOf, profile));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
