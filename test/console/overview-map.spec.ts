import { describe, expect, it } from '@jest/globals';
import { placed, shadeOf } from '../../src/console/web/overview/city-places.js';
import { overviewLinks } from '../../src/console/web/overview/overview-links.js';

const LIAONING = ['210000:own', ...Array.from({ length: 14 }, (_, index) => String(210_100 + index * 100))];
const cities = (...regions: string[]) => regions.map((region) => ({ region }));

describe('the map of cities', () => {
  const tiles = placed(cities(...LIAONING));
  const placeOf = (region: string) => tiles.find(({ city }) => city.region === region)!.place;

  it('has a place of its own for each city of Liaoning and the province itself', () => {
    expect(new Set(tiles.map(({ place }) => String(place))).size).toBe(15);
    expect(tiles.every(({ place: [row] }) => row <= 4)).toBe(true);
  });

  it.each([
    ['沈阳', '210100', '大连', '210200'],
    ['铁岭', '211200', '抚顺', '210400'],
    ['阜新', '210900', '锦州', '210700'],
    ['盘锦', '211100', '营口', '210800'],
    ['本溪', '210500', '丹东', '210600'],
  ])('has %s (%s) north of %s (%s)', (_, north, __, south) =>
    expect(placeOf(north)[0]).toBeLessThan(placeOf(south)[0]),
  );
  it.each([
    ['朝阳', '211300', '阜新', '210900'],
    ['锦州', '210700', '盘锦', '211100'],
    ['鞍山', '210300', '本溪', '210500'],
    ['大连', '210200', '丹东', '210600'],
  ])('has %s (%s) west of %s (%s)', (_, west, __, east) => expect(placeOf(west)[1]).toBeLessThan(placeOf(east)[1]));

  it('goes as one reads: line by line, from west to east', () => {
    const order = tiles.map(({ place }) => place[0] * 10 + place[1]);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('puts what it does not know below the others, in the order of the server', () => {
    const found = placed(cities(':none', '210200', '999900', '210100'));
    expect(found.map(({ city }) => city.region)).toEqual(['210100', '210200', ':none', '999900']);
    expect(found.slice(2).map(({ place }) => place)).toEqual([
      [5, 1],
      [5, 2],
    ]);
  });

  it('lays another province out line by line', () => {
    const found = placed(cities('a', 'b', 'c', 'd', 'e', 'f'));
    expect(found.map(({ place }) => place.join())).toEqual(['1,1', '1,2', '1,3', '1,4', '1,5', '2,1']);
  });
});

describe('a shade', () => {
  it.each([
    [0, 30, 0],
    [1, 30, 1],
    [10, 30, 1],
    [11, 30, 2],
    [20, 30, 2],
    [21, 30, 3],
    [30, 30, 3],
    [1, 1, 1],
    [1, 2, 1],
    [2, 2, 2],
    [0, 0, 0],
  ])('of %d, where the most is %d, is %d', (count, most, shade) => expect(shadeOf(count, most)).toBe(shade));
});

describe('the lists behind the overview', () => {
  /** The last minute of October in Shanghai. */
  const links = overviewLinks('2026-10-31T23:59:00+08:00');
  it('are those of the day and month in Shanghai', () => {
    expect(links.received.query).toEqual({ receivedFrom: '2026-10-31', receivedTo: '2026-10-31' });
    expect(links.decided.query).toMatchObject({ state: 'decided', endedTo: '2026-10-31' });
    expect(links.raised).toEqual({ path: '/cards', query: { from: '2026-10-31', to: '2026-10-31' } });
    expect(links.cards('red', { region: '210100' })).toEqual({
      path: '/cards',
      query: { level: 'red', from: '2026-10-01', to: '2026-10-31', region: '210100' },
    });
  });
  it('of running cases are by state and what is left', () => {
    expect(links.open('210000:own').query).toEqual({ state: 'open', region: '210000:own' });
    expect(links.overdue.query).toEqual({ state: 'open', overdue: 'true' });
    expect(links.dueWithin(3).query).toEqual({ dueWithin: '3' });
  });
});
