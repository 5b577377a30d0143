import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { HintsService } from '../../src/hints/hints.service.js';
import { ReviewerService } from '../../src/review/reviewer.service.js';
import { event, opened } from '../support/events.js';
import { reviewed, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

describe('the metrics of the rule book', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startReviewServer();
  });
  afterAll(() => server.stop());

  /** What a figure is, with its label as in `name{label="value"}`. */
  async function figure(name: string): Promise<number> {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return line === undefined ? NaN : Number(line.slice(name.length));
  }

  it('tell what waits for a person, and what could not be judged', async () => {
    await server.post([
      ...opened('M-1', '2026-03-02 09:00', '2026-03-02 09:00'),
      event('M-1', 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
      event('M-2', 'visit.made', '2026-03-02 10:00', { window: 'A' }),
      event('M-2', 'visit.made', '2026-03-03 10:00', { window: 'A' }),
    ]);
    await reviewed(server);
    const count = async (sql: string): Promise<number> => (await server.query<{ n: number }>(sql))[0]!.n;
    const pending = (mode: string): string =>
      `SELECT count(*)::int AS n FROM finding WHERE status = 'pending' AND mode = '${mode}'`;
    expect(await figure('liangpai_findings_pending{mode="confirm"}')).toBe(await count(pending('confirm')));
    expect(await count(pending('confirm'))).toBeGreaterThan(0);
    expect(await figure('liangpai_findings_pending{mode="hint"}')).toBe(1);
    expect(await figure('liangpai_unjudged')).toBe(await count('SELECT count(*)::int AS n FROM unjudged'));
  });

  it('tell how long the oldest judgement has waited for its review', async () => {
    expect(await figure('liangpai_review_lag_seconds')).toBe(0);
    await server.app.get(ReviewerService, { strict: false }).onModuleDestroy();
    await server.query(`INSERT INTO review_mark (case_no, marked_at) VALUES ('M-1', now() - interval '90 s')`);
    const lag = await figure('liangpai_review_lag_seconds');
    expect(lag).toBeGreaterThanOrEqual(90);
    expect(lag).toBeLessThan(150);
  });

  it('tell when hints were computed, which trials wait or run, and by what is judged', async () => {
    expect(await figure('liangpai_hints_computed_timestamp_seconds{run="H-BURST"}')).toBeNaN();
    await server.app.get(HintsService, { strict: false }).computeDue();
    const computed = await figure('liangpai_hints_computed_timestamp_seconds{run="H-BURST"}');
    expect(Math.abs(computed - Date.now() / 1_000)).toBeLessThan(60);
    expect(await figure('liangpai_trials{state="queued"}')).toBe(0);
    expect(await figure('liangpai_trials{state="running"}')).toBe(0);
    const catalogue = server.app.get(CatalogueService, { strict: false });
    const { profile } = catalogue.currentRefs();
    expect(await figure(`liangpai_catalogue_revision{profile="${profile}"}`)).toBe(await catalogue.revision());
    expect(await figure('liangpai_unread_profiles')).toBe(0);
  });
});
