import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import { DAY, HOUR, MINUTE, addMonths, dayFromIso, dayOf, isoOfDay, startOfDay } from '../../src/domain/instant.js';
import { MAX_LEDGER_DAYS, ledgerOf } from '../../src/domain/ledger.js';
import { counted, dueInstant } from '../../src/domain/limit.js';
import type { Pause } from '../../src/domain/pauses.js';
import { LIMIT_UNITS, type Limit } from '../../src/domain/standards.js';

const calendar = loadCalendars('config/calendars').forOrg(null);
const START = startOfDay(dayFromIso('2012-01-01'));

const limits = fc.record<Limit>({
  unit: fc.constantFrom(...LIMIT_UNITS),
  amount: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 20, 45)),
});
const starts = fc.integer({ min: 0, max: 8 * 365 * 24 * 60 }).map((minute) => START + minute * MINUTE);
const offsets = fc.record({
  after: fc.integer({ min: 0, max: 40 * 24 }),
  length: fc.integer({ min: 0, max: 20 * 24 }),
  cap: fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined }),
});

function pausesFrom(start: number, given: { after: number; length: number; cap: number | undefined }[]): Pause[] {
  return given.map(({ after, length, cap }) => {
    const from = start + after * HOUR;
    return {
      kind: 'testing',
      start: from,
      end: from + length * HOUR,
      capDay: cap === undefined ? Infinity : dayOf(from) + cap,
    };
  });
}

describe('ledger of a clock', () => {
  it('agrees with the due instant for every unit, start and set of pauses', () => {
    fc.assert(
      fc.property(limits, starts, fc.array(offsets, { maxLength: 4 }), (limit, startedAt, given) => {
        const rule = counted(limit);
        const pauses = pausesFrom(startedAt, given);
        const dueAt = dueInstant(rule, startedAt, pauses, calendar);
        if (dueAt === undefined || dueAt === Infinity) return;
        const ledger = ledgerOf({ kind: 'promised', startedAt, dueAt, counted: rule, pauses }, calendar);
        fc.pre(ledger.length < MAX_LEDGER_DAYS);

        const first = dayOf(startedAt);
        expect(ledger.map((d) => d.date)).toEqual(ledger.map((_, i) => isoOfDay(first + i)));
        expect(ledger.at(-1)?.date).toBe(isoOfDay(dayOf(dueAt)));
        const days = ledger.filter((d) => d.counted);
        if (rule.mode === 'working-time' || rule.mode === 'wall-time') {
          const minutes = days.reduce((sum, d) => sum + (d.minutes ?? 0), 0);
          expect(minutes).toBeCloseTo(rule.ms / MINUTE, 6);
          return;
        }
        const amount =
          rule.mode === 'start-day' ? 0 : rule.mode === 'months' ? addMonths(first, rule.amount) - first : rule.amount;
        expect(days.map((d) => d.n)).toEqual(Array.from({ length: amount }, (_, i) => i + 1));
        const last = ledger.at(-1)!;
        expect(last.counted || last.reason === 'roll' || last.reason === 'start-day').toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('ledger of a clock, day by day', () => {
  const at = (day: string, hour: number): number => startOfDay(dayFromIso(day)) + hour * HOUR;

  it('names the holiday, the make-up day and the pause', () => {
    const rule = counted({ amount: 5, unit: 'workingDay' });
    const startedAt = at('2018-09-27', 10);
    const pauses: Pause[] = [
      { kind: 'testing', start: at('2018-09-28', 9), end: at('2018-09-28', 16), capDay: Infinity },
    ];
    const dueAt = dueInstant(rule, startedAt, pauses, calendar);
    const ledger = ledgerOf({ kind: 'promised', startedAt, dueAt, counted: rule, pauses }, calendar);
    expect(ledger.slice(0, 5)).toEqual([
      { date: '2018-09-27', counted: false, reason: 'start-day' },
      { date: '2018-09-28', counted: false, reason: 'pause', note: 'testing' },
      { date: '2018-09-29', counted: true, n: 1, reason: 'make-up', note: '国庆节' },
      { date: '2018-09-30', counted: true, n: 2, reason: 'make-up', note: '国庆节' },
      { date: '2018-10-01', counted: false, reason: 'holiday', note: '国庆节' },
    ]);
    expect(ledger.at(-1)).toEqual({ date: '2018-10-10', counted: true, n: 5, reason: 'workday' });
  });

  it('rolls a calendar limit that ends on a day off', () => {
    const rule = counted({ amount: 2, unit: 'calendarDay' });
    const startedAt = at('2018-11-01', 10);
    const dueAt = dueInstant(rule, startedAt, [], calendar);
    expect(ledgerOf({ kind: 'statutory', startedAt, dueAt, counted: rule, pauses: [] }, calendar)).toEqual([
      { date: '2018-11-01', counted: false, reason: 'start-day' },
      { date: '2018-11-02', counted: true, n: 1, reason: 'calendar-day' },
      { date: '2018-11-03', counted: true, n: 2, reason: 'calendar-day' },
      { date: '2018-11-04', counted: false, reason: 'weekend' },
      { date: '2018-11-05', counted: false, reason: 'roll' },
    ]);
  });

  it('states the office hours counted on each day', () => {
    const rule = counted({ amount: 10, unit: 'workingHour' });
    const startedAt = at('2018-11-01', 14);
    const dueAt = dueInstant(rule, startedAt, [], calendar);
    const ledger = ledgerOf({ kind: 'promised', startedAt, dueAt, counted: rule, pauses: [] }, calendar);
    expect(ledger).toEqual([
      { date: '2018-11-01', counted: true, minutes: 180, reason: 'office-hours', note: '3 h' },
      { date: '2018-11-02', counted: true, minutes: 420, reason: 'office-hours', note: '7 h' },
    ]);
  });

  it('lists at most 800 days, and says how many it leaves out', () => {
    const rule = counted({ amount: 3, unit: 'year' });
    const startedAt = at('2012-01-04', 10);
    const dueAt = dueInstant(rule, startedAt, [], calendar)!;
    const ledger = ledgerOf({ kind: 'statutory', startedAt, dueAt, counted: rule, pauses: [] }, calendar);
    expect(ledger).toHaveLength(MAX_LEDGER_DAYS);
    const leftOut = dayOf(dueAt) - dayOf(startedAt) + 1 - MAX_LEDGER_DAYS;
    expect(ledger.at(-1)).toMatchObject({
      date: isoOfDay(dayOf(dueAt)),
      note: expect.stringContaining(`${leftOut} days`),
    });
    expect(dueAt - startedAt).toBeGreaterThan(1_000 * DAY);
  });

  it('counts the five days of the notice, and nothing for a promised date', () => {
    const startedAt = at('2018-11-01', 10);
    const dueAt = at('2018-11-08', 17);
    const notice = ledgerOf({ kind: 'notice', startedAt, dueAt, pauses: [] }, calendar);
    expect(notice.filter((d) => d.counted)).toHaveLength(5);
    expect(ledgerOf({ kind: 'promised', startedAt, dueAt, pauses: [] }, calendar)).toEqual([]);
  });
});
