import { describe, expect, it } from '@jest/globals';
import { examine } from '../../src/domain/examine.js';
import { explain } from '../../src/domain/explanation.js';
import type { ReportedEvent } from '../../src/domain/review/reported-event.js';
import { reviewCase } from '../../src/domain/review/review.js';
import { RULE_BOOK } from '../../src/domain/review/rule-book.js';
import type { RuleCode, RuleProfile } from '../../src/domain/standards.js';
import type { DeliveredEvent, VerifyItem } from '../../src/verify/history.js';
import { liveCalendar, liveStandards } from '../support/live-standards.js';
import { profileWith, shippedProfiles } from '../support/profiles.js';
import { reported, reviewItem } from '../support/review.js';
import { at, event, judged, say } from '../verify/factory.js';
import { accepted as acceptedAt, judge, linesOf } from './clock-table.js';

const days = (amount: number) => ({ amount, unit: 'workingDay' as const });
const accepted = event('2018-10-15 10:00', 'case.accepted');
const decided = (time: string): DeliveredEvent => event(time, 'case.decided', { outcome: 'granted' });
const [hunan, jiangsu] = ['hunan', 'jiangsu'].map((code) => shippedProfiles.get(code)!);

describe('the ladder of Hunan, counted by the moment (golden cases H)', () => {
  const CASE: VerifyItem = { promised: days(7), statutory: days(10), pauses: [{ kind: 'testing' }] };
  const byHunan = (events: readonly DeliveredEvent[], until = '2018-12-01', item = CASE): string[] =>
    judged(item, events, until, hunan);
  const H = [
    'T-PROMISE-NEAR 2018-10-19 10:00 due 2018-10-24 10:00',
    'T-PROMISE-OVER 2018-10-24 10:00 due 2018-10-24 10:00',
    'T-STATUTE-OVER 2018-10-29 10:00 due 2018-10-29 10:00',
  ];

  it('warns, shows yellow and red at 10:00 of 19, 24 and 29 October', () => {
    expect(byHunan([accepted])).toEqual(H);
  });

  it.each([
    ['2018-10-19 09:59:59', 0],
    ['2018-10-19 10:00', 1],
    ['2018-10-24 10:00', 1],
    ['2018-10-24 10:00:01', 2],
    ['2018-10-29 10:00', 2],
    ['2018-10-29 10:00:01', 3],
  ])('has shown by %s as many cards as the manual says: %i', (until, cards) => {
    expect(byHunan([accepted], until)).toEqual(H.slice(0, cards));
  });

  it('finds nothing late in a case that ends at the very second, and something a second later', () => {
    expect(byHunan([accepted, decided('2018-10-24 10:00')])).toEqual(H.slice(0, 1));
    expect(byHunan([accepted, decided('2018-10-24 10:00:01')])).toEqual(H.slice(0, 2));
  });

  it('C1: a finish at 16:59 of the last day, on time by law, is late', () => {
    expect(byHunan([accepted, decided('2018-10-29 16:59')])).toEqual(H);
    expect(judged(CASE, [accepted, decided('2018-10-29 16:59')], '2018-12-01')).not.toContain(
      'T-STATUTE-OVER 2018-10-29 17:00 due 2018-10-29 17:00',
    );
  });

  const applied = event('2018-10-16 14:00', 'pause.started', { kind: 'testing', plannedDays: 3 });
  const SHIFTED = [
    'T-PROMISE-NEAR 2018-10-24 10:00 due 2018-10-29 10:00',
    'T-PROMISE-OVER 2018-10-29 10:00 due 2018-10-29 10:00',
    'T-STATUTE-OVER 2018-11-01 10:00 due 2018-11-01 10:00',
  ];
  it.each([
    ['still runs', []],
    ['ended on the same day', [event('2018-10-16 16:00', 'pause.ended', { kind: 'testing' })]],
    ['took longer', [event('2018-10-30 09:00', 'pause.ended', { kind: 'testing' })]],
  ])('shifts all by the three days that a special procedure was applied for, also where it %s', (_, ended) => {
    expect(byHunan([accepted, applied, ...ended])).toEqual(SHIFTED);
  });

  it('leaves a special procedure out as it was where nobody said how long it takes', () => {
    const hearing = [
      event('2018-10-16 10:00', 'pause.started', { kind: 'testing' }),
      event('2018-10-17 10:00', 'pause.ended', { kind: 'testing' }),
    ];
    expect(byHunan([accepted, ...hearing])[1]).toBe('T-PROMISE-OVER 2018-10-25 10:00 due 2018-10-25 10:00');
    expect(byHunan([accepted, hearing[0]!])).toEqual([]);
  });

  it('expects an electronic licence three days after the end', () => {
    const item = { ...CASE, result: {} };
    const events = [event('2018-10-12 10:00', 'case.accepted'), decided('2018-10-15 10:00')];
    expect(byHunan(events, '2018-12-01', item)).toEqual(['T-DELIVER-LATE 2018-10-18 10:00 due 2018-10-18 10:00']);
  });

  it.each([
    ['at noon', '2018-10-15 12:30', '2018-10-16 12:00'],
    ['at night', '2018-10-15 20:00', '2018-10-16 17:00'],
    ['on a Saturday', '2018-10-13 10:00', '2018-10-15 17:00'],
    ['before a holiday', '2018-09-30 16:00', '2018-10-08 16:00'],
  ])('starts %s with the office time that follows', (_, start, due) => {
    const [clock] = linesOf(
      judge({ promised: days(1) }, [acceptedAt(start)], start, undefined, undefined, hunan),
      'promised',
    );
    expect(clock).toBe(`running ${start} → ${due}, on time`);
  });

  it('counts limits of 0 days, calendar days and hours as the default does', () => {
    for (const promised of [
      days(0),
      { amount: 7, unit: 'calendarDay' as const },
      { amount: 5, unit: 'workingHour' as const },
    ])
      expect(byHunan([accepted], '2018-12-01', { promised })).toEqual(judged({ promised }, [accepted], '2018-12-01'));
  });

  it('lengthens by the days of an extension', () => {
    const extended = event('2018-10-17 10:00', 'extension.granted', { days: 2, approver: '局长', reason: '案情复杂' });
    expect(byHunan([accepted, extended])[1]).toBe('T-PROMISE-OVER 2018-10-26 10:00 due 2018-10-26 10:00');
  });

  it('is explained by the office time of each day', () => {
    const standards = liveStandards(CASE, undefined, hunan);
    const judgement = examine([acceptedAt('2018-10-15 10:00')], standards, at('2018-12-01'));
    const finding = judgement.findings.find(({ rule }) => rule === 'T-PROMISE-OVER')!;
    const { expected, ledger } = explain(
      finding,
      { facts: judgement.facts, standards },
      standards.profile.rules['T-PROMISE-OVER'],
    );
    expect(expected.zh).toBe(
      '不晚于2018年10月24日10:00办结（承诺时限 7 个工作日，自2018年10月15日10:00受理起算，按办公时间累计）',
    );
    expect(ledger.reduce((sum, { minutes = 0 }) => sum + minutes, 0)).toBe(7 * 7 * 60);
  });
});

describe('the ladder of Jiangsu', () => {
  const CASE: VerifyItem = { promised: days(7) };
  const byJiangsu = (events: readonly DeliveredEvent[], until = '2018-12-01', item = CASE): string[] =>
    judged(item, events, until, jiangsu);

  it('reminds at 80 % and on the last working day, shows yellow after it and red on the second day after it', () => {
    expect(byJiangsu([accepted])).toEqual([
      'T-PROMISE-FAR 2018-10-26 09:00 due 2018-10-24 17:00',
      'T-PROMISE-NEAR 2018-10-24 09:00 due 2018-10-24 17:00',
      'T-PROMISE-OVER 2018-10-24 17:00 due 2018-10-24 17:00',
      'T-PROMISE-PART 2018-10-23 17:00 due 2018-10-24 17:00',
    ]);
  });

  it('shows red for what was finished two working days too late, but not for one', () => {
    expect(byJiangsu([accepted, decided('2018-10-26 09:00')])).not.toContainEqual(expect.stringMatching('FAR'));
    expect(byJiangsu([accepted, decided('2018-10-26 09:00:01')])).toContainEqual(expect.stringMatching('FAR'));
  });

  it.each<[string, number, DeliveredEvent[], string | undefined]>([
    ['after the 4th of 5 days', 5, [], '2018-10-19 17:00'],
    ['after the 8th of 10 days', 10, [], '2018-10-25 17:00'],
    ['never for 4 days, whose fifth part is less than a day', 4, [], undefined],
    [
      'later where a pause holds the clock',
      5,
      [
        event('2018-10-17 10:00', 'pause.started', { kind: 'testing' }),
        event('2018-10-18 10:00', 'pause.ended', { kind: 'testing' }),
      ],
      '2018-10-23 17:00',
    ],
    [
      'later where an extension came before',
      5,
      [event('2018-10-18 10:00', 'extension.granted', { days: 5, approver: '局长', reason: '案情复杂' })],
      '2018-10-25 17:00',
    ],
    ['not where the case has ended by then', 5, [decided('2018-10-19 17:00')], undefined],
  ])('reminds of 80 %% %s', (_, amount, more, moment) => {
    const item: VerifyItem = { promised: days(amount), pauses: [{ kind: 'testing', maxDays: 15 }] };
    const found = byJiangsu([accepted, ...more], '2018-12-01', item).find((line) => line.includes('PART'));
    expect(found?.slice('T-PROMISE-PART '.length, -' due 2018-10-24 17:00'.length)).toBe(moment);
  });

  it('shows red for a step at once', () => {
    const item: VerifyItem = { promised: days(7), steps: [{ name: '审查', limit: days(1) }] };
    const started = event('2018-10-15 11:00', 'step.started', { step: '审查' });
    expect(byJiangsu([accepted, started], '2018-10-17 09:00', item)).toEqual([
      'T-STEP-OVER 审查 2018-10-16 17:00 due 2018-10-16 17:00',
    ]);
    expect(jiangsu?.rules['T-STEP-OVER'].level).toBe('red');
  });

  it.each<[RuleCode, string, string]>([
    ['T-PROMISE-PART', '截至2018年10月23日17:00尚未办结，承诺时限已用去 80%', '80 % of the promised limit used'],
    ['T-PROMISE-NEAR', '截至2018年10月24日09:00尚未办结，承诺时限当日届满', 'the promised limit ends on that day'],
    [
      'T-PROMISE-FAR',
      '截至2018年10月26日09:00仍未办结，已是到期日之后第 2 个工作日',
      'working day no. 2 after the due day',
    ],
  ])('says of %s how near or far the due day is', (rule, zh, en) => {
    const standards = liveStandards(CASE, undefined, jiangsu);
    const judgement = examine([acceptedAt('2018-10-15 10:00')], standards, at('2018-12-01'));
    const finding = judgement.findings.find((f) => f.rule === rule)!;
    const { observed } = explain(finding, { facts: judgement.facts, standards }, standards.profile.rules[rule]!);
    expect(observed).toEqual({ zh, en: expect.stringContaining(en) });
  });
});

describe('a statutory limit that has long passed', () => {
  const far: RuleProfile = profileWith('default', {
    'T-STATUTE-FAR': { enabled: true, params: { days: { value: 5, source: '试验' } } },
  });

  it('is found on the day that the profile says, over a holiday, too', () => {
    expect(judged({ statutory: days(5) }, [event('2014-09-19 10:00', 'case.accepted')], '2014-12-01', far)).toEqual([
      'T-STATUTE-FAR 2014-10-09 09:00 due 2014-09-26 17:00',
      'T-STATUTE-OVER 2014-09-26 17:00 due 2014-09-26 17:00',
    ]);
  });
});

describe('a rule that a profile switches off', () => {
  it('finds nothing, and the acceptance is deemed all the same', () => {
    const off = profileWith('default', { 'T-NOTICE-LATE': { enabled: false }, 'T-PROMISE-NEAR': { enabled: false } });
    const received = event('2018-10-08 10:00', 'case.received');
    expect(judged({ promised: days(7) }, [received], '2018-12-01', off)).toEqual([
      'T-PROMISE-OVER 2018-10-17 17:00 due 2018-10-17 17:00',
    ]);
  });
});

describe('what Hunan asks beside the limits of a case (golden cases H)', () => {
  const online = reported('case.received', '2018-10-15 10:00', { channel: 'online' });
  const item = reviewItem({}, { pauses: [{ kind: 'testing' }] });
  const standards = { calendar: liveCalendar, profile: hunan!, itemAt: () => item };
  const foundOf = (code: string, ...events: ReportedEvent[]): string[] =>
    reviewCase(events, standards, at('2018-12-01'), RULE_BOOK, () => undefined)
      .findings.filter(({ rule }) => rule === code)
      .map(({ level, at: found }) => `${level} ${say(found)}`);

  it('has three levels for a special procedure applied for with 7 days: 19, 24 and 25 October, 10:00', () => {
    const pause = reported('pause.started', '2018-10-15 10:00', { kind: 'testing', plannedDays: 7 });
    expect(foundOf('T-PAUSE-OVER', online, pause)).toEqual([
      'reminder 2018-10-19 10:00',
      'yellow 2018-10-24 10:00',
      'red 2018-10-25 10:00',
    ]);
  });

  it('has three levels for an online application that nobody has answered: 17, 22 and 24 October, 10:00', () => {
    expect(foundOf('T-PREACCEPT-LATE', online)).toEqual([
      'reminder 2018-10-17 10:00',
      'yellow 2018-10-22 10:00',
      'red 2018-10-24 10:00',
    ]);
  });

  it('counts the limits of the law by the day all the same', () => {
    const hearing = reported('pause.started', '2018-10-15 10:00', { kind: 'hearing' });
    expect(foundOf('T-HEARING-LATE', online, hearing)).toEqual(['yellow 2018-11-12 17:00']);
  });
});
