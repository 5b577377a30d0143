import { describe, expect, it } from '@jest/globals';
import type { Limit } from '../../../../src/domain/standards.js';
import { promiseDate } from '../../../../src/domain/rules/integrity/promise-date.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { found, judgedBy, lacking, nothing } from '../judged.js';

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
