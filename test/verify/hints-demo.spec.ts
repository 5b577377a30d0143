import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayFromIso } from '../../src/domain/instant.js';
import { HintsService } from '../../src/hints/hints.service.js';
import { silent } from '../../src/import/progress.js';
import { simulate } from '../../src/simulator/simulate.js';
import { Clock } from '../../src/time/clock.js';
import { startServer, type TestServer } from '../support/server.js';
import { CONFIG } from '../support/test-app.js';
import { at } from './factory.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  const month = { from: dayFromIso('2014-03-01'), to: dayFromIso('2014-03-31'), cases: 3_400 };
  await simulate(
    { ...month, seed: 20, profile: 'lively', url: server.url, watermarkEvery: 7 },
    { configDir: CONFIG, progress: silent, signal: new AbortController().signal },
  );
  // As if it had been reported in its own time.
  await server.query('ALTER TABLE event DISABLE TRIGGER USER');
  await server.query(`UPDATE event SET received_at = '2014-04-01T00:00:00+08:00'`);
}, 120_000);
afterAll(() => server?.stop());

describe('both computations of hints', () => {
  it('agree on a month of the demonstration', async () => {
    const clock = server.app.get(Clock);
    for (const day of ['2014-04-01 12:00', '2014-04-05 12:00']) {
      clock.now = () => at(day);
      await server.query('DELETE FROM hint_run');
      await server.app.get(HintsService).computeDue();
      const { missing, extra, different, recomputing, neverRun } = await server.verify();
      expect([...missing, ...extra, ...different].filter(({ of }) => of === 'hint')).toEqual([]);
      expect([recomputing, neverRun]).toEqual([0, []]);
    }
    const open = await server.query<{ rule: string }>(
      `SELECT DISTINCT rule FROM hint WHERE status = 'open' ORDER BY 1`,
    );
    expect(open.map(({ rule }) => rule)).toEqual(['H-BURST', 'H-LIKE-CASES', 'H-SHARE-REFUSED']);
  }, 60_000);
});
