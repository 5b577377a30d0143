import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseList, Overview } from '../../src/console/figures.protocol.js';
import { HOURLY, ORGS, type SmallProvince, type Told, startSmallProvince } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const opened = (caseNo: string, time: string): Told[] => [
  [caseNo, 'case.received', time, { item: HOURLY, org: ORGS.heping }],
  [caseNo, 'case.accepted', time],
];

let province: SmallProvince;
beforeAll(async () => {
  province = await startSmallProvince(at('2018-10-19 22:00'));
  await province.tell(
    [...opened('TODAY', '2018-10-19 20:30'), ...opened('NEXT', '2018-10-19 21:30')],
    '2018-10-19 21:59',
  );
});
afterAll(() => province.stop());

const dueWithin = async (n: number): Promise<string[]> =>
  (await province.get<CaseList>(`/api/v1/cases?dueWithin=${n}`)).body.items.map(({ caseNo }) => caseNo);

describe('cases due today', () => {
  it('are found in the evening too, and at a day off', async () => {
    expect(await dueWithin(0)).toEqual(['TODAY']);
    province.clock.at = at('2018-10-20 00:10');
    // Its source has not reported so far.
    expect(await dueWithin(0)).toEqual(['NEXT', 'TODAY']);
    await province.tell([], '2018-10-20 00:05');
    expect(await dueWithin(0)).toEqual(['NEXT']);
  });

  it('are as many as the overview counts', async () => {
    const { atRisk } = (await province.get<Overview>('/api/v1/statistics/overview')).body;
    expect([atRisk.in1, atRisk.in3, atRisk.in5]).toEqual([
      (await dueWithin(1)).length,
      (await dueWithin(3)).length,
      (await dueWithin(5)).length,
    ]);
    expect(atRisk.in1).toBe(1);
  });
});
