import { describe, expect, it } from '@jest/globals';
import type { CardView } from '../../src/console/console.protocol.js';
import { choicesOf, orgsIn } from '../../src/console/web/live/choices.js';
import { csvOf } from '../../src/console/web/live/live-csv.js';
import { LiveList } from '../../src/console/web/live/live-list.js';
import { readQuery } from '../../src/console/web/live/live-query.js';
import { LevelTally } from '../../src/console/web/live/tally.js';
import { trendOf } from '../../src/console/web/live/trend.js';
import { card, countdown } from '../support/cards.js';

const listOf = (address: Record<string, string>, cards: CardView[]): LiveList => {
  const list = new LiveList(readQuery(address));
  list.fill(cards);
  return list;
};
const ids = (list: LiveList): string[] => list.rows.map(({ id }) => id);

describe('the rows of the live list', () => {
  it('are those of the query in its order', () => {
    const cards = [card(1), card(3, 'red'), card(2, 'red')];
    expect(ids(listOf({ level: 'red' }, cards))).toEqual(['3', '2']);
    expect(ids(listOf({ level: 'red', sort: '-new' }, cards))).toEqual(['2', '3']);
  });

  it('take a new card at its place, whatever the order', () => {
    for (const sort of ['new', 'raised', '-due', 'left', '-level']) {
      const cards = Array.from({ length: 40 }, (_, i) =>
        card(i + 1, (['red', 'yellow', 'reminder'] as const)[(i * 7) % 3], {
          raisedAt: `2026-11-${10 + ((i * 11) % 9)}T09:00:00+08:00`,
          dueAt: `2026-11-${10 + ((i * 5) % 9)}T17:00:00+08:00`,
          countdown: i % 4 === 0 ? null : countdown(`2026-11-${10 + ((i * 3) % 9)}T17:00:00+08:00`),
        }),
      );
      const list = listOf({ sort }, cards.slice(0, 10));
      for (const one of cards.slice(10)) list.arrive([one], false);
      expect({ sort, ids: ids(list) }).toEqual({ sort, ids: ids(listOf({ sort }, cards)) });
    }
  });

  it('hold new ones back while the reader is at work, and only those that the query finds', () => {
    const list = listOf({ level: 'red' }, [card(1, 'red')]);
    expect(list.arrive([card(2, 'red'), card(3)], true)).toBe(1);
    expect([ids(list), list.held.length]).toEqual([['1'], 1]);
    expect(list.showHeld().map(({ id }) => id)).toEqual(['2']);
    expect([ids(list), list.held.length]).toEqual([['2', '1'], 0]);
  });

  it('leave those that wait out when older cards fill the list', () => {
    const list = listOf({}, [card(8)]);
    list.arrive([card(9)], true);
    list.fill([card(9), card(8), card(7)], list.held);
    expect([ids(list), list.held.length]).toEqual([['8', '7'], 1]);
  });

  it('stay where they are when their cards change', () => {
    const list = listOf({ sort: 'left' }, [
      card(1, 'red', { countdown: countdown('2026-11-20T17:00:00+08:00') }),
      card(2, 'red', { countdown: countdown('2026-11-21T17:00:00+08:00') }),
    ]);
    const ended = card(1, 'red', { countdown: countdown('2026-11-20T17:00:00+08:00', { state: 'ended' }) });
    list.refresh((id) => (id === '1' ? ended : undefined));
    expect(ids(list)).toEqual(['1', '2']);
    expect(list.rows[0]?.countdown?.state).toBe('ended');
  });

  it('let go of cards that the page lets go', () => {
    const list = listOf({}, [card(2), card(1)]);
    list.arrive([card(3)], true);
    list.drop(new Set(['1', '3']));
    expect([ids(list), list.held]).toEqual([['2'], []]);
  });
});

describe('the numbers around the list', () => {
  it('count every level of a query, its own level left open', () => {
    const cards = [card(1, 'red', { org: 'a' }), card(2, 'yellow', { org: 'a' }), card(3, 'red', { org: 'b' })];
    const query = readQuery({ level: 'red', org: 'a' });
    const tally = new LevelTally(query).recount(cards);
    expect(tally.counts).toEqual({ red: 1, yellow: 1, reminder: 0 });
    expect([tally.of(query), tally.of(readQuery({ org: 'a' }))]).toEqual([1, 2]);
    expect(tally.add([card(4, 'red', { org: 'a' }), card(5, 'red', { org: 'b' })]).of(query)).toBe(2);
  });

  it('compare today with the same part of yesterday, and no whole day with a part', () => {
    const at = (raisedAt: string, level: 'red' | 'yellow' = 'yellow') => card(raisedAt, level, { raisedAt });
    const trend = trendOf(
      [
        at('2026-11-22T09:00:00+08:00', 'red'),
        at('2026-11-21T15:00:00+08:00'),
        at('2026-11-21T15:00:00.500+08:00'),
        at('2026-11-21T17:00:00+08:00'),
        at('2026-11-09T00:00:00+08:00'),
        at('2026-11-08T23:59:59+08:00'),
      ],
      '2026-11-22T15:00:00.000+08:00',
    );
    expect([trend.today, trend.yesterday]).toEqual([1, 1]);
    expect(trend.days).toHaveLength(14);
    expect(trend.days[0]).toEqual({ date: '2026-11-09', total: 1, red: 0, yellow: 1, reminder: 0 });
    expect(trend.days.at(-1)).toEqual({ date: '2026-11-22', total: 1, red: 1, yellow: 0, reminder: 0 });
    expect(trend.days.reduce((sum, { total }) => sum + total, 0)).toBe(5);
  });

  it('offer as choices what the cards have: places in the official order, items by name', () => {
    const region = (code: string, name: string) => ({ code, name, nameEn: null });
    const liaoning = region('210000', '辽宁省');
    const cards = [
      card(1, 'red', {
        org: 'b',
        orgName: '乙',
        item: '2',
        itemName: '章程',
        regions: [liaoning, region('210200', '大连市')],
      }),
      card(2, 'red', {
        org: 'a',
        orgName: null,
        item: '1',
        itemName: '安全',
        regions: [liaoning, region('210100', '沈阳市')],
      }),
      card(3, 'red', {
        org: 'a',
        orgName: null,
        item: '1',
        itemName: '安全',
        regions: [liaoning, region('210100', '沈阳市')],
      }),
    ];
    const choices = choicesOf(cards);
    expect(choices.region.map(({ name, depth }) => [name, depth])).toEqual([
      ['辽宁省', 0],
      ['沈阳市', 1],
      ['大连市', 1],
    ]);
    expect(choices.org.map(({ code, name }) => [code, name])).toEqual([
      ['a', 'a'],
      ['b', '乙'],
    ]);
    expect(choices.item.map(({ name }) => name)).toEqual(['安全', '章程']);
    expect(orgsIn('210200', choices.org, cards).map(({ code }) => code)).toEqual(['b']);
    expect(orgsIn(undefined, choices.org, cards)).toHaveLength(2);
  });

  it('go into a file that no spreadsheet takes for formulas', () => {
    expect(
      csvOf([
        ['编号', 'a"b', 'c,d'],
        ['=1+1', '-2', 3],
        ['＝1+1', '＠x', '\n=1'],
      ]),
    ).toBe('\uFEFF编号,"a""b","c,d"\r\n\'=1+1,\'-2,3\r\n\'＝1+1,\'＠x,"\'\n=1"\r\n');
  });
});
