import type { AddressInfo } from 'node:net';
import { createApplication } from '../../src/app/application.js';
import { layFoundation } from '../../src/app/foundation.js';
import type { Instant } from '../../src/domain/instant.js';
import { AccountRepository } from '../../src/identity/account.repository.js';
import type { Role } from '../../src/identity/account.js';
import { hashPassword } from '../../src/identity/password.js';
import { loadSettings } from '../../src/settings/settings.js';
import { FeedService } from '../../src/sources/feed.service.js';
import { ApiClient, type Answered } from './api-client.js';
import { type WindowEvent, event, watermark } from './events.js';
import { fromRoot } from './child.js';
import { createTestDatabase } from './postgres.js';
import { CONFIG, StillClock } from './test-app.js';

/** Promised 5, statutory 20 working days. */
export const LIMITED = 'limited';
/** Promised 3 hours by the wall clock. */
export const HOURLY = 'hourly';
/** Without any limit. */
export const FREE = 'free';
/** Not in the catalogue. */
export const UNNAMED = 'unnamed-item';

const ITEMS = {
  [LIMITED]: {
    name: '食品经营许可',
    kind: 'promised',
    promised: { amount: 5, unit: 'workingDay', from: 'acceptance', basis: '办事指南' },
    statutory: { amount: 20, unit: 'workingDay', from: 'acceptance', basis: '食品安全法' },
  },
  [HOURLY]: {
    name: '加急办理',
    kind: 'promised',
    promised: { amount: 3, unit: 'hour', from: 'acceptance', basis: '办事指南' },
  },
  [FREE]: { name: '咨询', kind: 'promised' },
};

/** The province's office, those of two cities and of a district; `stray` lies in a region without a register entry. */
export const ORGS = {
  province: '210000-sczj',
  shenyang: '210100-sczj',
  heping: '210102-sczj',
  dalian: '210200-sczj',
  stray: '999900-sczj',
  unknown: 'not-in-the-register',
} as const;

export const PASSWORD = 'a-long-enough-password';

/** The whole application, two cities with a district, and a declared feed; its clock stands still. */
export interface SmallProvince {
  readonly url: string;
  readonly databaseUrl: string;
  readonly clock: StillClock;
  query<T>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** Service or repository of the application. */
  resolve<T>(token: abstract new (...parameters: never[]) => T): T;
  account(username: string, role: Role, org: string | null): Promise<void>;
  get<T>(path: string, username?: string): Promise<Answered<T>>;
  /** A file as it comes. */
  file(path: string): Promise<{ headers: Headers; bytes: Buffer }>;
  /** `[case, type, time, data]`, then all is judged up to a time. */
  tell(events: readonly Told[], until: string): Promise<void>;
  stop(): Promise<void>;
}

export type Told = readonly [
  caseNo: string,
  type: string,
  time: string,
  data?: Record<string, unknown>,
  more?: Partial<WindowEvent>,
];

/** @param planted rows to add before the application starts */
export async function startSmallProvince(
  now: Instant,
  planted?: (query: SmallProvince['query']) => Promise<unknown>,
  configDir = CONFIG,
): Promise<SmallProvince> {
  const database = await createTestDatabase();
  const settings = loadSettings({ LIANGPAI_DEMO: 'off' });
  const foundation = await layFoundation(settings, database.url, configDir);
  const query = <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    foundation.source.query<T[]>(sql, [...values]);
  await plant(query);
  await planted?.(query);
  const clock = Object.assign(new StillClock(), { at: now });
  const app = await createApplication({ ...foundation, clock }, ['error'], fromRoot('dist/console'));
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`;
  const client = new ApiClient(url, PASSWORD);
  const accounts = app.get(AccountRepository);
  const account = async (username: string, role: Role, org: string | null): Promise<void> => {
    await accounts.add({
      username,
      name: username,
      role,
      org,
      passwordHash: await hashPassword(PASSWORD),
      demo: false,
    });
  };
  await account('inspector', 'inspector', null);
  const feed = await app.get(FeedService).add({ name: 'replay', scope: ['*'], policy: 'declared', maxLag: 0 });
  return {
    url,
    databaseUrl: database.url,
    clock,
    query,
    account,
    resolve: (token) => app.get(token, { strict: false }),
    get: (path, username) => client.get(path, username),
    file: async (path) => {
      const answer = await fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${await client.login('inspector')}` },
      });
      return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
    tell: (told, until) => tell(client, feed!.token, told, until),
    stop: async () => {
      await app.close();
      await foundation.close();
      await database.drop();
    },
  };
}

async function plant(query: SmallProvince['query']): Promise<void> {
  await query(
    `INSERT INTO region (code, name, name_en, level, parent) VALUES
       ('210000', '辽宁省', 'Liaoning', 'province', NULL), ('210200', '大连市', 'Dalian', 'city', '210000'),
       ('210100', '沈阳市', 'Shenyang', 'city', '210000'), ('210102', '和平区', 'Heping', 'county', '210100')`,
  );
  await query(
    `INSERT INTO org (code, name, name_en, region) VALUES ($1, '省局', 'Provincial Bureau', '210000'),
       ($2, '沈阳市局', 'Shenyang Bureau', '210100'), ($3, '和平分局', NULL, '210102'),
       ($4, '大连市局', 'Dalian Bureau', '210200'), ($5, '外地局', NULL, '999900')`,
    [ORGS.province, ORGS.shenyang, ORGS.heping, ORGS.dalian, ORGS.stray],
  );
  for (const [code, body] of Object.entries(ITEMS))
    await query(`INSERT INTO item_version (code, version, body, created_by) VALUES ($1, 1, $2, 'test')`, [
      code,
      JSON.stringify({ org: ORGS.province, steps: [], pauses: [], ...body }),
    ]);
}

/** An acceptance names the item and the organisation of the receipt. */
async function tell(client: ApiClient, token: string, told: readonly Told[], until: string): Promise<void> {
  const subjects = new Map<string, object>();
  for (const [caseNo, type, , { item, org } = {}] of told)
    if (type === 'case.received') subjects.set(caseNo, { item, org });
  const events: WindowEvent[] = told.map(([caseNo, type, time, data, more]) =>
    event(caseNo, type, time, type === 'case.accepted' ? { ...subjects.get(caseNo), ...data } : data, more),
  );
  const { status, body } = await client.post([...events, watermark(until)], token);
  if (status !== 200 || body.rejected.length > 0) throw new Error(`${status} ${JSON.stringify(body)}`);
}
