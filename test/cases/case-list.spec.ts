import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView } from '../../src/console/console.protocol.js';
import type { CaseList } from '../../src/console/figures.protocol.js';
import { FREE, LIMITED, ORGS, type SmallProvince, type Told, startSmallProvince } from '../support/small-province.js';
import { at } from '../verify/factory.js';

let province: SmallProvince;

/** Promised within five working days: LATE by 22 October 2018, NEAR by the 31st. */
const TOLD: readonly Told[] = [
  ['LATE', 'case.received', '2018-10-15 09:00', { item: LIMITED, org: ORGS.heping, officer: '赵一' }],
  ['LATE', 'case.accepted', '2018-10-15 10:00'],
  ['LATE', 'case.decided', '2018-10-24 10:00', { outcome: 'granted' }],
  [
    'NEAR',
    'case.received',
    '2018-10-24 09:00',
    { item: LIMITED, org: ORGS.shenyang, officer: '钱二', applicant: { kind: 'person', name: '张三丰' } },
  ],
  ['NEAR', 'case.accepted', '2018-10-24 10:00'],
  ['FREE', 'case.received', '2018-10-24 09:00', { item: FREE, org: ORGS.province }],
  ['FREE', 'case.accepted', '2018-10-25 09:00'],
  ['DEEMED', 'case.received', '2018-10-18 09:00', { item: LIMITED, org: ORGS.dalian }],
  // Known from its acceptance only, which counts as its receipt.
  ['ACCEPTED', 'case.accepted', '2018-10-29 09:00', { item: LIMITED, org: ORGS.unknown }],
  // Nothing but a step: nobody knows whose it is.
  ['STEP', 'step.started', '2018-10-20 09:00', { step: '审查', officer: '孙三' }],
  // Not judged yet: after the watermark.
  ['WAITING', 'case.received', '2018-10-30 09:30', { item: LIMITED, org: ORGS.stray }],
];

beforeAll(async () => {
  province = await startSmallProvince(at('2018-10-30 10:00'));
  await province.tell(TOLD, '2018-10-30 09:00');
  await province.account('heping', 'head', ORGS.heping);
  await province.account('elsewhere', 'head', '210700-sczj');
  await province.account('city', 'province', '2101*');
});
afterAll(() => province.stop());

const list = async (query: string, username = 'inspector'): Promise<CaseList> => {
  const { status, body } = await province.get<CaseList>(`/api/v1/cases${query}`, username);
  expect({ query, status }).toEqual({ query, status: 200 });
  return body;
};
const numbers = ({ items }: CaseList): string[] => items.map(({ caseNo }) => caseNo);
/** Newest receipt first; NEAR and FREE came at one instant; those without a receipt last. */
const ALL = ['ACCEPTED', 'NEAR', 'FREE', 'DEEMED', 'LATE', 'WAITING', 'STEP'];

describe('GET /api/v1/cases', () => {
  it('lists cases by their receipt, newest first, those without one last', async () => {
    const all = await list('');
    expect(numbers(all)).toEqual(ALL);
    expect(all).toMatchObject({ total: 7, nextCursor: null });
    expect(all.items[1]).toMatchObject({
      item: LIMITED,
      itemName: '食品经营许可',
      org: ORGS.shenyang,
      orgName: '沈阳市局',
      state: 'accepted',
      applicant: '张**',
      officer: '钱二',
      receivedAt: '2018-10-24T09:00:00+08:00',
      acceptedAt: '2018-10-24T10:00:00+08:00',
      dueAt: '2018-10-31T17:00:00+08:00',
      endedAt: null,
      overdue: false,
      cards: { reminder: 1, yellow: 0, red: 0 },
    });
    expect(all.items[2]).toMatchObject({ dueAt: null, overdue: null });
    expect(all.items[3]).toMatchObject({ state: 'deemed-accepted', acceptedAt: '2018-10-18T09:00:00+08:00' });
    expect(all.items[4]).toMatchObject({ overdue: true, cards: { reminder: 1, yellow: 1, red: 0 } });
    expect(all.items[5]).toMatchObject({ state: 'waiting', receivedAt: null, orgName: '外地局' });
  });

  it('pages with a cursor that stays where it is when cases come in between', async () => {
    const first = await list('?limit=1');
    expect(numbers(first)).toEqual(['ACCEPTED']);
    await province.tell(
      [['NEWER', 'case.received', '2018-10-30 09:01', { item: LIMITED, org: ORGS.dalian }]],
      '2018-10-30 09:02',
    );
    const seen = numbers(first);
    for (let cursor = first.nextCursor; cursor !== null;) {
      const page = await list(`?limit=2&cursor=${cursor}`);
      seen.push(...numbers(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ALL);
    expect(numbers(await list('?limit=1'))).toEqual(['NEWER']);
  });

  it.each([
    ['?case=NEAR', ['NEAR']],
    ['?case=NE', []],
    ['?q=NE', ['NEWER', 'NEAR']],
    ['?q=%E5%BC%A0', ['NEAR']],
    ['?q=%E8%B5%B5', ['LATE']],
    ['?q=EAR', []],
    ['?q=EEME', ['DEEMED']],
    ['?q=EPTED', ['ACCEPTED']],
    ['?q=N%25', []],
    ['?applicant=%E5%BC%A0*', ['NEAR']],
    ['?officer=%E8%B5%B5%E4%B8%80', ['LATE']],
    [`?item=${FREE}`, ['FREE']],
    [`?org=${ORGS.dalian}`, ['NEWER', 'DEEMED']],
    ['?org=:none', ['STEP']],
    ['?region=210100', ['NEAR', 'LATE']],
    ['?region=210100:own', ['NEAR']],
    ['?region=210000:own', ['FREE']],
    ['?region=:none', ['ACCEPTED', 'STEP']],
    ['?state=decided', ['LATE']],
    ['?state=waiting', ['WAITING']],
    ['?state=unknown', ['STEP']],
    ['?state=open', ['NEWER', 'ACCEPTED', 'NEAR', 'FREE', 'DEEMED', 'STEP']],
    ['?overdue=true', ['DEEMED', 'LATE']],
    ['?overdue=true&state=open', ['DEEMED']],
    ['?overdue=false', ['ACCEPTED', 'NEAR']],
    ['?dueWithin=0', []],
    ['?dueWithin=1', ['NEAR']],
    ['?dueWithin=4', ['ACCEPTED', 'NEAR']],
    ['?receivedFrom=2018-10-18&receivedTo=2018-10-18', ['DEEMED']],
    ['?receivedFrom=2018-10-24T09:00:01%2B08:00', ['NEWER', 'ACCEPTED']],
    ['?acceptedFrom=2018-10-25&acceptedTo=2018-10-29', ['ACCEPTED', 'FREE']],
    ['?endedFrom=2018-10-24&endedTo=2018-10-24', ['LATE']],
    ['?endedTo=2018-10-23', []],
    ['?state=&org=', ['NEWER', ...ALL]],
  ])('filters by %s', async (query, expected) => {
    const found = await list(query);
    expect(numbers(found)).toEqual(expected);
    expect(found.total).toBe(expected.length);
  });

  it('shows an account only what its scope covers', async () => {
    expect(numbers(await list('', 'heping'))).toEqual(['LATE']);
    expect(numbers(await list('', 'city'))).toEqual(['NEAR', 'LATE']);
    for (const query of ['', '?case=LATE', `?org=${ORGS.heping}`, '?org=:none', '?region=210000', '?q=LATE'])
      expect(await list(query, 'elsewhere')).toMatchObject({ items: [], nextCursor: null, total: 0 });
    expect((await fetch(`${province.url}/api/v1/cases`)).status).toBe(401);
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=201', 'limit'],
    ['?cursor=x', 'cursor'],
    [`?cursor=${Buffer.from('["l1",null,"\\u0000"]').toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from('["l1",1e300,"a"]').toString('base64url')}`, 'cursor'],
    ['?state=running', 'state'],
    ['?overdue=yes', 'overdue'],
    ['?dueWithin=-1', 'dueWithin'],
    ['?dueWithin=101', 'dueWithin'],
    ['?dueWithin=1.5', 'dueWithin'],
    ['?receivedFrom=2018-02-30', 'receivedFrom'],
    ['?endedTo=yesterday', 'endedTo'],
    ['?q=a%00b', 'q'],
    ['?case=a&case=b', 'case'],
    ['?sort=due', 'sort'],
  ])('refuses %s and names the member', async (query, member) => {
    const { status, body } = await province.get(`/api/v1/cases${query}`);
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'invalid', member } });
  });

  it('leaves a single case where it was', async () => {
    const { status, body } = await province.get<CaseView>('/api/v1/cases/NEAR');
    expect(status).toBe(200);
    expect(body).toMatchObject({ caseNo: 'NEAR', state: 'accepted' });
  });
});
