import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type WindowEvent, event, opened, watermark } from '../support/events.js';
import { reviewed, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

const RUNS = Number(process.env['LIANGPAI_PROPERTY_RUNS'] ?? 8);

/** Everything that the rules of these tests look at. */
const storyOf = (caseNo: string): WindowEvent[] => [
  ...opened(caseNo, '2026-03-03 09:00', '2026-03-03 11:00'),
  event(caseNo, 'fee.charged', '2026-03-03 10:00', { feeItem: 'A', amount: '5.00' }),
  event(caseNo, 'fee.charged', '2026-03-03 12:00', { feeItem: 'B', amount: '5.00' }),
  event(caseNo, 'visit.made', '2026-03-02 10:00', { window: 'A' }),
  event(caseNo, 'visit.made', '2026-03-04 10:00', { window: 'A' }),
  event(caseNo, 'case.decided', '2026-03-05 10:00', { outcome: 'granted' }),
  event(caseNo, 'licence.delivered', '2026-03-06 11:00'),
];

/** Where deliveries may be cut, each with a watermark of its own or none. */
const cuts = fc.array(fc.record({ at: fc.nat(8), declare: fc.boolean() }), { maxLength: 3 });

describe('any order, repeats and splits of deliveries', () => {
  let server: TestServer;
  let cases = 0;
  let lines = 0;

  beforeAll(async () => {
    server = await startReviewServer();
  });
  afterAll(() => server.stop());

  /** A declared feed of its own. */
  async function line(): Promise<string> {
    const { body } = await server.ask<{ token: string }>('/api/v1/sources', {
      method: 'POST',
      token: await server.login('admin'),
      body: { name: `line-${++lines}`, scope: ['*'], watermark: 'declared' },
    });
    return body.token;
  }

  async function standing(caseNo: string): Promise<unknown> {
    await reviewed(server);
    const findings = await server.query(
      `SELECT rule, split_part(key, '|', 3) AS subject, level, mode, raised_at, due_at, item, org, explanation->'observed' AS observed
       FROM finding WHERE case_no = $1 AND status = 'pending' ORDER BY rule, raised_at, key`,
      [caseNo],
    );
    const unjudged = await server.query(
      `SELECT rule, missing, item, org FROM unjudged WHERE case_no = $1 ORDER BY rule, missing`,
      [caseNo],
    );
    return { findings, unjudged };
  }

  it('of a declared feed lead to the same findings', async () => {
    const token = await line();
    await server.post([...storyOf('WHOLE'), watermark('2026-03-10 09:00')], token);
    const whole = await standing('WHOLE');
    expect(JSON.stringify(whole)).toContain('X-DELIVERY');

    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...storyOf('').keys()], { minLength: 8 }),
        cuts,
        fc.subarray([...storyOf('').keys()]),
        async (order, splits, repeats) => {
          const caseNo = `P-${++cases}`;
          const story = storyOf(caseNo);
          const own = await line();
          const sent = [...order, ...repeats].map((i) => story[i]!);
          let from = 0;
          for (const { at, declare } of [...splits].sort((a, b) => a.at - b.at)) {
            if (at > from) await server.post(sent.slice(from, at), own);
            from = Math.max(from, at);
            // Before everything: declaring moves nothing, but each review must leave the next one its work.
            if (declare) await server.post([watermark('2026-03-01 09:00', `${caseNo} ${at}`)], own);
            await reviewed(server);
          }
          await server.post([...sent.slice(from), watermark('2026-03-10 09:00', `${caseNo} end`)], own);
          expect(await standing(caseNo)).toEqual(whole);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('of a live line lead to the same findings', async () => {
    await server.post(storyOf('LIVE'));
    const whole = await standing('LIVE');
    for (const order of [
      [7, 6, 5, 4, 3, 2, 1, 0],
      [2, 6, 0, 7, 4, 1, 3, 5],
    ]) {
      const caseNo = `L-${++cases}`;
      const story = storyOf(caseNo);
      for (const i of order) {
        await server.post([story[i]!]);
        await reviewed(server);
      }
      expect(await standing(caseNo)).toEqual(whole);
    }
  });
});
