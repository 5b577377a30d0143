import { describe, expect, it } from '@jest/globals';
import type { LimitUnit } from '../../src/verify/history.js';
import { extension, dueOf, judge, linesOf, pause, accepted, promising } from './clock-table.js';

// In 2018 Saturday 29 and Sunday 30 September were worked for the National Day holiday of 1–7 October.
const STARTS = {
  'in the office': '2018-10-15 10:00',
  'at close': '2018-10-15 17:00',
  'a second after close': '2018-10-15 17:00:01',
  'in the lunch break': '2018-10-15 12:30',
  'at night': '2018-10-15 23:30',
  'on a Saturday': '2018-10-20 10:00',
  'on a make-up Sunday': '2018-09-30 15:00',
  'on a holiday': '2018-10-01 10:00',
};
type Start = keyof typeof STARTS;
const table = (rows: Record<Start, string>): [Start, string][] => Object.entries(rows) as [Start, string][];

describe('a limit of 5 working days does not count its start day, begun', () => {
  it.each(
    table({
      'in the office': '2018-10-22 17:00',
      'at close': '2018-10-22 17:00',
      'a second after close': '2018-10-22 17:00',
      'in the lunch break': '2018-10-22 17:00',
      'at night': '2018-10-22 17:00',
      'on a Saturday': '2018-10-26 17:00',
      'on a make-up Sunday': '2018-10-12 17:00',
      'on a holiday': '2018-10-12 17:00',
    }),
  )('%s: due %s', (start, due) => {
    expect(dueOf(STARTS[start], 5)).toBe(due);
  });
});

describe('a limit of 0 days ends at close of its start day or of the next working day, begun', () => {
  it.each(
    table({
      'in the office': '2018-10-15 17:00',
      'at close': '2018-10-15 17:00',
      'a second after close': '2018-10-16 17:00',
      'in the lunch break': '2018-10-15 17:00',
      'at night': '2018-10-16 17:00',
      'on a Saturday': '2018-10-22 17:00',
      'on a make-up Sunday': '2018-09-30 17:00',
      'on a holiday': '2018-10-08 17:00',
    }),
  )('%s: due %s', (start, due) => {
    expect(dueOf(STARTS[start], 0)).toBe(due);
    expect(dueOf(STARTS[start], 0, 'calendarDay')).toBe(due);
    const instant = judge(promising(7, 'workingDay', { kind: 'instant' }), [accepted(STARTS[start])], STARTS[start]);
    expect(linesOf(instant, 'promised')).toEqual([`running ${STARTS[start]} → ${due}, on time`]);
  });

  it('an instant item that names hours is given these hours', () => {
    const item = promising(2, 'workingHour', { kind: 'instant' });
    expect(linesOf(judge(item, [accepted('2018-10-15 16:00')], '2018-10-15 16:00'), 'promised')).toEqual([
      'running 2018-10-15 16:00 → 2018-10-16 10:00, on time',
    ]);
  });

  it('an instant item without any promise ends on its day', () => {
    expect(linesOf(judge({ kind: 'instant' }, [accepted('2018-10-15 16:00')], '2018-10-15 16:00'), 'promised')).toEqual(
      ['running 2018-10-15 16:00 → 2018-10-15 17:00, on time'],
    );
  });
});

describe('4 working hours run in office hours only, begun', () => {
  it.each(
    table({
      'in the office': '2018-10-15 15:00',
      'at close': '2018-10-16 14:00',
      'a second after close': '2018-10-16 14:00',
      'in the lunch break': '2018-10-15 17:00',
      'at night': '2018-10-16 14:00',
      'on a Saturday': '2018-10-22 14:00',
      'on a make-up Sunday': '2018-10-08 11:00',
      'on a holiday': '2018-10-08 14:00',
    }),
  )('%s: due %s', (start, due) => {
    expect(dueOf(STARTS[start], 4, 'workingHour')).toBe(due);
  });

  it.each([
    ['end exactly at the lunch break', '2018-10-15 09:00', 3, '2018-10-15 12:00'],
    ['end exactly at close', '2018-10-15 13:00', 4, '2018-10-15 17:00'],
    ['end at close of the second day', '2018-10-15 09:00', 14, '2018-10-16 17:00'],
    ['go on after the lunch break', '2018-10-15 11:45', 0.5, '2018-10-15 13:15'],
    ['go on after the week-end', '2018-10-19 16:00', 2, '2018-10-22 10:00'],
    ['count seconds', '2018-10-15 16:59:30', 1 / 60, '2018-10-16 09:00:30'],
  ])('hours %s', (_, start, amount, due) => {
    expect(dueOf(start, amount, 'workingHour')).toBe(due);
  });
});

describe('hours run by the wall clock, begun', () => {
  it.each(
    table({
      'in the office': '2018-10-16 10:00',
      'at close': '2018-10-16 17:00',
      'a second after close': '2018-10-16 17:00:01',
      'in the lunch break': '2018-10-16 12:30',
      'at night': '2018-10-16 23:30',
      'on a Saturday': '2018-10-21 10:00',
      'on a make-up Sunday': '2018-10-01 15:00',
      'on a holiday': '2018-10-02 10:00',
    }),
  )('%s: 24 of them end %s', (start, due) => {
    expect(dueOf(STARTS[start], 24, 'hour')).toBe(due);
  });

  it('may be fractions', () => expect(dueOf('2018-10-19 16:00', 1.5, 'hour')).toBe('2018-10-19 17:30'));
});

describe('pauses leave their exact interval out of hours', () => {
  const START = '2018-10-15 10:00';
  it.each<[string, LimitUnit, number, ReturnType<typeof pause>, string]>([
    ['of the office', 'workingHour', 4, pause('2018-10-15 11:00', '2018-10-15 14:00'), '2018-10-15 17:00'],
    ['of the clock', 'hour', 24, pause('2018-10-15 11:00', '2018-10-15 14:00'), '2018-10-16 13:00'],
    [
      'of the office, not where no office is open',
      'workingHour',
      4,
      pause('2018-10-15 12:00', '2018-10-15 13:00'),
      '2018-10-15 15:00',
    ],
    [
      'once where two overlap',
      'workingHour',
      4,
      [
        ...pause('2018-10-15 11:00', '2018-10-15 13:30'),
        ...pause('2018-10-15 12:00', '2018-10-15 14:00', { kind: 'hearing' }),
      ],
      '2018-10-15 17:00',
    ],
    [
      'of the clock until 24:00 of the last day of their cap',
      'hour',
      24,
      pause('2018-10-15 11:00', undefined, { plannedDays: 1 }),
      '2018-10-16 23:00',
    ],
    [
      'of the office until the opening after their cap',
      'workingHour',
      4,
      pause('2018-10-15 11:00', undefined, { plannedDays: 1 }),
      '2018-10-16 12:00',
    ],
    [
      'begun before the start only from the start on',
      'hour',
      24,
      pause('2018-10-15 08:00', '2018-10-15 11:00'),
      '2018-10-16 11:00',
    ],
    ['begun at the due instant', 'hour', 2, pause('2018-10-15 12:00', '2018-10-15 13:00'), '2018-10-15 12:00'],
    [
      'not when begun after the due instant',
      'hour',
      2,
      pause('2018-10-15 12:00:01', '2018-10-15 13:00'),
      '2018-10-15 12:00',
    ],
  ])('%s', (_, unit, amount, events, due) => {
    expect(dueOf(START, amount, unit, events, '2018-10-20')).toBe(due);
  });

  it('and the clock says that it is paused meanwhile', () => {
    const run = (asOf: string) =>
      linesOf(
        judge(promising(4, 'workingHour'), [accepted(START), ...pause('2018-10-15 11:00', '2018-10-15 14:00')], asOf),
        'promised',
      );
    expect(run('2018-10-15 10:59')).toEqual([`running ${START} → 2018-10-15 15:00, on time`]);
    expect(run('2018-10-15 14:00')).toEqual([`running ${START} → 2018-10-15 17:00, on time`]);
  });

  it('an extension of an hour limit is given in hours', () => {
    expect(dueOf(START, 4, 'workingHour', [extension('2018-10-15 11:00', 3)], '2018-10-15 12:00')).toBe(
      '2018-10-16 10:00',
    );
    expect(dueOf(START, 4, 'hour', [extension('2018-10-15 11:00', 3)], '2018-10-15 12:00')).toBe('2018-10-15 17:00');
  });
});
