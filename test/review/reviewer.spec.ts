import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReviewerService } from '../../src/review/reviewer.service.js';
import { event, FOOD, opened, PLANNING, watermark } from '../support/events.js';
import { reviewed, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

interface Row {
  readonly key: string;
  readonly status: string;
  readonly observed: string;
  readonly id: string;
}

describe('the reviewer', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startReviewServer();
  });
  afterAll(() => server.stop());

  const findingsOf = (caseNo: string): Promise<Row[]> =>
    server.query(
      `SELECT id::text AS id, key, status, explanation->'observed'->>'en' AS observed FROM finding WHERE case_no = $1 ORDER BY id`,
      [caseNo],
    );
  const rulesOf = async (caseNo: string): Promise<string[]> =>
    (await findingsOf(caseNo)).map(({ key, status }) => `${key.split('|')[0]} ${status}`);

  it('finds shortly afterwards what came through the intake, and raises no card', async () => {
    await server.post([
      ...opened('R-1', '2026-03-02 09:00'),
      event('R-1', 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
      event('R-1', 'licence.delivered', '2026-03-04 15:00'),
    ]);
    const began = performance.now();
    await reviewed(server);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await rulesOf('R-1')).toEqual(['X-DOCUMENT pending']);
    expect(await server.cardsOf('R-1')).toEqual([]);
  });

  it('withdraws a pending finding whose ground has gone, and keeps its trace', async () => {
    await server.post([event('R-2', 'fee.charged', '2026-03-02 10:00', { feeItem: 'A', amount: '5.00' })]);
    await reviewed(server);
    expect(await rulesOf('R-2')).toEqual(['X-FEE-EARLY pending']);
    await server.post(opened('R-2', '2026-03-02 09:00'));
    await reviewed(server);
    expect(await rulesOf('R-2')).toEqual(['X-FEE-EARLY withdrawn']);
    const trace = await server.query<{ step: string }>(
      `SELECT concat_ws(' → ', from_status, to_status) AS step FROM finding_trace t JOIN finding f ON f.id = t.finding_id
       WHERE f.case_no = 'R-2' ORDER BY t.id`,
    );
    expect(trace.map(({ step }) => step)).toEqual(['pending', 'pending → withdrawn']);
  });

  it('tells a pending finding anew when an earlier event comes', async () => {
    await server.post([event('R-3', 'case.decided', '2026-03-04 10:00', { outcome: 'granted' })]);
    await reviewed(server);
    expect((await findingsOf('R-3')).map(({ observed }) => observed)).toEqual([
      'no document number, 1 events',
      'not delivered',
    ]);
    await server.post([event('R-3', 'step.started', '2026-03-03 10:00', { step: '审查', officer: 'A' })]);
    await reviewed(server);
    expect((await findingsOf('R-3'))[0]).toMatchObject({ status: 'pending', observed: 'no document number, 2 events' });
  });

  it('waits for the watermark of a declared feed, also with what no clock counts', async () => {
    const fee = (time: string) => event('R-4', 'fee.charged', time, { feeItem: time, amount: '5.00' });
    await server.post([fee('2026-03-02 10:00')], 'demo-replay');
    await reviewed(server);
    expect(await rulesOf('R-4')).toEqual([]);
    await server.post([watermark('2026-03-02 12:00')], 'demo-replay');
    await foundIn('R-4', 1);
    await server.post([fee('2026-03-03 10:00')], 'demo-replay');
    await reviewed(server);
    expect(await rulesOf('R-4')).toEqual(['X-FEE-EARLY pending']);
    await server.post([watermark('2026-03-03 12:00')], 'demo-replay');
    await foundIn('R-4', 2);
  });

  it('finds what was not done in time when the watermark passes the due instant, without a further event', async () => {
    await server.post(
      [event('R-5', 'case.decided', '2026-03-05 10:00', { outcome: 'granted', documentNo: '1' })],
      'demo-replay',
    );
    await server.post([watermark('2026-03-06 10:00')], 'demo-replay');
    await reviewed(server);
    expect(await rulesOf('R-5')).toEqual([]);
    await server.post([watermark('2026-03-06 10:01')], 'demo-replay');
    await foundIn('R-5', 1);
    expect(await rulesOf('R-5')).toEqual(['X-DELIVERY pending']);
  });

  it('lists what could not be judged, and takes it off the list when it can', async () => {
    await server.post([event('R-6', 'visit.made', '2026-03-02 10:00', { window: 'A' })]);
    await reviewed(server);
    const unjudged = () =>
      server.query<{ missing: string }>(`SELECT rule, missing FROM unjudged WHERE case_no = 'R-6'`);
    expect(await unjudged()).toEqual([{ rule: 'X-VISITS', missing: 'item.maxVisits' }]);
    await server.post([
      event('R-6', 'visit.made', '2026-03-03 10:00', { window: 'A' }),
      ...opened('R-6', '2026-03-02 09:00'),
    ]);
    await reviewed(server);
    expect(await unjudged()).toEqual([]);
    expect(await rulesOf('R-6')).toEqual(['X-VISITS pending']);
  });

  it('takes up again what was withdrawn and is found once more', async () => {
    await server.post([event('R-7', 'fee.charged', '2026-03-02 10:00', { feeItem: 'A', amount: '5.00' })]);
    await reviewed(server);
    await server.query(`UPDATE finding SET status = 'withdrawn', decided_at = now() WHERE case_no = 'R-7'`);
    await server.post([event('R-7', 'visit.made', '2026-03-03 10:00', { window: 'A' })]);
    await reviewed(server);
    expect(await rulesOf('R-7')).toEqual(['X-FEE-EARLY pending']);
    const [trace] = await server.query(
      `SELECT from_status, to_status FROM finding_trace t JOIN finding f ON f.id = t.finding_id
       WHERE f.case_no = 'R-7' ORDER BY t.id DESC LIMIT 1`,
    );
    expect(trace).toEqual({ from_status: 'withdrawn', to_status: 'pending' });
  });

  it('lets a pending finding follow its case to another organisation', async () => {
    const orgs = () => server.query<{ org: string }>(`SELECT org FROM finding WHERE case_no = 'R-8'`);
    await server.post([
      ...opened('R-8', '2026-03-02 09:00'),
      event('R-8', 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
      event('R-8', 'licence.delivered', '2026-03-04 15:00'),
    ]);
    await reviewed(server);
    expect(await orgs()).toEqual([{ org: FOOD.org }]);
    await server.post([event('R-8', 'case.received', '2026-03-01 09:00', PLANNING)]);
    await reviewed(server);
    expect(await orgs()).toEqual([{ org: PLANNING.org }]);
  });

  it('counts in its metrics what it has done', async () => {
    await reviewed(server);
    const { totals } = server.app.get(ReviewerService, { strict: false });
    expect(totals.reviewed).toBeGreaterThan(5);
    expect(totals).toMatchObject({ setAside: 0, failures: 0, withdrawn: 1 });
  });

  async function foundIn(caseNo: string, n: number): Promise<void> {
    for (let i = 0; i < 100; i += 1) {
      if ((await findingsOf(caseNo)).length >= n) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(await findingsOf(caseNo)).toHaveLength(n);
  }
});
