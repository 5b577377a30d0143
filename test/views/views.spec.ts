import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_VIEW_NAME, MAX_VIEWS } from '../../src/console/console.protocol.js';
import { ViewsModule } from '../../src/views/views.module.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type ReadingServer, startReadingServer } from '../support/reading-server.js';

let database: TestDatabase;
let server: ReadingServer;
let inspector: string;
let head: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startReadingServer(database.url, [ViewsModule]);
  inspector = await server.signIn('inspector', 'inspector', null);
  head = await server.signIn('head', 'head', '210100-sczj');
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function ask(method: string, path: string, body?: unknown, token: string | undefined = inspector) {
  const answer = await fetch(`${server.url}/api/v1/views${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : {}) as { id?: number; items?: unknown[] } };
}
const names = async (token = inspector) =>
  ((await ask('GET', '', undefined, token)).body.items as { name: string }[]).map(({ name }) => name);

describe('saved views', () => {
  it('are kept for their account alone, in one order of filters', async () => {
    const kept = await ask('POST', '', { name: ' 沈阳红牌 ', query: 'sort=left&level=red&region=210100' });
    expect(kept).toMatchObject({
      status: 201,
      body: { name: '沈阳红牌', query: 'level=red&region=210100&sort=left' },
    });
    expect(await names()).toEqual(['沈阳红牌']);
    expect(await names(head)).toEqual([]);
    for (const method of ['PUT', 'DELETE'])
      expect(await ask(method, `/${kept.body.id}`, { name: 'x', query: 'level=red' }, head)).toMatchObject({
        status: 404,
        body: { code: 'view-not-found' },
      });
    expect(await names()).toEqual(['沈阳红牌']);
  });

  it('are renamed, changed and dropped', async () => {
    const { id } = (await ask('POST', '', { name: '旧', query: 'q=沈审' })).body;
    expect(await ask('PUT', `/${id}`, { name: '新', query: 'q=沈审&left=24h' })).toMatchObject({
      status: 200,
      body: { id, name: '新', query: 'q=%E6%B2%88%E5%AE%A1&left=24h' },
    });
    expect((await ask('PUT', `/${id}`, { name: '沈阳红牌', query: 'level=red' })).status).toBe(409);
    expect((await ask('DELETE', `/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `/${id}`)).status).toBe(404);
  });

  it.each([
    [{ query: 'level=red' }, 'name'],
    [{ name: '', query: 'level=red' }, 'name'],
    [{ name: '名'.repeat(MAX_VIEW_NAME + 1), query: 'level=red' }, 'name'],
    [{ name: 'a', query: '' }, 'query'],
    [{ name: 'a', query: 'level=red&level=yellow' }, 'query'],
    [{ name: 'a', query: 'colour=red' }, 'query'],
    [{ name: 'a', query: `q=${'x'.repeat(101)}` }, 'query.q'],
    [{ name: 'a', query: 'level=' }, 'query.level'],
    [{ name: 'a', query: '&' }, 'query'],
    // Longer in an address, as it is kept.
    [{ name: 'a', query: `q=${'品'.repeat(60)}&org=${'食'.repeat(60)}` }, 'query'],
    [{ name: 'a', query: 'level=red', shared: true }, 'shared'],
    [[], 'body'],
  ])('refuse %j and name the member', async (body, member) => {
    expect(await ask('POST', '', body)).toMatchObject({ status: 400, body: { code: 'invalid', member } });
  });

  it.each(['0', 'x', '99999999999', '1;'])('know no view %s', async (id) => {
    expect((await ask('PUT', `/${id}`, { name: 'a', query: 'level=red' })).status).toBe(404);
  });

  it('refuse a second one of a name, and one too many', async () => {
    const query = 'level=red';
    expect(await ask('POST', '', { name: '沈阳红牌', query })).toMatchObject({
      status: 409,
      body: { code: 'name-taken', member: 'name' },
    });
    await Promise.all(Array.from({ length: MAX_VIEWS + 3 }, (_, i) => ask('POST', '', { name: `v${i}`, query })));
    expect(await names()).toHaveLength(MAX_VIEWS);
    expect(await ask('POST', '', { name: 'one more', query })).toMatchObject({
      status: 409,
      body: { code: 'too-many' },
    });
  });

  it('need a session', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['PUT', '/1'],
      ['DELETE', '/1'],
    ] as const)
      expect((await ask(method, path, method === 'GET' ? undefined : {}, '')).status).toBe(401);
  });
});
