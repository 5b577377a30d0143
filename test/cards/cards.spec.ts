import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { CardsModule } from '../../src/cards/cards.module.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { insertCard, type ReadingServer, startReadingServer } from '../support/reading-server.js';

let database: TestDatabase;
let server: ReadingServer;
let client: pg.Client;
let inspector: string;
let head: string;
let region: string;
const ids: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `INSERT INTO region (code, name, level, parent) VALUES ('210000', '辽宁省', 'province', NULL), ('210100', '沈阳市', 'city', '210000')`,
  );
  await client.query(`INSERT INTO org VALUES ('210100-sczj', '沈阳市市场监管局', '210100')`);
  await client.query(
    `INSERT INTO item_version (code, version, body, created_by) VALUES ('item', 1, '{"name":"旧名"}', 't'), ('item', 2, '{"name":"食品经营许可"}', 't')`,
  );
  ids.push(
    await insertCard(client, {
      caseNo: 'A/1',
      org: '210100-sczj',
      item: 'item',
      level: 'red',
      raisedAt: '2018-10-29T17:00:00+08:00',
    }),
    await insertCard(client, { org: '210100-gaj', rule: 'T-STEP-OVER', raisedAt: '2018-10-30T23:59:59.999+08:00' }),
    await insertCard(client, { org: '210200-sczj', level: 'reminder', raisedAt: '2018-10-31T00:00:00+08:00' }),
    await insertCard(client, { org: null, raisedAt: '2018-11-01T09:00:00+08:00' }),
  );
  await client.query(
    `INSERT INTO card_evidence (card_id, rule, source, event_id, type, occurred_at, received_at)
     VALUES ($1, 'I-LATE-REPORT', '/w', 'e1', 'case.decided', '2018-10-29T16:00:00+08:00', '2018-11-02T09:00:00+08:00')`,
    [ids[0]],
  );
  server = await startReadingServer(database.url, [CardsModule]);
  inspector = await server.signIn('inspector', 'inspector', null);
  head = await server.signIn('head', 'head', '210100-sczj');
  region = await server.signIn('region', 'province', '2101*');
});
afterAll(async () => {
  await server?.close();
  await client?.end();
  await database?.drop();
});

const list = async (query: string, token = inspector) => {
  const { status, body } = await server.get(`/api/v1/cards${query}`, token);
  const items = (body['items'] ?? []) as { id: string }[];
  return { status, body, ids: items.map((c) => c.id) };
};

describe('GET /api/v1/cards', () => {
  it('lists cards newest first, with names and late evidence', async () => {
    const { body, ids: found } = await list('');
    expect(found).toEqual([...ids].reverse());
    expect(body).toMatchObject({ total: 4, nextCursor: null });
    expect((body['items'] as unknown[]).at(-1)).toMatchObject({
      caseNo: 'A/1',
      orgName: '沈阳市市场监管局',
      itemName: '食品经营许可',
      ruleName: { zh: '超过承诺时限', en: 'Promised limit exceeded' },
      raisedAt: '2018-10-29T17:00:00+08:00',
      thread: 'A/1',
      evidence: [
        { rule: 'I-LATE-REPORT', eventId: 'e1', type: 'approval.case.decided', time: '2018-10-29T16:00:00+08:00' },
      ],
    });
  });

  it('pages with a cursor and keeps the total', async () => {
    const first = await list('?limit=3');
    expect(first.body).toMatchObject({ total: 4 });
    const next = await list(`?limit=3&cursor=${String(first.body['nextCursor'])}`);
    expect([...first.ids, ...next.ids]).toEqual([...ids].reverse());
    expect(next.body).toMatchObject({ total: 4, nextCursor: null });
  });

  it.each([
    ['?level=red', [0]],
    ['?level=&rule=T-STEP-OVER', [1]],
    ['?case=A%2F1&status=issued', [0]],
    ['?item=item', [0]],
    ['?org=210100-gaj', [1]],
    ['?org=:none', [3]],
    ['?region=210100', [0]],
    ['?region=:none', [1, 2, 3]],
    ['?from=2018-10-30&to=2018-10-30', [1]],
    ['?from=2018-10-31T00:00:00%2B08:00', [2, 3]],
    // A "+" in an address is a blank when it arrives.
    ['?from=2018-10-31T00:00:00+08:00', [2, 3]],
    ['?to=2018-10-29T17:00:00%2B08:00', [0]],
    ['?org=nobody', []],
    ['?org=:none', [3]],
    ['?region=210100', [0]],
    ['?region=210000&level=red', [0]],
    ['?region=210000:own', []],
    ['?region=:none', [1, 2, 3]],
  ])('filters by %s', async (query, expected) => {
    const { ids: found, body } = await list(query);
    expect(found.sort()).toEqual(expected.map((i) => ids[i]));
    expect(body['total']).toBe(expected.length);
  });

  it('shows an account only what its scope covers', async () => {
    expect((await list('', head)).ids).toEqual([ids[0]]);
    expect((await list('', region)).ids).toEqual([ids[1], ids[0]]);
    expect(await list('?org=210200-sczj', region)).toMatchObject({ ids: [], body: { total: 0 } });
  });

  it.each([
    ['?level=orange', 'level'],
    ['?limit=0', 'limit'],
    ['?limit=501', 'limit'],
    ['?limit=1e2', 'limit'],
    ['?from=2018-02-30', 'from'],
    ['?to=yesterday', 'to'],
    ['?cursor=x', 'cursor'],
    ['?sort=id', 'sort'],
    ['?level=red&level=yellow', 'level'],
    ['?case=a%00b', 'case'],
    ['?level[]=red', 'level[]'],
  ])('refuses %s and names the member', async (query, member) => {
    const { status, body } = await list(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ statusCode: 400, code: 'invalid', member });
  });

  it('needs a session', async () => {
    expect((await server.get('/api/v1/cards')).status).toBe(401);
  });
});

describe('GET /api/v1/cards/{id}', () => {
  it('gives the card, and 404 for one that does not exist or is out of scope', async () => {
    expect((await server.get(`/api/v1/cards/${ids[0]}`, head)).body).toMatchObject({ id: ids[0], level: 'red' });
    for (const id of [ids[1], '999999', '0', 'abc', '99999999999999999999', '%00'])
      expect(await server.get(`/api/v1/cards/${id}`, head)).toMatchObject({
        status: 404,
        body: { code: 'card-not-found' },
      });
  });
});
