import { describe, expect, it } from '@jest/globals';
import { LIVE_PARAMETERS } from '../../src/console/console.protocol.js';
import {
  addressOf,
  EVERYTHING,
  fromQueryText,
  hangsOnTime,
  isFiltered,
  type LiveQuery,
  matcherOf,
  orderOf,
  queryTextOf,
  readQuery,
  without,
} from '../../src/console/web/live/live-query.js';
import { card, countdown } from '../support/cards.js';

const LIAONING = { code: '210000', name: '辽宁省', nameEn: 'Liaoning' };
const SHENYANG = { code: '210100', name: '沈阳市', nameEn: 'Shenyang' };
const HEPING = { code: '210102', name: '和平区', nameEn: 'Heping' };

const finds = (query: Partial<LiveQuery>, one: ReturnType<typeof card>): boolean =>
  matcherOf({ ...EVERYTHING, ...query })(one);

describe('the address of the live page', () => {
  it('says every filter and the order, and is read back as the same', () => {
    const address = {
      level: 'red',
      rule: 'T-STATUTE-OVER',
      region: '210100',
      org: '210100-sczj',
      item: 'i',
      q: '沈 12',
      left: '24h',
      sort: '-left',
    };
    expect(Object.keys(address).sort()).toEqual([...LIVE_PARAMETERS].sort());
    const query = readQuery(address);
    expect(addressOf(query)).toEqual(address);
    expect(fromQueryText(queryTextOf(query))).toEqual(query);
  });

  it('is the same for the same query, in whatever order it came about', () => {
    const given = { sort: 'due', q: 'a', level: 'red' };
    expect(queryTextOf(readQuery(given))).toBe('level=red&q=a&sort=due');
  });

  it('does not carry what goes without saying', () => {
    expect(addressOf(EVERYTHING)).toEqual({});
    expect(addressOf(readQuery({ sort: 'new' }))).toEqual({});
    expect(addressOf(readQuery({ sort: '-new' }))).toEqual({ sort: '-new' });
  });

  it.each([
    { level: 'orange' },
    { left: '48h' },
    { sort: 'name' },
    { level: ['red', 'yellow'] },
    { q: '  ' },
    { colour: 'red' },
  ])('takes %j for nothing', (address) => {
    expect(addressOf(readQuery(address))).toEqual({});
  });

  it('loses one filter without the others', () => {
    const query = readQuery({ level: 'red', org: 'a', sort: 'due' });
    expect(addressOf(without(query, 'level'))).toEqual({ org: 'a', sort: 'due' });
    expect([isFiltered(query), isFiltered(readQuery({ sort: 'due' }))]).toEqual([true, false]);
  });
});

describe('a filter', () => {
  const of = card(7, 'red', {
    no: '红〔2026〕000123',
    caseNo: 'SY-2026-0042',
    org: 'o',
    item: 'i',
    regions: [LIAONING, SHENYANG, HEPING],
  });

  it.each<[Partial<LiveQuery>, boolean]>([
    [{}, true],
    [{ level: 'red', rule: 'T-PROMISE-OVER', org: 'o', item: 'i' }, true],
    [{ level: 'yellow' }, false],
    [{ rule: 'T-STEP-OVER' }, false],
    [{ org: 'p' }, false],
    [{ org: ':none' }, false],
    [{ item: ':none' }, false],
    [{ region: '210000' }, true],
    [{ region: '210100' }, true],
    [{ region: '210102' }, true],
    [{ region: '210200' }, false],
    [{ region: '210100:own' }, false],
    [{ region: '210102:own' }, true],
    [{ region: ':none' }, false],
    [{ q: '123' }, true],
    [{ q: '红2026 0001' }, true],
    [{ q: '[2026]' }, true],
    [{ q: 'sy-2026' }, true],
    [{ q: '0043' }, false],
  ])('%j finds it: %s', (query, expected) => {
    expect(finds(query, of)).toBe(expected);
  });

  it('finds what names no organisation, no item and lies in no region', () => {
    const bare = card(1);
    expect(finds({ org: ':none', item: ':none', region: ':none' }, bare)).toBe(true);
  });

  it('by the time left counts from where the case has been reported, and asks no clock', () => {
    const within = (dueAt: string | null, more = {}) =>
      (['over', '24h', '72h', 'open', 'ended'] as const).filter((left) =>
        finds({ left }, card(1, 'yellow', { countdown: countdown(dueAt, more) })),
      );
    expect(within('2026-11-21T10:00:00+08:00')).toEqual(['24h', '72h', 'open']);
    expect(within('2026-11-21T10:00:01+08:00')).toEqual(['72h', 'open']);
    expect(within('2026-11-24T10:00:00+08:00')).toEqual(['open']);
    expect(within('2026-11-19T17:00:00+08:00', { state: 'over' })).toEqual(['over', 'open']);
    expect(within('2026-11-20T17:00:00+08:00', { state: 'unreported' })).toEqual(['open']);
    expect(within(null, { state: 'no-limit', limit: null })).toEqual(['open']);
    expect(within('2026-11-20T17:00:00+08:00', { state: 'ended' })).toEqual(['ended']);
    expect(finds({ left: 'open' }, card(1))).toBe(false);
  });

  it('that hangs on time is known as such', () => {
    expect(
      [{ left: 'over' as const }, { sort: 'left' as const }].map((q) => hangsOnTime({ ...EVERYTHING, ...q })),
    ).toEqual([true, true]);
    expect(hangsOnTime({ ...EVERYTHING, level: 'red', sort: 'due' })).toBe(false);
  });
});

describe('an order', () => {
  const cards = [
    card(9, 'reminder', {
      raisedAt: '2026-11-18T09:00:00+08:00',
      dueAt: '2026-11-22T17:00:00+08:00',
      countdown: countdown('2026-11-22T17:00:00+08:00'),
    }),
    card(10, 'yellow', {
      raisedAt: '2026-11-19T17:00:00+08:00',
      dueAt: '2026-11-19T17:00:00+08:00',
      countdown: countdown('2026-11-19T17:00:00+08:00', { state: 'ended' }),
    }),
    card(11, 'red', {
      raisedAt: '2026-11-17T17:00:00+08:00',
      dueAt: '2026-11-17T17:00:00+08:00',
      countdown: countdown('2026-11-17T17:00:00+08:00', { state: 'over' }),
    }),
    card(12, 'yellow', { raisedAt: '2026-11-19T17:00:00+08:00', dueAt: '2026-11-19T17:00:00+08:00' }),
  ];
  const sorted = (sort: string): string[] => [...cards].sort(orderOf(readQuery({ sort }))).map(({ id }) => id);

  it.each([
    ['new', ['12', '11', '10', '9']],
    ['-new', ['9', '10', '11', '12']],
    ['raised', ['12', '10', '9', '11']],
    ['-raised', ['11', '9', '12', '10']],
    ['due', ['11', '12', '10', '9']],
    ['level', ['11', '12', '10', '9']],
    ['-level', ['9', '12', '10', '11']],
    // What has ended or has no limit threatens nobody, in neither direction.
    ['left', ['11', '9', '12', '10']],
    ['-left', ['9', '11', '12', '10']],
  ])('by %s', (sort, expected) => {
    expect(sorted(sort)).toEqual(expected);
  });
});
