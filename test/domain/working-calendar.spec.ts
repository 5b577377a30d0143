import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import type { WorkingCalendar } from '../../src/domain/calendar.js';
import {
  HOUR,
  MINUTE,
  dayFromIso,
  dayOf,
  isoOfDay,
  parseRfc3339,
  rfc3339,
  startOfDay,
} from '../../src/domain/instant.js';
import { officeHours, workingCalendar } from '../../src/domain/working-calendar.js';
import { BEFORE_2020, GOLDEN_DAYS, GOLDEN_DAYS_BEFORE_2020 } from '../support/golden-days.js';

const DIR = join(import.meta.dirname, '../../config/calendars');
const cn = loadCalendars(DIR).get('cn')!;
/** As it was known the day before the Spring Festival holiday of 2020 was prolonged. */
const before = loadCalendars(DIR, { asOf: BEFORE_2020 }).get('cn')!;

const add = (calendar: WorkingCalendar, from: string, n: number): string | undefined => {
  const day = calendar.addWorkingDays(dayFromIso(from), n);
  return day === undefined ? undefined : isoOfDay(day);
};
const at = (text: string): number => parseRfc3339(`${text}:00+08:00`)!;
const when = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : rfc3339(instant).slice(0, 16);

describe('working days after a day', () => {
  it.each([
    ...GOLDEN_DAYS,
    ['S1', '2014-09-22', 5, '2014-09-28'],
    ['S2', '2014-09-22', 20, '2014-10-23'],
    ['S2', '2014-09-29', 20, '2014-10-31'],
    ['E1', '2018-10-15', 30, '2018-11-26'],
    ['D1', '2014-09-28', 10, '2014-10-16'],
    ['J1', '2024-01-15', 60, '2024-04-12'],
    ['R1', '2014-10-22', -2, '2014-10-20'],
    ['R1', '2014-10-22', -1, '2014-10-21'],
    ['B1', '2014-09-24', 5, '2014-09-30'],
    ['B1', '2014-09-24', 20, '2014-10-27'],
  ])('%s: %s and %d working days give %s', (_case, from, n, expected) => {
    expect(add(cn, from, n)).toBe(expected);
  });

  it.each(GOLDEN_DAYS_BEFORE_2020)(
    '%s as known on 2020-01-25: %s and %d working days gave %s',
    (_case, from, n, expected) => {
      expect(add(before, from, n)).toBe(expected);
    },
  );

  it('does not count the day itself backwards either, working day or not', () => {
    expect(add(cn, '2014-10-08', -1)).toBe('2014-09-30');
    expect(add(cn, '2014-10-05', -1)).toBe('2014-09-30');
    expect(add(cn, '2014-10-05', 0)).toBe('2014-10-05');
  });

  it('E2: four working days lie after 2018-10-22 up to 2018-10-26', () => {
    expect(cn.rank(dayFromIso('2018-10-26'))! - cn.rank(dayFromIso('2018-10-22'))!).toBe(4);
  });

  it('P1: a last day on National Day rolls to the first working day after the holiday', () => {
    expect(isoOfDay(cn.rollForward(dayFromIso('2014-10-01'))!)).toBe('2014-10-08');
    expect(isoOfDay(cn.rollForward(dayFromIso('2014-09-28'))!)).toBe('2014-09-28');
  });
});

describe('working time', () => {
  it.each([
    ['in office hours', '2014-09-24T09:30', 1, '2014-09-24T10:30'],
    ['over the lunch break', '2014-09-24T11:30', 1, '2014-09-24T13:30'],
    ['started in the lunch break', '2014-09-24T12:30', 1, '2014-09-24T14:00'],
    ['until the lunch break, ending when it begins', '2014-09-24T11:00', 1, '2014-09-24T12:00'],
    ['until close of business', '2014-09-24T16:00', 1, '2014-09-24T17:00'],
    ['started at close', '2014-09-24T17:00', 1, '2014-09-25T10:00'],
    ['started after hours', '2014-09-24T22:15', 1, '2014-09-25T10:00'],
    ['started before hours', '2014-09-24T06:00', 1, '2014-09-24T10:00'],
    ['over a weekend', '2014-09-19T16:00', 2, '2014-09-22T10:00'],
    ['started on a Saturday', '2014-09-20T10:00', 7, '2014-09-22T17:00'],
    ['started on a make-up Sunday', '2014-09-28T10:00', 8, '2014-09-29T11:00'],
    ['over the National Day holiday', '2014-09-30T16:30', 1, '2014-10-08T09:30'],
    ['of nothing', '2014-09-20T10:00', 0, '2014-09-20T10:00'],
    ['of a fraction of an hour', '2014-09-24T09:00', 1.1, '2014-09-24T10:06'],
  ])('%s', (_case, from, hours, expected) => {
    expect(when(cn.addWorkingTime(at(from), hours * HOUR))).toBe(expected);
  });

  it('measures only office hours: a whole week is 35 hours', () => {
    expect(cn.workingTime(at('2014-09-22T00:00'))! - cn.workingTime(at('2014-09-15T00:00'))!).toBe(35 * HOUR);
    expect(cn.workingTime(at('2014-09-15T12:45'))! - cn.workingTime(at('2014-09-15T12:15'))!).toBe(0);
    expect(cn.workingTime(at('2014-09-15T13:20'))! - cn.workingTime(at('2014-09-15T11:50'))!).toBe(30 * MINUTE);
  });

  it('opens at 09:00 and closes at 17:00 in Shanghai', () => {
    expect(when(cn.opening(dayFromIso('2014-09-28')))).toBe('2014-09-28T09:00');
    expect(when(cn.close(dayFromIso('2014-09-28')))).toBe('2014-09-28T17:00');
  });
});

describe('outside the published calendars', () => {
  const [first, last] = [cn.firstDay, cn.lastDay];

  it('covers 2007-01-01 to 2026-12-31', () => {
    expect([first, last].map(isoOfDay)).toEqual(['2007-01-01', '2026-12-31']);
  });

  it('knows nothing of the days around', () => {
    for (const day of [first - 2, last + 1, NaN, first + 0.5])
      expect([cn.info(day), cn.isWorking(day), cn.rank(day), cn.rollForward(day), cn.addWorkingDays(day, 1)]).toEqual(
        Array(5).fill(undefined),
      );
    expect(cn.workingTime(startOfDay(first) - 1)).toBeUndefined();
    expect(cn.workingTime(startOfDay(last + 1) + 1)).toBeUndefined();
    expect(cn.addWorkingTime(startOfDay(last + 1) + 1, 0)).toBeUndefined();
  });

  it('counts from the day before them, of which it knows nothing else', () => {
    expect([cn.info(first - 1), cn.isWorking(first - 1), cn.rollForward(first - 1)]).toEqual(Array(3).fill(undefined));
    expect([cn.rank(first - 1), cn.addWorkingDays(first - 1, 1)]).toEqual([0, dayFromIso('2007-01-04')]);
    expect([0, -1].map((n) => cn.addWorkingDays(first - 1, n))).toEqual([undefined, undefined]);
  });

  it('has no answer for a count that leaves them, and the last one that does not', () => {
    const total = cn.rank(last)!;
    expect(cn.select(0)).toBeUndefined();
    expect(cn.select(total)).toBe(last);
    expect(cn.select(total + 1)).toBeUndefined();
    expect(cn.addWorkingDays(last - 1, 1)).toBe(last);
    expect(cn.addWorkingDays(last, 1)).toBeUndefined();
    expect(cn.addWorkingDays(first, -1)).toBeUndefined();
    expect(cn.atWorkingTime(total * 7 * HOUR)).toBe(cn.close(last));
    expect(cn.atWorkingTime(total * 7 * HOUR + 1)).toBeUndefined();
    expect(cn.workingTime(startOfDay(last + 1))).toBe(total * 7 * HOUR);
  });

  it('rolls forward over a last day that is no working day to nowhere', () => {
    const short = workingCalendar('x', '1', {
      officeHours: [['09:00', '17:00']],
      firstDay: '2014-09-15',
      lastDay: '2014-09-21',
      days: new Map(),
    });
    expect(short.rollForward(dayFromIso('2014-09-20'))).toBeUndefined();
  });
});

describe('a day explains itself', () => {
  it.each([
    ['2014-09-24', { kind: 'workday', working: true }],
    ['2014-09-20', { kind: 'weekend', working: false }],
    ['2014-09-28', { kind: 'make-up', working: true, name: '国庆节', notice: '国办发明电〔2013〕28号' }],
    ['2014-10-04', { kind: 'holiday', working: false, name: '国庆节', notice: '国办发明电〔2013〕28号' }],
    ['2015-09-06', { kind: 'make-up', working: true, name: '抗日战争胜利70周年纪念日', notice: '国发明电〔2015〕1号' }],
    ['2018-12-29', { kind: 'make-up', working: true, name: '元旦', notice: '国办发明电〔2018〕15号' }],
    ['2019-05-01', { kind: 'holiday', working: false, name: '劳动节', notice: '国办发明电〔2019〕3号' }],
    ['2020-02-01', { kind: 'holiday', working: false, name: '春节', notice: '国办发明电〔2020〕1号' }],
    ['2020-02-03', { kind: 'workday', working: true }],
  ])('%s', (date, expected) => {
    expect(cn.info(dayFromIso(date))).toEqual({ day: dayFromIso(date), ...expected });
  });

  it('agrees with isWorking on every day', () => {
    for (let day = cn.firstDay; day <= cn.lastDay; day++) expect(cn.info(day)?.working).toBe(cn.isWorking(day));
  });
});

describe('office hours', () => {
  it.each([
    [[], 'no office hours'],
    [[['9:00', '12:00']], 'not a time of day (HH:MM): 9:00'],
    [[['09:00', '24:01']], 'not a time of day (HH:MM): 24:01'],
    [[['09:00', '09:00']], 'office hours out of order: 09:00–09:00'],
    [
      [
        ['09:00', '12:00'],
        ['11:00', '17:00'],
      ],
      'office hours out of order: 11:00–17:00',
    ],
  ] as [[string, string][], string][])('%j are refused: %s', (spans, reason) => {
    expect(() => officeHours(spans)).toThrow(reason);
  });
});

describe('speed', () => {
  it('a day operation takes well under a microsecond and does not grow with the distance', () => {
    const rounds = 1_000_000;
    const started = performance.now();
    let sum = 0;
    for (let i = 0; i < rounds; i++) sum += cn.addWorkingDays(cn.firstDay + (i % 3000), i % 1000)!;
    expect(sum).toBeGreaterThan(0);
    // A generous bound for busy machines; the measured figure is in `npm run bench`.
    expect((performance.now() - started) / rounds).toBeLessThan(0.001);
    expect(dayOf(cn.close(cn.firstDay))).toBe(cn.firstDay);
  });
});
