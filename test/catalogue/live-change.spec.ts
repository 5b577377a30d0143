import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarBody, CatalogueDraft, CatalogueEntry } from '../../src/console/catalogue.protocol.js';
import type { FindingPage } from '../../src/console/findings.protocol.js';
import { exitCodeOf } from '../../src/verify/report.js';
import { eventually } from '../support/child.js';
import { china, event, FOOD, opened, WATER, watermark } from '../support/events.js';
import { reviewed } from '../support/review-server.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

const post = async (...events: Parameters<TestServer['post']>[0]): Promise<void> => {
  expect((await server.post(events, 'demo-replay')).body).toMatchObject({ accepted: events.length, rejected: [] });
};

/** Drafted by the administrator, checked by the province. */
async function inForce(path: string, body: unknown): Promise<void> {
  const drafts = `/api/v1/catalogue/${path}/drafts`;
  const { body: draft } = await server.ask<CatalogueDraft>(drafts, {
    method: 'POST',
    token: await server.login('admin'),
    body: { body, note: '按通知调整' },
  });
  const { body: checked } = await server.ask<CatalogueDraft>(`${drafts}/${draft.id}/check`, {
    method: 'POST',
    token: await server.login('province'),
    body: { edition: draft.edition, decision: 'approve' },
  });
  expect(checked).toMatchObject({ state: 'in-force' });
}

const promisedDue = async (caseNo: string) => (await server.clockOf(caseNo, 'promised'))?.dueAt;

describe('a calendar that comes into force while the server runs', () => {
  it('judges the cases opened from then on; those opened before keep theirs; the second evaluator says the same', async () => {
    await post(...opened('BEFORE', '2018-10-15 10:00'), watermark('2018-10-15 12:00'));
    const winter = { name: '冬季', extends: 'cn', orgs: ['210000-sczj'], officeHours: [['09:00', '16:00']], days: [] };
    await inForce('calendars/winter', winter);
    await post(...opened('AFTER', '2018-10-15 14:00'), watermark('2018-12-01 00:00'));
    expect(await promisedDue('BEFORE')).toBe(china('2018-10-24 17:00'));
    expect(await promisedDue('AFTER')).toBe(china('2018-10-24 16:00'));
    expect((await server.clockSheet('AFTER')).versions.calendar).toMatch(/^winter@/);
    const report = await server.verify();
    expect([exitCodeOf(report), report.found]).toEqual([0, { missing: 0, extra: 0, different: 0, couldNotCheck: 0 }]);
  });

  it('is taken over by running cases that their own calendar cannot count', async () => {
    const statutory = async () => server.clockOf('BEYOND', 'statutory');
    await post(...opened('BEYOND', '2026-11-02 10:00', '2026-11-02 10:00', WATER), watermark('2026-11-02 12:00'));
    expect(await statutory()).toMatchObject({ state: 'not-computable', dueAt: null });
    const { body } = await server.get<CatalogueEntry>('/api/v1/catalogue/calendars/cn', 'admin');
    await inForce('calendars/cn', { ...(body.body as CalendarBody), lastDay: '2027-12-31' });
    const moved = `SELECT 1 FROM calendar_move WHERE case_no = 'BEYOND'`;
    expect(await eventually(async () => (await server.query(moved)).length === 1)).toBe(true);
    await post(watermark('2026-11-02 13:00'));
    expect(await statutory()).toMatchObject({ state: 'running', dueAt: expect.stringMatching(/^2027-01-/) });
  });
});

describe('a discretion standard that is registered while the server runs', () => {
  const decision = {
    outcome: 'granted',
    documentNo: '1号',
    discretion: { benchmark: 'LP-1', tier: '一般', value: 9000 },
  };
  const rulesOf = async (caseNo: string) => {
    const { body } = await server.get<FindingPage>(`/api/v1/findings?case=${caseNo}&category=discretion`);
    return body.items.map(({ rule }) => rule);
  };

  it('is what decisions of cases opened from then on are compared with', async () => {
    const times = ['2026-03-02 09:00', '2026-03-02 09:00'] as const;
    await server.post(opened('D-OLD', ...times));
    const range = { type: 'range', min: 1000, max: 5000 };
    await inForce('standards/LP-1', { items: [FOOD.item], tiers: [{ code: '一般', value: range }] });
    await server.post([
      ...opened('D-NEW', ...times),
      ...['D-OLD', 'D-NEW'].map((no) => event(no, 'case.decided', '2026-03-04 10:00', decision)),
    ]);
    await reviewed(server);
    expect(await rulesOf('D-NEW')).toEqual(['D-VALUE-OUTSIDE']);
    expect(await rulesOf('D-OLD')).not.toContain('D-VALUE-OUTSIDE');
  });
});
