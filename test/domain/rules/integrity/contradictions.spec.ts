import { describe, expect, it } from '@jest/globals';
import type { Limit } from '../../../../src/domain/standards.js';
import { lastTenth } from '../../../../src/domain/rules/integrity/last-tenth.rule.js';
import { promiseDate } from '../../../../src/domain/rules/integrity/promise-date.rule.js';
import { contradictingTimes } from '../../../../src/domain/rules/integrity/times.rule.js';
import { reported, reviewBy, reviewItem, shanghai } from '../../../support/review.js';
import { found, judgedBy, lacking, nothing } from '../judged.js';

const received = reported('case.received', '2026-03-02 09:00');
const accepted = reported('case.accepted', '2026-03-02 10:00');
const step = (type: 'step.started' | 'step.completed', time: string, name = '审查') =>
  reported(type, time, { step: name, officer: '甲' });

describe('I-TIMES', () => {
  const rule = contradictingTimes;

  it.each([
    ['2026-03-02 09:59:59', found('03-02 10:00 decided')],
    ['2026-03-02 10:00', nothing],
    ['2026-03-02 00:00', nothing],
    ['2026-03-01 00:00', found('03-02 10:00 decided')],
    ['2026-03-02 10:00:01', nothing],
  ])('accepted at 10:00, decided at %s', (time, verdict) => {
    expect(judgedBy(rule, [received, accepted, reported('case.decided', time)])).toEqual(verdict);
  });

  it('tells it by the first acceptance alone, with both acts', () => {
    const decided = reported('case.decided', '2026-03-03 10:00');
    expect(judgedBy(rule, [accepted, decided, reported('case.accepted', '2026-03-04 10:00')])).toEqual(nothing);
    const [finding] = reviewBy([rule], [received, decided, reported('case.accepted', '2026-03-04 10:00')]).findings;
    expect(finding?.explanation).toMatchObject({
      expected: { zh: '办结不早于受理', en: 'decision not before acceptance' },
      observed: {
        zh: '办结的时间为2026年3月3日10:00，早于受理的时间2026年3月4日10:00',
        en: 'decision at 2026-03-03 10:00, before acceptance at 2026-03-04 10:00',
      },
    });
    expect(finding?.explanation.events.map((e) => e.type)).toEqual(['case.decided', 'case.accepted']);
  });

  const item = reviewItem({}, { steps: [{ name: '审查', code: 'S1' }] });
  it.each([
    [
      'completed a second before its start',
      [step('step.completed', '2026-03-03 09:59:59')],
      found('03-03 10:00 step 审查'),
    ],
    ['by its code', [step('step.completed', '2026-03-03 09:59:59', 'S1')], found('03-03 10:00 step 审查')],
    ['completed as it started', [step('step.completed', '2026-03-03 10:00')], nothing],
    [
      'started before as well',
      [step('step.started', '2026-03-03 09:00'), step('step.completed', '2026-03-03 09:30')],
      nothing,
    ],
    ['another step completed before', [step('step.completed', '2026-03-03 09:00', '核查')], nothing],
  ])('a step started at 10:00: %s', (_case, events, verdict) => {
    const all = [accepted, step('step.started', '2026-03-03 10:00'), ...events];
    expect(judgedBy(rule, all, { item })).toEqual(verdict);
  });

  it('says nothing of a step whose start was never reported', () => {
    expect(judgedBy(rule, [accepted, step('step.completed', '2026-03-03 10:00')])).toEqual(nothing);
  });

  const ended = reported('pause.ended', '2026-03-10 10:00', { kind: 'testing' });
  it.each([
    ['never', [], found('03-10 10:00 pause testing')],
    ['at the same instant', [reported('pause.started', '2026-03-10 10:00', { kind: 'testing' })], nothing],
    [
      'a second later',
      [reported('pause.started', '2026-03-10 10:00:01', { kind: 'testing' })],
      found('03-10 10:00 pause testing'),
    ],
    [
      'of another kind',
      [reported('pause.started', '2026-03-09 10:00', { kind: 'hearing' })],
      found('03-10 10:00 pause testing'),
    ],
  ])('a special procedure ended at 10:00 and begun %s', (_case, events, verdict) => {
    expect(judgedBy(rule, [accepted, ended, ...events])).toEqual(verdict);
  });

  it.each([
    ['2026-03-03 10:00', '2026-03-03 10:05', nothing],
    ['2026-03-03 09:59:59', '2026-03-03 10:05', found('03-03 10:00 recorded case.decided ')],
    ['2026-03-03 09:59:59', '2026-03-03 09:59:59', nothing],
  ])('happened at 10:00, recorded at %s, arrived at %s', (recorded, arrived, verdict) => {
    const times = { recordedAt: shanghai(recorded), receivedAt: shanghai(arrived) };
    expect(judgedBy(rule, [accepted, reported('case.decided', '2026-03-03 10:00', {}, times)])).toEqual(verdict);
  });

  it.each([
    ['whole seconds', '2026-03-03 10:07:42', nothing],
    ['whole minutes', '2026-03-03 10:07', nothing],
    ['whole days', '2026-03-03 00:00', nothing],
    ['the second before', '2026-03-03 10:07:41', found('03-03 10:07 recorded case.decided ')],
    ['the minute before', '2026-03-03 10:06', found('03-03 10:07 recorded case.decided ')],
    ['the day before', '2026-03-02 00:00', found('03-03 10:07 recorded case.decided ')],
  ])('happened at 10:07:42.734, recorded in %s', (_unit, recorded, verdict) => {
    const times = { recordedAt: shanghai(recorded), receivedAt: shanghai('2026-03-03 10:08') };
    const decided = reported('case.decided', '2026-03-03 10:07:42', {}, times);
    expect(judgedBy(rule, [accepted, { ...decided, at: decided.at + 734 }])).toEqual(verdict);
  });
});

describe('I-PROMISE-DATE', () => {
  const promising = (promiseDate: string, time = '2014-09-22 10:00') =>
    reported('case.accepted', time, { promiseDate });
  const opened = reported('case.received', '2014-09-22 09:00');

  // 10 working days after 2014-09-22: 10 October.
  it.each([
    ['2014-10-10T00:00:00+08:00', nothing],
    ['2014-10-10T23:59:59+08:00', nothing],
    ['2014-10-09T16:00:00Z', nothing],
    ['2014-10-09T23:59:59+08:00', found('09-22 10:00')],
    // 24:00 of the due day.
    ['2014-10-11T00:00:00+08:00', nothing],
    ['2014-10-10T16:00:00Z', nothing],
    ['2014-10-11T00:00:01+08:00', found('09-22 10:00')],
    ['2014-10-12T00:00:00+08:00', found('09-22 10:00')],
    ['2014-10-09T00:00:00+08:00', found('09-22 10:00')],
  ])('promised for %s', (date, verdict) => {
    expect(judgedBy(promiseDate, [opened, promising(date)])).toEqual(verdict);
  });

  it('counts the promised limit on paper', () => {
    const [finding] = reviewBy([promiseDate], [opened, promising('2014-10-11T12:00:00+08:00')]).findings;
    expect(finding?.explanation).toMatchObject({
      expected: {
        zh: '承诺办结日期为2014年10月10日（承诺时限自受理起：10 个工作日）',
        en: 'promised date 2014-10-10 (promised limit from acceptance: 10 working days)',
      },
      observed: { zh: '报送的承诺办结日期为2014年10月11日', en: 'the date told is 2014-10-11' },
    });
    expect(finding?.explanation.arithmetic.at(-1)?.zh).toBe('于当日下班时（2014年10月10日17:00）届满');
  });

  it('says nothing where the acceptance is deemed: the delay has a rule of its own', () => {
    const late = [opened, promising('2014-10-14T12:00:00+08:00', '2014-09-29 10:00')];
    expect(judgedBy(promiseDate, late)).toEqual(nothing);
  });

  const receipt: Limit = { amount: 10, unit: 'workingDay', from: 'receipt' };
  const pauses = [{ kind: 'testing' as const }];
  const testing = (plannedDays?: number) =>
    reported('pause.started', '2014-09-22 09:30', { kind: 'testing', plannedDays });
  it.each([
    ['without a date', [reported('case.accepted', '2014-09-22 10:00')], reviewItem(), nothing],
    ['of an item that is not known', [promising('2014-12-31T12:00:00+08:00')], null, nothing],
    [
      'of an item without a promised limit',
      [promising('2014-12-31T12:00:00+08:00')],
      reviewItem({}, { promised: undefined }),
      nothing,
    ],
    [
      'of an item decided at once, the same day',
      [promising('2014-09-22T12:00:00+08:00')],
      reviewItem({}, { kind: 'instant' }),
      nothing,
    ],
    [
      'of an item decided at once, another day',
      [promising('2014-09-23T12:00:00+08:00')],
      reviewItem({}, { kind: 'instant' }),
      found('09-22 10:00'),
    ],
    ['deemed from the receipt on', [promising('2014-10-10T12:00:00+08:00', '2014-09-29 10:00')], reviewItem(), nothing],
    [
      'with a special procedure known by then',
      [testing(2), promising('2014-10-11T12:00:00+08:00')],
      reviewItem({}, { promised: receipt, pauses }),
      nothing,
    ],
    [
      'held without a cap',
      [testing(), promising('2014-10-11T12:00:00+08:00')],
      reviewItem({}, { promised: receipt, pauses }),
      lacking('pause.started.plannedDays'),
    ],
    [
      'a second one',
      [promising('2014-10-10T12:00:00+08:00'), promising('2014-12-31T12:00:00+08:00', '2014-09-23 10:00')],
      reviewItem(),
      nothing,
    ],
  ])('an acceptance %s', (_case, events, item, verdict) => {
    expect(judgedBy(promiseDate, [opened, ...events], { item })).toEqual(verdict);
  });

  it('cannot count beyond the published calendar', () => {
    const late = [
      reported('case.received', '2026-12-28 09:00'),
      promising('2027-01-11T12:00:00+08:00', '2026-12-28 10:00'),
    ];
    expect(judgedBy(promiseDate, late, { asOf: '2026-12-31 23:00' })).toEqual(lacking('calendar'));
  });
});

describe('I-PAUSE-TENTH', () => {
  const rule = lastTenth;
  const opened = [reported('case.received', '2014-09-22 09:00'), reported('case.accepted', '2014-09-22 10:00')];
  const pause = (time: string) => reported('pause.started', time, { kind: 'testing', plannedDays: 5 });
  const item = reviewItem({}, { pauses: [{ kind: 'testing' }] });

  // 10 working days after 2014-09-22 end on 10 October; the ninth ends on 9 October at 17:00.
  it.each([
    ['2014-10-09 16:59:59.999', nothing],
    ['2014-10-09 17:00:00', found('10-09 17:00 testing')],
    ['2014-10-10 16:00', found('10-10 16:00 testing')],
    ['2014-10-13 16:00', found('10-13 16:00 testing')],
  ])('a pause at %s of ten working days', (time, verdict) => {
    expect(judgedBy(rule, [...opened, pause(time)], { item })).toEqual(verdict);
  });

  it('looks at requests for supplements too', () => {
    const late = reported('supplement.requested', '2014-10-10 09:00', { materials: ['甲'] });
    expect(judgedBy(rule, [...opened, late])).toEqual(found('10-10 09:00 supplement.requested'));
  });

  // 5 working days end on 29 September … 28 is made up, so on 28 at 17:00; nine tenths on that day at 13:30.
  it.each([
    ['2014-09-28 13:29:59.999', nothing],
    ['2014-09-28 13:30:00', found('09-28 13:30 testing')],
  ])('a pause at %s of five working days', (time, verdict) => {
    const five = reviewItem({}, { promised: { amount: 5, unit: 'workingDay' }, pauses: [{ kind: 'testing' }] });
    expect(judgedBy(rule, [...opened, pause(time)], { item: five })).toEqual(verdict);
  });

  it('counts what an earlier pause and an extension have changed', () => {
    const earlier = [
      reported('pause.started', '2014-10-08 09:00', { kind: 'testing', plannedDays: 2 }),
      reported('pause.ended', '2014-10-08 16:00', { kind: 'testing' }),
    ];
    expect(judgedBy(rule, [...opened, ...earlier, pause('2014-10-10 16:59:59')], { item })).toEqual(nothing);
    expect(judgedBy(rule, [...opened, ...earlier, pause('2014-10-10 17:00')], { item }).found).toHaveLength(1);
    const extended = reported('extension.granted', '2014-10-08 09:00', {
      days: 10,
      approver: '甲',
      reason: '案情复杂',
    });
    expect(judgedBy(rule, [...opened, extended, pause('2014-10-10 16:00')], { item })).toEqual(nothing);
  });

  it('needs no day beyond the published calendar once the case has ended', () => {
    const ended = ['case.accepted', 'case.decided', 'supplement.requested'] as const;
    const events = ended.map((type, i) => reported(type, `2026-12-${28 + i} 10:00`));
    expect(judgedBy(rule, events, { item, asOf: '2026-12-31 23:00' })).toEqual(nothing);
  });

  it.each([
    ['2026-03-05 15:54', 1],
    ['2026-03-05 15:53', 0],
  ])('a pause at %s of three working days counted by the moment to 10:00 of a day', (time, hints) => {
    const three = reviewItem({}, { promised: { amount: 3, unit: 'workingDay' } });
    const events = [reported('case.accepted', '2026-03-03 10:00'), pause(time)];
    const options = { item: three, counting: 'moment' } as const;
    expect(reviewBy([rule], events, options).findings).toHaveLength(hints);
  });

  it('shows the days passed and left', () => {
    const [finding] = reviewBy([rule], [...opened, pause('2014-10-10 12:30')], { item }).findings;
    expect(finding).toMatchObject({ level: 'reminder', mode: 'hint' });
    expect(finding?.explanation).toMatchObject({
      expected: { zh: '承诺时限已过 90 % 之前特别程序（检测）开始' },
      observed: {
        zh: '特别程序（检测）开始的时间为2014年10月10日12:30，承诺时限 10 个工作日已过 9.4 个（94.2 %）',
        en: 'start of the special procedure (testing) at 2014-10-10 12:30, when 9.4 of the promised 10 working days had passed (94.2 %)',
      },
      arithmetic: [{ zh: '承诺时限届满于2014年10月10日17:00，尚余 0.6 个工作日；10 − 0.6 = 9.4' }],
    });
    const [after] = reviewBy([rule], [...opened, pause('2014-10-14 12:00')], { item }).findings;
    expect(after?.explanation.arithmetic[0]?.zh).toBe(
      '承诺时限届满于2014年10月10日17:00，其后又过 2.4 个工作日；10 + 2.4 = 12.4',
    );
  });

  it.each([
    [
      'before the acceptance',
      [reported('case.received', '2014-09-22 09:00'), pause('2014-09-23 09:00')],
      item,
      nothing,
    ],
    [
      'after the end',
      [...opened, reported('case.decided', '2014-10-10 09:00'), pause('2014-10-10 10:00')],
      item,
      nothing,
    ],
    [
      'of a limit in another unit',
      [...opened, pause('2014-10-22 10:00')],
      reviewItem({}, { promised: { amount: 1, unit: 'month' } }),
      nothing,
    ],
    ['of an item that is not known', [...opened, pause('2014-10-22 10:00')], null, nothing],
  ])('says nothing of a pause %s', (_case, events, given, verdict) => {
    expect(judgedBy(rule, events, { item: given })).toEqual(verdict);
  });

  it('cannot count beyond the published calendar', () => {
    const late = [reported('case.accepted', '2026-12-28 10:00'), pause('2026-12-29 10:00')];
    expect(judgedBy(rule, late, { item, asOf: '2026-12-31 23:00' })).toEqual(lacking('calendar'));
  });
});
