import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CardView, CaseView } from '../../src/console/console.protocol.js';
import type { FindingBrief, FindingPage, FindingView } from '../../src/console/findings.protocol.js';
import { event, FOOD, opened } from '../support/events.js';
import { reviewed, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

describe('the card of a confirmed finding', () => {
  let server: TestServer;
  const post = async <T>(path: string, body: unknown) =>
    server.ask<T>(path, { method: 'POST', token: await server.login('inspector'), body });
  const found = async (caseNo: string): Promise<FindingBrief> =>
    (await server.get<FindingPage>(`/api/v1/findings?case=${caseNo}&rule=X-DOCUMENT`)).body.items[0]!;

  /** A case decided without a document number. */
  async function decidedCase(caseNo: string): Promise<FindingBrief> {
    await server.post([
      ...opened(caseNo, '2026-03-02 09:00', '2026-03-02 09:00'),
      event(caseNo, 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
    ]);
    await reviewed(server);
    return found(caseNo);
  }

  beforeAll(async () => {
    server = await startReviewServer();
  });
  afterAll(() => server.stop());

  it('tells whoever may see it who confirmed it, for what office, when, why, and the level proposed', async () => {
    const { id } = await decidedCase('K-1');
    const decision = { level: 'red', reason: '涉及食品安全' };
    const { body: finding } = await post<FindingView>(`/api/v1/findings/${id}/confirm`, decision);
    const { cardId } = finding;
    const confirmed = {
      by: finding.decidedBy,
      office: '辽宁省行政审批电子监察办公室',
      officeEn: null,
      at: finding.decidedAt,
      reason: '涉及食品安全',
      proposed: 'yellow',
      proposedName: null,
    };
    const { body: card } = await server.get<CardView>(`/api/v1/cards/${cardId}`, 'head');
    expect(card.explanation.confirmed).toEqual(confirmed);
    expect(JSON.stringify(card)).not.toContain('"inspector"');
    const { body: view } = await server.get<CaseView>('/api/v1/cases/K-1', 'head');
    expect(view.cards).toMatchObject([{ explanation: { confirmed } }]);
  });

  it('is of another level than the proposed one only for a reason', async () => {
    const { id } = await decidedCase('K-8');
    const refused = await post(`/api/v1/findings/${id}/confirm`, { level: 'red' });
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid', member: 'reason' }]);
    expect((await server.cards({ case: 'K-8' })).total).toBe(0);
    const { status } = await post(`/api/v1/findings/${id}/confirm`, { level: 'yellow' });
    const [card] = (await server.cards({ case: 'K-8' })).items;
    expect([status, card?.explanation.confirmed]).toMatchObject([200, { reason: null, proposed: 'yellow' }]);
  });

  it('is decided by what was read: a finding that says something else by now is put before the person again', async () => {
    const { id } = await decidedCase('K-11');
    const read = (await server.get<FindingView>(`/api/v1/findings/${id}`, 'inspector')).body;
    await server.post([event('K-11', 'visit.made', '2026-03-03 10:00', { window: 'A' })]);
    await reviewed(server);
    const decide = (how: string, more: object) =>
      post<FindingView & { code?: string }>(`/api/v1/findings/${id}/${how}`, { reason: '已核实', ...more });
    for (const how of ['confirm', 'dismiss'])
      expect(await decide(how, { digest: read.digest })).toMatchObject({
        status: 409,
        body: { code: 'finding-changed' },
      });
    expect((await server.cards({ case: 'K-11' })).total).toBe(0);
    const now = (await server.get<FindingView>(`/api/v1/findings/${id}`, 'inspector')).body;
    expect([now.status, now.digest === read.digest]).toEqual(['pending', false]);
    expect((await decide('confirm', { digest: now.digest })).status).toBe(200);
    // An answer that was lost, asked for again; and another decision under the same name.
    expect((await decide('confirm', { digest: now.digest })).status).toBe(200);
    expect((await decide('confirm', { level: 'red' })).body.code).toBe('already-decided');
    expect((await decide('confirm', { reason: '另一理由' })).body.code).toBe('already-decided');
  });

  it('names the organisation or the region for which a limited account confirms', async () => {
    await server.query(`INSERT INTO org (code, name, region) VALUES ('${FOOD.org}', '省市场监管局', '210000')
      ON CONFLICT (code) DO UPDATE SET name = excluded.name`);
    const confirmedIn = async (caseNo: string, scope: string): Promise<unknown> => {
      const { id } = await decidedCase(caseNo);
      await post(`/api/v1/findings/${id}/confirm`, {});
      await server.query(`UPDATE account SET org = $1 WHERE username = 'inspector'`, [scope]);
      const [card] = (await server.cards({ case: caseNo })).items;
      return card?.explanation.confirmed?.office;
    };
    try {
      expect(await confirmedIn('K-9', FOOD.org)).toBe('省市场监管局');
      await server.query(`UPDATE account SET org = NULL WHERE username = 'inspector'`);
      expect(await confirmedIn('K-10', '2100*')).toBe('辽宁省');
    } finally {
      await server.query(`UPDATE account SET org = NULL WHERE username = 'inspector'`);
    }
  });

  it('is all that heads see of findings, of the rule book and of the data', async () => {
    await server.post([
      ...opened('D-1', '2026-03-02 09:00', '2026-03-02 09:00'),
      event('D-1', 'case.accepted', '2026-03-03 10:00', { item: FOOD.item, org: FOOD.org }),
      event('D-1', 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
    ]);
    await reviewed(server);
    expect((await server.caseView('D-1')).findings).toMatchObject([{ code: 'F-ACCEPTED-TWICE' }]);
    const seenByHead = async (): Promise<CaseView> => (await server.get<CaseView>('/api/v1/cases/D-1', 'head')).body;
    expect(await seenByHead()).toMatchObject({ findings: null, review: null, cards: [] });
    await post(`/api/v1/findings/${(await found('D-1')).id}/confirm`, {});
    expect(await seenByHead()).toMatchObject({ findings: null, review: null, cards: [{ rule: 'X-DOCUMENT' }] });
  });
});
