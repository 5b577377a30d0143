import { type EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FindingBrief, FindingPage, FindingView, UnjudgedPage } from '../../src/console/findings.protocol.js';
import { io } from 'socket.io-client';
import type { CardView, CaseView, ConsoleChanges } from '../../src/console/console.protocol.js';
import { event, FOOD, opened, PLANNING } from '../support/events.js';
import { cardFaults, reviewed, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

describe('findings', () => {
  let server: TestServer;
  const post = async <T>(path: string, body: unknown, username = 'inspector') =>
    server.ask<T>(path, { method: 'POST', token: await server.login(username), body });
  const list = async (query = '', username = 'inspector'): Promise<FindingPage> =>
    (await server.get<FindingPage>(`/api/v1/findings?${query}`, username)).body;
  const first = async (caseNo: string, rule = 'X-DOCUMENT'): Promise<FindingBrief> =>
    (await list(`case=${caseNo}&rule=${rule}`)).items[0]!;

  /** A case decided without a document number, whose licence was delivered. */
  async function decidedCase(caseNo: string, of = FOOD): Promise<FindingBrief> {
    await server.post([
      ...opened(caseNo, '2026-03-02 09:00', '2026-03-02 09:00', of),
      event(caseNo, 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
      event(caseNo, 'licence.delivered', '2026-03-04 15:00'),
    ]);
    await reviewed(server);
    return first(caseNo);
  }

  beforeAll(async () => {
    server = await startReviewServer();
  });
  afterAll(() => server.stop());

  it('are listed newest first, page by page, each once', async () => {
    for (const no of ['L-1', 'L-2', 'L-3']) await decidedCase(no);
    const { items, total, nextCursor } = await list('rule=X-DOCUMENT&limit=2');
    expect([total, items.map(({ caseNo }) => caseNo)]).toEqual([3, ['L-3', 'L-2']]);
    const rest = await list(`rule=X-DOCUMENT&limit=2&cursor=${nextCursor}`);
    expect([rest.nextCursor, rest.items.map(({ caseNo }) => caseNo)]).toEqual([null, ['L-1']]);
    expect(items[0]).toMatchObject({
      category: 'content',
      level: 'yellow',
      mode: 'confirm',
      status: 'pending',
      org: FOOD.org,
      itemName: '食品经营许可',
      raisedAt: '2026-03-04T10:00:00+08:00',
      dueAt: null,
      observed: { zh: '无文号，事件 3' },
      cardId: null,
    });
  });

  it.each([
    ['status=pending', 3],
    ['status=confirmed', 0],
    ['category=content', 3],
    ['category=fee', 0],
    ['mode=hint', 0],
    ['level=red', 0],
    [`org=${FOOD.org}`, 3],
    ['org=nobody', 0],
    [`item=${FOOD.item}`, 3],
    ['from=2026-03-04&to=2026-03-04', 3],
    ['from=2026-03-05', 0],
    ['region=210000', 3],
    ['region=210100', 0],
  ])('are narrowed by %s', async (query, total) => {
    expect((await list(`rule=X-DOCUMENT&${query}`)).total).toBe(total);
  });

  it('explain themselves as data', async () => {
    const { id } = await first('L-1');
    const { body } = await server.get<FindingView>(`/api/v1/findings/${id}`);
    expect(body.explanation).toMatchObject({
      expected: { zh: '有文号', en: 'a document number' },
      basis: ['《行政许可法》'],
      itemText: null,
      events: [{ type: 'approval.case.decided', time: '2026-03-04T10:00:00+08:00' }],
      arithmetic: [],
      versions: { item: `${FOOD.item}@v1` },
    });
    expect(body.trace).toMatchObject([{ by: null, from: null, to: 'pending', reason: null }]);
  });

  it('become a card with a number when a person confirms them, and only then', async () => {
    const finding = await decidedCase('K-1');
    expect((await server.cards({ case: 'K-1' })).total).toBe(0);
    const { status, body } = await post<FindingView>(`/api/v1/findings/${finding.id}/confirm`, {
      level: 'red',
      reason: '涉及食品安全',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'confirmed',
      level: 'yellow',
      cardNo: expect.stringMatching(/^红〔2026〕\d{6}$/),
      cardLevel: 'red',
    });
    expect(body.trace.map(({ from, to, by }) => [from, to, by])).toEqual([
      [null, 'pending', null],
      ['pending', 'confirmed', body.decidedBy],
    ]);
    const { items } = await server.cards({ case: 'K-1' });
    expect(items).toMatchObject([
      {
        id: body.cardId,
        no: body.cardNo,
        rule: 'X-DOCUMENT',
        level: 'red',
        status: 'issued',
        dueAt: null,
        raisedAt: '2026-03-04T10:00:00+08:00',
        explanation: {
          clock: null,
          ledger: [],
          observed: { zh: '无文号，事件 3' },
          events: [{ type: 'approval.case.decided' }],
        },
      },
    ]);
    const changes = await server.query(`SELECT kind FROM change WHERE card_id = $1`, [body.cardId]);
    expect(changes).toEqual([{ kind: 'raised' }]);
    expect(cardFaults(await server.verify())).toEqual([]);
  });

  it('come to the consoles only as cards', async () => {
    const socket = io(`${server.url}/console`, {
      auth: { token: await server.login('head') },
      transports: ['websocket'],
    });
    const shown: CardView[] = [];
    socket.on('connect', () => socket.emit('resume', { cursor: null }));
    socket.on('changes', ({ cards }: ConsoleChanges) => shown.push(...cards));
    try {
      await once(socket as unknown as EventEmitter, 'snapshot');
      const { id } = await decidedCase('K-7');
      expect(shown).toEqual([]);
      const { body } = await post<FindingView>(`/api/v1/findings/${id}/confirm`, {});
      for (let i = 0; i < 200 && shown.length === 0; i += 1) await new Promise((done) => setTimeout(done, 10));
      expect(shown).toMatchObject([{ no: body.cardNo, rule: 'X-DOCUMENT', dueAt: null, explanation: { clock: null } }]);
    } finally {
      socket.disconnect();
    }
  });

  it('have late events attached to the card that they became', async () => {
    const { id } = await decidedCase('K-6');
    await post(`/api/v1/findings/${id}/confirm`, {});
    await server.post([event('K-6', 'step.started', '2026-03-03 10:00', { step: '审查', officer: 'A' })]);
    const [card] = (await server.cards({ case: 'K-6' })).items;
    expect(card?.evidence).toMatchObject([{ rule: 'I-LATE-REPORT', type: 'approval.step.started' }]);
    await reviewed(server);
    expect(await first('K-6')).toMatchObject({ status: 'confirmed', observed: { zh: '无文号，事件 3' } });
    expect(cardFaults(await server.verify())).toEqual([]);
  });

  it('are confirmed once: repeating it changes nothing, and a second inspector is told who was first', async () => {
    const { id } = await decidedCase('K-2');
    const confirm = (username: string) =>
      post<FindingView & { code: string }>(`/api/v1/findings/${id}/confirm`, {}, username);
    const { body } = await confirm('inspector');
    expect((await confirm('inspector')).body).toEqual(body);
    const other = await confirm('province');
    expect([other.status, other.body.code]).toEqual([409, 'already-decided']);
    expect((await post(`/api/v1/findings/${id}/dismiss`, { reason: '误报' })).status).toBe(409);
    expect((await server.cards({ case: 'K-2' })).total).toBe(1);
  });

  it('are decided by one of several who do so at the same time', async () => {
    const { id } = await decidedCase('K-3');
    const answers = await Promise.all([
      post(`/api/v1/findings/${id}/confirm`, {}, 'inspector'),
      post(`/api/v1/findings/${id}/confirm`, {}, 'province'),
      post(`/api/v1/findings/${id}/dismiss`, { reason: '误报' }, 'province'),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const rows = await server.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM finding_trace WHERE finding_id = $1 AND to_status <> 'pending'`,
      [id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('are dismissed with a reason, and stay so whatever the events say later', async () => {
    const { id } = await decidedCase('K-4');
    expect((await post(`/api/v1/findings/${id}/dismiss`, {})).status).toBe(400);
    const { body } = await post<FindingView>(`/api/v1/findings/${id}/dismiss`, { reason: '文号另行报送' });
    expect(body).toMatchObject({ status: 'dismissed', reason: '文号另行报送', cardId: null });
    await server.post([event('K-4', 'visit.made', '2026-03-03 10:00', { window: 'A' })]);
    await reviewed(server);
    expect(await first('K-4')).toMatchObject({ status: 'dismissed', observed: { zh: '无文号，事件 3' } });
    expect((await server.cards({ case: 'K-4' })).total).toBe(0);
  });

  it('that are hints never become cards', async () => {
    await server.post([
      event('K-5', 'visit.made', '2026-03-02 10:00', { window: 'A' }),
      event('K-5', 'visit.made', '2026-03-03 10:00', { window: 'A' }),
    ]);
    await reviewed(server);
    const { id } = await first('K-5', 'X-VISITS');
    expect((await post<{ code: string }>(`/api/v1/findings/${id}/confirm`, {})).body.code).toBe('hint');
    expect((await post(`/api/v1/findings/${id}/dismiss`, { reason: '已核查' })).status).toBe(200);
  });

  it('are none of the heads, and admins only read them', async () => {
    const { id } = await first('L-2');
    for (const path of ['/api/v1/findings', `/api/v1/findings/${id}`, '/api/v1/unjudged'])
      expect((await server.get(path, 'head')).status).toBe(403);
    expect((await server.get(`/api/v1/findings/${id}`, 'admin')).status).toBe(200);
    for (const username of ['head', 'admin'])
      expect((await post(`/api/v1/findings/${id}/confirm`, {}, username)).status).toBe(403);
  });

  it('stand on the page of their case, but for heads', async () => {
    const { review } = await server.caseView('L-1');
    expect(review?.findings.map(({ rule, status }) => [rule, status])).toEqual([['X-DOCUMENT', 'pending']]);
    expect(review?.unjudged).toEqual([]);
    const head = await server.get<CaseView>('/api/v1/cases/L-1', 'head');
    expect(head.status === 404 || head.body.review === null).toBe(true);
  });

  it('are listed by what became of them, or all that are decided', async () => {
    const totals = async (status: string): Promise<number> => (await list(`status=${status}&limit=1`)).total;
    const { items } = await list('status=decided&limit=500');
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['confirmed', 'dismissed']));
    expect(await totals('decided')).toBe((await totals('confirmed')) + (await totals('dismissed')));
    expect((await server.get('/api/v1/findings?status=open')).status).toBe(400);
  });

  it('lists what could not be judged with what was missing, and how often', async () => {
    for (const no of ['U-1', 'U-2']) await server.post([event(no, 'visit.made', '2026-03-02 10:00', { window: 'A' })]);
    await reviewed(server);
    const { body } = await server.get<UnjudgedPage>('/api/v1/unjudged?limit=1&rule=X-VISITS');
    expect(body).toMatchObject({
      items: [{ caseNo: 'U-2', rule: 'X-VISITS', category: 'procedure', missing: 'item.maxVisits' }],
      groups: [{ rule: 'X-VISITS', missing: 'item.maxVisits', cases: body.total }],
    });
    const next = await server.get<UnjudgedPage>(`/api/v1/unjudged?limit=1&rule=X-VISITS&cursor=${body.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ caseNo: 'U-1' }], groups: [] });
  });

  it('of others than those of its organisations are not there for a limited account', async () => {
    const { id } = await decidedCase('S-1', PLANNING);
    await server.query(`UPDATE account SET org = $1 WHERE username = 'inspector'`, [FOOD.org]);
    try {
      const limited = await server.ask<{ token: string }>('/api/v1/session', {
        method: 'POST',
        body: { username: 'inspector', password: 'liangpai-demo' },
      });
      const { token } = limited.body;
      const all = await server.ask<FindingPage>('/api/v1/findings?limit=500', { token });
      expect(all.body.items.length).toBeGreaterThan(0);
      expect(all.body.items.every(({ org }) => org === FOOD.org)).toBe(true);
      expect((await server.ask(`/api/v1/findings/${id}`, { token })).status).toBe(404);
      expect((await server.ask(`/api/v1/findings/${id}/confirm`, { method: 'POST', token, body: {} })).status).toBe(
        404,
      );
    } finally {
      await server.query(`UPDATE account SET org = NULL WHERE username = 'inspector'`);
    }
  });
});
