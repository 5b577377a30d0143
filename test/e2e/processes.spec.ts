import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { io } from 'socket.io-client';
import type { ConsoleChanges, ConsoleSnapshot } from '../../src/console/console.protocol.js';
import { exitCodeOf } from '../../src/verify/report.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { eventually } from '../support/child.js';
import { decided, event, FOOD, opened, PLANNING, watermark, type WindowEvent } from '../support/events.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

let database: TestDatabase;
let pool: pg.Pool;
let servers: ServerProcess[];
async function setUp(): Promise<void> {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  servers = [];
}
async function tearDown(): Promise<void> {
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  await pool.end();
  await database.drop();
}

async function start(port?: number): Promise<ServerProcess> {
  const server = await startServerProcess(database.url, port);
  servers.push(server);
  return server;
}
const storedIds = async (): Promise<string[]> =>
  (await pool.query<{ id: string }>('SELECT id FROM event WHERE case_no IS NOT NULL')).rows.map(({ id }) => id);
const verified = async () => {
  const report = await verifyCards({ url: database.url });
  return { found: report.found, exit: exitCodeOf(report) };
};
const EQUAL = { found: { missing: 0, extra: 0, different: 0, couldNotCheck: 0 }, exit: 0 };

/** A case with a pause, a step and an end that is late for every third one. */
const life = (caseNo: string, i: number): WindowEvent[] => [
  ...opened(caseNo, '2018-10-15 10:00', '2018-10-16 10:00', i % 2 === 0 ? FOOD : PLANNING),
  event(caseNo, 'step.started', '2018-10-16 11:00', { step: '审查', officer: 'W1' }),
  event(caseNo, 'pause.started', '2018-10-17 10:00', { kind: 'expert-review' }),
  event(caseNo, 'pause.ended', '2018-10-18 10:00', { kind: 'expert-review' }),
  decided(caseNo, i % 3 === 0 ? '2018-11-30 10:00' : '2018-10-24 10:00'),
];

describe('two processes on one database', () => {
  let a: ServerProcess;
  let b: ServerProcess;
  beforeAll(async () => {
    await setUp();
    [a, b] = await Promise.all([start(), start()]);
  });
  afterAll(tearDown);

  it.each([
    ['a declared feed', 'demo-replay'],
    ['a live window', 'demo-window'],
  ])('take the same new cases of %s at once: nothing doubled, nothing lost, judged as if by one', async (_, token) => {
    const lives = Array.from({ length: 200 }, (_, i) => life(`${token}-${i}`, i));
    const events = lives.flat();
    let [accepted, duplicates] = [0, 0];
    const post = async (to: ServerProcess, some: readonly WindowEvent[]) => {
      const { status, body } = await to.post(some, token);
      expect({ status, rejected: body.rejected }).toEqual({ status: 200, rejected: [] });
      accepted += body.accepted;
      duplicates += body.duplicates;
    };
    const rounds = Array.from({ length: 12 }, (_, round) => events.filter((_, i) => i % 12 === round));
    let sent = 0;
    for (const [round, some] of rounds.entries()) {
      // The halves overlap in the middle third.
      const third = Math.ceil(some.length / 3);
      const halves = [some.slice(0, 2 * third), some.slice(third).reverse()] as const;
      sent += halves[0].length + halves[1].length;
      const moving =
        token === 'demo-replay' ? a.post([watermark(`2018-10-${String(10 + round)} 00:00`)], token) : undefined;
      await Promise.all([post(a, halves[0]), post(b, halves[1]), moving]);
    }
    if (token === 'demo-replay') await b.post([watermark('2018-12-31 00:00')], token);
    expect({ accepted, duplicates }).toEqual({ accepted: events.length, duplicates: sent - events.length });
    const stored = (await storedIds()).filter((id) => id.startsWith(token));
    expect(stored.sort()).toEqual(events.map(({ id }) => id).sort());
    expect(await verified()).toEqual(EQUAL);
    const all = await b.allCards();
    expect(await a.allCards()).toEqual(all);
    const cards = all.filter(({ caseNo }) => caseNo.startsWith(token));
    expect(new Set(cards.map(({ caseNo, rule, step }) => `${caseNo} ${rule} ${step}`)).size).toBe(cards.length);
    expect(new Set(cards.map(({ no }) => no)).size).toBe(cards.length);
    expect(cards.filter(({ rule }) => rule === 'T-PROMISE-OVER').length).toBeGreaterThanOrEqual(67);
  });

  it('show on the consoles of one the cards that the other writes, each once', async () => {
    const received: string[] = [];
    const socket = io(`${a.url}/console`, { transports: ['websocket'], auth: { token: await a.login('inspector') } });
    try {
      socket.on('connect', () => socket.emit('resume', {}));
      await new Promise<ConsoleSnapshot>((done, fail) => {
        socket.on('snapshot', done);
        socket.on('connect_error', fail);
      });
      socket.on('changes', ({ cards }: ConsoleChanges) => received.push(...cards.map(({ id }) => id)));
      await b.post(Array.from({ length: 50 }, (_, i) => opened(`SEEN-${i}`, '2019-10-15 10:00')).flat(), 'demo-replay');
      await b.post([watermark('2019-12-31 00:00')], 'demo-replay');
      const cards = await b.allCards({ from: '2019-10-15' });
      const written = cards.map(({ id }) => id).sort();
      expect(written).toHaveLength(150);
      expect(await eventually(() => received.length >= written.length)).toBe(true);
      expect([...received].sort()).toEqual(written);
    } finally {
      socket.disconnect();
    }
  });
});

describe('a process that ends under load', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  /** Four senders, each with its own cases, until the server does not take any more; notes what was acknowledged. */
  function load(server: ServerProcess) {
    const acknowledged: WindowEvent[] = [];
    const sent: WindowEvent[] = [];
    const refusals: string[] = [];
    const sender = async (name: number): Promise<void> => {
      for (let i = 0; server.ended === undefined && i < 2_000; i += 1) {
        const events = Array.from({ length: 5 }, (_, k) => life(`LOAD-${name}-${i}-${k}`, k)).flat();
        sent.push(...events);
        // A broken connection tells nothing about its events.
        const answer = await server.post(events).catch(() => undefined);
        if (answer && answer.status !== 200) refusals.push(`${answer.status} ${JSON.stringify(answer.body)}`);
        if (answer?.status !== 200) return;
        expect(answer.body).toMatchObject({ accepted: events.length, rejected: [] });
        acknowledged.push(...events);
      }
    };
    return { acknowledged, sent, refusals, done: Promise.all([0, 1, 2, 3].map(sender)) };
  }
  const missing = async (events: readonly WindowEvent[]) => {
    const stored = new Set(await storedIds());
    return events.filter(({ id }) => !stored.has(id)).map(({ id }) => id);
  };

  it('by SIGTERM has kept every 200, and ends with 0 within ten seconds', async () => {
    const server = await start();
    const { acknowledged, refusals, done } = load(server);
    await eventually(() => acknowledged.length > 1_000, 20_000);
    const began = performance.now();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    await done;
    expect(refusals.filter((refusal) => !refusal.startsWith('503 '))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(1_000);
    expect(await missing(acknowledged)).toEqual([]);
    expect((await verified()).found).toEqual(EQUAL.found);
  });

  it('by SIGKILL has kept every 200, and what was unknown can be sent again', async () => {
    const server = await start();
    const { acknowledged, sent, done } = load(server);
    await eventually(() => acknowledged.length > 1_000, 20_000);
    expect(await server.end('SIGKILL')).toBe('SIGKILL');
    await done;
    expect(acknowledged.length).toBeGreaterThan(1_000);
    expect(await missing(acknowledged)).toEqual([]);

    const began = performance.now();
    const again = await start(server.port);
    expect(performance.now() - began).toBeLessThan(10_000);
    const { status, body } = await again.post(sent);
    expect({ status, rejected: body.rejected }).toEqual({ status: 200, rejected: [] });
    expect(body.accepted + body.duplicates).toBe(sent.length);
    expect(body.duplicates).toBeGreaterThanOrEqual(acknowledged.length);
    expect((await storedIds()).sort()).toEqual(sent.map(({ id }) => id).sort());
    expect((await verified()).found).toEqual(EQUAL.found);
  });
});
