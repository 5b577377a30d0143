import { describe, expect, it } from '@jest/globals';
import { hearingLate, pauseOver } from '../../../../src/domain/rules/time/special-procedure.rules.js';
import { reported, reviewBy, reviewItem, shanghai } from '../../../support/review.js';
import { itIsDue } from '../wait-borders.js';

const listing = (maxDays?: number) => reviewItem({}, { pauses: [{ kind: 'testing', maxDays }, { kind: 'hearing' }] });
const received = reported('case.received', '2014-09-01 09:00');
const began = (time: string, plannedDays?: number) => reported('pause.started', time, { kind: 'testing', plannedDays });
const ended = (time: string) => reported('pause.ended', time, { kind: 'testing' });

describe('T-PAUSE-OVER', () => {
  const rule = pauseOver;
  // 2014-09-25 Thursday is day 1, then 26, 28 (made up), 29, 30.
  const events = [received, began('2014-09-25 10:00', 5)];
  itIsDue('planned days, the first day counted', { rule, events, done: ended, due: '2014-09-30', item: listing() });
  itIsDue('days of the item over the holidays', {
    rule,
    events: [received, began('2014-09-25 10:00')],
    done: ended,
    due: '2014-10-09',
    item: listing(7),
  });
  itIsDue('the fewer of both: planned', { rule, events, done: ended, due: '2014-09-30', item: listing(7) });
  itIsDue('the fewer of both: of the item', { rule, events, done: ended, due: '2014-09-28', item: listing(3) });
  itIsDue('begun on a day off', {
    rule,
    events: [received, began('2014-10-04 10:00', 2)],
    done: ended,
    due: '2014-10-09',
    item: listing(),
  });

  it('shows the days and says what was seen without a word of blame', () => {
    const [finding] = reviewBy([rule], [...events, ended('2014-10-08 09:00')], { item: listing(7) }).findings;
    expect(finding).toMatchObject({
      key: `T-PAUSE-OVER|${shanghai('2014-09-30 17:00')}|testing|${shanghai('2014-09-25 10:00')}`,
      level: 'yellow',
      mode: 'confirm',
      explanation: {
        expected: {
          zh: '特别程序（检测）结束不晚于2014年9月30日17:00（自开始之日起 5 个工作日内）',
          en: 'end of the special procedure (testing) by 2014-09-30 17:00 (5 working days, its first one included)',
        },
        observed: {
          zh: '特别程序（检测）结束的时间为2014年10月8日09:00，晚于2014年9月30日17:00',
          en: 'end of the special procedure (testing) at 2014-10-08 09:00, after 2014-09-30 17:00',
        },
      },
    });
    expect(finding?.explanation.arithmetic.map((line) => line.zh)).toEqual([
      '计划 5 个工作日，事项规定最长 7 个工作日，按较短者计算',
      '2014年9月25日为第 1 个工作日，第 5 个工作日为2014年9月30日',
      '其间 1 日为休息日、节假日，不计',
      '2014年9月28日调休上班，计入',
      '于当日下班时（2014年9月30日17:00）届满',
    ]);
  });

  it.each([
    [
      'neither days planned nor days of the item',
      listing(),
      [received, began('2014-09-25 10:00')],
      'pause.started.plannedDays',
    ],
    ['an item that is not known', null, events, 'item'],
    ['days beyond the published calendar', listing(), [received, began('2026-12-01 08:00', 200)], 'calendar'],
  ])('cannot judge %s', (_case, item, given, missing) => {
    expect(reviewBy([rule], given, { item })).toMatchObject({ findings: [], unjudged: [{ rule: rule.code, missing }] });
  });

  it('needs no day beyond the calendar where the end came within it', () => {
    const given = [received, began('2026-11-02 08:00', 200), ended('2026-11-05 09:00')];
    expect(reviewBy([rule], given, { item: listing() })).toMatchObject({ findings: [], unjudged: [] });
  });

  it('says nothing of a kind that the item does not list', () => {
    const given = [received, reported('pause.started', '2014-09-25 10:00', { kind: 'auction', plannedDays: 1 })];
    expect(reviewBy([rule], given, { item: listing() })).toMatchObject({ findings: [], unjudged: [] });
  });

  it.each([
    ['case.withdrawn', '2014-09-30 17:00', 0],
    ['case.withdrawn', '2014-09-30 17:00:01', 1],
    ['case.terminated', '2014-09-29 09:00', 0],
    ['case.decided', '2014-09-29 09:00', 1],
  ] as const)('%s at %s leaves %d open pause to look at', (type, time, n) => {
    expect(reviewBy([rule], [...events, reported(type, time)], { item: listing() }).findings).toHaveLength(n);
  });

  it('leaves a pause begun after the end to the rules of procedure', () => {
    const given = [received, reported('case.decided', '2014-09-24 09:00'), began('2014-09-25 10:00', 5)];
    expect(reviewBy([rule], given, { item: listing() }).findings).toEqual([]);
  });

  it('pairs an end with every pause of its kind that is open, as the clocks do', () => {
    const given = [received, began('2014-09-22 10:00', 2), began('2014-09-25 10:00', 9), ended('2014-09-26 10:00')];
    const { findings } = reviewBy([rule], given, { item: listing() });
    expect(findings.map((f) => f.dueAt)).toEqual([shanghai('2014-09-23 17:00')]);
  });
});

describe('T-HEARING-LATE', () => {
  const rule = hearingLate;
  const hearing = (time: string) => reported('pause.started', time, { kind: 'hearing' });
  const heard = (time: string) => reported('pause.ended', time, { kind: 'hearing' });
  const early = reported('case.received', '2013-12-02 09:00');
  itIsDue('the decision, where the end of the hearing was never sent', {
    rule,
    events: [early, hearing('2020-01-17 10:00')],
    done: (t) => reported('case.decided', t, { outcome: 'granted' }),
    due: '2020-02-21',
  });
  itIsDue('the end of the hearing before a decision', {
    rule,
    events: [early, hearing('2020-01-17 10:00'), reported('case.decided', '2020-03-20 10:00')],
    done: heard,
    due: '2020-02-21',
  });
  itIsDue('W3: over the Spring Festival of 2020', {
    rule,
    events: [early, hearing('2020-01-17 10:00')],
    done: heard,
    due: '2020-02-21',
  });
  itIsDue('W13: over the Spring Festival of 2026', {
    rule,
    events: [early, hearing('2026-02-09 16:59')],
    done: heard,
    due: '2026-03-13',
  });

  it('looks at a hearing of an item that is not known, too', () => {
    expect(reviewBy([rule], [early, hearing('2026-02-09 10:00')], { item: null }).findings).toHaveLength(1);
  });

  it('does not look at other procedures', () => {
    expect(reviewBy([rule], [early, began('2026-02-09 10:00', 1)]).findings).toEqual([]);
  });

  it('cannot count beyond the published calendar', () => {
    const review = reviewBy([rule], [early, hearing('2026-12-10 10:00')], { asOf: '2026-12-31 23:00' });
    expect(review).toMatchObject({ findings: [], unjudged: [{ rule: 'T-HEARING-LATE', missing: 'calendar' }] });
  });
});
