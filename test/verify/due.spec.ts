import { describe, expect, it } from '@jest/globals';
import { knownDue } from '../../src/verify/clock.js';
import type { DayTable } from '../../src/verify/day-table.js';
import type { DeliveredEvent, LimitUnit, VerifyItem } from '../../src/verify/history.js';
import { BEFORE_2020, GOLDEN_DAYS, GOLDEN_DAYS_BEFORE_2020 } from '../support/golden-days.js';
import { at, calendarOf, china, event, say } from './factory.js';

const TESTING: VerifyItem = { pauses: [{ kind: 'testing', maxDays: 15 }, { kind: 'hearing' }] };

function due(
  start: string,
  amount: number,
  unit: LimitUnit = 'workingDay',
  events: readonly DeliveredEvent[] = [],
  { calendar = china, item = TESTING }: { calendar?: DayTable; item?: VerifyItem } = {},
): string {
  const limit = { amount, unit, sameDay: amount === 0 };
  const known = knownDue({ start: at(start), limit, extendable: true }, events, item, calendar);
  return typeof known.due === 'number' ? say(known.due) : known.due;
}

describe('working-day limits of the golden cases end', () => {
  it.each([
    ...GOLDEN_DAYS,
    ['S1', '2014-09-22', 5, '2014-09-28'],
    ['S2', '2014-09-22', 20, '2014-10-23'],
    ['D1', '2014-09-28', 10, '2014-10-16'],
  ])('%s: %s and %i working days, at close of business of %s', (_, start, amount, day) => {
    expect(due(`${start} 10:00`, amount)).toBe(`${day} 17:00`);
  });

  it.each(GOLDEN_DAYS_BEFORE_2020)(
    '%s by the calendar as it was known on 25 January 2020: %s and %i days, %s',
    (_, start, amount, day) => {
      expect(due(`${start} 10:00`, amount, 'workingDay', [], { calendar: calendarOf(BEFORE_2020) })).toBe(
        `${day} 17:00`,
      );
    },
  );
});

describe('the instant of the start', () => {
  it.each([
    ['at close', '2014-09-22 17:00'],
    ['in the lunch break', '2014-09-22 12:30'],
    ['at night', '2014-09-22 23:59'],
    ['before opening', '2014-09-22 00:00'],
  ])('%s does not matter to a limit in days', (_, start) => {
    expect(due(start, 3)).toBe('2014-09-25 17:00');
  });

  it.each([
    ['on a Saturday', '2014-09-20 10:00', 1, '2014-09-22 17:00'],
    ['on a make-up Sunday', '2014-09-28 10:00', 1, '2014-09-29 17:00'],
    ['on a holiday', '2014-10-01 10:00', 1, '2014-10-08 17:00'],
  ])('%s is not counted', (_, start, amount, day) => {
    expect(due(start, amount)).toBe(day);
  });

  it.each([
    ['exactly at close, due on the same day', '2014-09-22 17:00', '2014-09-22 17:00'],
    ['a second after close, due on the next working day', '2014-09-22 17:00:01', '2014-09-23 17:00'],
    ['in the lunch break, due on the same day', '2014-09-22 12:30', '2014-09-22 17:00'],
    ['at night, due on the next working day', '2014-09-22 22:00', '2014-09-23 17:00'],
    ['on a Saturday, due on Monday', '2014-09-20 18:00', '2014-09-22 17:00'],
    ['on a make-up Sunday, due on that Sunday', '2014-09-28 10:00', '2014-09-28 17:00'],
    ['on a holiday, due on the first working day after it', '2014-10-02 10:00', '2014-10-08 17:00'],
  ])('of a limit of 0 days: %s', (_, start, day) => {
    expect(due(start, 0)).toBe(day);
  });
});

describe('other units', () => {
  it.each<[string, string, number, LimitUnit, string]>([
    ['P1: calendar days that end in a holiday roll on', '2014-07-03 10:00', 90, 'calendarDay', '2014-10-08 17:00'],
    ['calendar days that end on a make-up Sunday stay', '2014-09-26 10:00', 2, 'calendarDay', '2014-09-28 17:00'],
    ['a month ends on the corresponding date', '2014-08-22 10:00', 1, 'month', '2014-09-22 17:00'],
    ['a month from 31 January ends on the last day of February', '2014-01-31 10:00', 1, 'month', '2014-02-28 17:00'],
    ['a year from 29 February ends on 28 February', '2012-02-29 10:00', 1, 'year', '2013-02-28 17:00'],
    ['7 office hours from opening end at close', '2014-09-22 09:00', 7, 'workingHour', '2014-09-22 17:00'],
    ['office hours leave out the lunch break', '2014-09-22 11:00', 2, 'workingHour', '2014-09-22 14:00'],
    ['office hours from the lunch break on', '2014-09-22 12:30', 1, 'workingHour', '2014-09-22 14:00'],
    ['office hours from a night over a week-end', '2014-09-19 20:00', 1.5, 'workingHour', '2014-09-22 10:30'],
    ['office hours from a holiday on', '2014-10-05 10:00', 3, 'workingHour', '2014-10-08 12:00'],
    ['hours run by the wall clock', '2014-09-30 16:00', 24, 'hour', '2014-10-01 16:00'],
  ])('%s', (_, start, amount, unit, expected) => {
    expect(due(start, amount, unit)).toBe(expected);
  });
});

describe('a limit beyond the published calendars', () => {
  it('is not computable in days, never a guess', () => {
    expect(due('2026-12-25 10:00', 5)).toBe('not-computable');
    expect(due('2026-12-25 10:00', 10, 'calendarDay')).toBe('not-computable');
    expect(due('2026-12-31 16:00', 2, 'workingHour')).toBe('not-computable');
  });

  it('is computable up to the last published day', () => {
    expect(due('2026-12-25 10:00', 4)).toBe('2026-12-31 17:00');
  });

  it('does not matter to hours of the wall clock', () => {
    expect(due('2026-12-31 16:00', 24, 'hour')).toBe('2027-01-01 16:00');
  });
});

const pause = (start: string, end?: string, data: object = {}, kind = 'testing'): DeliveredEvent[] =>
  [
    event(start, 'pause.started', { kind: kind as 'testing', ...data }),
    ...(end ? [event(end, 'pause.ended', { kind: kind as 'testing' })] : []),
  ].sort((a, b) => a.at - b.at);
const merge = (...lists: DeliveredEvent[][]): DeliveredEvent[] => lists.flat().sort((a, b) => a.at - b.at);

describe('a pause', () => {
  const start = '2018-10-15 10:00';
  it.each<[string, DeliveredEvent[], string]>([
    ['E2: leaves out its first and its last day', pause('2018-10-22 10:00', '2018-10-26 10:00'), '2018-11-19'],
    [
      'of a kind that the item does not list has no effect',
      pause('2018-10-22', '2018-10-26', {}, 'other'),
      '2018-11-12',
    ],
    ['begun before the start counts from the start on', pause('2018-10-11 10:00', '2018-10-16 10:00'), '2018-11-13'],
    ['ended before the start has no effect', pause('2018-10-08 10:00', '2018-10-12 10:00'), '2018-11-12'],
    ['begun exactly at the due instant still counts', pause('2018-11-12 17:00', '2018-11-12 18:00'), '2018-11-13'],
    ['begun after the due instant cannot cure it', pause('2018-11-12 17:00:01', '2018-11-20 10:00'), '2018-11-12'],
    ['that touches only a week-end changes nothing', pause('2018-10-20 10:00', '2018-10-21 10:00'), '2018-11-12'],
    ['longer than its cap ends with the cap', pause('2018-10-16 10:00', '2018-11-30 10:00'), '2018-12-03'],
    [
      'with planned days ends with them, not with the cap of the item',
      pause('2018-10-22', undefined, { plannedDays: 5 }),
      '2018-11-19',
    ],
    ['still open lasts until its cap', pause('2018-10-16 10:00'), '2018-12-03'],
    [
      'begun on a Saturday counts the Monday as its 1st day',
      pause('2018-10-20', undefined, { plannedDays: 1 }),
      '2018-11-13',
    ],
  ])('%s', (_, events, day) => {
    expect(due(start, 20, 'workingDay', events)).toBe(`${day} 17:00`);
  });

  it('without a cap, still open, leaves the due instant unknown', () => {
    expect(due(start, 20, 'workingDay', pause('2018-10-22', undefined, {}, 'hearing'))).toBe('paused');
  });

  it.each<[string, string, number, LimitUnit, string, string]>([
    [
      'the due day to which the limit rolls',
      '2014-09-15 10:00',
      5,
      'calendarDay',
      '2014-09-21 10:00',
      '2014-09-22 17:00',
    ],
    ['that due day itself', '2014-09-15 10:00', 5, 'calendarDay', '2014-09-22 16:59', '2014-09-22 17:00'],
    ['a month that rolls', '2014-08-20 10:00', 1, 'month', '2014-09-21 10:00', '2014-09-22 17:00'],
    [
      'the close at which office hours end',
      '2014-09-22 16:00',
      1,
      'workingHour',
      '2014-09-22 17:00',
      '2014-09-22 17:00',
    ],
    ['the instant at which hours end', '2014-09-22 16:00', 1, 'hour', '2014-09-22 17:00', '2014-09-22 17:00'],
  ])('without a cap that begins only at %s holds no counted day or hour', (_, from, amount, unit, begun, expected) => {
    expect(due(from, amount, unit, pause(begun, undefined, {}, 'hearing'))).toBe(expected);
  });

  it.each<[string, string, number, LimitUnit, string]>([
    ['the last counted day', '2014-09-15 10:00', 5, 'calendarDay', '2014-09-20 23:59'],
    ['the due day of working days', '2014-09-15 10:00', 5, 'workingDay', '2014-09-22 17:00'],
    ['the base day', '2014-09-20 10:00', 0, 'workingDay', '2014-09-21 10:00'],
    ['the last office minute', '2014-09-22 16:00', 1, 'workingHour', '2014-09-22 16:59'],
    ['the last minute', '2014-09-22 16:00', 1, 'hour', '2014-09-22 16:59'],
  ])('without a cap that holds %s leaves the due instant unknown', (_, from, amount, unit, begun) => {
    expect(due(from, amount, unit, pause(begun, undefined, {}, 'hearing'))).toBe('paused');
  });

  it('over a holiday leaves out the working days only', () => {
    expect(due('2014-09-19 10:00', 20, 'workingDay', pause('2014-09-30 10:00', '2014-10-08 10:00'))).toBe(
      '2014-10-24 17:00',
    );
  });

  it('that overlaps another counts once', () => {
    const events = merge(pause('2018-10-22', '2018-10-24'), pause('2018-10-23', '2018-10-26', {}, 'hearing'));
    expect(due(start, 20, 'workingDay', events)).toBe('2018-11-19 17:00');
  });

  it('that began while another held the clock counts though the bare limit had passed', () => {
    const events = merge(pause('2018-11-12 10:00', '2018-11-14 10:00'), pause('2018-11-14 10:00', '2018-11-16 10:00'));
    expect(due(start, 20, 'workingDay', events)).toBe('2018-11-19 17:00');
  });

  it('of two open ones of a kind both end together', () => {
    const events = merge(pause('2018-10-22'), pause('2018-10-23', '2018-10-26'));
    expect(due(start, 20, 'workingDay', events)).toBe('2018-11-19 17:00');
  });

  it('that ends and begins anew in one instant goes on', () => {
    const events = merge(pause('2018-10-22', undefined, {}, 'hearing'), pause('2018-10-26', undefined, {}, 'hearing'));
    const ended = event('2018-10-26', 'pause.ended', { kind: 'hearing' });
    expect(due(start, 20, 'workingDay', [...events, ended])).toBe('paused');
  });

  it('moves the base day of a limit of 0 days', () => {
    expect(due('2018-10-19 10:00', 0, 'workingDay', pause('2018-10-19 11:00', '2018-10-22 10:00'))).toBe(
      '2018-10-23 17:00',
    );
  });

  it('is left out of calendar days before they roll', () => {
    expect(due('2014-09-22 10:00', 6, 'calendarDay', pause('2014-09-23', '2014-09-24'))).toBe('2014-09-30 17:00');
    expect(due('2014-09-22 10:00', 7, 'calendarDay', pause('2014-09-23', '2014-09-24'))).toBe('2014-10-08 17:00');
  });

  it('is left out of hours exactly', () => {
    const events = pause('2014-09-22 10:00', '2014-09-22 13:30');
    expect(due('2014-09-22 09:00', 3, 'workingHour', events)).toBe('2014-09-22 15:30');
    expect(due('2014-09-22 09:00', 3, 'hour', events)).toBe('2014-09-22 15:30');
  });

  it('with a cap holds hours until 24:00 of its last day', () => {
    const events = pause('2014-09-22 10:00', undefined, { plannedDays: 2 });
    expect(due('2014-09-22 09:00', 3, 'hour', events)).toBe('2014-09-24 02:00');
    expect(due('2014-09-22 09:00', 3, 'workingHour', events)).toBe('2014-09-24 11:00');
  });
});

describe('an extension', () => {
  const extend = (time: string, days: number, data: object = { approver: '局长', reason: '复杂' }) =>
    event(time, 'extension.granted', { days, ...data });
  it.each<[string, DeliveredEvent[], string]>([
    ['E1: of 10 days', [extend('2018-11-01', 10)], '2018-11-26'],
    ['given exactly at the due instant', [extend('2018-11-12 17:00', 10)], '2018-11-26'],
    ['given too late has no effect', [extend('2018-11-12 17:00:01', 10)], '2018-11-12'],
    ['without approver has no effect', [extend('2018-11-01', 10, { reason: '复杂' })], '2018-11-12'],
    ['without reason has no effect', [extend('2018-11-01', 10, { approver: '局长', reason: '' })], '2018-11-12'],
    ['given twice counts once', [extend('2018-11-01', 10), extend('2018-11-20', 10)], '2018-11-26'],
    [
      'without approver does not use up the one that follows',
      [extend('2018-11-01', 5, {}), extend('2018-11-02', 10)],
      '2018-11-26',
    ],
    [
      'is in time while a pause holds the clock',
      [...pause('2018-11-12 10:00', '2018-11-14 10:00'), extend('2018-11-15 10:00', 1)],
      '2018-11-16',
    ],
  ])('%s', (_, events, day) => {
    expect(due('2018-10-15 10:00', 20, 'workingDay', events)).toBe(`${day} 17:00`);
  });

  it('J1: of 15 days for joint handling', () => {
    expect(due('2024-01-15 10:00', 45, 'workingDay', [extend('2024-03-01', 15)])).toBe('2024-04-12 17:00');
  });

  it('is counted in the unit of the limit', () => {
    expect(due('2014-08-22 10:00', 1, 'month', [extend('2014-09-01', 1)])).toBe('2014-10-22 17:00');
    expect(due('2014-09-22 09:00', 2, 'workingHour', [extend('2014-09-22 10:00', 2)])).toBe('2014-09-22 14:00');
  });
});
