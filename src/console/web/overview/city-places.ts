/** Where the cities of Liaoning lie, roughly: four rows from north to south, five columns from west to east. */
const PLACES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  '211300': [1, 1], // 朝阳
  '210900': [1, 2], // 阜新
  '210100': [1, 4], // 沈阳
  '211200': [1, 5], // 铁岭
  '210700': [2, 2], // 锦州
  '211100': [2, 3], // 盘锦
  '211000': [2, 4], // 辽阳
  '210400': [2, 5], // 抚顺
  '211400': [3, 1], // 葫芦岛
  '210800': [3, 3], // 营口
  '210300': [3, 4], // 鞍山
  '210500': [3, 5], // 本溪
  '210000:own': [4, 1],
  '210200': [4, 3], // 大连
  '210600': [4, 5], // 丹东
};

const [ROWS, COLUMNS] = [4, 5];

export interface Placed<T> {
  readonly city: T;
  readonly place: readonly [row: number, column: number];
}

/**
 * Cities in their places, in the order in which one reads, so that the keyboard goes the same way. What the map does not
 * know, such as the cities of another province, follows line by line in the order of the server.
 */
export function placed<T extends { readonly region: string }>(cities: readonly T[]): Placed<T>[] {
  const onMap = cities.flatMap((city): Placed<T>[] => {
    const place = PLACES[city.region];
    return place ? [{ city, place }] : [];
  });
  const above = onMap.length === 0 ? 0 : ROWS;
  const strangers = cities
    .filter(({ region }) => !PLACES[region])
    .map((city, index): Placed<T> => ({
      city,
      place: [above + Math.floor(index / COLUMNS) + 1, (index % COLUMNS) + 1],
    }));
  onMap.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  return [...onMap, ...strangers];
}

export type Shade = 0 | 1 | 2 | 3;

/** How dark: by thirds of the most that a city has; none at all is white. */
export const shadeOf = (count: number, most: number): Shade =>
  count === 0 ? 0 : ((Math.min(2, Math.floor((3 * (count - 1)) / most)) + 1) as Shade);
