import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CardBrief, CaseView } from '../../src/console/console.protocol.js';
import type { CaseList } from '../../src/console/figures.protocol.js';
import { HOURLY, LIMITED, ORGS, type SmallProvince, type Told, startSmallProvince } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const opened = (caseNo: string, time: string, item: string): Told[] => [
  [caseNo, 'case.received', time, { item, org: ORGS.heping }],
  [caseNo, 'case.accepted', time],
];

let province: SmallProvince;
beforeAll(async () => {
  province = await startSmallProvince(at('2018-10-17 19:40'));
  // Due at 20:05 and at 19:34 by the wall clock; at close of business on the day itself.
  const told = [
    ...opened('EVENING', '2018-10-17 17:05', HOURLY),
    ...opened('LATE-HOURS', '2018-10-17 16:34', HOURLY),
    ...opened('LATE-DAYS', '2018-10-10 09:00', LIMITED),
    ...opened('MORE', '2018-10-16 09:00', LIMITED),
  ];
  await province.tell(told, '2018-10-17 19:39');
});
afterAll(() => province.stop());

const inList = async (caseNo: string) =>
  (await province.get<CaseList>(`/api/v1/cases?case=${caseNo}`)).body.items.map(({ remaining, workday, overdue }) => ({
    remaining,
    workday,
    overdue,
  }))[0];
const onPage = async (caseNo: string) => {
  const { clocks } = (await province.get<CaseView>(`/api/v1/cases/${caseNo}`)).body;
  const { remaining, overdue } = clocks.find(({ kind }) => kind === 'promised')!;
  return { remaining, overdue };
};

describe('what is left of the limit of a case', () => {
  it.each([
    ['EVENING', 26, null, false],
    ['LATE-HOURS', -5, null, true],
    ['LATE-DAYS', 0, 420, true],
    ['MORE', 4 * 420, 420, false],
  ])('is the same in the list and on the page of the case: %s', async (caseNo, remaining, workday, overdue) => {
    expect(await inList(caseNo)).toEqual({ remaining, workday, overdue });
    expect(await onPage(caseNo)).toEqual({ remaining, overdue });
  });

  it('is what the cards of the case say', async () => {
    const { items } = (await province.get<{ items: CardBrief[] }>('/api/v1/cards?case=LATE-HOURS')).body;
    expect(items[0]?.countdown).toMatchObject({ state: 'over', minutes: -5, workday: null });
  });
});
