import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { burst } from '../../src/domain/hints/burst.js';
import type { Hint } from '../../src/domain/hints/hint.js';
import { likeCases } from '../../src/domain/hints/like-cases.js';
import { shareRefused } from '../../src/domain/hints/month-shares.js';
import { dayFromIso, startOfDay } from '../../src/domain/instant.js';
import { WindowRepository } from '../../src/hints/window.repository.js';
import { silent } from '../../src/import/progress.js';
import { simulate } from '../../src/simulator/simulate.js';
import { startServer, type TestServer } from '../support/server.js';
import { CONFIG } from '../support/test-app.js';

/** As many cases as the demonstration has in the month before its first start. */
const MONTH = { from: dayFromIso('2014-03-01'), to: dayFromIso('2014-03-31'), cases: 3_400 };
const [from, before] = [startOfDay(MONTH.from), startOfDay(MONTH.to + 1)];

let server: TestServer;
let windows: WindowRepository;
let source: DataSource;
beforeAll(async () => {
  server = await startServer();
  [windows, source] = [server.app.get(WindowRepository), server.app.get(DataSource)];
  await simulate(
    { ...MONTH, seed: 20, profile: 'lively', url: server.url, watermarkEvery: 7 },
    { configDir: CONFIG, progress: silent, signal: new AbortController().signal },
  );
}, 120_000);
afterAll(() => server?.stop());

const orgs = (hints: readonly Hint[]): (string | null)[] => hints.map(({ org }) => org);

describe('a month of the demonstration', () => {
  it('has officers who decide six cases in a row within a minute', async () => {
    const hints = burst.examine(await windows.decided(source.manager, from, before));
    expect(hints.length).toBeGreaterThan(3);
    for (const { cases } of hints) expect(cases.length).toBeGreaterThanOrEqual(6);
  });

  it('has decisions outside the spread of at least ten like cases', async () => {
    const hints = likeCases.examine(await windows.valued(source.manager, from, before));
    expect(hints.length).toBeGreaterThan(0);
    for (const { peers } of hints) expect(peers?.length).toBeGreaterThanOrEqual(10);
  });

  it('has one department that refuses far more than the others', async () => {
    const counted = await windows.months(source.manager, from, from, before);
    const rows = counted.map((row) => ({ ...row, month: '2014-03', from, before }));
    expect(orgs(shareRefused.examine(rows))).toEqual(['210100-zjj']);
    const others = rows.filter(({ org }) => org !== '210100-zjj');
    const share = (all: typeof rows): number =>
      all.reduce((sum, { refused }) => sum + refused, 0) / all.reduce((sum, { ended }) => sum + ended, 0);
    expect(share(rows.filter(({ org }) => org === '210100-zjj'))).toBeGreaterThan(2 * share(others));
  });
});
