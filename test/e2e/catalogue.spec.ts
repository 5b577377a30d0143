import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FOOD, opened, watermark } from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startServer();
  admin = await server.login('admin');
});
afterAll(() => server.stop());

const put = (code: string, body: unknown, token = admin) =>
  server.ask<Record<string, unknown>>(`/api/v1/items/${code}`, { method: 'PUT', token, body });
const item = (days: number, effectiveFrom?: string) => ({
  name: '测试事项',
  org: FOOD.org,
  kind: 'promised',
  promised: { amount: days, unit: 'workingDay' },
  ...(effectiveFrom !== undefined && { effectiveFrom }),
});
const of = (code: string) => ({ item: code, org: FOOD.org });
const dueOf = async (caseNo: string) => (await server.clockOf(caseNo, 'promised'))?.dueAt;

describe('an item', () => {
  it('gets a new version by a change, and none by a repeat', async () => {
    expect(await put('A-1', item(5))).toMatchObject({ status: 200, body: { code: 'A-1', version: 1 } });
    expect((await put('A-1', item(5))).body.version).toBe(1);
    expect((await put('A-1', item(2, '2018-11-01T00:00:00+08:00'))).body.version).toBe(2);
    const { body } = await server.get<{ version: number; versions: unknown[] }>('/api/v1/items/A-1', 'head');
    expect(body).toMatchObject({ version: 2, versions: [{ version: 2 }, { version: 1 }] });
    const list = await server.get<{ items: { code: string }[] }>('/api/v1/items?limit=500');
    expect(list.body.items.map(({ code }) => code)).toEqual(expect.arrayContaining(['A-1', FOOD.item]));
  });

  it('judges a case by the version that was in force when it was received', async () => {
    await server.post(
      [
        ...opened('V-old', '2018-10-31 10:00', '2018-11-05 10:00', of('A-1')),
        ...opened('V-new', '2018-11-01 10:00', '2018-11-05 10:00', of('A-1')),
        watermark('2018-11-05 12:00'),
      ],
      'demo-replay',
    );
    expect(await dueOf('V-old')).toBe('2018-11-12T17:00:00+08:00');
    expect(await dueOf('V-new')).toBe('2018-11-07T17:00:00+08:00');
  });

  it('changed afterwards does not change what is being judged already', async () => {
    expect((await put('A-1', item(30, '2018-10-01T00:00:00+08:00'))).body.version).toBe(3);
    await server.post([watermark('2018-11-30 00:00')], 'demo-replay');
    expect(await dueOf('V-old')).toBe('2018-11-12T17:00:00+08:00');
    expect(await server.cardsOf('V-old')).toContain('T-PROMISE-OVER 2018-11-12T17:00:00+08:00');
    const [card] = await server.allCards({ case: 'V-new', rule: 'T-PROMISE-OVER' });
    expect(card).toMatchObject({ dueAt: '2018-11-07T17:00:00+08:00', itemName: '测试事项' });
    expect(JSON.stringify(card?.explanation.versions.item)).toContain('2');
  });

  it.each([
    ['kind', { ...item(5), kind: 'slow' }],
    ['promised.unit', { ...item(5), promised: { amount: 5, unit: 'fortnight' } }],
    ['promised.amount', { ...item(5), promised: { amount: -1, unit: 'workingDay' } }],
    ['org', { ...item(5), org: '' }],
    ['colour', { ...item(5), colour: 'red' }],
    ['effectiveFrom', item(5, '2018-11-01')],
    ['code', { ...item(5), code: 'another' }],
  ])('that is wrong is 400 and names the member: %s', async (member, body) => {
    expect(await put('A-2', body)).toMatchObject({ status: 400, body: { member } });
    expect((await server.get('/api/v1/items/A-2')).status).toBe(404);
  });

  it('counts hours by the office clock or by the wall clock', async () => {
    await put('H-1', { ...item(0), promised: { amount: 4, unit: 'workingHour' } });
    await put('H-2', { ...item(0), promised: { amount: 20, unit: 'hour' } });
    await server.post([
      ...opened('H-office', '2018-10-15 15:00', undefined, of('H-1')),
      ...opened('H-wall', '2018-10-15 15:00', undefined, of('H-2')),
    ]);
    expect(await dueOf('H-office')).toBe('2018-10-16T11:00:00+08:00');
    expect(await dueOf('H-wall')).toBe('2018-10-16T11:00:00+08:00');
  });
});

describe('a source', () => {
  const add = (body: unknown) =>
    server.ask<{ token: string }>('/api/v1/sources', { method: 'POST', token: admin, body });

  it('is registered by an administrator, its token shown once and stored hashed', async () => {
    const created = await add({ name: 'exchange', scope: [FOOD.org], watermark: 'declared', maxLag: 0 });
    expect(created).toMatchObject({ status: 201, body: { token: expect.any(String) } });
    const { token } = created.body;
    expect((await server.post(opened('X-1', '2018-10-15 10:00'), token)).body).toMatchObject({ accepted: 2 });
    expect(await server.query('SELECT 1 FROM feed t WHERE strpos(t::text, $1) > 0', [token])).toEqual([]);
    const { body } = await server.get<{ items: { name: string }[] }>('/api/v1/sources', 'admin');
    expect(JSON.stringify(body)).not.toContain(token);
    expect(body.items.map(({ name }) => name)).toEqual(['demo-window', 'demo-replay', 'exchange']);
  });

  it.each([
    ['name', { scope: ['*'], watermark: 'clock' }],
    ['scope', { name: 'a', scope: [], watermark: 'clock' }],
    ['watermark', { name: 'a', scope: ['*'], watermark: 'tide' }],
    ['maxLag', { name: 'a', scope: ['*'], watermark: 'clock', maxLag: -1 }],
  ])('that is wrong is 400 and names the member: %s', async (member, body) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { member } });
  });

  it('with a name that is taken is 409', async () => {
    expect(await add({ name: 'demo-window', scope: ['*'], watermark: 'clock' })).toMatchObject({ status: 409 });
  });

  it('shares a case with others, and the smallest watermark counts', async () => {
    const declared = async (name: string) => (await add({ name, scope: ['*'], watermark: 'declared' })).body.token;
    const [one, two] = [await declared('one'), await declared('two')];
    const [received, accepted] = opened('X-2', '2019-03-04 10:00');
    await server.post([received!], one);
    await server.post([accepted!], two);
    await server.post([watermark('2019-12-01 00:00', 'one')], one);
    expect(await server.cardsOf('X-2')).toEqual([]);
    await server.post([watermark('2019-03-12 00:00', 'two')], two);
    expect(await server.cardsOf('X-2')).toEqual(['T-PROMISE-NEAR 2019-03-11T09:00:00+08:00']);
  });
});

it('all of it agrees with the second evaluator', async () => {
  expect((await server.verify()).found).toEqual({ missing: 0, extra: 0, different: 0, couldNotCheck: 0 });
});
