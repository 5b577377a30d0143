import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FigureRow, Figures, MonthFigures } from '../../src/console/figures.protocol.js';
import {
  FREE,
  LIMITED,
  ORGS,
  type SmallProvince,
  type Told,
  UNNAMED,
  startSmallProvince,
} from '../support/small-province.js';
import { at } from '../verify/factory.js';

let province: SmallProvince;

const received = (caseNo: string, time: string, org: string, item = LIMITED): Told => [
  caseNo,
  'case.received',
  time,
  { item, org },
];
const accepted = (caseNo: string, time: string): Told => [caseNo, 'case.accepted', time];
const decided = (caseNo: string, time: string): Told => [caseNo, 'case.decided', time, { outcome: 'granted' }];

/** Shanghai time; 1–5 October are holidays, the promise of 5 working days ends on the 5th one after acceptance. */
const TOLD: readonly Told[] = [
  // The last second of September and the first of October.
  received('SEP', '2018-09-30 23:59:59', ORGS.shenyang),
  accepted('SEP', '2018-09-30 23:59:59'),
  decided('SEP', '2018-10-10 10:00'),
  received('OCT', '2018-10-01 00:00:00', ORGS.shenyang),
  accepted('OCT', '2018-10-08 09:00'),
  // Due on 15 October at 17:00, decided on the very instant: on time.
  decided('OCT', '2018-10-15 17:00'),
  // Due on 22 October, decided on the 24th: a reminder, a yellow card, not on time.
  received('LATE', '2018-10-15 09:00', ORGS.heping),
  accepted('LATE', '2018-10-15 10:00'),
  decided('LATE', '2018-10-24 10:00'),
  // Beyond the promise in September, beyond the statute on 8 October.
  received('STATUTE', '2018-09-04 09:00', ORGS.shenyang),
  accepted('STATUTE', '2018-09-04 09:00'),
  decided('STATUTE', '2018-10-09 09:00'),
  // Nothing was said within five working days: deemed accepted on the day of receipt, and a yellow card of 17 October.
  received('DEEMED', '2018-10-10 10:00', ORGS.dalian),
  // Withdrawn: ended, not decided.
  received('WITHDRAWN', '2018-10-09 09:00', ORGS.province),
  accepted('WITHDRAWN', '2018-10-09 09:30'),
  ['WITHDRAWN', 'case.withdrawn', '2018-10-10 09:00'],
  // Without a limit: decided, but nothing to be on time against.
  received('FREE', '2018-10-09 09:00', ORGS.province, FREE),
  accepted('FREE', '2018-10-09 09:30'),
  decided('FREE', '2018-10-30 09:00'),
  // An organisation whose region is in no register, one that is in none itself, and an item without a name.
  received('STRAY', '2018-10-31 23:59:59', ORGS.stray),
  accepted('STRAY', '2018-10-31 23:59:59'),
  received('UNKNOWN', '2018-10-31 10:00', ORGS.unknown, UNNAMED),
  accepted('UNKNOWN', '2018-10-31 10:00'),
  // The first instant of November, and a year before.
  received('NOV', '2018-11-01 00:00:00', ORGS.shenyang),
  accepted('NOV', '2018-11-01 00:00:00'),
  received('YEAR', '2017-10-16 10:00', ORGS.dalian),
  accepted('YEAR', '2017-10-16 10:00'),
  decided('YEAR', '2017-10-17 10:00'),
];

beforeAll(async () => {
  province = await startSmallProvince(at('2018-11-05 09:00'));
  await province.tell(TOLD, '2018-11-02 09:00');
  await province.account('heping', 'head', ORGS.heping);
  await province.account('elsewhere', 'head', '210700-sczj');
  await province.account('city', 'province', '2101*');
});
afterAll(() => province.stop());

const month = async (query: string, username = 'inspector'): Promise<MonthFigures> => {
  const { status, body } = await province.get<MonthFigures>(`/api/v1/statistics/month${query}`, username);
  expect(status).toBe(200);
  return body;
};
/** received accepted decided onTime/measured reminders yellow red */
const line = ({ received: r, accepted: a, decided: d, onTime, measured, reminders, yellow, red }: Figures): string =>
  `${r} ${a} ${d} ${onTime}/${measured} ${reminders} ${yellow} ${red}`;
const lines = (rows: readonly FigureRow[]): [string | null, string, string][] =>
  rows.map(({ key, name, figures }) => [key, name, line(figures)]);

describe('GET /api/v1/statistics/month', () => {
  it('counts what happened between the first and the last instant of the month in Shanghai', async () => {
    const october = await month('?month=2018-10');
    // Withdrawn is not decided; four of the five decided had a due instant, two of these were on time.
    expect(line(october.total)).toBe('7 7 5 2/4 3 3 1');
    expect(october.total.onTimeRate).toBe(0.5);
    expect(line(october.previous)).toBe('2 2 0 0/0 1 1 0');
    expect(october.previous.onTimeRate).toBeNull();
    expect(line(october.lastYear)).toBe('1 1 1 1/1 0 0 0');
    expect(line((await month('?month=2018-11')).total)).toBe('1 1 0 0/0 0 0 0');
    expect(october).toMatchObject({ month: '2018-10', by: 'region', asOf: '2018-11-05T09:00:00+08:00' });
  });

  it('counts the days of the month that have begun', async () => {
    const { days } = await month('?month=2018-10');
    expect(days).toHaveLength(31);
    expect(days.filter(({ received: r, decided: d, cards }) => r + d + cards > 0)).toEqual([
      { day: '2018-10-01', received: 1, decided: 0, cards: 0 },
      { day: '2018-10-08', received: 0, decided: 0, cards: 1 },
      { day: '2018-10-09', received: 2, decided: 1, cards: 0 },
      { day: '2018-10-10', received: 1, decided: 1, cards: 1 },
      { day: '2018-10-11', received: 0, decided: 0, cards: 1 },
      { day: '2018-10-15', received: 1, decided: 1, cards: 0 },
      { day: '2018-10-17', received: 0, decided: 0, cards: 2 },
      { day: '2018-10-18', received: 0, decided: 0, cards: 1 },
      { day: '2018-10-22', received: 0, decided: 0, cards: 1 },
      { day: '2018-10-24', received: 0, decided: 1, cards: 0 },
      { day: '2018-10-30', received: 0, decided: 1, cards: 0 },
      { day: '2018-10-31', received: 2, decided: 0, cards: 0 },
    ]);
    expect((await month('')).days.map(({ day }) => day)).toEqual([1, 2, 3, 4, 5].map((n) => `2018-11-0${n}`));
    expect((await month('?month=2018-12')).days).toEqual([]);
  });

  it('gives the province itself, then its cities with what lies below, then what lies in no known region', async () => {
    const { rows, path } = await month('?month=2018-10&by=region');
    expect(lines(rows)).toEqual([
      ['210000:own', '省本级', '2 2 1 0/0 0 0 0'],
      ['210100', '沈阳市', '2 2 4 2/4 3 1 1'],
      ['210200', '大连市', '1 1 0 0/0 0 2 0'],
      ['999900', '999900', '1 1 0 0/0 0 0 0'],
      [null, '未列入地区', '1 1 0 0/0 0 0 0'],
    ]);
    expect(rows.map((row) => row.hasChildren)).toEqual([false, true, false, false, false]);
    expect(rows.map((row) => row.nameEn)).toEqual(['Provincial departments', 'Shenyang', 'Dalian', null, 'No region']);
    expect(line(rows[1]!.previous)).toBe('2 2 0 0/0 1 1 0');
    expect(path).toEqual({ regions: [], org: null, item: null });
  });

  it('goes down to the regions below, and to one by itself', async () => {
    const city = await month('?month=2018-10&region=210100');
    expect(line(city.total)).toBe('2 2 4 2/4 3 1 1');
    expect(lines(city.rows)).toEqual([
      ['210100:own', '市本级', '1 1 3 2/3 2 0 1'],
      ['210102', '和平区', '1 1 1 0/1 1 1 0'],
    ]);
    expect(city.path.regions.map(({ name }) => name)).toEqual(['辽宁省', '沈阳市']);
    const own = await month('?month=2018-10&region=210100:own');
    expect(lines(own.rows)).toEqual([['210100:own', '市本级', '1 1 3 2/3 2 0 1']]);
    expect(own.path.regions.map(({ name }) => name)).toEqual(['辽宁省', '沈阳市', '市本级']);
    const district = await month('?month=2018-10&region=210102');
    expect(lines(district.rows)).toEqual([['210102', '和平区', '1 1 1 0/1 1 1 0']]);
    expect(lines((await month('?month=2018-10&region=:none')).rows)).toEqual([[null, '未列入地区', '1 1 0 0/0 0 0 0']]);
  });

  it('knows a region that is in no register when an organisation lies in it, and one where nobody does', async () => {
    expect(lines((await month('?month=2018-10&region=999900')).rows)).toEqual([
      ['999900', '999900', '1 1 0 0/0 0 0 0'],
    ]);
    await province.query(`INSERT INTO region VALUES ('210300', '鞍山市', 'Anshan', 'city', '210000')`);
    const quiet = await month('?month=2018-10&region=210300');
    expect({ total: line(quiet.total), rows: quiet.rows }).toEqual({ total: '0 0 0 0/0 0 0 0', rows: [] });
    expect(quiet.path.regions.map(({ name }) => name)).toEqual(['辽宁省', '鞍山市']);
  });

  it.each(['nowhere', '990000', '990000:own'])('has no figures of %s, which is no region', async (region) => {
    for (const path of ['month', 'month.csv'])
      for (const by of ['region', 'item'])
        expect(await province.get(`/api/v1/statistics/${path}?month=2018-10&by=${by}&region=${region}`)).toMatchObject({
          status: 404,
          body: { code: 'unknown-region', member: 'region' },
        });
  });

  it('groups by organisation and by item, the busiest first, each by its name or else its code', async () => {
    expect(lines((await month('?month=2018-10&by=org&region=210000')).rows)).toEqual([
      [ORGS.province, '省局', '2 2 1 0/0 0 0 0'],
      [ORGS.shenyang, '沈阳市局', '1 1 3 2/3 2 0 1'],
      [ORGS.heping, '和平分局', '1 1 1 0/1 1 1 0'],
      [ORGS.dalian, '大连市局', '1 1 0 0/0 0 2 0'],
    ]);
    const items = await month('?month=2018-10&by=item');
    expect(lines(items.rows)).toEqual([
      [LIMITED, '食品经营许可', '5 5 4 2/4 3 3 1'],
      [FREE, '咨询', '1 1 1 0/0 0 0 0'],
      [UNNAMED, UNNAMED, '1 1 0 0/0 0 0 0'],
    ]);
    const one = await month(`?month=2018-10&by=item&org=${ORGS.province}&item=${FREE}`);
    expect(lines(one.rows)).toEqual([[FREE, '咨询', '1 1 1 0/0 0 0 0']]);
    expect(one.path).toMatchObject({
      org: { name: '省局', nameEn: 'Provincial Bureau' },
      item: { name: '咨询', nameEn: null },
    });
  });

  it('shows an account only what its scope covers', async () => {
    const head = await month('?month=2018-10', 'heping');
    expect(line(head.total)).toBe('1 1 1 0/1 1 1 0');
    expect(lines(head.rows)).toEqual([['210100', '沈阳市', '1 1 1 0/1 1 1 0']]);
    expect((await month('?month=2018-10&region=210200', 'heping')).rows).toEqual([]);
    const city = await month('?month=2018-10&by=org', 'city');
    expect(city.rows.map(({ key }) => key)).toEqual([ORGS.shenyang, ORGS.heping]);
    const elsewhere = await month('?month=2018-10', 'elsewhere');
    expect(line(elsewhere.total)).toBe('0 0 0 0/0 0 0 0');
    expect(elsewhere.rows).toEqual([]);
    expect((await fetch(`${province.url}/api/v1/statistics/month`)).status).toBe(401);
  });

  it.each([
    ['?month=2018-13', 'month'],
    ['?month=1991-12', 'month'],
    ['?month=2018-1', 'month'],
    ['?month=2018-10-01', 'month'],
    ['?by=officer', 'by'],
    ['?by=org&by=item', 'by'],
    ['?region=a%00b', 'region'],
    [`?org=${'x'.repeat(101)}`, 'org'],
    ['?level=red', 'level'],
  ])('refuses %s and names the member', async (query, member) => {
    for (const path of ['month', 'month.csv']) {
      const { status, body } = await province.get(`/api/v1/statistics/${path}${query}`);
      expect({ status, body }).toMatchObject({ status: 400, body: { code: 'invalid', member } });
    }
  });
});

describe('GET /api/v1/statistics/month.csv', () => {
  it('gives the same table as a file with units in its headers and no rate where there is none', async () => {
    const { headers, bytes } = await province.file('/api/v1/statistics/month.csv?month=2018-10');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('filename="statistics-2018-10-region.csv"');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head = '', total = '', own = '', shenyang = ''] = bytes.toString().slice(1).split('\r\n');
    expect(head.split(',').slice(0, 11)).toEqual([
      '地区代码',
      '地区',
      '收件（件）',
      '受理（件）',
      '办结（件）',
      '有时限的办结（件）',
      '按时办结（件）',
      '按时办结率（%）',
      '预警（张）',
      '黄牌（张）',
      '红牌（张）',
    ]);
    expect(head).toContain('上月收件（件）');
    expect(total).toBe(',合计,7,7,5,4,2,50.00,3,3,1,0,2,2,0,0,0,—,1,1,0,0');
    expect(own).toBe('210000:own,省本级,2,2,1,0,0,—,0,0,0,0,0,0,0,0,0,—,0,0,0,0');
    expect(shenyang).toMatch(/^210100,沈阳市,2,2,4,4,2,50\.00,/);
  });

  it('lets no name begin a formula, and keeps names with commas, quotes and line ends in their cell', async () => {
    await province.query(`UPDATE org SET name = $2 WHERE code = $1`, [ORGS.dalian, '=HYPERLINK("http://x"),\n大连']);
    const { bytes } = await province.file('/api/v1/statistics/month.csv?month=2018-10&by=org');
    await province.query(`UPDATE org SET name = '大连市局' WHERE code = $1`, [ORGS.dalian]);
    expect(bytes.toString()).toContain(`${ORGS.dalian},"'=HYPERLINK(""http://x""),\n大连",1,`);
  });
});

describe('a province of five levels', () => {
  const STREET = '210102001';
  const VILLAGE = '210102001201';
  /** What stands in a row, with its mark where it can be drilled further. */
  const names = ({ rows }: MonthFigures): string[] =>
    rows.map(({ name, hasChildren, figures }) => `${name}${hasChildren ? ' ›' : ''} ${figures.received}`);

  it('is drilled down to the village, and each row holds what is below it', async () => {
    await province.query(
      `INSERT INTO region (code, name, level, parent) VALUES ($1, '南站街道', 'town', '210102'), ($2, '站前村', 'village', $1)`,
      [STREET, VILLAGE],
    );
    await province.query(`INSERT INTO org (code, name, region) VALUES ($1, '街道便民中心', $2), ($3, '村便民点', $4)`, [
      `${STREET}-bm`,
      STREET,
      `${VILLAGE}-bm`,
      VILLAGE,
    ]);
    await province.tell(
      [
        received('STREET', '2018-11-02 09:30', `${STREET}-bm`),
        received('VILLAGE', '2018-11-02 09:40', `${VILLAGE}-bm`),
      ],
      '2018-11-02 10:00',
    );
    const below = (region: string): Promise<MonthFigures> => month(`?month=2018-11&region=${region}`);
    expect(names(await below('210100'))).toEqual(['市本级 1', '和平区 › 2']);
    expect(names(await below('210102'))).toEqual(['区本级 0', '南站街道 › 2']);
    expect(names(await below(STREET))).toEqual(['街道本级 1', '站前村 1']);
    const village = await below(VILLAGE);
    expect(village.path.regions.map(({ name }) => name)).toEqual(['辽宁省', '沈阳市', '和平区', '南站街道', '站前村']);
    expect(village.total.received).toBe(1);
  });
});
