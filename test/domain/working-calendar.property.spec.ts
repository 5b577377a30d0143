import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import { loadCalendars, readCalendarDays } from '../../src/catalogue/calendars/calendar.loader.js';
import type { WorkingCalendar } from '../../src/domain/calendar.js';
import { HOUR, dayFromIso, isoOfDay, startOfDay } from '../../src/domain/instant.js';
import { type CalendarDays, workingCalendar } from '../../src/domain/working-calendar.js';
import { NaiveCalendar } from './naive-calendar.js';

const DIR = join(import.meta.dirname, '../../config/calendars');
const cn = loadCalendars(DIR).get('cn')!;

describe('any calendar agrees with counting on the fingers', () => {
  const FIRST = dayFromIso('2014-01-01');
  const minutes = (m: number): string =>
    `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
  const hoursArb = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
    .map((ms) => ms.sort((a, b) => a - b).slice(0, ms.length - (ms.length % 2)))
    .map((ms) =>
      Array.from({ length: ms.length / 2 }, (_, i) => [minutes(ms[2 * i]!), minutes(ms[2 * i + 1]!)] as const),
    );
  const daysArb: fc.Arbitrary<CalendarDays> = fc
    .record({
      size: fc.integer({ min: 1, max: 60 }),
      hours: hoursArb,
      declared: fc.dictionary(fc.nat(59).map(String), fc.boolean()),
    })
    .map(({ size, hours, declared }) => ({
      officeHours: hours,
      firstDay: isoOfDay(FIRST),
      lastDay: isoOfDay(FIRST + size - 1),
      days: new Map(
        Object.entries(declared)
          .filter(([i]) => Number(i) < size)
          .map(([i, off]) => [isoOfDay(FIRST + Number(i)), { off, name: '节', notice: '号' }]),
      ),
    }));
  const real = readCalendarDays(DIR, 'cn');
  const instantOf = (days: CalendarDays, share: number): number => {
    const [from, to] = [startOfDay(dayFromIso(days.firstDay)), startOfDay(dayFromIso(days.lastDay) + 1)];
    return Math.min(to - 1, Math.floor(from + share * (to - from)));
  };
  const shareArb = fc.double({ min: 0, max: 1, noNaN: true });

  it('in days: add, subtract, rank, select and roll forward', () => {
    fc.assert(
      fc.property(daysArb, fc.integer({ min: -3, max: 63 }), fc.integer({ min: -30, max: 30 }), (days, offset, n) => {
        const [calendar, naive] = [workingCalendar('x', '1', days), new NaiveCalendar(days)];
        const day = FIRST + offset;
        expect(calendar.isWorking(day)).toBe(naive.isWorking(day));
        expect(calendar.addWorkingDays(day, n)).toBe(naive.addWorkingDays(day, n));
        expect(calendar.rollForward(day)).toBe(naive.rollForward(day));
        expect(calendar.rank(day)).toBe(naive.rank(day));
        if (naive.isWorking(day)) expect(calendar.select(calendar.rank(day)!)).toBe(day);
      }),
      { numRuns: 500 },
    );
  });

  it('in days on the real calendar, far and near', () => {
    const naive = new NaiveCalendar(real);
    fc.assert(
      fc.property(fc.integer({ min: cn.firstDay, max: cn.lastDay }), fc.integer({ min: -300, max: 300 }), (day, n) => {
        expect(cn.addWorkingDays(day, n)).toBe(naive.addWorkingDays(day, n));
        expect(cn.rollForward(day)).toBe(naive.rollForward(day));
      }),
      { numRuns: 500 },
    );
  });

  it('in hours: working time between two instants', () => {
    fc.assert(
      fc.property(daysArb, shareArb, shareArb, (days, a, b) => {
        const [calendar, naive] = [workingCalendar('x', '1', days), new NaiveCalendar(days)];
        const [from, to] = [instantOf(days, Math.min(a, b)), instantOf(days, Math.max(a, b))];
        expect(calendar.workingTime(to)! - calendar.workingTime(from)!).toBe(naive.workingTimeBetween(from, to));
      }),
      { numRuns: 500 },
    );
  });

  it('in hours: adding working time is the inverse of measuring it, and the earliest such instant', () => {
    const check = (calendar: WorkingCalendar, from: number, ms: number): void => {
      const result = calendar.addWorkingTime(from, ms);
      const passed = calendar.workingTime(from)!;
      if (result === undefined) {
        expect(passed + ms).toBeGreaterThan(calendar.workingTime(startOfDay(calendar.lastDay + 1))!);
        return;
      }
      expect(result).toBeGreaterThan(from);
      expect(calendar.workingTime(result)! - passed).toBe(ms);
      expect(calendar.workingTime(result - 1)! - passed).toBe(ms - 1);
    };
    const msArb = fc.integer({ min: 1, max: 200 * HOUR });
    fc.assert(
      fc.property(daysArb, shareArb, msArb, (days, share, ms) =>
        check(workingCalendar('x', '1', days), instantOf(days, share), ms),
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(shareArb, msArb, (share, ms) => check(cn, instantOf(real, share), ms)),
      { numRuns: 500 },
    );
  });
});
