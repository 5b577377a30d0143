import { describe, expect, it } from '@jest/globals';
import { HOUR, rfc3339 } from '../../../src/domain/instant.js';
import type { ReportedEvent } from '../../../src/domain/review/reported-event.js';
import { type Review, reviewCase } from '../../../src/domain/review/review.js';
import { RULE_BOOK } from '../../../src/domain/review/rule-book.js';
import { isActRule, type WaitRule } from '../../../src/domain/review/rule.js';
import { complaintAccept } from '../../../src/domain/rules/service/complaint.rules.js';
import { jointLate } from '../../../src/domain/rules/time/handling.rules.js';
import { inspectionLate } from '../../../src/domain/rules/time/inspection-late.rule.js';
import { preAcceptanceLate } from '../../../src/domain/rules/time/pre-acceptance-late.rule.js';
import { hearingLate, pauseOver } from '../../../src/domain/rules/time/special-procedure.rules.js';
import type { ItemVersion, RuleProfile, RuleStage, StageOffset } from '../../../src/domain/standards.js';
import { liveCalendar, liveProfile } from '../../support/live-standards.js';
import { shippedProfiles } from '../../support/profiles.js';
import { reported, reviewBy, reviewItem, settingOf, shanghai } from '../../support/review.js';
import { expectClause, expectText } from '../rules/judged.js';

const hunan = shippedProfiles.get('hunan')!;
const item = reviewItem({}, { pauses: [{ kind: 'testing' }, { kind: 'hearing' }] });

const stage = (level: RuleStage['level'], at: StageOffset): RuleStage => ({ level, at, source: '本系统约定' });
/** The default profile with stages for some rules. */
const staged = (rules: readonly WaitRule[], stages: readonly RuleStage[]): RuleProfile => ({
  ...liveProfile,
  book: Object.fromEntries(rules.map((rule) => [rule.code, { ...settingOf(rule), stages }])),
});

/** `reminder 10-19 10:00:00` */
const ladder = ({ findings }: Review): string[] =>
  findings.map(({ level, at }) => `${level} ${rfc3339(at).slice(5, 19).replace('T', ' ')}`);

interface Example {
  readonly rule: WaitRule;
  readonly events: readonly ReportedEvent[];
  readonly done: (time: string) => ReportedEvent;
  /** Before the due instant, in order. */
  readonly early: readonly string[];
  readonly late: readonly string[];
}

const SPECIAL: Example = {
  rule: pauseOver,
  events: [
    reported('case.received', '2018-10-15 09:00'),
    reported('pause.started', '2018-10-15 10:00', { kind: 'testing', plannedDays: 7 }),
  ],
  done: (time) => reported('pause.ended', time, { kind: 'testing' }),
  early: ['reminder 10-19 10:00:00'],
  late: ['yellow 10-24 10:00:00', 'red 10-25 10:00:00'],
};
const ONLINE: Example = {
  rule: preAcceptanceLate,
  events: [reported('case.received', '2018-10-15 10:00', { channel: 'online' })],
  done: (time) => reported('case.accepted', time),
  early: [],
  late: ['reminder 10-17 10:00:00', 'yellow 10-22 10:00:00', 'red 10-24 10:00:00'],
};
/** Filed five working days before the due instant of the manual. */
const COMPLAINT: Example = {
  rule: complaintAccept,
  events: [reported('complaint.filed', '2018-10-15 10:00', { complaintNo: 'T1' })],
  done: (time) => reported('complaint.accepted', time, { complaintNo: 'T1' }),
  early: ['reminder 10-17 10:00:00'],
  late: ['yellow 10-22 10:00:00', 'red 10-23 10:00:00'],
};
const EXAMPLES = { SPECIAL, ONLINE, COMPLAINT };

const timeOf = (found: string, more = ''): string => `2018-${found.slice(found.indexOf(' ') + 1)}${more}`;
const borders = Object.entries(EXAMPLES).flatMap(([name, example]) =>
  [...example.early, ...example.late].map((found, i) => ({ name, found, i, isEarly: i < example.early.length })),
);

describe("the worked examples of Hunan's manual", () => {
  const judged = ({ rule, events }: Example, asOf: string, more: readonly ReportedEvent[] = []) =>
    reviewBy([rule], [...events, ...more], { item, profile: hunan, asOf });

  it.each(Object.entries(EXAMPLES))('%s: all levels, each at its second', (_name, example) => {
    const review = judged(example, '2018-12-03 09:00');
    expect(ladder(review)).toEqual([...example.early, ...example.late]);
    expect(review.unjudged).toEqual([]);
  });

  it.each(borders)('$name $found: not a second earlier', ({ name, found, i, isEarly }) => {
    const example = EXAMPLES[name as keyof typeof EXAMPLES];
    const all = [...example.early, ...example.late];
    const at = shanghai(timeOf(found));
    // Before the due instant from its second on, after it from the first millisecond beyond it.
    const [last, first] = isEarly ? [at - 1000, at] : [at, at + 1];
    const by = (instant: number) => judged(example, new Date(instant + 8 * HOUR).toISOString().slice(0, 23));
    expect(ladder(by(last))).toEqual(all.slice(0, i));
    expect(by(last).nextAt).toBe(first);
    expect(ladder(by(first))).toEqual(all.slice(0, i + 1));
    expect(ladder(by(at + 1000))).toEqual(all.slice(0, i + 1));
  });

  it.each(borders)('$name $found: nothing where it was done by then', ({ name, found, i }) => {
    const example = EXAMPLES[name as keyof typeof EXAMPLES];
    const all = [...example.early, ...example.late];
    const doneAt = (time: string) => ladder(judged(example, '2018-12-03 09:00', [example.done(time)]));
    expect(doneAt(timeOf(found))).toEqual(all.slice(0, i));
    expect(doneAt(timeOf(found).replace(/00$/, '01'))).toEqual(all.slice(0, i + 1));
  });

  it('tells the stages of one waiting apart by their keys, and leaves the key of the due instant as it was', () => {
    const keys = judged(COMPLAINT, '2018-12-03 09:00').findings.map((f) => f.key);
    expect(keys).toEqual([
      `S-COMPLAINT-ACCEPT|before2|${shanghai('2018-10-17 10:00')}|T1`,
      `S-COMPLAINT-ACCEPT|${shanghai('2018-10-22 10:00')}|T1`,
      `S-COMPLAINT-ACCEPT|over1|${shanghai('2018-10-23 10:00')}|T1`,
    ]);
  });

  it('says of a warning what is still to come, and of what is late by how much', () => {
    const { findings } = judged(COMPLAINT, '2018-12-03 09:00', [COMPLAINT.done('2018-10-24 09:00')]);
    const [warning, , red] = findings;
    expect(warning).toMatchObject({ mode: 'confirm', dueAt: shanghai('2018-10-22 10:00') });
    expect(warning?.explanation).toMatchObject({
      expected: { zh: '投诉 T1 受理不晚于2018年10月22日10:00（自投诉提出之时起 5 个工作日内）' },
      observed: {
        zh: '截至2018年10月17日10:00没有投诉 T1 受理的记录，用时不足一日的按一日计，距期限还有 2 个工作日',
        en: 'no acceptance of complaint T1 on record by 2018-10-17 10:00, 2 working days left, a day begun counted as used',
      },
    });
    expect(warning?.explanation.arithmetic.at(-1)?.zh).toBe(
      '自2018年10月22日10:00倒推办公时间 21 小时（3 个工作日），至2018年10月17日10:00',
    );
    expect(warning?.explanation.events.map((e) => e.type)).toEqual(['complaint.filed']);
    expect(red?.explanation.observed.zh).toMatch(/晚于2018年10月23日10:00，已超过期限 1 个工作日$/);
    expect(red?.explanation.arithmetic.at(-1)?.zh).toBe(
      '自2018年10月22日10:00起累计办公时间 7 小时（1 个工作日），至2018年10月23日10:00',
    );
    expect(red?.explanation.events.map((e) => e.type)).toEqual(['complaint.filed', 'complaint.accepted']);
  });
});

describe('stages counted by the day', () => {
  const stages = [
    stage('reminder', { daysBefore: 2 }),
    stage('yellow', { daysBefore: 0 }),
    stage('red', { daysOver: 1 }),
    stage('red', { daysOver: 3 }),
  ];
  const rule = complaintAccept;
  const judged = (filed: string, more: readonly ReportedEvent[] = [], asOf = '2026-11-30 09:00') =>
    reviewBy([rule], [reported('complaint.filed', filed, { complaintNo: 'T1' }), ...more], {
      profile: staged([rule], stages),
      asOf,
    });

  it('lie at opening of business before the due day, at close of business after it, days off left out', () => {
    // Due on Sunday 2014-09-28, made up; then 29, 30, the National Day holiday up to 10-07.
    expect(ladder(judged('2014-09-22 15:00'))).toEqual([
      'reminder 09-25 09:00:00',
      'yellow 09-28 09:00:00',
      'yellow 09-28 17:00:00',
      'red 09-29 17:00:00',
      'red 10-08 17:00:00',
    ]);
  });

  it.each([
    ['2014-09-25 09:00:00', 0],
    ['2014-09-25 09:00:01', 1],
    ['2014-09-28 17:00:00', 2],
    ['2014-09-28 17:00:01', 3],
    ['2014-09-29 17:00:00', 3],
    ['2014-09-29 17:00:01', 4],
    ['2014-10-08 17:00:00', 4],
    ['2014-10-08 17:00:01', 5],
  ])('done at %s: %d of them', (time, n) => {
    const done = reported('complaint.accepted', time, { complaintNo: 'T1' });
    expect(ladder(judged('2014-09-22 15:00', [done]))).toHaveLength(n);
  });

  it('read well', () => {
    for (const done of [[], [reported('complaint.accepted', '2014-10-09 09:00', { complaintNo: 'T1' })]])
      for (const { explanation } of judged('2014-09-22 15:00', done).findings) {
        expectClause(explanation.expected);
        expectClause(explanation.observed);
        for (const line of explanation.arithmetic) expectText(line);
      }
    const [warning, today, , red] = judged('2014-09-22 15:00').findings;
    expect(warning?.explanation.observed.zh).toBe(
      '截至2014年9月25日09:00没有投诉 T1 受理的记录，距期限届满之日还有 2 个工作日',
    );
    expect(warning?.explanation.arithmetic.at(-1)?.zh).toBe(
      '期限届满之日前第 2 个工作日为2014年9月25日，自当日上班时（2014年9月25日09:00）起',
    );
    expect(today?.explanation.observed.en).toBe(
      'no acceptance of complaint T1 on record by 2014-09-28 09:00, due that day',
    );
    expect(red?.explanation.arithmetic.at(-1)?.zh).toBe(
      '期限届满之日后第 1 个工作日为2014年9月29日，于当日下班时（2014年9月29日17:00）满',
    );
  });

  it('is counted by the day for limits of the law even where the profile counts by the moment', () => {
    const profile: RuleProfile = { ...staged([hearingLate], [stage('red', { daysOver: 1 })]), counting: 'moment' };
    const events = [
      reported('case.received', '2018-10-15 09:00'),
      reported('pause.started', '2018-10-15 10:00', { kind: 'hearing' }),
    ];
    expect(ladder(reviewBy([hearingLate], events, { item, profile }))).toEqual([
      'yellow 11-12 17:00:00',
      'red 11-13 17:00:00',
    ]);
  });
});

describe('a stage before the due instant', () => {
  const before = (daysBefore: number) => [stage('reminder', { daysBefore })];

  it('is nothing where it would lie at or before the start of the waiting', () => {
    const events = [
      reported('case.received', '2026-03-02 09:00'),
      reported('pause.started', '2026-03-04 09:00', { kind: 'testing', plannedDays: 3 }),
    ];
    const at = (daysBefore: number) =>
      ladder(reviewBy([pauseOver], events, { item, profile: staged([pauseOver], before(daysBefore)) }));
    expect(at(1)).toEqual(['reminder 03-05 09:00:00', 'yellow 03-06 17:00:00']);
    expect(at(2)).toEqual(['yellow 03-06 17:00:00']);
    expect(at(3)).toEqual(['yellow 03-06 17:00:00']);
  });

  it('is nothing before an acceptance was deemed, nor while it may still be', () => {
    const site: ItemVersion = reviewItem(
      { siteCheck: { step: '勘验', inspection: true } },
      { steps: [{ name: '勘验' }] },
    );
    const options = { item: site, profile: staged([inspectionLate], before(1)) };
    // Deemed accepted from the receipt on at 2026-03-09 17:00, when the five days of the inspection have passed, too.
    const received = [
      reported('case.received', '2026-03-02 10:00'),
      reported('step.started', '2026-03-02 11:00', { step: '勘验', officer: '甲' }),
    ];
    expect(ladder(reviewBy([inspectionLate], received, options))).toEqual(['yellow 03-09 17:00:00']);
    const open = reviewBy([inspectionLate], received, { ...options, asOf: '2026-03-08 09:00' });
    expect(open).toMatchObject({ findings: [], nextAt: shanghai('2026-03-09 17:00') + 1 });
    const typed = [...received, reported('case.accepted', '2026-03-03 10:00')];
    expect(ladder(reviewBy([inspectionLate], typed, options))).toEqual([
      'reminder 03-09 09:00:00',
      'yellow 03-10 17:00:00',
    ]);
  });

  it('stays where the due instant moves later, and comes again before the new one', () => {
    const joint = reviewItem({ handling: { kind: 'joint', units: [] } });
    const options = { item: joint, profile: staged([jointLate], before(2)) };
    const accepted = reported('case.accepted', '2026-03-02 10:00');
    const extended = (time: string) =>
      reported('extension.granted', time, { days: 5, approver: '县长', reason: '案情复杂' });
    const plain = ladder(reviewBy([jointLate], [accepted], options));
    // 45 working days after 2026-03-02, Qingming and Labour Day left out; 2026-05-09 is made up.
    expect(plain).toEqual(['reminder 05-06 09:00:00', 'yellow 05-08 17:00:00']);
    expect(ladder(reviewBy([jointLate], [accepted, extended('2026-05-05 10:00')], options))).toEqual([
      'reminder 05-12 09:00:00',
      'yellow 05-14 17:00:00',
    ]);
    expect(ladder(reviewBy([jointLate], [accepted, extended('2026-05-06 10:00')], options))).toEqual([
      'reminder 05-06 09:00:00',
      'reminder 05-12 09:00:00',
      'yellow 05-14 17:00:00',
    ]);
  });
});

describe('a stage that the published calendar does not reach', () => {
  const rule = complaintAccept;
  const profile = staged([rule], [stage('red', { daysOver: 5 }), stage('reminder', { daysBefore: 2 })]);
  const filed = reported('complaint.filed', '2026-12-22 10:00', { complaintNo: 'T1' });
  const done = (time: string) => reported('complaint.accepted', time, { complaintNo: 'T1' });
  const judged = (asOf: string, ...more: ReportedEvent[]) => reviewBy([rule], [filed, ...more], { profile, asOf });

  it('cannot be judged once the due instant has passed, not before', () => {
    expect(judged('2026-12-29 17:00').unjudged).toEqual([]);
    expect(judged('2026-12-30 09:00')).toMatchObject({
      findings: [{ level: 'reminder' }, { level: 'yellow' }],
      unjudged: [{ rule: rule.code, missing: 'calendar' }],
    });
  });

  it('is not listed where it was done in time, or late but on a published day', () => {
    expect(judged('2027-02-01 09:00', done('2026-12-29 17:00')).unjudged).toEqual([]);
    expect(judged('2027-02-01 09:00', done('2026-12-30 09:00')).unjudged).toEqual([]);
    expect(judged('2027-02-01 09:00', done('2027-01-11 09:00')).unjudged).toHaveLength(1);
  });
});

describe('a profile without stages', () => {
  it('finds what it found before there were any', () => {
    const waits = RULE_BOOK.filter((rule) => !isActRule(rule));
    const book = Object.fromEntries(waits.map((rule) => [rule.code, { ...settingOf(rule), stages: [] }]));
    const standards = { calendar: liveCalendar, profile: { ...liveProfile, book }, itemAt: () => item };
    const review = (events: readonly ReportedEvent[]) =>
      reviewCase(events, standards, shanghai('2018-12-03 09:00'), waits, (rule, error) => {
        throw new Error(rule, { cause: error });
      });
    for (const { events, rule } of [SPECIAL, ONLINE, COMPLAINT]) {
      const found = review(events).findings.filter((f) => f.rule === rule.code);
      expect(found).toEqual(reviewBy([rule], events, { item, asOf: '2018-12-03 09:00' }).findings);
      expect(found).toHaveLength(1);
    }
  });
});
