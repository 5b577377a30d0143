import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertEntry, insertFeed, type QuarantineServer, startQuarantineServer } from './quarantine-server.js';

let server: QuarantineServer;
let inspector: string;
let head: string;
let region: string;
const ids: string[] = [];

beforeAll(async () => {
  server = await startQuarantineServer();
  const { client } = server;
  const city = await insertFeed(client, '沈阳窗口', ['2101*']);
  const province = await insertFeed(client, 'province', ['*']);
  await client.query(
    `INSERT INTO case_file (case_no, org, state, file, feeds, parked_feed, catalogue_rev, calendar, profile, version)
     VALUES ('B-1', '210100-sczj', 'running', '{}', '{}', 1, 0, 'c', 'p', 1), ('C-1', '210200-sczj', 'running', '{}', '{}', 1, 0, 'c', 'p', 1)`,
  );
  ids.push(
    await insertEntry(client, { feed: city, receivedAt: '2026-11-18T00:00:00+08:00' }),
    await insertEntry(client, { feed: province, caseNo: 'B-1', source: '/other', reason: 'conflict' }),
    await insertEntry(client, { feed: province, caseNo: 'C-1' }),
    await insertEntry(client, { caseNo: null, body: 'not json', reason: 'invalid-json' }),
    await insertEntry(client, { feed: province, caseNo: 'D-1', receivedAt: '2026-11-21T23:59:59.999+08:00' }),
  );
  await client.query(`UPDATE quarantine SET resolved_at = now(), resolution = 'dismissed by x: y' WHERE id = $1`, [
    ids[2],
  ]);
  inspector = await server.signIn('inspector', 'inspector', null);
  head = await server.signIn('head', 'head', '210100-sczj');
  region = await server.signIn('region', 'province', '2101*');
});
afterAll(() => server?.close());

const list = async (query: string, token = inspector) => {
  const { status, body } = await server.get(`/api/v1/quarantine${query}`, token);
  const items = (body['items'] ?? []) as { id: string }[];
  return { status, body, places: items.map(({ id }) => ids.indexOf(id)) };
};

describe('GET /api/v1/quarantine', () => {
  it('lists what is open, newest first, without the content', async () => {
    const { body, places } = await list('');
    expect(places).toEqual([4, 3, 1, 0]);
    expect(body).toMatchObject({ total: 4, nextCursor: null });
    const [newest] = body['items'] as Record<string, unknown>[];
    expect(newest).toEqual({
      id: ids[4],
      feed: 'province',
      source: '/window',
      eventId: 'e1',
      caseNo: 'D-1',
      reason: 'unknown-member',
      member: 'data.orgg',
      detail: '不认识的成员 / unknown member',
      receivedAt: '2026-11-21T23:59:59.999+08:00',
      resolvedAt: null,
      resolution: null,
      resolved: null,
    });
  });

  it.each([
    ['?status=resolved', [2]],
    ['?status=all', [4, 3, 2, 1, 0]],
    ['?reason=conflict', [1]],
    ['?source=%2Fother', [1]],
    [`?feed=${encodeURIComponent('沈阳窗口')}`, [0]],
    ['?feed=1', [0]],
    ['?case=D-1', [4]],
    ['?from=2026-11-21', [4]],
    ['?to=2026-11-18', [0]],
    ['?to=2026-11-17', []],
    ['?status=&reason=', [4, 3, 1, 0]],
  ])('filters %s', async (query, expected) => {
    const { places, body } = await list(query);
    expect(places).toEqual(expected);
    expect(body['total']).toBe(expected.length);
  });

  it('gives every entry once over its pages, also while new ones arrive', async () => {
    const seen: number[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page += 1) {
      const answer = await list(`?status=all&limit=2&cursor=${cursor}`);
      seen.push(...answer.places);
      cursor = answer.body['nextCursor'] as string | null;
      if (page === 0) await insertEntry(server.client, { receivedAt: '2020-01-01T00:00:00+08:00' });
    }
    expect(seen).toEqual([4, 3, 2, 1, 0]);
    await server.client.query('DELETE FROM quarantine WHERE received_at < $1', ['2021-01-01']);
  });

  it.each(['?status=done', '?limit=0', '?limit=501', '?cursor=abc', '?from=yesterday', '?sort=id', '?case=a&case=b'])(
    'refuses %s by the name of the parameter',
    async (query) => {
      const { status, body } = await list(query);
      expect(status).toBe(400);
      expect(body['member']).toBe(/\?(\w+)/.exec(query)?.[1]);
    },
  );

  it('shows a limited viewer its own cases and what feeds sent that report on nothing else', async () => {
    expect((await list('', region)).places).toEqual([1, 0]);
    expect((await list(`/${ids[1]}`, region)).status).toBe(200);
    expect((await list(`/${ids[4]}`, region)).status).toBe(404);
  });

  it('is not for heads of departments, nor without signing in', async () => {
    expect((await list('', head)).status).toBe(403);
    expect((await server.get('/api/v1/quarantine')).status).toBe(401);
  });
});

describe('GET /api/v1/quarantine/{id}', () => {
  it('gives the content as it was stored', async () => {
    expect((await list(`/${ids[3]}`)).body).toMatchObject({ id: ids[3], feed: null, caseNo: null, body: 'not json' });
  });

  it.each(['0', '999999', 'x', '1e3', '99999999999999999999'])('answers 404 for %s', async (id) => {
    expect((await list(`/${id}`)).status).toBe(404);
  });
});
