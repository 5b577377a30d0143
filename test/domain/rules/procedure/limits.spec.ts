import { describe, expect, it } from '@jest/globals';
import type { ReportedData } from '../../../../src/domain/review/reported-event.js';
import { extensionLate } from '../../../../src/domain/rules/procedure/extension-late.rule.js';
import {
  extensionForm,
  extensionNotice,
  extensionTwice,
} from '../../../../src/domain/rules/procedure/extension.rules.js';
import { pauseBasis, pauseNotice, pauseUnlisted } from '../../../../src/domain/rules/procedure/pause.rules.js';
import { visitsOver } from '../../../../src/domain/rules/procedure/visits-over.rule.js';
import type { ItemVersion } from '../../../../src/domain/standards.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { found, judgedBy, lacking, nothing } from '../judged.js';

const received = reported('case.received', '2026-03-02 09:00');
const accepted = reported('case.accepted', '2026-03-02 10:00');

describe('special procedures', () => {
  const item = reviewItem({}, { pauses: [{ kind: 'hearing', basis: '《城乡规划法》第四十八条' }] });
  const unsaid = reviewItem({}, { pausesKnown: false });
  const paused = (data: ReportedData) => reported('pause.started', '2026-03-05 10:00', { kind: 'hearing', ...data });
  const hearing = found('03-05 10:00 hearing');
  it.each([
    ['P-PAUSE-UNLISTED: a listed kind', pauseUnlisted, item, paused({}), nothing],
    ['P-PAUSE-UNLISTED: another kind', pauseUnlisted, item, paused({ kind: 'testing' }), found('03-05 10:00 testing')],
    ['P-PAUSE-UNLISTED: an item that lists none', pauseUnlisted, reviewItem(), paused({}), hearing],
    ['P-PAUSE-UNLISTED: an unknown item', pauseUnlisted, null, paused({}), lacking('item')],
    ['P-PAUSE-UNLISTED: nobody has said which', pauseUnlisted, unsaid, paused({}), lacking('item.pauses')],
    ['P-PAUSE-BASIS: nobody has said which', pauseBasis, unsaid, paused({}), nothing],
    ['P-PAUSE-BASIS: with a basis', pauseBasis, item, paused({ basis: '《行政许可法》第四十六条' }), nothing],
    ['P-PAUSE-BASIS: without', pauseBasis, item, paused({}), hearing],
    ['P-PAUSE-BASIS: blanks', pauseBasis, item, paused({ basis: ' 　' }), hearing],
    ['P-PAUSE-BASIS: a kind that is not listed', pauseBasis, item, paused({ kind: 'testing' }), nothing],
    ['P-PAUSE-BASIS: an unknown item', pauseBasis, null, paused({}), lacking('item')],
    ['P-PAUSE-NOTICE: with a number', pauseNotice, item, paused({ noticeNo: '告〔2026〕1号' }), nothing],
    ['P-PAUSE-NOTICE: without', pauseNotice, item, paused({}), hearing],
    ['P-PAUSE-NOTICE: of any kind', pauseNotice, item, paused({ kind: 'other' }), found('03-05 10:00 other')],
    ['P-PAUSE-NOTICE: of an unknown item', pauseNotice, null, paused({ noticeNo: ' ' }), hearing],
  ])('%s', (_name, rule, of, act, verdict) => {
    expect(judgedBy(rule, [received, accepted, act], { item: of })).toEqual(verdict);
  });

  it('names the kinds that the item lists', () => {
    const events = [received, accepted, paused({ kind: 'testing' })];
    expect(reviewBy([pauseUnlisted], events, { item }).findings[0]?.explanation.observed.zh).toBe(
      '2026年3月5日10:00开始特别程序“检测”，事项列明的特别程序为：听证',
    );
  });
});

const complete = { days: 5, approver: '局长', reason: '需要补充调查', toldApplicant: true };
const extended = (time: string, data: ReportedData = {}) =>
  reported('extension.granted', time, { ...complete, ...data });

describe('extensions', () => {
  const once = extended('2026-03-05 10:00');
  it.each([
    ['P-EXTEND-FORM: with approver and reason', extensionForm, [once], nothing],
    [
      'P-EXTEND-FORM: no approver',
      extensionForm,
      [extended('2026-03-05 10:00', { approver: ' ' })],
      found('03-05 10:00'),
    ],
    [
      'P-EXTEND-FORM: no reason',
      extensionForm,
      [extended('2026-03-05 10:00', { reason: undefined })],
      found('03-05 10:00'),
    ],
    ['P-EXTEND-NOTICE: told', extensionNotice, [once], nothing],
    [
      'P-EXTEND-NOTICE: not told',
      extensionNotice,
      [extended('2026-03-05 10:00', { toldApplicant: false })],
      found('03-05 10:00'),
    ],
    [
      'P-EXTEND-NOTICE: not said',
      extensionNotice,
      [extended('2026-03-05 10:00', { toldApplicant: undefined })],
      lacking('extension.granted.toldApplicant'),
    ],
    ['P-EXTEND-TWICE: once', extensionTwice, [once], nothing],
    ['P-EXTEND-TWICE: again', extensionTwice, [once, extended('2026-03-06 10:00')], found('03-06 10:00')],
    [
      'P-EXTEND-TWICE: again, without approver',
      extensionTwice,
      [once, extended('2026-03-06 10:00', { approver: undefined })],
      found('03-06 10:00'),
    ],
    ['P-EXTEND-TWICE: once, reported by two sources', extensionTwice, [once, extended('2026-03-05 10:00')], nothing],
    [
      'P-EXTEND-TWICE: after one without approver',
      extensionTwice,
      [extended('2026-03-04 10:00', { approver: undefined }), once],
      nothing,
    ],
  ])('%s', (_name, rule, acts, verdict) => {
    expect(judgedBy(rule, [received, accepted, ...acts])).toEqual(verdict);
  });

  it('says what is missing', () => {
    const bare = extended('2026-03-05 10:00', { approver: undefined, reason: undefined });
    expect(reviewBy([extensionForm], [received, accepted, bare]).findings[0]?.explanation.observed).toEqual({
      zh: '2026年3月5日10:00延长期限，记录中没有批准人和理由',
      en: 'extended at 2026-03-05 10:00, no approver and no reason on record',
    });
  });
});

describe('P-EXTEND-LATE', () => {
  const promised = reviewItem({}, { statutory: undefined });
  const fromReceipt = reviewItem({}, { statutory: { amount: 20, unit: 'workingDay', from: 'receipt' } });
  const listed: Partial<ItemVersion> = { pauses: [{ kind: 'hearing' }] };
  const none = reviewItem({}, { statutory: undefined, promised: undefined });
  const hearing = reported('pause.started', '2026-03-20 10:00', { kind: 'hearing' });
  const plain = [received, accepted];
  // Accepted on 2 March: 10 working days end on the 16th, 20 on the 30th, at 17:00.
  it.each([
    ['at the statutory due instant', reviewItem(), [...plain, extended('2026-03-30 17:00')], nothing],
    ['a minute after it', reviewItem(), [...plain, extended('2026-03-30 17:01')], found('03-30 17:01')],
    ['after the promised one alone', reviewItem(), [...plain, extended('2026-03-16 17:01')], nothing],
    [
      'at the promised due instant where there is no other',
      promised,
      [...plain, extended('2026-03-16 17:00')],
      nothing,
    ],
    ['a minute after that', promised, [...plain, extended('2026-03-16 17:01')], found('03-16 17:01')],
    [
      'within the limit that an earlier extension lengthened',
      reviewItem(),
      [...plain, extended('2026-03-20 10:00'), extended('2026-04-01 10:00')],
      nothing,
    ],
    [
      'after one without approver, which lengthened nothing',
      reviewItem(),
      [...plain, extended('2026-03-20 10:00', { approver: '' }), extended('2026-04-01 10:00')],
      found('04-01 10:00'),
    ],
    [
      'while an open special procedure holds the clock',
      reviewItem({}, listed),
      [...plain, hearing, extended('2026-04-20 10:00')],
      nothing,
    ],
    ['before any acceptance', reviewItem(), [received, extended('2026-03-05 10:00')], nothing],
    [
      'after the limit from receipt, never accepted in time',
      fromReceipt,
      [received, extended('2026-03-30 17:01')],
      found('03-30 17:01'),
    ],
    ['of an item without limits', none, [...plain, extended('2026-03-30 17:01')], lacking('item.statutory')],
    ['of an unknown item', null, [...plain, extended('2026-03-30 17:01')], lacking('item')],
  ])('%s', (_name, item, events, verdict) => {
    expect(judgedBy(extensionLate, events, { item })).toEqual(verdict);
  });

  it('leaves out the days of a special procedure, and says so', () => {
    const ended = reported('pause.ended', '2026-03-20 16:00', { kind: 'hearing' });
    const held = [...plain, hearing, ended];
    const item = reviewItem({}, listed);
    expect(judgedBy(extensionLate, [...held, extended('2026-03-31 17:00')], { item })).toEqual(nothing);
    const [finding] = reviewBy([extensionLate], [...held, extended('2026-03-31 17:01')], { item }).findings;
    expect(finding?.explanation.arithmetic.map(({ zh }) => zh)).toContain('其间 1 个工作日在特别程序期间，不计');
  });

  it('counts by the promised date where the item has no limits', () => {
    const promise = reported('case.accepted', '2026-03-02 10:00', { promiseDate: '2026-03-20T12:00:00+08:00' });
    expect(judgedBy(extensionLate, [received, promise, extended('2026-03-20 12:00')], { item: none })).toEqual(nothing);
    expect(judgedBy(extensionLate, [received, promise, extended('2026-03-20 12:01')], { item: none })).toEqual(
      found('03-20 12:01'),
    );
  });

  it('cannot judge a limit that runs beyond the calendar', () => {
    const events = ['case.received', 'case.accepted', 'extension.granted'] as const;
    const all = events.map((type, i) =>
      reported(type, `2031-03-0${i + 3} 09:00`, type === 'extension.granted' ? complete : {}),
    );
    expect(judgedBy(extensionLate, all, { asOf: '2031-12-01 09:00' })).toEqual(lacking('calendar'));
  });

  it('needs no day beyond the calendar where only its own days lie there', () => {
    const events = [reported('case.received', '2026-12-01 09:00'), reported('case.accepted', '2026-12-01 10:00')];
    const own = reported('extension.granted', '2026-12-10 09:00', complete);
    expect(judgedBy(extensionLate, [...events, own], { asOf: '2026-12-31 23:00' })).toEqual(nothing);
  });

  it('stays found whatever comes later, and shows how the limit was counted', () => {
    const events = [received, accepted, extended('2026-03-30 17:01')];
    const [before] = reviewBy([extensionLate], events).findings;
    const later = [extended('2026-04-01 10:00'), reported('case.decided', '2026-04-02 10:00', { outcome: 'granted' })];
    expect(reviewBy([extensionLate], [...events, ...later]).findings[0]).toEqual(before);
    expect(before?.explanation.arithmetic.map(({ zh }) => zh)).toEqual([
      '法定时限 20 个工作日，自2026年3月2日受理起算',
      '起算日2026年3月2日不计入，其后第 20 个计入的工作日为2026年3月30日',
      '其间 8 日为休息日、节假日，不计',
      '于当日下班时（2026年3月30日17:00）届满',
    ]);
    expect(before?.explanation.events.map((e) => e.type)).toEqual(['case.accepted', 'extension.granted']);
  });
});

describe('P-VISITS-OVER', () => {
  const visited = (time: string) => reported('visit.made', time);
  const desk = (time: string) => reported('visit.made', time, {}, { feed: 2, source: 'desk' });
  const [first, second, third] = [
    visited('2026-03-02 09:00'),
    visited('2026-03-03 09:00'),
    visited('2026-03-04 09:00'),
  ];
  it.each([
    ['one visit of one', 1, [first], nothing],
    ['a second of one', 1, [first, second], found('03-03 09:00 2')],
    ['a third of one', 1, [first, second, third], found('03-03 09:00 2', '03-04 09:00 3')],
    ['two of two', 2, [first, second], nothing],
    ['one visit that two sources report', 1, [first, visited('2026-03-02 09:00')], nothing],
    ['a second one that two sources report', 1, [first, second, visited('2026-03-03 09:00')], found('03-03 09:00 2')],
    ['one of none', 0, [first], found('03-02 09:00 1')],
    ['the queue machine and the window', 1, [visited('2026-03-02 09:00:00'), visited('2026-03-02 09:00:40')], nothing],
    ['half an hour apart', 1, [first, visited('2026-03-02 09:30')], nothing],
    ['a minute more', 1, [first, visited('2026-03-02 09:31')], found('03-02 09:31 2')],
    [
      'three, each within half an hour of the one before',
      1,
      [first, visited('2026-03-02 09:20'), visited('2026-03-02 09:40')],
      nothing,
    ],
    ['one of each source on one day', 1, [first, desk('2026-03-02 14:00')], nothing],
    ['one of each source on different days', 1, [first, desk('2026-03-03 14:00')], found('03-03 14:00 2')],
    [
      'two of one source on one day, and one of another',
      1,
      [first, desk('2026-03-02 14:00'), visited('2026-03-02 14:05')],
      found('03-02 14:05 2'),
    ],
    ['two days without hours', 1, [visited('2026-03-03 00:00'), visited('2026-03-04 00:00')], found('03-04 00:00 2')],
    [
      'a day without hour in two sources',
      1,
      [visited('2026-03-03 00:00'), { ...visited('2026-03-03 00:00'), id: 'b', feed: 2 }],
      nothing,
    ],
    ['around midnight', 1, [visited('2026-03-02 23:50'), visited('2026-03-03 00:10')], nothing],
    ['where no number is known', undefined, [first, second], lacking('item.maxVisits')],
  ])('%s', (_name, maxVisits, visits, verdict) => {
    const item = reviewItem({ maxVisits });
    expect(judgedBy(visitsOver, [received, accepted, ...visits], { item })).toEqual(verdict);
  });

  it('cannot judge an unknown item', () => {
    expect(judgedBy(visitsOver, [received, first], { item: null })).toEqual(lacking('item'));
  });
});
