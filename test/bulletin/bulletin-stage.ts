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
  read(month: string, query?: Query, who?: string): Maybe<BulletinView>;
  preview(month: string, query?: Query, who?: string): Maybe<BulletinPreview>;
  issue(month: string, body?: object, who?: string, query?: Query): Maybe<BulletinView>;
  file(name: string, query?: Query, who?: string): Promise<{ status: number; headers: Headers; bytes: Buffer }>;
}

export async function openBulletinStage(): Promise<BulletinStage> {
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
  return {
    province,
    client,
    read: (month, query = {}, who = 'inspector') => client.get(path(month, query), who),
    preview: (month, query = {}, who = 'inspector') => client.get(path(`${month}/preview`, query), who),
    issue: async (month, body, who = 'province', query = {}) =>
      client.ask(path(`${month}/issue`, query), { method: 'POST', token: await client.login(who), body }),
    file: async (name, query = {}, who = 'inspector') => {
      const headers = { authorization: `Bearer ${await client.login(who)}` };
      const answer = await fetch(`${province.url}${path(name, query)}`, { headers });
      return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
  };
}
