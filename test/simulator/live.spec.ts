import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { LiveRepository } from '../../src/simulator/live/live.repository.js';
import { SimulatorService } from '../../src/simulator/live/simulator.service.js';
import { MINUTE } from '../../src/domain/instant.js';
import { tokenHash } from '../../src/identity/token.js';
import { loadSimulator } from '../../src/simulator/simulation.js';
import { Clock } from '../../src/time/clock.js';
import { opened } from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';
import { CONFIG } from '../support/test-app.js';

let server: TestServer;
let clock: Clock;
let config: string;
beforeAll(async () => {
  // A smaller province would do as well; fewer cases do.
  config = mkdtempSync(join(tmpdir(), 'simulator-'));
  for (const part of ['calendars', 'demo']) cpSync(join(CONFIG, part), join(config, part), { recursive: true });
  const file = join(config, 'demo', 'simulator.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('perDay: 150', 'perDay: 45'));
  server = await startServer();
  clock = server.app.get(Clock);
});
afterAll(async () => {
  rmSync(config, { recursive: true, force: true });
  // What senders that were told to stop have left half open, or open once more: as the program does when it stops.
  const closing = setInterval(() => server.app.getHttpServer().closeAllConnections(), 250);
  await server.stop().finally(() => clearInterval(closing));
});

const service = (settings = { demo: true, simulator: true }): SimulatorService =>
  new SimulatorService(new LiveRepository(server.app.get(DataSource)), clock, config, settings);

/** The instant that most lines have reached, once none is behind by more than an outage can last. */
const reportedUntil = async (): Promise<number> => {
  const rows = await server.query<{ until: number | null }>(
    `SELECT (extract(epoch FROM declared_until) * 1000)::float8 AS until FROM feed WHERE name LIKE 'demo-simulator-%'`,
  );
  const marks = rows.map(({ until }) => until ?? -Infinity).sort((a, b) => a - b);
  const most = marks[2] ?? -Infinity;
  return marks.length === 5 && marks[0]! > most - 90 * MINUTE ? most : -Infinity;
};
const until = async (condition: () => Promise<boolean>): Promise<void> => {
  for (let left = 300; left > 0 && !(await condition()); left--) await new Promise((done) => setTimeout(done, 200));
};
/** Two of them overtake each other at every statement. */
function unsteady(turn: number): DataSource {
  const source = server.app.get(DataSource);
  let asked = turn;
  const late = async <T>(query: () => Promise<T>): Promise<T> => {
    if (asked++ % 2 === 1) await new Promise((done) => setTimeout(done, 40));
    return query();
  };
  const asking = (one: Pick<DataSource, 'query'>) => ({
    query: (sql: string, values?: unknown[]) => late(() => one.query(sql, values)),
  });
  const transaction = (work: (sql: unknown) => Promise<unknown>) => source.transaction((sql) => work(asking(sql)));
  return { ...asking(source), transaction } as unknown as DataSource;
}
const count = async (sql: string): Promise<number> =>
  (await server.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]!.n;

describe('the live simulator', () => {
  it('reports nothing at all while it is switched off', async () => {
    const off = service({ demo: true, simulator: false });
    off.start(server.url);
    await off.onModuleDestroy();
    expect(await count('feed')).toBe(2);
    expect(await count('event')).toBe(0);
  });

  it('begins with a month of history over the public API, and touches no case but its own', async () => {
    await server.post(opened('OTHER-1', '2026-01-05 10:00'));
    const began = clock.now();
    const first = service();
    expect(await first.hasPastToReport()).toBe(true);
    first.start(server.url);
    await until(async () => (await reportedUntil()) >= began);
    await first.onModuleDestroy();
    expect(await first.hasPastToReport()).toBe(false);
    expect(await reportedUntil()).toBeGreaterThanOrEqual(began);
    expect(await count(`case_file WHERE case_no LIKE 'YS%'`)).toBeGreaterThan(700);
    expect(await count(`event WHERE case_no = 'OTHER-1'`)).toBe(2);
    const cards = await server.allCards();
    for (const rule of ['T-PROMISE-NEAR', 'T-PROMISE-OVER', 'T-STATUTE-OVER', 'T-STEP-OVER', 'T-NOTICE-LATE'])
      expect(cards.filter((card) => card.rule === rule).length).toBeGreaterThan(0);
    expect(
      await count(`quarantine WHERE reason = 'conflict' OR reason = 'out-of-scope' OR reason = 'could-not-judge'`),
    ).toBe(0);
    expect(await server.verify()).toMatchObject({ found: { missing: 0, extra: 0, different: 0, couldNotCheck: 0 } });
  });

  it('goes on after a restart with the same run, telling nothing otherwise than before', async () => {
    const cases = await count('case_file');
    const since = clock.now();
    const second = service();
    second.start(server.url);
    await until(async () => (await reportedUntil()) >= since);
    await second.onModuleDestroy();
    expect(await reportedUntil()).toBeGreaterThanOrEqual(since);
    expect(await count('case_file')).toBeLessThan(cases + 50);
    expect(await count(`quarantine WHERE reason = 'conflict'`)).toBe(0);
  });

  it('ends its cases and begins another run when generator or files have changed', async () => {
    await server.query(
      `UPDATE setting SET value = replace(value, '"version":"', '"version":"former ') WHERE key = 'demo_simulator'`,
    );
    const open = (): Promise<number> => count(`case_file WHERE case_no LIKE 'YS%' AND ended_at IS NULL`);
    expect(await open()).toBeGreaterThan(30);
    const cardsBefore = await count('card');
    const third = service();
    third.start(server.url);
    await until(async () => (await open()) < 30);
    await third.onModuleDestroy();
    expect(await open()).toBeLessThan(30);
    expect(await count('card')).toBeLessThan(cardsBefore + 10);
  });

  it('stops within a moment, also while it is sending', async () => {
    await server.query(`DELETE FROM setting WHERE key = 'demo_simulator'`);
    const one = service();
    one.start(server.url);
    await new Promise((done) => setTimeout(done, 300));
    const began = performance.now();
    await one.onModuleDestroy();
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('gives every line to the one that came last, also when several begin at once', async () => {
    const { lines } = loadSimulator(config).settings;
    const hashes = (feeds: readonly { token: string }[]): string[] =>
      feeds.map(({ token }) => tokenHash(token).toString('hex'));
    const begun = await Promise.all([0, 1].map((turn) => new LiveRepository(unsteady(turn)).open(lines)));
    const stored = await server.query<{ hash: string }>(
      `SELECT encode(token_hash, 'hex') AS hash FROM feed WHERE name LIKE 'demo-simulator-%' ORDER BY id`,
    );
    expect(begun.map(hashes)).toContainEqual(stored.map(({ hash }) => hash));
  });

  it('gives way to another process that begins to simulate', async () => {
    const [former, next] = [service(), service()];
    former.start(server.url);
    await until(async () => (await reportedUntil()) > clock.now() - MINUTE);
    const tokens = (): Promise<{ hash: string }[]> =>
      server.query(`SELECT token_hash::text AS hash FROM feed WHERE name LIKE 'demo-simulator-%'`);
    const before = await tokens();
    next.start(server.url);
    await until(async () => JSON.stringify(await tokens()) !== JSON.stringify(before));
    const began = clock.now();
    await until(async () => (await reportedUntil()) >= began);
    expect(await reportedUntil()).toBeGreaterThanOrEqual(began);
    await Promise.all([former.onModuleDestroy(), next.onModuleDestroy()]);
  });
});
