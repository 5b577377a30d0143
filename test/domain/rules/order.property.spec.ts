import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DECISION_OUTCOMES, EVENT_TYPES, STEP_OUTCOMES } from '../../../src/domain/event.js';
import type { ReportedData, ReportedEvent } from '../../../src/domain/review/reported-event.js';
import type { ReviewFinding } from '../../../src/domain/review/review.js';
import { RULE_BOOK } from '../../../src/domain/review/rule-book.js';
import { isActRule } from '../../../src/domain/review/rule.js';
import type { ItemVersion } from '../../../src/domain/standards.js';
import { reported, reviewBy, reviewItem } from '../../support/review.js';
import { expectClause, expectText } from './judged.js';

const steps = [{ name: '受理', code: 'S1' }, { name: '审查', code: 'S2' }, { name: '决定' }];
const pauses = [{ kind: 'hearing', maxDays: 4 }] as const;
const known = {
  materials: [{ name: '营业执照' }],
  fees: [{ code: 'F1', name: '登记费', amount: { min: '10', max: '20' } }],
  discretion: [],
  refusals: ['申请人不具备法定条件'],
  maxVisits: 1,
  siteCheck: { step: 'S2' },
  handling: { kind: 'joint', units: ['审查', '规划局'] },
} as const;
const items: readonly (ItemVersion | null)[] = [
  reviewItem(known, { steps, pauses }),
  reviewItem({ ...known, handling: { kind: 'preliminary', step: 'S1' } }, { steps, pauses, statutory: undefined }),
  reviewItem({}, { steps: [], promised: undefined, statutory: undefined }),
  null,
];

const some = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const members: fc.Arbitrary<ReportedData> = fc.record({
  step: fc.constantFrom('受理', 'S1', '审查', 'S2', '决定', '决定', '别的'),
  officer: fc.constantFrom('甲', '乙', ' '),
  outcome: fc.constantFrom(
    ...STEP_OUTCOMES,
    ...DECISION_OUTCOMES,
    'refused',
    'return',
    'return',
    'return',
    'approve',
    'approve',
    'approve',
  ),
  kind: fc.constantFrom('hearing', 'testing'),
  channel: some('online', 'window'),
  receiptNo: some('1', ' '),
  documentNo: some('1', ' '),
  noticeNo: some('1', ' '),
  basis: some('《行政许可法》第四十六条', ' '),
  reason: some('申请人不具备法定条件', '暂不办理', ' '),
  remediesTold: some(true, false),
  toldApplicant: some(true, false),
  approver: some('局长', ' '),
  days: fc.constantFrom(1, 5),
  plannedDays: some(1, 20),
  materials: fc.subarray(['营业执照', '婚姻证明']),
  feeItem: fc.constantFrom('F1', 'F2'),
  amount: fc.constantFrom('15', '25'),
  level: fc.constantFrom(1, 5),
  action: fc.constantFrom('contacted', 'rectified'),
  complaintNo: fc.constantFrom('T1', 'T2'),
});

/** Few instants, so that many acts share one: the turning points of the days from the 2nd to the 27th of March. */
const times = fc
  .tuple(fc.integer({ min: 2, max: 27 }), fc.constantFrom('09:00', '10:00', '17:00', '17:01'))
  .map(([day, time]) => `2026-03-${String(day).padStart(2, '0')} ${time}`);
const frequent = ['step.started', 'step.completed', 'step.completed', 'step.completed', 'case.accepted'] as const;
const act = fc.tuple(fc.constantFrom(...EVENT_TYPES, ...frequent), times, members);
const cases: fc.Arbitrary<ReportedEvent[]> = fc
  .array(act, { minLength: 1, maxLength: 20, size: 'max' })
  .map((acts) => [
    reported('case.received', '2026-03-02 09:00', { channel: 'online' }),
    ...acts.map(([type, time, data], i) => reported(type, time, data, { id: String(i), source: `s${i % 2}` })),
  ]);
const shuffledWithRepeats = (events: readonly ReportedEvent[]): fc.Arbitrary<ReportedEvent[]> =>
  fc
    .shuffledSubarray([...events, ...events.map((e) => ({ ...e }))], { minLength: events.length })
    .map((some) => [...some, ...events.filter((e) => !some.some((s) => s.id === e.id && s.source === e.source))]);

const RUNS = { numRuns: 200 };

describe('the findings of a case', () => {
  it('are the same in whatever order its events are read, and however often', () => {
    const deliveries = cases.chain((events) => fc.tuple(fc.constant(events), shuffledWithRepeats(events)));
    fc.assert(
      fc.property(deliveries, fc.constantFrom(...items), ([events, otherwise], item) => {
        expect(reviewBy(RULE_BOOK, otherwise, { item })).toEqual(reviewBy(RULE_BOOK, events, { item }));
      }),
      RUNS,
    );
  });

  it('about acts stay as they were found, whatever happens later', () => {
    const rules = RULE_BOOK.filter(isActRule);
    fc.assert(
      fc.property(cases, times, fc.constantFrom(...items), (events, asOf, item) => {
        const then = reviewBy(rules, events, { item, asOf }).findings;
        const now = reviewBy(rules, events, { item }).findings.filter(
          ({ at }) => at <= reported('visit.made', asOf).at,
        );
        expect(now.map(withoutVersions)).toEqual(then.map(withoutVersions));
      }),
      RUNS,
    );
  });

  it('read as clauses in both languages, and are found for each rule of procedure, notice and content', () => {
    const fired = new Set<string>();
    fc.assert(
      fc.property(cases, fc.constantFrom(...items), (events, item) => {
        for (const { rule, explanation } of reviewBy(RULE_BOOK, events, { item }).findings) {
          fired.add(rule);
          for (const words of [explanation.expected, explanation.observed]) expectClause(words);
          for (const line of explanation.arithmetic) expectText(line);
        }
      }),
      { ...RUNS, seed: 4 },
    );
    const silent = RULE_BOOK.filter(
      ({ category, code }) => ['procedure', 'notice', 'content'].includes(category) && !fired.has(code),
    );
    expect(silent.map(({ code }) => code)).toEqual([]);
  });
});

/** The versions are those of the review as a whole. */
const withoutVersions = ({ explanation, ...finding }: ReviewFinding) => ({
  ...finding,
  explanation: { ...explanation, versions: null },
});
