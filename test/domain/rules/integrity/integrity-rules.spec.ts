import { describe, expect, it } from '@jest/globals';
import type { ReportedData } from '../../../../src/domain/review/reported-event.js';
import { decidedSwift } from '../../../../src/domain/rules/integrity/decided-swift.rule.js';
import { enteredLate } from '../../../../src/domain/rules/integrity/entered-late.rule.js';
import { nightEntry } from '../../../../src/domain/rules/integrity/night-entry.rule.js';
import { reported, reviewItem, shanghai } from '../../../support/review.js';
import { found, judgedBy, lacking, nothing } from '../judged.js';

const received = reported('case.received', '2014-09-01 09:00');

describe('I-ENTERED-LATE', () => {
  // 2014-09-26 Friday, then 28 (made up), 29, 30; 1 to 7 October are off.
  const decided = (recorded: string, receivedTime = '2014-10-20 09:00', time = '2014-09-26 10:00') =>
    reported(
      'case.decided',
      time,
      { outcome: 'granted' },
      {
        recordedAt: shanghai(recorded),
        receivedAt: shanghai(receivedTime),
      },
    );

  it.each([
    ['2014-09-26 10:00', nothing],
    ['2014-09-30 17:00:00', nothing],
    ['2014-09-30 17:00:00.001', found('09-26 10:00 case.decided')],
    ['2014-09-30 17:00:01', found('09-26 10:00 case.decided')],
    ['2014-10-08 09:00', found('09-26 10:00 case.decided')],
  ])('a decision of 26 September entered at %s', (time, verdict) => {
    expect(judgedBy(enteredLate, [received, decided(time)])).toEqual(verdict);
  });

  it.each([
    ['2014-09-30 17:00:00', nothing],
    ['2014-09-30 17:00:01', lacking('recordedtime')],
  ])('arrived at %s, and the source does not say when it was entered', (time, verdict) => {
    expect(judgedBy(enteredLate, [received, decided(time, time)])).toEqual(verdict);
  });

  it('looks at acceptances and completed steps too, each by itself', () => {
    const late = { recordedAt: shanghai('2014-10-01 09:00'), receivedAt: shanghai('2014-10-01 09:01') };
    const events = [
      reported('case.received', '2014-09-22 09:00', {}, late),
      reported('case.accepted', '2014-09-22 10:00', {}, late),
      reported('step.completed', '2014-09-22 10:00', { step: '审查', officer: '甲' }, late),
    ];
    expect(judgedBy(enteredLate, events)).toEqual(found('09-22 10:00 case.accepted', '09-22 10:00 审查'));
  });

  it.each([
    ['in time by another source', '2014-09-26 10:00', '2014-09-30 17:00', nothing],
    ['by another source, late as well', '2014-09-26 10:00', '2014-09-30 17:00:01', found('09-26 10:00 case.decided')],
    ['at another time', '2014-09-26 10:01', '2014-09-26 10:01', found('09-26 10:00 case.decided')],
  ])('a decision entered late, and told %s', (_case, time, recorded, verdict) => {
    const other = { recordedAt: shanghai(recorded), receivedAt: shanghai('2014-10-20 09:00'), source: 'urn:other' };
    const copy = reported('case.decided', time, { outcome: 'granted' }, other);
    expect(judgedBy(enteredLate, [received, decided('2014-10-08 09:00'), copy])).toEqual(verdict);
  });

  it.each([
    ['supplement.requested', { materials: ['申请书'] }],
    ['pause.started', { kind: 'testing' }],
    ['pause.ended', { kind: 'testing' }],
    ['extension.granted', { days: 5 }],
    ['case.not-accepted', { reason: '不属于本机关职权范围' }],
    ['case.withdrawn', {}],
  ] as const)('looks at %s, which bears on the limits', (type, data) => {
    const told = (recorded: string) =>
      reported(type, '2014-09-26 10:00', data, {
        recordedAt: shanghai(recorded),
        receivedAt: shanghai('2014-10-20 09:00'),
      });
    expect(judgedBy(enteredLate, [received, told('2014-09-30 17:00')])).toEqual(nothing);
    expect(judgedBy(enteredLate, [received, told('2014-10-08 09:00')])).toEqual(found(`09-26 10:00 ${type}`));
  });

  it('a special procedure of another kind at the same instant is no copy', () => {
    const pause = (kind: 'testing' | 'hearing', recorded: string) =>
      reported(
        'pause.started',
        '2014-09-26 10:00',
        { kind },
        {
          recordedAt: shanghai(recorded),
          receivedAt: shanghai('2014-10-20 09:00'),
        },
      );
    const both = [pause('testing', '2014-10-08 09:00'), pause('hearing', '2014-09-26 11:00')];
    expect(judgedBy(enteredLate, [received, ...both])).toEqual(found('09-26 10:00 pause.started'));
  });

  it('cannot count beyond the published calendar', () => {
    const late = decided('2026-12-31 10:00', '2026-12-31 11:00', '2026-12-30 10:00');
    expect(judgedBy(enteredLate, [received, late], { asOf: '2026-12-31 23:00' })).toEqual(lacking('calendar'));
  });
});

describe('I-DECIDED-SWIFT', () => {
  const accepted = reported('case.accepted', '2026-03-02 10:00');
  const decided = (time: string) => reported('case.decided', time, { outcome: 'granted' });

  it.each([
    ['2026-03-02 10:00', found('03-02 10:00')],
    ['2026-03-02 10:09:59.999', found('03-02 10:09')],
    ['2026-03-02 10:10:00', nothing],
  ])('accepted at 10:00, decided at %s', (time, verdict) => {
    expect(judgedBy(decidedSwift, [received, accepted, decided(time)])).toEqual(verdict);
  });

  it.each([
    ['an item decided at once', reviewItem({}, { kind: 'instant' }), nothing],
    ['an item that is not known', null, lacking('item')],
  ])('%s', (_case, item, verdict) => {
    expect(judgedBy(decidedSwift, [accepted, decided('2026-03-02 10:05')], { item })).toEqual(verdict);
  });

  it('says nothing of a case that was never accepted, or had ended before', () => {
    expect(judgedBy(decidedSwift, [received, decided('2026-03-02 10:05')])).toEqual(nothing);
    const withdrawn = reported('case.withdrawn', '2026-03-02 10:01');
    expect(judgedBy(decidedSwift, [accepted, withdrawn, decided('2026-03-02 10:05')])).toEqual(nothing);
  });

  it('cannot judge days without a time of day', () => {
    const events = [reported('case.accepted', '2026-03-02 00:00'), decided('2026-03-02 00:00')];
    expect(judgedBy(decidedSwift, events)).toEqual(lacking('time'));
  });
});

describe('I-NIGHT-ENTRY', () => {
  const act = (time: string, data: ReportedData = { officer: '甲' }) => reported('case.accepted', time, data);

  it.each([
    ['2026-03-02 21:59:59.999', nothing],
    ['2026-03-02 22:00:00', found('03-02 22:00 甲')],
    ['2026-03-02 23:59:59', found('03-02 23:59 甲')],
    ['2026-03-03 00:00:00', lacking('time')],
    ['2026-03-03 00:00:00.001', found('03-03 00:00 甲')],
    ['2026-03-03 05:59:59.999', found('03-03 05:59 甲')],
    ['2026-03-03 06:00:00', nothing],
  ])('an act at %s', (time, verdict) => {
    expect(judgedBy(nightEntry, [act(time)])).toEqual(verdict);
  });

  it.each([
    ['entered at night', '2026-03-02 14:00', '2026-03-02 23:00', found('03-02 14:00 甲')],
    ['of the night, entered in the morning', '2026-03-02 23:00', '2026-03-03 09:00', nothing],
    ['entered on a day, at what time is not known', '2026-03-02 14:00', '2026-03-03 00:00', lacking('time')],
  ])('an act %s', (_case, time, recorded, verdict) => {
    const recordedAt = shanghai(recorded);
    const data = { officer: '甲' };
    const told = (receivedAt: number) => reported('case.accepted', time, data, { recordedAt, receivedAt });
    expect(judgedBy(nightEntry, [told(recordedAt + 60_000)])).toEqual(verdict);
  });

  it('takes the act itself where the source does not say when it was entered', () => {
    const arrived = (time: string) => ({ recordedAt: shanghai(time), receivedAt: shanghai(time) });
    const told = reported('case.accepted', '2026-03-02 14:00', { officer: '甲' }, arrived('2026-03-02 23:00'));
    expect(judgedBy(nightEntry, [told])).toEqual(nothing);
  });

  it('says nothing of what a program or the applicant did', () => {
    expect(judgedBy(nightEntry, [act('2026-03-02 23:00', {}), act('2026-03-02 23:30', { officer: ' ' })])).toEqual(
      nothing,
    );
  });

  it('has nothing to say of an item that is handled by day and night', () => {
    const hour = { amount: 4, unit: 'hour' } as const;
    const events = [act('2026-03-02 23:00')];
    for (const item of [reviewItem({}, { promised: hour }), reviewItem({}, { steps: [{ name: '核准', limit: hour }] })])
      expect(judgedBy(nightEntry, events, { item })).toEqual(nothing);
    expect(judgedBy(nightEntry, events, { item: reviewItem() })).toEqual(found('03-02 23:00 甲'));
  });

  it('takes other hours, also within one day', () => {
    const params = { fromHour: 12, toHour: 13 };
    expect(judgedBy(nightEntry, [act('2026-03-02 12:00')], { params })).toEqual(found('03-02 12:00 甲'));
    expect(judgedBy(nightEntry, [act('2026-03-02 13:00')], { params })).toEqual(nothing);
  });
});
