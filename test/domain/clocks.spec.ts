import { describe, expect, it } from '@jest/globals';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import { dayFromIso, isoOfDay } from '../../src/domain/instant.js';
import { BEFORE_2020, GOLDEN_DAYS, GOLDEN_DAYS_BEFORE_2020 } from '../support/golden-days.js';
import { liveCalendar } from '../support/live-standards.js';
import type { LimitUnit } from '../../src/verify/history.js';
import { say } from '../verify/factory.js';
import {
  accepted,
  decided,
  dueOf,
  extension,
  judge,
  line,
  linesOf,
  pause,
  promised,
  promising,
  received,
} from './clock-table.js';

describe('working-day limits of the golden cases are due', () => {
  it.each(GOLDEN_DAYS)(
    '%s: accepted on %s with %i working days, at close of business of %s',
    (_, start, amount, day) => {
      expect(promised(promising(amount), [accepted(`${start} 10:00`)], `${start} 10:00`)).toBe(
        `running ${start} 10:00 → ${day} 17:00, on time`,
      );
    },
  );

  it.each(GOLDEN_DAYS_BEFORE_2020)(
    '%s by the notice of 2019 as it stood on 25 January 2020: %s and %i days, %s',
    (_, start, amount, day) => {
      const original = loadCalendars('config/calendars', { asOf: BEFORE_2020 }).get('cn')!;
      expect(dueOf(`${start} 10:00`, amount, 'workingDay', [], `${start} 10:00`, original)).toBe(`${day} 17:00`);
    },
  );

  it.each([
    ['D1: delivery within 10 days of a decision on a make-up Sunday', '2014-09-28', 10, '2014-10-16'],
    ['B1: the start of a supervision order within 5 days', '2014-09-24', 5, '2014-09-30'],
    ['B1: its close within 20 days', '2014-09-24', 20, '2014-10-27'],
    ['R1: 2 days before the due day', '2014-10-22', -2, '2014-10-20'],
    ['R1: 1 day before the due day', '2014-10-22', -1, '2014-10-21'],
  ])('%s: %s and %i working days, %s', (_, start, n, day) => {
    expect(isoOfDay(liveCalendar.addWorkingDays(dayFromIso(start), n)!)).toBe(day);
  });

  it('P1: 90 calendar days that end in the National Day holiday roll to the first working day after it', () => {
    expect(dueOf('2014-07-03 10:00', 90, 'calendarDay')).toBe('2014-10-08 17:00');
  });

  it('E1: an extension of 10 days lengthens the promised and the statutory limit', () => {
    const item = promising(7, 'workingDay', { statutory: { amount: 20, unit: 'workingDay' } });
    const judgement = judge(item, [accepted('2018-10-15 10:00'), extension('2018-10-22 10:00', 10)], '2018-10-25');
    expect(linesOf(judgement, 'promised')).toEqual(['running 2018-10-15 10:00 → 2018-11-07 17:00, on time']);
    expect(linesOf(judgement, 'statutory')).toEqual(['running 2018-10-15 10:00 → 2018-11-26 17:00, on time']);
  });

  it('E2: a pause leaves out its first and its last day', () => {
    const events = pause('2018-10-22 10:00', '2018-10-26 10:00');
    expect(dueOf('2018-10-15 10:00', 20, 'workingDay', events, '2018-11-01')).toBe('2018-11-19 17:00');
  });

  it('J1: 15 days of joint handling are added', () => {
    const events = [extension('2024-03-01 10:00', 15)];
    expect(dueOf('2024-01-15 10:00', 45, 'workingDay', events, '2024-03-02')).toBe('2024-04-12 17:00');
  });

  it('R1: the reminder comes at the opening of business 2 working days before the due day', () => {
    const { findings } = judge(promising(20), [accepted('2014-09-19 10:00')], '2014-10-22 17:00');
    expect(findings.map((f) => `${f.rule} ${say(f.raisedAt)}`)).toEqual(['T-PROMISE-NEAR 2014-10-20 09:00']);
  });
});

describe('the end of a case against its due instant', () => {
  const START = '2018-10-15 10:00';
  it.each([
    ['C1: a minute before close of the last day is on time', 10, '2018-10-29 16:59', '2018-10-29 17:00', 'on time'],
    ['C2: on a week-end inside the limit is on time', 7, '2018-10-20 11:00', '2018-10-24 17:00', 'on time'],
    ['exactly at close is on time', 7, '2018-10-24 17:00', '2018-10-24 17:00', 'on time'],
    ['a second after close is overdue', 7, '2018-10-24 17:00:01', '2018-10-24 17:00', 'overdue'],
    ['a millisecond after close is overdue', 7, '2018-10-24 17:00:00.001', '2018-10-24 17:00', 'overdue'],
  ])('%s', (_, amount, end, due, verdict) => {
    expect(promised(promising(amount), [accepted(START), decided(end)], '2018-12-01')).toBe(
      `stopped ${START} → ${due}, finished ${end}, ${verdict}`,
    );
  });

  it('is overdue from the first instant after the due instant on, not at it', () => {
    const run = (asOf: string) => promised(promising(7), [accepted(START)], asOf);
    expect(run('2018-10-24 17:00')).toBe(`running ${START} → 2018-10-24 17:00, on time`);
    expect(run('2018-10-24 17:00:00.001')).toBe(`running ${START} → 2018-10-24 17:00, overdue`);
  });
});

describe('S: the answer within five working days of the receipt', () => {
  const item = promising(7, 'workingDay', { statutory: { amount: 20, unit: 'workingDay' } });

  it('S1: is due on the make-up Sunday', () => {
    expect(linesOf(judge(item, [received('2014-09-22 10:00')], '2014-09-22 10:00'), 'notice')).toEqual([
      'running 2014-09-22 10:00 → 2014-09-28 17:00, on time',
    ]);
  });

  it('S2: given on the Monday is late; the acceptance is deemed and the limit runs from the receipt', () => {
    const judgement = judge(item, [received('2014-09-22 10:00'), accepted('2014-09-29 10:00')], '2014-10-01');
    expect(judgement.clocks.filter((c) => c.kind !== 'promised').map(line)).toEqual([
      'stopped 2014-09-22 10:00 → 2014-09-28 17:00, finished 2014-09-29 10:00, overdue',
      'running 2014-09-22 10:00 → 2014-10-23 17:00, on time',
    ]);
    expect(judgement.clocks.at(-1)?.startedBy).toBe('deemed-acceptance');
  });

  it('S2: were the typed acceptance of the Monday to count, the limit would end on 31 October', () => {
    const judgement = judge(item, [accepted('2014-09-29 10:00')], '2014-10-01');
    expect(linesOf(judgement, 'statutory')).toEqual(['running 2014-09-29 10:00 → 2014-10-31 17:00, on time']);
  });
});

describe('months and years end on the corresponding date', () => {
  it.each<[string, string, number, LimitUnit, string]>([
    ['on a working day', '2014-08-22 10:00', 1, 'month', '2014-09-22 17:00'],
    ['or the last day of February in a leap year', '2024-01-31 10:00', 1, 'month', '2024-02-29 17:00'],
    ['or the last day of a shorter month, a make-up Sunday', '2018-08-31 10:00', 1, 'month', '2018-09-30 17:00'],
    ['rolled over a holiday', '2018-09-01 10:00', 1, 'month', '2018-10-08 17:00'],
    ['over the turn of a year', '2013-11-30 10:00', 3, 'month', '2014-02-28 17:00'],
    ['a year from 29 February is 28 February', '2016-02-29 10:00', 1, 'year', '2017-02-28 17:00'],
    ['four years from 29 February are 29 February', '2020-02-29 10:00', 4, 'year', '2024-02-29 17:00'],
    ['a year from 28 February of a leap year is the 28th', '2012-02-28 10:00', 1, 'year', '2013-02-28 17:00'],
  ])('%s: %s and %i %s', (_, start, amount, unit, expected) => {
    expect(dueOf(start, amount, unit)).toBe(expected);
  });

  it('are extended in their own unit', () => {
    expect(dueOf('2014-08-22 10:00', 1, 'month', [extension('2014-09-01', 1)], '2014-09-02')).toBe('2014-10-22 17:00');
  });
});
