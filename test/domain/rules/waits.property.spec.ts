import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVENT_TYPES, type EventType } from '../../../src/domain/event.js';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.js';
import type { ItemGuide } from '../../../src/domain/item-guide.js';
import type { ReportedData, ReportedEvent } from '../../../src/domain/review/reported-event.js';
import { type Review, reviewCase } from '../../../src/domain/review/review.js';
import { isWaitRule } from '../../../src/domain/review/rule.js';
import { INTEGRITY_RULES } from '../../../src/domain/rules/integrity/registry.js';
import { SERVICE_RULES } from '../../../src/domain/rules/service/registry.js';
import { TIME_REVIEW_RULES } from '../../../src/domain/rules/time/registry.js';
import type { Counting, ItemVersion, RuleProfile, RuleStage, Standards } from '../../../src/domain/standards.js';
import { ruleStages } from '../../support/arbitrary-reviews.js';
import { liveCalendar, liveProfile } from '../../support/live-standards.js';
import { reviewItem, settingOf, shanghai } from '../../support/review.js';

const RULES = [...TIME_REVIEW_RULES, ...SERVICE_RULES, ...INTEGRITY_RULES];
const START = shanghai('2014-09-15 08:00');

/** Working hours and their borders, so that acts of one instant and acts at due instants come often. */
const instants = fc.record({ day: fc.integer({ min: 0, max: 110 }), part: fc.integer({ min: 0, max: 9 }) });
const at = ({ day, part }: { day: number; part: number }): number =>
  START + day * DAY + (part < 9 ? part * HOUR + 60 * MINUTE : 9 * HOUR + 1);

const datas = fc.record<ReportedData>({
  item: fc.constantFrom('joint', 'preliminary', 'unknown'),
  org: fc.constant('org'),
  officer: fc.constantFrom('甲', '乙', '丙'),
  channel: fc.constantFrom('online', 'window', undefined),
  step: fc.constantFrom('勘验', 'S1', '初审'),
  kind: fc.constantFrom('testing', 'hearing', 'auction'),
  plannedDays: fc.constantFrom(undefined, 1, 4, 12),
  days: fc.constantFrom(5, 30),
  approver: fc.constantFrom('县长', undefined),
  reason: fc.constant('案情复杂'),
  level: fc.constantFrom(1, 4, 5),
  action: fc.constantFrom('contacted', 'rectified'),
  complaintNo: fc.constantFrom('T1', 'T2'),
  promiseDate: fc.constantFrom(undefined, '2014-10-20T17:00:00+08:00'),
});

/** Openings, procedures and follow-ups often, ends seldom. */
const types = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<EventType>('case.received', 'case.accepted', 'step.started', 'pause.started'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<EventType>('pause.ended', 'extension.granted', 'rating.given', 'complaint.filed'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...EVENT_TYPES) },
);

const cases = fc
  .array(fc.record({ type: types, time: instants, data: datas, recorded: fc.constantFrom(0, 0, HOUR, 9 * DAY) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((acts) =>
    acts.map(({ type, time, data, recorded }, i): ReportedEvent => ({
      source: 'window',
      id: `${i}`,
      feed: 1,
      type,
      at: at(time),
      recordedAt: at(time) + recorded,
      receivedAt: at(time) + 10 * DAY,
      data,
    })),
  );

const itemOf = (code: string, handling: ItemGuide['handling']): ItemVersion =>
  reviewItem(
    { handling, siteCheck: { step: '勘验', inspection: true } },
    {
      code,
      steps: [{ name: '勘验', code: 'S1' }, { name: '初审' }],
      pauses: [{ kind: 'testing' }, { kind: 'hearing', maxDays: 6 }],
    },
  );

const ITEMS = new Map([
  ['joint', itemOf('joint', { kind: 'joint', units: ['甲局'] })],
  ['preliminary', itemOf('preliminary', { kind: 'preliminary', step: '初审' })],
]);
const profileOf = (stages: readonly RuleStage[], counting: Counting = 'day'): RuleProfile => ({
  ...liveProfile,
  counting,
  book: Object.fromEntries(
    RULES.map((rule) => {
      const setting = settingOf(rule, rule.code === 'T-JOINT-LATE' ? { days: 15 } : {});
      return [rule.code, isWaitRule(rule) && stages.length > 0 ? { ...setting, stages } : setting];
    }),
  ),
});
/** Half of them without stages. */
const profiles = fc
  .tuple(fc.oneof(fc.constant([]), ruleStages), fc.constantFrom<Counting>('day', 'moment'))
  .map(([stages, counting]) => profileOf(stages, counting));

const review = (events: readonly ReportedEvent[], asOf: number, profile = profileOf([])): Review => {
  const standards: Standards = { calendar: liveCalendar, profile, itemAt: (code) => ITEMS.get(code) };
  return reviewCase(events, standards, asOf, RULES, (rule, error) => {
    throw new Error(`${rule} threw`, { cause: error });
  });
};
const keys = ({ findings }: Review): string[] => findings.map((f) => f.key).sort();

describe('the rules of time, service and integrity', () => {
  it('find the same in whatever order and number the events arrive', () => {
    fc.assert(
      fc.property(cases, instants, profiles, fc.infiniteStream(fc.nat()), (events, time, profile, random) => {
        const shuffled = [...events, ...events.slice(0, 3)]
          .map((event) => [random.next().value, event] as const)
          .sort(([a], [b]) => a - b)
          .map(([, event]) => event);
        expect(review(shuffled, at(time), profile)).toEqual(review(events, at(time), profile));
      }),
    );
  });

  it('find at every later own time what they found at one', () => {
    fc.assert(
      fc.property(cases, profiles, fc.array(instants, { minLength: 2, maxLength: 6 }), (events, profile, times) => {
        let before: string[] = [];
        for (const asOf of times.map(at).sort((a, b) => a - b)) {
          const now = keys(review(events, asOf, profile));
          expect(now).toEqual(expect.arrayContaining(before));
          before = now;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('find nothing new before the instant at which they ask to be called again', () => {
    fc.assert(
      fc.property(cases, profiles, instants, instants, (events, profile, one, other) => {
        const [asOf, later] = [at(one), at(other)].sort((a, b) => a - b) as [number, number];
        const earlier = review(events, asOf, profile);
        const until = Math.min(later, (earlier.nextAt ?? Infinity) - 1);
        expect(keys(review(events, Math.max(asOf, until), profile))).toEqual(keys(earlier));
      }),
      { numRuns: 400 },
    );
  });

  it('find something of each kind among such cases, each rule that waits with stages on both sides', () => {
    const found = new Set<string>();
    const profile = profileOf([
      { level: 'reminder', at: { daysBefore: 1 }, source: '本系统约定' },
      { level: 'red', at: { daysOver: 1 }, source: '本系统约定' },
    ]);
    const of = (rule: string, stage: string): string => `${rule} ${stage}`;
    for (const events of fc.sample(cases, { numRuns: 1500, seed: 4 }))
      for (const { rule, key } of review(events, START + 200 * DAY, profile).findings)
        found.add(rule).add(of(rule, key.split('|')[1] ?? ''));
    const waits = RULES.filter(isWaitRule).map((rule) => rule.code);
    const wanted = waits.flatMap((code) => [code, of(code, 'before1'), of(code, 'over1')]);
    // A contact within one working day of a bad rating has no working day before it.
    expect(wanted.filter((one) => !found.has(one))).toEqual([of('S-RATING-CONTACT', 'before1')]);
  });
});
