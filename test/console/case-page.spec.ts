import { describe, expect, it } from '@jest/globals';
import type { CaseView, LedgerDay, SheetClock, SheetDay } from '../../src/console/console.protocol.js';
import { caseFacts } from '../../src/console/web/case/case-facts.js';
import { axisLabels, ClockAxis } from '../../src/console/web/case/clock-axis.js';
import { clockBar, countedDays } from '../../src/console/web/case/clock-bars.js';
import { sheetRows } from '../../src/console/web/case/sheet-runs.js';
import { clockMarks, sheetWeeks, type SheetWeek } from '../../src/console/web/case/sheet-weeks.js';
import { briefParts, leftWord, timeParts } from '../../src/console/web/case/work-time.js';
import { chipsOf, filtersOf, given, leftOf, withLeft } from '../../src/console/web/cases/case-query.js';

/** From Monday 15 to Wednesday 24 October 2018. */
const DAYS: SheetDay[] = Array.from({ length: 10 }, (_, i) => {
  const working = i % 7 < 5;
  return { date: `2018-10-${15 + i}`, working, kind: working ? 'workday' : 'weekend', name: null };
});
const at = (day: number, time = '17:00'): string => `2018-10-${day}T${time}:00+08:00`;

/** 5 working days from Monday, Wednesday paused: due on Tuesday the 23rd. */
const LEDGER: LedgerDay[] = [
  { date: '2018-10-15', counted: false, reason: 'start-day' },
  { date: '2018-10-16', counted: true, n: 1, reason: 'workday' },
  { date: '2018-10-17', counted: false, reason: 'pause', note: 'hearing' },
  { date: '2018-10-18', counted: true, n: 2, reason: 'workday' },
  { date: '2018-10-19', counted: true, n: 3, reason: 'workday' },
  { date: '2018-10-20', counted: false, reason: 'weekend' },
  { date: '2018-10-21', counted: false, reason: 'weekend' },
  { date: '2018-10-22', counted: true, n: 4, reason: 'workday' },
  { date: '2018-10-23', counted: true, n: 5, reason: 'workday' },
];
const clock = (more: Partial<SheetClock> = {}): SheetClock => ({
  kind: 'promised',
  state: 'running',
  startedAt: at(15, '10:00'),
  dueAt: at(23),
  finishedAt: null,
  overdue: false,
  limit: '5 workingDay',
  remaining: 0,
  startedBy: 'acceptance',
  basis: [],
  ledger: LEDGER,
  ...more,
});
const axis = new ClockAxis(DAYS);
const kinds = (bar: ReturnType<typeof clockBar>): string[] => bar.pieces.map(({ kind }) => kind);

describe('the axis of working days', () => {
  it('gives every working day the same width, a day off a third of it, and holds nothing else', () => {
    const widths = axis.days.map(({ from, to }) => to - from);
    expect(widths[0]).toBeCloseTo(widths[4]!);
    expect(widths[5]! / widths[0]!).toBeCloseTo(0.35);
    expect(axis.days.at(-1)!.to).toBeCloseTo(1);
    expect(axis.position(at(15, '13:00'))).toBeCloseTo(widths[0]! / 2);
    expect([axis.position('2018-10-14T10:00:00+08:00'), axis.position('2018-10-25T10:00:00+08:00')]).toEqual([0, 1]);
    expect([axis.holds(at(24)), axis.holds('2018-10-25T10:00:00+08:00')]).toEqual([true, false]);
  });

  it('names the month where one begins, and of many days only Mondays, of very many only months', () => {
    expect(axisLabels(axis.days).map(({ text }) => text)).toEqual(['10-15', '16', '17', '18', '19', '22', '23', '24']);
    const long = (length: number) =>
      new ClockAxis(
        Array.from({ length }, (_, i) => {
          const date = new Date(Date.UTC(2018, 9, 15) + i * 86_400_000).toISOString().slice(0, 10);
          return { date, working: i % 7 < 5, kind: 'workday', name: null };
        }),
      );
    expect(axisLabels(long(40).days).map(({ text }) => text)).toEqual(['10-15', '22', '29', '11-05', '12', '19']);
    const days = axisLabels(long(23).days).map(({ text }) => text);
    // The day after the beginning of a month has no room of its own.
    expect([days.slice(0, 3), days.includes('11-01'), days.includes('02')]).toEqual([
      ['10-15', '17', '18'],
      true,
      false,
    ]);
    expect(
      axisLabels(long(200).days)
        .map(({ text }) => text)
        .slice(0, 3),
    ).toEqual(['2018-10', '2018-11', '2018-12']);
  });
});

describe('a clock as a bar', () => {
  it('parts what is counted from what is left, and shows pauses and days off between', () => {
    const bar = clockBar(clock(), axis, at(22, '10:00'));
    expect(kinds(bar)).toEqual(['plain', 'counted', 'pause', 'counted', 'off', 'counted', 'left']);
    expect(bar.pieces[2]).toMatchObject({ note: 'hearing' });
    expect([bar.due, bar.end]).toEqual([axis.position(at(23)), null]);
    expect(countedDays(clock(), at(22, '10:00'))).toEqual({ days: 4, paused: 1 });
  });

  it('has no use for time that is left when it has stopped', () => {
    const bar = clockBar(clock({ state: 'stopped', finishedAt: at(19, '10:00') }), axis, at(24));
    expect(kinds(bar)).toEqual(['plain', 'counted', 'pause', 'counted', 'spare']);
    expect(bar.end).toBe(axis.position(at(19, '10:00')));
  });

  it('runs over its due instant up to its end, or as far as the case is judged', () => {
    const over = clockBar(clock({ overdue: true }), axis, at(24, '10:00')).pieces.at(-1)!;
    expect(over).toMatchObject({ kind: 'over', from: axis.position(at(23)), to: axis.position(at(24, '10:00')) });
  });

  it('without a limit is a line up to where the case is judged', () => {
    const free = clock({ state: 'no-limit', dueAt: null, overdue: null, limit: null, ledger: [] });
    expect(clockBar(free, axis, at(22)).pieces).toEqual([
      { kind: 'plain', from: axis.position(at(15, '10:00')), to: axis.position(at(22)) },
    ]);
  });
});

describe('the clock sheet', () => {
  it('enters all clocks in the weeks of one calendar, a pause of several once', () => {
    const [first, second] = sheetWeeks(DAYS, [clock(), clock({ kind: 'statutory' })]);
    expect(first!.cells.map(({ entries }) => entries.map(({ clocks, what }) => `${clocks.join()} ${what}`))).toEqual([
      ['0 start', '1 start'],
      ['0 count', '1 count'],
      ['0,1 pause'],
      ['0 count', '1 count'],
      ['0 count', '1 count'],
      [],
      [],
    ]);
    expect(second!.cells[1]!.entries).toMatchObject([
      { n: 5, due: true },
      { n: 5, due: true },
    ]);
    expect(second!.cells.map(({ inside }) => inside)).toEqual([true, true, false, false, false, false, false]);
    expect(first!.cells[0]!.first).toBe(true);
    expect(sheetWeeks(DAYS, [clock({ ledger: [] })])).toEqual([]);
  });

  it('keeps a row for each week while all fit; of more, weeks that are alike share one', () => {
    const days = (weeks: number): SheetDay[] =>
      Array.from({ length: 7 * weeks }, (_, i) => {
        const working = i % 7 < 5;
        const date = new Date(Date.UTC(2018, 9, 15) + i * 86_400_000).toISOString().slice(0, 10);
        return { date, working, kind: working ? 'workday' : 'weekend', name: null };
      });
    const counted = (weeks: number, holiday?: string): SheetWeek[] => {
      const all = days(weeks).map((day) =>
        day.date === holiday ? { ...day, working: false, kind: 'holiday' as const } : day,
      );
      let n = 0;
      const ledger = all.map((day): LedgerDay => {
        if (!day.working)
          return { date: day.date, counted: false, reason: day.kind === 'holiday' ? 'holiday' : 'weekend' };
        return { date: day.date, counted: true, n: ++n, reason: 'workday' };
      });
      return sheetWeeks(all, [clock({ dueAt: null, ledger })]);
    };
    expect(sheetRows(counted(10)).map(({ kind }) => kind)).toEqual(Array(10).fill('week'));
    const entry = { clocks: [0], what: 'count', n: 1, due: false };
    const parts = [{ days: [0, 1, 2, 3, 4], entry, to: 50 }];
    const alike = { kind: 'run', from: 1, to: 10, first: '2018-10-15', last: '2018-12-23', parts, off: [5, 6] };
    // The last week ends with its last counted day.
    expect(sheetRows(counted(11))).toMatchObject([alike, { kind: 'week', number: 11 }]);
    const parted = sheetRows(counted(12, '2018-11-05'));
    const numbers = parted.map((row) => (row.kind === 'run' ? `${row.from}–${row.to}` : String(row.number)));
    expect(numbers).toEqual(['1–3', '4', '5–11', '12']);
  });

  it('numbers the marks of clocks of a kind', () => {
    const clocks = [clock(), clock({ kind: 'step' }), clock({ kind: 'step' })];
    expect(clockMarks(clocks, (kind) => kind[0]!)).toEqual(['p', 's1', 's2']);
  });
});

describe('a time in office hours', () => {
  it('is told in its two largest units', () => {
    const text = (minutes: number, workday: number | null = 420): string =>
      timeParts(minutes, workday)
        .map(({ unit, n }) => `${n} ${unit}`)
        .join(' ');
    expect(text(420 * 2 + 61)).toBe('2 days 1 hours');
    expect(text(-90)).toBe('1 hours 30 minutes');
    expect(text(420 + 5)).toBe('1 days');
    expect(text(0)).toBe('');
    expect(text(1_500, null)).toBe('25 hours');
  });

  it('leaves the hours out in a narrow column where there are many days', () => {
    expect(briefParts(420 * 9 + 60, 420).map(({ n }) => n)).toEqual([9, 1]);
    expect(briefParts(-(420 * 14 + 300), 420)).toEqual([{ unit: 'days', n: 14 }]);
    expect(briefParts(60 * 24 * 20 + 1, null).map(({ n }) => n)).toEqual([480, 1]);
  });

  it('says that none is left where a limit ends at night, which is not yet late', () => {
    const words = (minutes: number[], workday: number | null) => minutes.map((n) => leftWord(n, workday, false));
    expect(words([0, 0.4, 1, -1], 420)).toEqual(['none', 'none', 'left', 'over']);
    expect(words([0, -1], null)).toEqual(['left', 'over']);
  });

  it('says that a case is late before what office hours say', () => {
    expect([leftWord(0, 420, true), leftWord(0, null, true)]).toEqual(['overNow', 'overNow']);
    expect([leftWord(-5, 420, true), leftWord(-5, null, true)]).toEqual(['over', 'over']);
  });
});

describe('the head of a case', () => {
  const told = (type: string, time: string, data: Record<string, unknown> = {}, waiting = false) =>
    ({ type: `approval.${type}`, time, data, waiting, leftOut: null }) as unknown as CaseView['events'][number];

  it('names applicant and last officer as its judged events do', () => {
    const events = [
      told('case.received', at(15), { officer: '柳', applicant: { name: '甄*' } }),
      told('step.started', at(16), { officer: '杨' }),
      told('case.decided', at(17), { officer: '陈' }, true),
    ];
    expect(caseFacts({ events, state: 'deemed-accepted' })).toEqual({
      applicant: '甄*',
      officer: '杨',
      receivedAt: at(15),
      acceptedAt: at(15),
      endedAt: null,
    });
    expect(caseFacts({ events, state: 'received' }).acceptedAt).toBeNull();
    const foreign = { ...told('case.decided', at(16), { officer: '假' }), leftOut: 'out-of-scope' as const };
    expect(caseFacts({ events: [...events, foreign], state: 'received' })).toMatchObject({
      officer: '杨',
      endedAt: null,
    });
  });
});

describe('a search of cases', () => {
  it('stands in the address as the interface takes it', () => {
    const filters = filtersOf({ q: ' 沈 ', state: '', org: 'x', unknown: '1', overdue: ['true', 'false'] });
    expect(filters).toEqual({ q: '沈', org: 'x' });
    expect(given({ ...filters, state: '' })).toEqual({ q: '沈', org: 'x' });
  });

  it('shows as chips what no field of the form shows', () => {
    expect(chipsOf({ q: '沈', state: 'open', dueWithin: '3' })).toEqual([]);
    expect(chipsOf({ region: '2101', overdue: 'false', dueWithin: '7', state: 'odd', endedTo: '2026-11-01' })).toEqual([
      'region',
      'state',
      'dueWithin',
      'overdue',
      'endedTo',
    ]);
  });

  it('asks in one field for what is left of a limit', () => {
    expect(withLeft({ dueWithin: '3' }, 'overdue')).toEqual({ dueWithin: undefined, overdue: 'true' });
    expect(leftOf(withLeft({ overdue: 'true' }, '5'))).toBe('5');
  });
});
