import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoFaults } from '../../src/demo/demo.faults.js';
import { DemoModule } from '../../src/demo/demo.module.js';
import { FeedService } from '../../src/sources/feed.service.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const start = (settings: { demo: boolean; production?: boolean }): Promise<TestApp> =>
  startTestApp({ modules: [DemoModule], settings, databaseUrl: database.url });

const signIn = (app: TestApp, username: string) =>
  app.ask('POST /api/v1/session', { body: { username, password: 'liangpai-demo' } });

describe('the demonstration', () => {
  it('has accounts, sources and organisations, and says so on the sign-in page', async () => {
    for (let starts = 0; starts < 2; starts++) {
      const app = await start({ demo: true });
      for (const [username, org] of Object.entries({
        inspector: null,
        head: '210000-sczj',
        province: null,
        admin: null,
      }))
        expect(await signIn(app, username)).toMatchObject({
          status: 200,
          body: { user: { username, role: username, org } },
        });
      const feeds = app.app.get(FeedService);
      expect(await feeds.authenticate('demo-window')).toMatchObject({ policy: 'clock', maxLag: 60_000, scope: ['*'] });
      expect(await feeds.authenticate('demo-replay')).toMatchObject({ policy: 'declared', scope: ['*'] });
      expect((await app.ask('GET /api/v1/session/demo')).body).toEqual({
        demo: true,
        password: 'liangpai-demo',
        accounts: ['inspector', 'head', 'province', 'admin'].map((name) => ({
          username: name,
          name: expect.any(String),
          role: name,
        })),
      });
      await app.close();
    }
  });

  it('holds the province once, however often it starts', async () => {
    const content = async () => {
      const app = await start({ demo: true });
      const count = async (sql: string): Promise<unknown> => (await app.source.query<unknown[]>(sql))[0];
      const counts = [
        await count('SELECT count(*)::int AS regions FROM region'),
        await count(`SELECT count(*)::int AS centres FROM org WHERE kind = 'centre'`),
        await count(
          `SELECT count(*)::int AS items, max(version) AS version FROM item_version WHERE created_by = 'config/demo'`,
        ),
      ];
      await app.close();
      return counts;
    };
    const first = await content();
    expect(first).toEqual([{ regions: 115 }, { centres: 162 }, { items: expect.any(Number), version: 1 }]);
    expect(await content()).toEqual(first);
  });

  it('brings what has changed in the files, and nothing else', async () => {
    const first = await start({ demo: true });
    await first.source.query(`UPDATE setting SET value = 'other files' WHERE key = 'demo_province'`);
    await first.source.query(`UPDATE org SET name = 'an older name' WHERE code = '210100-sczj'`);
    await first.close();
    const app = await start({ demo: true });
    expect(await app.source.query(`SELECT name, kind, parent FROM org WHERE code = '210100-sczj'`)).toEqual([
      { name: '沈阳市市场监督管理局', kind: 'department', parent: '210000-sczj' },
    ]);
    expect(await app.source.query('SELECT 1 FROM item_version WHERE version > 1')).toEqual([]);
    await app.close();
  });

  it('keeps production from starting, naming each account and source', async () => {
    await expect(start({ demo: false, production: true })).rejects.toThrow(/account=inspector[^]*source=demo-replay/);
  });

  it('is gone, sessions too, where it is switched off', async () => {
    const on = await start({ demo: true });
    const token = String((await signIn(on, 'inspector')).body['token']);
    await on.close();
    const app = await start({ demo: false });
    expect((await app.ask('GET /api/v1/session', { token })).status).toBe(401);
    expect((await signIn(app, 'inspector')).status).toBe(401);
    expect(await app.app.get(FeedService).authenticate('demo-window')).toBeUndefined();
    expect((await app.ask('GET /api/v1/session/demo')).body).toEqual({ demo: false });
    expect(await demoFaults(app.source)).toEqual([]);
    await app.close();
  });

  it('once switched off, lets production start; switched on again, it is back', async () => {
    await (await start({ demo: false, production: true })).close();
    const app = await start({ demo: true });
    expect((await signIn(app, 'admin')).status).toBe(200);
    await app.close();
  });
});
