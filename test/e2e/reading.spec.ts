import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FOOD, opened, PLANNING, watermark } from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';

/** Cases of two organisations, each with a reminder, a yellow and a red card. */
const CASES = 6;
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  const cases = Array.from({ length: CASES }, (_, i) =>
    opened(`R-${i}`, `2018-10-${String(15 + i)} 10:00`, undefined, i % 2 === 0 ? FOOD : PLANNING),
  );
  await server.post([...cases.flat(), watermark('2018-12-31 00:00')], 'demo-replay');
});
afterAll(() => server.stop());

const totalOf = async (query: Record<string, string>, username?: string) => (await server.cards(query, username)).total;

describe('the list of cards', () => {
  it('needs a login', async () => {
    expect(await server.ask('/api/v1/cards')).toMatchObject({ status: 401 });
    expect(await server.ask('/api/v1/cards', { token: 'demo-window' })).toMatchObject({ status: 401 });
  });

  it('is filtered by every parameter', async () => {
    expect(await totalOf({})).toBe(3 * CASES);
    expect(await totalOf({ level: 'red' })).toBe(CASES);
    expect(await totalOf({ rule: 'T-PROMISE-NEAR' })).toBe(CASES);
    expect(await totalOf({ status: 'issued' })).toBe(3 * CASES);
    expect(await totalOf({ case: 'R-0' })).toBe(3);
    expect(await totalOf({ item: PLANNING.item })).toBe((3 * CASES) / 2);
    expect(await totalOf({ org: FOOD.org, level: 'yellow' })).toBe(CASES / 2);
    expect(await totalOf({ case: 'nobody' })).toBe(0);
    const near = { case: 'R-0', from: '2018-10-22T09:00:00+08:00', to: '2018-10-22T09:00:00+08:00' };
    expect(await totalOf(near)).toBe(1);
    expect(await totalOf({ ...near, from: '2018-10-22T09:00:00.001+08:00', to: '2018-10-31' })).toBe(1);
    expect(await totalOf({ case: 'R-0', to: '2018-10-21' })).toBe(0);
  });

  it('is walked page by page in one stable order, although cards come in meanwhile', async () => {
    const all = await server.allCards();
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page += 1) {
      const { items, nextCursor } = await server.cards({ limit: '4', ...(cursor !== '' && { cursor }) });
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor;
      if (page === 1) await server.post(opened('R-meanwhile', '2019-03-04 10:00'));
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(seen).toHaveLength(3 * CASES);
  });

  it.each(['limit=0', 'limit=501', 'limit=x', 'cursor=x', 'level=pink', 'status=lost', 'from=yesterday', 'colour=red'])(
    'answers 400 and names the parameter: %s',
    async (query) => {
      const answer = await server.get(`/api/v1/cards?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { member: query.split('=')[0] } });
    },
  );

  it('takes the largest limit', async () => {
    expect((await server.cards({ limit: '500' })).items.length).toBeGreaterThanOrEqual(3 * CASES);
  });
});

describe('a case', () => {
  it('shows events, clocks and cards with the members of the contract', async () => {
    const view = await server.caseView('R-0');
    expect(view).toMatchObject({ caseNo: 'R-0', item: FOOD.item, org: FOOD.org, state: expect.any(String) });
    expect(view.events.map(({ type }) => type)).toEqual(['approval.case.received', 'approval.case.accepted']);
    expect(view.cards).toHaveLength(3);
    for (const one of view.clocks)
      for (const member of ['kind', 'state', 'startedAt', 'dueAt', 'finishedAt', 'overdue'])
        expect(one).toHaveProperty(member);
  });

  it('that does not exist is 404', async () => {
    expect(await server.get('/api/v1/cases/none')).toMatchObject({ status: 404 });
    expect(await server.get('/api/v1/cases/none/clock-sheet')).toMatchObject({ status: 404 });
  });

  it('may have a number of any characters', async () => {
    const caseNo = '沈审〔2018〕 7/8?#%&+';
    await server.post(opened(caseNo, '2018-10-15 10:00'));
    expect(await server.caseView(caseNo)).toMatchObject({ caseNo });
  });
});

describe('the head of an organisation', () => {
  it('sees only the cards and cases of that organisation', async () => {
    const { items } = await server.cards({ limit: '500' }, 'head');
    expect(new Set(items.map(({ org }) => org))).toEqual(new Set([FOOD.org]));
    expect(await totalOf({ org: PLANNING.org }, 'head')).toBe(0);
    expect(await totalOf({ case: 'R-1' }, 'head')).toBe(0);
    expect(await server.get('/api/v1/cases/R-0', 'head')).toMatchObject({ status: 200 });
    expect(await server.get('/api/v1/cases/R-1', 'head')).toMatchObject({ status: 404 });
    expect(await server.get('/api/v1/cases/R-1/clock-sheet', 'head')).toMatchObject({ status: 404 });
    const [foreign] = await server.allCards({ case: 'R-1' });
    expect(await server.get(`/api/v1/cards/${foreign?.id}`, 'head')).toMatchObject({ status: 404 });
    expect(await server.get(`/api/v1/cards/${foreign?.id}`)).toMatchObject({ status: 200, body: { caseNo: 'R-1' } });
  });

  it('cannot administer', async () => {
    const token = await server.login('head');
    const source = { name: 'mine', scope: ['*'], watermark: 'clock' };
    expect(await server.ask('/api/v1/sources', { method: 'POST', token, body: source })).toMatchObject({ status: 403 });
    expect(await server.ask('/api/v1/items/x', { method: 'PUT', token, body: {} })).toMatchObject({ status: 403 });
  });
});
