import { afterAll, beforeAll } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { BulletinPreview, BulletinView } from '../../src/console/bulletin.protocol.js';
import { ApiClient, type Answered } from '../support/api-client.js';
import { LIMITED, ORGS, type SmallProvince, type Told, startSmallProvince } from '../support/small-province.js';
import { PASSWORD } from '../support/test-app.js';

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

export const handled = (caseNo: string, org: string, accepted: string, decided: string): Told[] => [
  [caseNo, 'case.received', `${accepted} 09:00`, { item: LIMITED, org }],
  [caseNo, 'case.accepted', `${accepted} 09:30`],
  [caseNo, 'case.decided', `${decided} 15:00`, { outcome: 'granted' }],
];

export const path = (month: string, query: Record<string, string> = {}): string =>
  `/api/v1/bulletins/${month}?${new URLSearchParams(query).toString()}`;

type Query = Record<string, string>;
type Maybe<T> = Promise<Answered<T & { code?: string }>>;

/** A small province on 20 April 2026: three cases in March, one in February; accounts of every role. */
export interface BulletinStage {
  readonly province: SmallProvince;
  readonly client: ApiClient;
}

/** Opens it before the tests of a file and closes it after them. */
export function bulletinStage() {
  let stage: BulletinStage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.province.stop());

  const get = <T>(address: string, who: string): Maybe<T> => stage.client.get(address, who);
  return {
    province: () => stage.province,
    client: () => stage.client,
    read: (month: string, query: Query = {}, who = 'inspector') => get<BulletinView>(path(month, query), who),
    preview: (month: string, query: Query = {}, who = 'inspector') =>
      get<BulletinPreview>(path(`${month}/preview`, query), who),
    issue: async (month: string, body?: object, who = 'province', query: Query = {}): Maybe<BulletinView> =>
      stage.client.ask(path(`${month}/issue`, query), {
        ...{ method: 'POST', body },
        token: await stage.client.login(who),
      }),
    file: async (name: string, query: Query = {}, who = 'inspector') => {
      const headers = { authorization: `Bearer ${await stage.client.login(who)}` };
      const answer = await fetch(`${stage.province.url}${path(name, query)}`, { headers });
      return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
  };
}

async function openStage(): Promise<BulletinStage> {
  const province = await startSmallProvince(Date.UTC(2026, 3, 20, 2));
  const client = new ApiClient(province.url, PASSWORD);
  await province.account('province', 'province', null);
  await province.account('admin', 'admin', null);
  await province.account('head', 'head', ORGS.shenyang);
  await province.tell(
    [
      ...handled('A-1', ORGS.shenyang, '2026-03-02', '2026-03-05'),
      ...handled('A-2', ORGS.heping, '2026-03-03', '2026-03-20'),
      ...handled('A-3', ORGS.dalian, '2026-03-10', '2026-03-12'),
      ...handled('A-0', ORGS.dalian, '2026-02-03', '2026-02-04'),
    ],
    '2026-04-10 00:00',
  );
  return { province, client };
}
