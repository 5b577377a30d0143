import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReviewerService } from '../../src/review/reviewer.service.js';
import { event, opened } from '../support/events.js';
import { reviewed, startBeside, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

describe('two processes on one database', () => {
  let server: TestServer;
  let other: Awaited<ReturnType<typeof startBeside>>;

  beforeAll(async () => {
    server = await startReviewServer();
    other = await startBeside(server);
  });
  afterAll(async () => {
    await other.stop();
    await server.stop();
  });

  it('review every case between them, and write each finding once', async () => {
    const numbers = Array.from({ length: 600 }, (_, i) => `T-${i}`);
    const day = (no: string) => [
      ...opened(no, '2026-03-02 09:00'),
      event(no, 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
      event(no, 'licence.delivered', '2026-03-04 15:00'),
    ];
    await Promise.all([
      server.post(numbers.slice(0, 300).flatMap(day)),
      other.post(numbers.slice(300).flatMap(day)),
      // Both processes hear of these cases.
      server.post(numbers.slice(0, 50).map((no) => event(no, 'visit.made', '2026-03-03 10:00', { window: 'A' }))),
      other.post(numbers.slice(0, 50).map((no) => event(no, 'visit.made', '2026-03-03 11:00', { window: 'A' }))),
    ]);
    await reviewed(server);
    const findings = await server.query<{ rule: string; n: number; cases: number }>(
      `SELECT rule, count(*)::int AS n, count(DISTINCT case_no)::int AS cases FROM finding WHERE status = 'pending' GROUP BY rule ORDER BY rule`,
    );
    expect(findings).toEqual([
      { rule: 'X-DOCUMENT', n: 600, cases: 600 },
      { rule: 'X-VISITS', n: 50, cases: 50 },
    ]);
    expect(other.app.get(ReviewerService, { strict: false }).totals.failures).toBe(0);
    expect(server.app.get(ReviewerService, { strict: false }).totals.failures).toBe(0);
  });

  it('go on alone when one of them ends in the middle of its work', async () => {
    const numbers = Array.from({ length: 400 }, (_, i) => `E-${i}`);
    await other.post(
      numbers.map((no) => event(no, 'case.decided', '2026-03-04 10:00', { outcome: 'granted', documentNo: '1' })),
    );
    const began = performance.now();
    await other.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    await reviewed(server);
    const [row] = await server.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM finding WHERE rule = 'X-DELIVERY' AND case_no LIKE 'E-%'`,
    );
    expect(row?.n).toBe(400);
    other = await startBeside(server);
  });
});
