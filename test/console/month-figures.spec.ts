import { describe, expect, it } from '@jest/globals';
import type { FigureRow, Figures } from '../../src/console/figures.protocol.js';
import { busiestDay, daysOption } from '../../src/console/web/month/days-option.js';
import { linkOf } from '../../src/console/web/month/figure-links.js';
import { UNIT } from '../../src/bulletin/text/phrases.js';
import { monthZh } from '../../src/console/web/i18n/month.zh.js';
import { changeOf, lateOf, MEASURES, percent } from '../../src/console/web/month/measures.js';
import {
  drillOf,
  figuresQuery,
  type MonthQuery,
  readMonthQuery,
  writeMonthQuery,
} from '../../src/console/web/month/month-query.js';
import { addMonths, daysWithin, isMonth } from '../../src/console/web/month/months.js';
import { sortedRows } from '../../src/console/web/month/sorted-rows.js';

const EVERYTHING = { region: null, org: null, item: null };
const query = (more: Partial<MonthQuery> = {}): MonthQuery => ({
  month: '2026-10',
  by: 'region',
  scope: EVERYTHING,
  sort: null,
  ...more,
});
const figures = (more: Partial<Figures> = {}): Figures => ({
  received: 0,
  accepted: 0,
  decided: 0,
  measured: 0,
  onTime: 0,
  onTimeRate: null,
  reminders: 0,
  yellow: 0,
  red: 0,
  ...more,
});
const row = (key: string, more: Partial<Figures>): FigureRow => ({
  key,
  name: key,
  nameEn: null,
  hasChildren: false,
  figures: figures(more),
  previous: figures(),
});

describe('the address of the month page', () => {
  it.each<[string, Record<string, string>, MonthQuery]>([
    ['nothing: this month, by region, everything', {}, query({ month: '2026-11' })],
    ['a month', { month: '2026-10' }, query()],
    ['no month: this one', { month: '2026-13' }, query({ month: '2026-11' })],
    ['a grouping that there is', { month: '2026-10', by: 'org' }, query({ by: 'org' })],
    ['a grouping that there is not', { month: '2026-10', by: 'weather' }, query()],
    [
      'a scope',
      { month: '2026-10', region: '210100', item: 'i' },
      query({ scope: { region: '210100', org: null, item: 'i' } }),
    ],
    ['an order', { month: '2026-10', sort: 'red', dir: 'asc' }, query({ sort: { measure: 'red', ascending: true } })],
    ['an order by what is no column', { month: '2026-10', sort: 'colour' }, query()],
  ])('is read: %s', (_, address, expected) => {
    expect(readMonthQuery(address, '2026-11')).toEqual(expected);
  });

  it('is written as it is read, without what is as usual', () => {
    const full = query({
      by: 'item',
      scope: { region: '210100:own', org: ':none', item: null },
      sort: { measure: 'onTimeRate', ascending: false },
    });
    expect(readMonthQuery(writeMonthQuery(full), '2020-01')).toEqual(full);
    expect(writeMonthQuery(query())).toEqual({ month: '2026-10' });
  });

  it('asks the server only for what it knows', () => {
    expect(figuresQuery(query({ sort: { measure: 'red', ascending: true } }))).toEqual({
      month: '2026-10',
      by: 'region',
    });
  });
});

describe('a row leads', () => {
  const at = (more: Partial<MonthQuery>, key: string | null, hasChildren = false) => {
    const next = drillOf(query(more), { key, hasChildren });
    return next && { by: next.by, ...next.scope };
  };
  it.each([
    ['from a region to those below', at({}, '210100', true), { by: 'region', region: '210100', org: null, item: null }],
    [
      'from the lowest region to its departments',
      at({}, '210102'),
      { by: 'org', region: '210102', org: null, item: null },
    ],
    [
      'from a region itself to its departments',
      at({}, '210000:own'),
      { by: 'org', region: '210000:own', org: null, item: null },
    ],
    ['from no region to its departments', at({}, null), { by: 'org', region: ':none', org: null, item: null }],
    [
      'from a department to its items',
      at({ by: 'org', scope: { ...EVERYTHING, region: '210100' } }, 'o'),
      { by: 'item', region: '210100', org: 'o', item: null },
    ],
    ['from an item no further', at({ by: 'item' }, 'i'), null],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});

describe('months', () => {
  it.each([
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-10', -12, '2025-10'],
    ['2024-02', 0, '2024-02'],
  ])('%s and %d', (month, count, expected) => expect(addMonths(month, count)).toBe(expected));
  it.each([
    ['2024-02', '2024-02-29'],
    ['2026-02', '2026-02-28'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, to) => expect(daysWithin(month)).toEqual({ from: `${month}-01`, to }));
  it.each(['2026-1', '2026-00', '26-10', '', undefined, ['2026-10']])('%s is none', (text) =>
    expect(isMonth(text)).toBe(false),
  );
});

describe('a count', () => {
  it('has the unit that it has in the bulletin', () => {
    const { unit } = monthZh.month;
    for (const [measure, count] of [
      ['received', 'received'],
      ['decided', 'decided'],
      ['reminder', 'reminders'],
      ['yellow', 'yellow'],
      ['red', 'red'],
    ] as const)
      expect([measure, unit[measure]]).toEqual([measure, UNIT[count]]);
  });
});

describe('a change', () => {
  it.each<[string, Partial<Figures>, Partial<Figures>, ReturnType<typeof changeOf>]>([
    ['more', { received: 120 }, { received: 100 }, { direction: 'up', amount: '20.00%', unit: 'percent' }],
    ['fewer', { received: 2 }, { received: 3 }, { direction: 'down', amount: '33.33%', unit: 'percent' }],
    ['the same', { received: 3 }, { received: 3 }, { direction: 'same', amount: '', unit: 'percent' }],
    [
      'nearly ten times more',
      { received: 219_998 },
      { received: 20_000 },
      { direction: 'up', amount: '999.99%', unit: 'percent' },
    ],
    ['many times more', { received: 13 }, { received: 1 }, { direction: 'up', amount: '12.00', unit: 'times' }],
    ['and with a part', { received: 2_693 }, { received: 4 }, { direction: 'up', amount: '672.25', unit: 'times' }],
    ['by thousands', { received: 12_346 }, { received: 1 }, { direction: 'up', amount: '12,345', unit: 'times' }],
    ['from none in a month that had others', { received: 3 }, { accepted: 1 }, null],
    ['none in either', {}, { accepted: 1 }, { direction: 'same', amount: '', unit: 'percent' }],
    ['a month without anything before', { received: 3 }, {}, null],
  ])('of counts: %s', (_, now, before, expected) => {
    expect(changeOf('received', figures(now), figures(before))).toEqual(expected);
  });

  it('of rates is told in points, and is the difference of what is printed', () => {
    const [now, before] = [0.981249, 0.970151].map((onTimeRate) => figures({ received: 1, onTimeRate }));
    expect([percent(0.981249), percent(0.970151)]).toEqual(['98.12%', '97.02%']);
    expect(changeOf('onTimeRate', now!, before!)).toEqual({ direction: 'up', amount: '1.10', unit: 'points' });
    expect(changeOf('onTimeRate', before!, now!)).toEqual({ direction: 'down', amount: '1.10', unit: 'points' });
    expect(changeOf('onTimeRate', now!, figures({ received: 1 }))).toBeNull();
  });
});

describe('the list behind a figure', () => {
  const span = { from: '2026-10-01', to: '2026-10-31' };
  const scope = { region: '210100', org: null, item: null };
  it.each([
    ['received', '/cases', { receivedFrom: span.from, receivedTo: span.to, region: '210100' }],
    ['accepted', '/cases', { acceptedFrom: span.from, acceptedTo: span.to, region: '210100' }],
    ['decided', '/cases', { state: 'decided', endedFrom: span.from, endedTo: span.to, region: '210100' }],
    [
      'onTimeRate',
      '/cases',
      { state: 'decided', endedFrom: span.from, endedTo: span.to, overdue: 'true', region: '210100' },
    ],
    ['reminder', '/cards', { level: 'reminder', ...span, region: '210100' }],
    ['yellow', '/cards', { level: 'yellow', ...span, region: '210100' }],
    ['red', '/cards', { level: 'red', ...span, region: '210100' }],
  ] as const)('%s', (measure, path, expected) => {
    expect(linkOf(measure, span, scope)).toEqual({ path, query: expected });
  });
  it('is there for every column', () => {
    for (const measure of MEASURES) expect(linkOf(measure, span, EVERYTHING).path).toMatch(/^\/(cases|cards)$/);
  });
  it('of the on-time rate holds as many cases as were late', () => {
    expect(lateOf(figures({ decided: 12, measured: 10, onTime: 7 }))).toBe(3);
  });
});

describe('rows in order', () => {
  const rows = [
    row('a', { red: 1, onTimeRate: null }),
    row('b', { red: 3, onTimeRate: 0.9 }),
    row('c', { red: 1, onTimeRate: 0.8 }),
  ];
  const keys = (sort: MonthQuery['sort']) => sortedRows(rows, sort).map(({ key }) => key);
  it('stand as the server gives them without a wish', () => expect(keys(null)).toEqual(['a', 'b', 'c']));
  it('keep that order among equals', () => {
    expect(keys({ measure: 'red', ascending: false })).toEqual(['b', 'a', 'c']);
    expect(keys({ measure: 'red', ascending: true })).toEqual(['a', 'c', 'b']);
  });
  it('have those without a rate last, whichever way', () => {
    expect(keys({ measure: 'onTimeRate', ascending: false })).toEqual(['b', 'c', 'a']);
    expect(keys({ measure: 'onTimeRate', ascending: true })).toEqual(['c', 'b', 'a']);
  });
});

describe('the chart of days', () => {
  const days = [
    { day: '2026-02-01', received: 4, decided: 1, cards: 0 },
    { day: '2026-02-02', received: 9, decided: 2, cards: 1 },
    { day: '2026-02-03', received: 9, decided: 3, cards: 0 },
  ];
  const words = { received: '收件', decided: '办结', cards: '告警' };
  it('has a place for each day of the month, and bars for those that have begun', () => {
    const { xAxis, series } = daysOption({ month: '2026-02', days }, words, String, String);
    const data = Array.from({ length: 28 }, (_, index) => String(index + 1));
    expect(xAxis).toMatchObject([{ data }, { data }]);
    expect(series).toMatchObject([{ data: [4, 9, 9] }, { data: [1, 2, 3] }, { data: [0, 1, 0], xAxisIndex: 1 }]);
  });
  it('names the first of the busiest days', () => {
    expect(busiestDay(days)?.day).toBe('2026-02-02');
    expect(busiestDay([])).toBeUndefined();
  });
});
