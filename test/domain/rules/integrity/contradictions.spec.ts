import { describe, expect, it } from '@jest/globals';
import { lastTenth } from '../../../../src/domain/rules/integrity/last-tenth.rule.js';
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
    ['2026-03-02 09:58:59', found('03-02 10:00 decided')],
    ['2026-03-02 09:59:00', nothing],
    ['2026-03-02 09:59:57', nothing],
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
      'completed more than a minute before its start',
      [step('step.completed', '2026-03-03 09:58:59')],
      found('03-03 10:00 step 审查'),
    ],
    ['by its code', [step('step.completed', '2026-03-03 09:58:59', 'S1')], found('03-03 10:00 step 审查')],
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

  it.each([
    ['2026-03-02 10:02', found('03-02 10:02 accepted')],
    ['2026-03-02 10:01', nothing],
  ])('accepted at 10:00, received at %s', (time, verdict) => {
    expect(judgedBy(rule, [reported('case.received', time), accepted])).toEqual(verdict);
  });

  it.each([
    ['2026-03-03 09:58', found('03-03 10:00 delivered')],
    ['2026-03-03 09:59', nothing],
    ['2026-03-03 00:00', nothing],
  ])('decided at 10:00, delivered at %s', (time, verdict) => {
    const decided = reported('case.decided', '2026-03-03 10:00');
    expect(judgedBy(rule, [received, accepted, decided, reported('licence.delivered', time)])).toEqual(verdict);
  });

  it('takes another tolerance', () => {
    const decided = reported('case.decided', '2026-03-02 09:59:57');
    expect(judgedBy(rule, [received, accepted, decided], { params: { minutes: 0 } })).toEqual(
      found('03-02 10:00 decided'),
    );
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
    ['2026-03-03 09:58:59', '2026-03-03 10:05', found('03-03 10:00 recorded case.decided ')],
    ['2026-03-03 09:59:00', '2026-03-03 10:05', nothing],
    ['2026-03-03 09:59:59.500', '2026-03-03 10:05', nothing],
    ['2026-03-03 09:59:59', '2026-03-03 09:59:59', nothing],
  ])('happened at 10:00, recorded at %s, arrived at %s', (recorded, arrived, verdict) => {
    const times = { recordedAt: shanghai(recorded), receivedAt: shanghai(arrived) };
    expect(judgedBy(rule, [accepted, reported('case.decided', '2026-03-03 10:00', {}, times)])).toEqual(verdict);
  });

  it.each([
    ['whole seconds', '2026-03-03 10:07:42', nothing],
    ['whole minutes', '2026-03-03 10:07', nothing],
    ['whole days', '2026-03-03 00:00', nothing],
    ['the second before', '2026-03-03 10:07:41', nothing],
    ['the minute before', '2026-03-03 10:06', nothing],
    ['the minute and a second before', '2026-03-03 10:06:41', found('03-03 10:07 recorded case.decided ')],
    ['two minutes before', '2026-03-03 10:05', found('03-03 10:07 recorded case.decided ')],
    ['the day before', '2026-03-02 00:00', found('03-03 10:07 recorded case.decided ')],
  ])('happened at 10:07:42.734, recorded in %s', (_unit, recorded, verdict) => {
    const times = { recordedAt: shanghai(recorded), receivedAt: shanghai('2026-03-03 10:08') };
    const decided = reported('case.decided', '2026-03-03 10:07:42', {}, times);
    expect(judgedBy(rule, [accepted, { ...decided, at: decided.at + 734 }])).toEqual(verdict);
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
