import { describe, expect, it } from '@jest/globals';
import type { EventType } from '../../../../src/domain/event.js';
import { complaintAccept, complaintAnswer } from '../../../../src/domain/rules/service/complaint.rules.js';
import { ratingContact, ratingRectify } from '../../../../src/domain/rules/service/rating.rules.js';
import { reported, reviewBy, shanghai } from '../../../support/review.js';
import { itIsDue } from '../wait-borders.js';

const received = reported('case.received', '2013-12-02 09:00');
const rated = (time: string, level = 5) => [received, reported('rating.given', time, { level })];
const followed = (action: 'contacted' | 'rectified') => (time: string) =>
  reported('rating.followed-up', time, { action });

describe('S-RATING-CONTACT', () => {
  const rule = ratingContact;
  itIsDue('over the National Day', {
    rule,
    events: rated('2024-09-30 16:00'),
    done: followed('contacted'),
    due: '2024-10-08',
  });
  itIsDue('on a made-up Saturday', {
    rule,
    events: rated('2018-12-28 16:00', 4),
    done: followed('contacted'),
    due: '2018-12-29',
  });
  itIsDue('rectified at once', {
    rule,
    events: rated('2024-06-01 10:00'),
    done: followed('rectified'),
    due: '2024-06-03',
  });

  it.each([1, 2, 3])('says nothing of level %d', (level) => {
    expect(reviewBy([rule], rated('2024-06-03 10:00', level))).toMatchObject({ findings: [], unjudged: [] });
  });

  it.each([
    ['2024-06-03 10:00', 0],
    ['2024-06-03 09:59:59', 1],
  ])('counts a follow-up at %s of a rating at 10:00: %d found', (time, n) => {
    expect(reviewBy([rule], [...rated('2024-06-03 10:00'), followed('contacted')(time)]).findings).toHaveLength(n);
  });

  it('waits for each bad rating, and one follow-up answers all before it', () => {
    const events = [...rated('2024-06-03 10:00'), ...rated('2024-06-03 11:00'), ...rated('2024-06-05 11:00')];
    expect(reviewBy([rule], events).findings).toHaveLength(3);
    expect(
      reviewBy([rule], [...events, followed('contacted')('2024-06-04 10:00')]).findings.map((f) => f.dueAt),
    ).toEqual([shanghai('2024-06-06 17:00')]);
  });

  it.each([
    ['a better one a minute later', '2024-06-03 10:01', 1, 0],
    ['one that is just good enough, at the due instant', '2024-06-04 17:00', 3, 0],
    ['a better one after the due instant', '2024-06-04 17:00:00.001', 1, 1],
    ['a better one before it', '2024-06-03 09:59', 1, 1],
    ['a better one of the same instant', '2024-06-03 10:00', 1, 0],
    ['a better one of which only the day is known', '2024-06-03 00:00', 1, 0],
    ['a better one of the day before', '2024-06-02 00:00', 1, 1],
  ])('of a rating at 10:00 and %s: %s', (_, time, level, n) => {
    const better = reported('rating.given', time, { level }, { id: 'better' });
    for (const one of [ratingContact, ratingRectify])
      expect(reviewBy([one], [...rated('2024-06-03 10:00'), better], { params: { days: 1 } }).findings).toHaveLength(n);
  });

  it('waits for the contact of a bad rating that came after a better one', () => {
    const better = reported('rating.given', '2024-06-03 10:01', { level: 2 });
    const { findings } = reviewBy([rule], [...rated('2024-06-03 10:00'), better, ...rated('2024-06-03 10:02', 4)]);
    expect(findings.map(({ key }) => key.split('|')[2])).toEqual([`${shanghai('2024-06-03 10:02')}`]);
  });

  it('counts a follow-up of which only the day is known on the day of the rating, not of the day before', () => {
    const of = (time: string) => reviewBy([rule], [...rated('2024-06-03 10:00'), followed('contacted')(time)]);
    expect(of('2024-06-03 00:00').findings).toEqual([]);
    expect(of('2024-06-02 00:00').findings).toHaveLength(1);
  });

  it('says what was awaited and what was seen', () => {
    const [finding] = reviewBy([rule], rated('2024-09-30 16:00')).findings;
    expect(finding).toMatchObject({ level: 'yellow', mode: 'confirm' });
    expect(finding?.explanation).toMatchObject({
      expected: {
        zh: '差评回访不晚于2024年10月8日17:00（自差评次日起 1 个工作日内）',
        en: 'contact with the person who rated by 2024-10-08 17:00 (within 1 working day after the bad rating)',
      },
      observed: {
        zh: '截至2024年10月8日17:00没有差评回访的记录',
        en: 'no contact with the person who rated on record by 2024-10-08 17:00',
      },
    });
  });

  it('shows the milliseconds where the times would read the same', () => {
    const late = followed('contacted')('2024-10-08 17:00:00.001');
    expect(reviewBy([rule], [...rated('2024-09-30 16:00'), late]).findings[0]?.explanation.observed).toEqual({
      zh: '差评回访的时间为2024年10月8日17:00:00.001，晚于2024年10月8日17:00',
      en: 'contact with the person who rated at 2024-10-08 17:00:00.001, after 2024-10-08 17:00',
    });
  });

  it('cannot count beyond the published calendar', () => {
    const review = reviewBy([rule], rated('2026-12-31 10:00'), { asOf: '2026-12-31 23:00' });
    expect(review).toMatchObject({ findings: [], unjudged: [{ rule: rule.code, missing: 'calendar' }] });
  });
});

describe('S-RATING-RECTIFY', () => {
  const rule = ratingRectify;
  itIsDue('W15: from a holiday on', {
    rule,
    events: rated('2024-10-01 10:00'),
    done: followed('rectified'),
    due: '2024-10-12',
  });

  it('needs more than a contact', () => {
    const events = [...rated('2024-10-01 10:00'), followed('contacted')('2024-10-08 09:00')];
    expect(reviewBy([rule], events).findings).toHaveLength(1);
  });
});

const filed = (time: string, complaintNo = 'T1') => reported('complaint.filed', time, { complaintNo });
const act =
  (type: EventType, complaintNo = 'T1') =>
  (time: string) =>
    reported(type, time, { complaintNo });

describe('S-COMPLAINT-ACCEPT', () => {
  const rule = complaintAccept;
  const events = [received, filed('2018-12-24 10:00')];
  for (const type of ['complaint.accepted', 'complaint.answered', 'complaint.upheld', 'complaint.dismissed'] as const)
    itIsDue(`W10: ${type}`, { rule, events, done: act(type), due: '2018-12-29' });

  it('keeps complaints apart by their number', () => {
    const given = [...events, filed('2018-12-24 10:00', 'T2'), act('complaint.accepted', 'T2')('2018-12-25 09:00')];
    const { findings } = reviewBy([rule], given);
    expect(findings.map((f) => f.key)).toEqual([`S-COMPLAINT-ACCEPT|${shanghai('2018-12-29 17:00')}|T1`]);
    expect(findings[0]?.explanation).toMatchObject({
      expected: {
        zh: '投诉 T1 受理不晚于2018年12月29日17:00（自投诉提出次日起 5 个工作日内）',
        en: 'acceptance of complaint T1 by 2018-12-29 17:00 (within 5 working days after the complaint was filed)',
      },
      observed: { zh: '截至2018年12月29日17:00没有投诉 T1 受理的记录' },
    });
  });

  it('takes full-width digits and blanks of a number for the same', () => {
    const given = [received, filed('2018-12-24 10:00', '１２ '), act('complaint.accepted', '12')('2018-12-25 09:00')];
    expect(reviewBy([rule], given).findings).toEqual([]);
  });

  it('counts from the first filing of a number, and no act before it', () => {
    const given = [act('complaint.accepted')('2018-12-24 09:59'), ...events, filed('2018-12-28 10:00')];
    expect(reviewBy([rule], given).findings.map((f) => f.dueAt)).toEqual([shanghai('2018-12-29 17:00')]);
  });
});

describe('S-COMPLAINT-ANSWER', () => {
  const rule = complaintAnswer;
  const events = [received, filed('2025-09-22 10:00')];
  for (const type of ['complaint.answered', 'complaint.upheld', 'complaint.dismissed'] as const)
    itIsDue(`W12: ${type}`, { rule, events, done: act(type), due: '2025-10-11' });

  it('needs more than an acceptance', () => {
    expect(reviewBy([rule], [...events, act('complaint.accepted')('2025-09-23 10:00')]).findings).toHaveLength(1);
  });
});
