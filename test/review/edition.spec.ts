import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BookEdition } from '../../src/review/book-edition.js';
import { REVIEW_EVERY_MS, ReviewerService } from '../../src/review/reviewer.service.js';
import { event, opened } from '../support/events.js';
import {
  deliveryLate,
  documentMissing,
  feeEarly,
  reviewed,
  startBeside,
  startReviewServer,
} from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

describe('rules of another edition', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startReviewServer([feeEarly, documentMissing]);
    await server.post([
      event('V-1', 'fee.charged', '2026-03-02 08:00', { feeItem: 'A', amount: '5.00' }),
      event('V-2', 'fee.charged', '2026-03-02 08:00', { feeItem: 'A', amount: '5.00' }),
      ...opened('V-3', '2026-03-02 09:00'),
      event('V-3', 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
    ]);
    await reviewed(server);
    await dismiss('V-2');
    // As if it had ended: what it computes with is no longer in use.
    await server.app.get(ReviewerService, { strict: false }).onModuleDestroy();
  });
  afterAll(() => server.stop());

  const dismiss = async (caseNo: string): Promise<void> => {
    await server.query(
      `UPDATE finding SET status = 'dismissed', decided_at = now(), reason = '已核实' WHERE case_no = $1`,
      [caseNo],
    );
  };
  const standing = async (): Promise<string[]> => {
    const rows = await server.query<{ row: string }>(
      `SELECT concat_ws(' ', case_no, rule, status) AS row FROM finding ORDER BY case_no, rule`,
    );
    return rows.map(({ row }) => row);
  };
  const edition = async (): Promise<string | undefined> =>
    (await server.query<{ value: string }>(`SELECT value FROM setting WHERE key = 'review_edition'`))[0]?.value;

  /** Until a look under way has ended. */
  const reviewedNoMore = async ({ totals }: ReviewerService): Promise<void> => {
    for (let last = -1; totals.reviewed !== last;) {
      last = totals.reviewed;
      await new Promise((done) => setTimeout(done, 2 * REVIEW_EVERY_MS));
    }
  };
  const BEFORE = ['V-1 X-FEE-EARLY pending', 'V-2 X-FEE-EARLY dismissed', 'V-3 X-DOCUMENT pending'];

  it('review nothing again when the edition is the same', async () => {
    expect(await edition()).toBe(server.app.get(BookEdition, { strict: false }).now);
    const same = await startBeside(server, [deliveryLate]);
    await same.app.get(BookEdition, { strict: false }).ensure();
    await reviewed(server);
    await same.stop();
    expect(same.app.get(ReviewerService, { strict: false }).totals.reviewed).toBe(0);
    expect(await standing()).toEqual(BEFORE);
  });

  it('review every case again, also ended ones, and leave alone what a person has decided', async () => {
    await server.query(`UPDATE setting SET value = 'former' WHERE key = 'review_edition'`);
    const next = await startBeside(server, [documentMissing, deliveryLate]);
    while ((await edition()) === 'former') await new Promise((done) => setTimeout(done, 25));
    await reviewed(server);
    await next.stop();
    expect(await standing()).toEqual([
      'V-1 X-FEE-EARLY withdrawn',
      'V-2 X-FEE-EARLY dismissed',
      'V-3 X-DELIVERY pending',
      'V-3 X-DOCUMENT pending',
    ]);
    expect(await edition()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leave what waits to the processes of the edition in force', async () => {
    await server.query(`UPDATE setting SET value = 'of a newer program' WHERE key = 'review_edition'`);
    const former = await startBeside(server, [feeEarly]);
    // Its own start has put its edition in force; the newer program starts after it.
    await former.app.get(BookEdition, { strict: false }).ensure();
    await server.query(`UPDATE setting SET value = 'of a newer program' WHERE key = 'review_edition'`);
    await reviewedNoMore(former.app.get(ReviewerService, { strict: false }));
    const before = former.app.get(ReviewerService, { strict: false }).totals.reviewed;
    await former.post([event('V-4', 'fee.charged', '2026-03-02 08:00', { feeItem: 'A', amount: '5.00' })]);
    await new Promise((done) => setTimeout(done, 3 * REVIEW_EVERY_MS));
    await former.stop();
    expect(former.app.get(ReviewerService, { strict: false }).totals.reviewed).toBe(before);
    expect(await server.query(`SELECT case_no FROM review_mark WHERE case_no = 'V-4'`)).toHaveLength(1);
  });

  it('review every case of a database that has not known editions yet', async () => {
    await server.query(`DELETE FROM setting WHERE key = 'review_edition'`);
    const next = await startBeside(server, [feeEarly, documentMissing]);
    while ((await edition()) === undefined) await new Promise((done) => setTimeout(done, 25));
    await reviewed(server);
    await next.stop();
    expect(await standing()).toContain('V-1 X-FEE-EARLY pending');
    expect(await standing()).toContain('V-3 X-DELIVERY withdrawn');
  });
});
