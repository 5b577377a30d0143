import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseList, Overview } from '../../src/console/figures.protocol.js';
import { FREE, LIMITED, ORGS, type SmallProvince, type Told, startSmallProvince } from '../support/small-province.js';
import { at } from '../verify/factory.js';

/** A Wednesday; the next working days are 18, 19, 22, 23, 24 October. */
const NOW = '2018-10-17 10:00';

const opened = (caseNo: string, time: string, org: string, item = LIMITED): Told[] => [
  [caseNo, 'case.received', time, { item, org }],
  [caseNo, 'case.accepted', time],
];

/** Five working days from acceptance. */
const TOLD: readonly Told[] = [
  ...opened('LATE', '2018-10-08 09:00', ORGS.heping),
  ...opened('TODAY', '2018-10-10 09:00', ORGS.heping),
  ...opened('IN-1', '2018-10-11 09:00', ORGS.shenyang),
  ...opened('IN-2', '2018-10-12 09:00', ORGS.dalian),
  // Due on 22 October: the third working day, though the fifth day by the wall calendar.
  ...opened('IN-3', '2018-10-15 09:00', ORGS.dalian),
  ...opened('IN-5', '2018-10-17 09:00', ORGS.stray),
  ...opened('FREE', '2018-10-17 09:00', ORGS.province, FREE),
  ...opened('NOWHERE', '2018-10-16 09:00', ORGS.unknown),
  ...opened('DONE', '2018-10-16 09:00', ORGS.province),
  ['DONE', 'case.decided', '2018-10-17 09:30', { outcome: 'granted' }],
  ...opened('WITHDRAWN', '2018-10-16 09:00', ORGS.province),
  ['WITHDRAWN', 'case.withdrawn', '2018-10-17 09:30'],
];

let province: SmallProvince;
beforeAll(async () => {
  province = await startSmallProvince(at(NOW));
  await province.tell(TOLD, '2018-10-17 09:59');
  await province.account('heping', 'head', ORGS.heping);
  await province.account('elsewhere', 'head', '210700-sczj');
});
afterAll(() => province.stop());

const overview = async (username?: string) =>
  (await province.get<Overview>('/api/v1/statistics/overview', username)).body;

describe('GET /api/v1/statistics/overview', () => {
  it('counts what runs, what is late, and what is due within 1, 3 and 5 working days', async () => {
    const { asOf, open, overdue, atRisk, today } = await overview();
    expect({ asOf, open, overdue, atRisk, today }).toEqual({
      asOf: '2018-10-17T10:00:00+08:00',
      open: 8,
      overdue: 1,
      // TODAY and IN-1; with IN-2 and IN-3; with NOWHERE (23rd) and IN-5 (24th). Late ones and those without a limit: never.
      atRisk: { in1: 2, in3: 4, in5: 6 },
      today: { received: 2, decided: 1, cards: 1 },
    });
  });

  it('shows the province itself, its cities in their order, and what lies in no known region', async () => {
    const { cities, cards } = await overview();
    const none = { reminder: 0, yellow: 0, red: 0 };
    expect(cities).toEqual([
      { region: '210000:own', name: '省本级', nameEn: 'Provincial departments', open: 1, atRisk: 0, cards: none },
      {
        region: '210100',
        name: '沈阳市',
        nameEn: 'Shenyang',
        open: 3,
        atRisk: 2,
        cards: { reminder: 3, yellow: 1, red: 0 },
      },
      { region: '210200', name: '大连市', nameEn: 'Dalian', open: 2, atRisk: 2, cards: { ...none, reminder: 1 } },
      { region: '999900', name: '999900', nameEn: null, open: 1, atRisk: 0, cards: none },
      { region: ':none', name: '未列入地区', nameEn: 'No region', open: 1, atRisk: 0, cards: none },
    ]);
    expect(cards).toEqual({ reminder: 4, yellow: 1, red: 0 });
  });

  it('names the rules of the month, most cards first', async () => {
    expect((await overview()).rules).toEqual([
      {
        rule: 'T-PROMISE-NEAR',
        name: expect.objectContaining({ zh: expect.any(String) }),
        level: 'reminder',
        count: 4,
      },
      {
        rule: 'T-PROMISE-OVER',
        name: { zh: '超过承诺时限', en: 'Promised limit exceeded' },
        level: 'yellow',
        count: 1,
      },
    ]);
  });

  it('shows an account only what its scope covers', async () => {
    const head = await overview('heping');
    expect(head).toMatchObject({ open: 2, overdue: 1, atRisk: { in1: 1, in3: 1, in5: 1 } });
    expect(head.cities.map(({ region }) => region)).toEqual(['210100']);
    const elsewhere = await overview('elsewhere');
    expect(elsewhere).toMatchObject({ open: 0, cities: [], rules: [], cards: { reminder: 0, yellow: 0, red: 0 } });
  });

  it('leads to the very cases that it counts', async () => {
    const { open, overdue, atRisk, cities } = await overview();
    const total = async (query: string) => (await province.get<CaseList>(`/api/v1/cases?${query}`)).body.total;
    expect(await total('state=open')).toBe(open);
    expect(await total('state=open&overdue=true')).toBe(overdue);
    for (const [n, count] of [
      [1, atRisk.in1],
      [3, atRisk.in3],
      [5, atRisk.in5],
    ] as const)
      expect(await total(`dueWithin=${n}`)).toBe(count);
    expect(await total('dueWithin=0')).toBe(1);
    for (const city of cities) expect(await total(`state=open&region=${city.region}`)).toBe(city.open);
  });

  it('takes no parameters', async () => {
    const { status, body } = await province.get('/api/v1/statistics/overview?month=2018-10');
    expect({ status, body }).toMatchObject({ status: 400, body: { member: 'month' } });
  });
});

describe('a case that is past its due instant by the clock alone', () => {
  it('is at risk, not late, while its feed has not reported so far', async () => {
    province.clock.at = at('2018-10-17 18:00');
    const { body } = await province.get<CaseList>('/api/v1/cases?dueWithin=0');
    expect(body.items.map(({ caseNo, overdue }) => [caseNo, overdue])).toEqual([['TODAY', false]]);
  });
});
