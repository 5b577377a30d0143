import type { Socket as NetSocket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { ConsoleMetrics } from '../../src/console/console.metrics.js';
import { ConsoleModule } from '../../src/console/console.module.js';
import { insertCard, startReadingServer } from '../support/reading-server.js';
import { ConsoleHall, until } from './console-probe.js';

let hall: ConsoleHall;
let headA: string;
beforeAll(async () => {
  hall = await ConsoleHall.open(12);
  headA = await hall.server.signIn('head-a', 'head', 'org-a');
});
afterEach(() => hall.disconnectAll());
afterAll(() => hall?.close());
const sorted = (ids: readonly string[]): string[] => [...ids].sort((a, b) => Number(a) - Number(b));

describe('a connection to the live console', () => {
  it('is refused with a code without a session, and with one that does not exist', async () => {
    for (const token of [undefined, 'nonsense']) {
      const { socket } = hall.connect(token);
      const error = await new Promise<Error & { data?: { code?: string } }>((done) => socket.on('connect_error', done));
      expect(error.data?.code).toBe('unauthorised');
    }
  });

  it('is refused for a page of another site', async () => {
    const socket = io(`${hall.server.url}/console`, {
      transports: ['websocket'],
      auth: { token: hall.inspector },
      extraHeaders: { origin: 'https://evil.example' },
      reconnection: false,
    });
    await new Promise((done) => socket.on('connect_error', done));
    expect(socket.connected).toBe(false);
  });

  it('takes the session from the cookie', async () => {
    const socket = io(`${hall.server.url}/console`, {
      transports: ['websocket'],
      extraHeaders: { cookie: `liangpai_session=${hall.inspector}` },
      reconnection: false,
      forceNew: true,
    });
    await new Promise((done) => socket.on('snapshot', done));
    socket.disconnect();
  });

  it('begins with a snapshot also for a console that says nothing, and for one with a strange cursor', async () => {
    const [id] = await hall.raise(['org-a']);
    for (const cursor of [
      undefined,
      null,
      'nonsense',
      'ffff.1.1',
      `${'9'.repeat(60)}`,
      '0123456789abcdef.99999999999999999999.1',
    ]) {
      const probe = hall.connect(hall.inspector, cursor, cursor === undefined);
      await until(() => probe.snapshots.length > 0);
      expect(probe.snapshots[0]).toMatchObject({ resumed: false });
      expect([...(probe.snapshots[0]?.cards.map((c) => c.id) ?? []), ...probe.changed]).toContain(id);
    }
  });

  it('goes back to a cursor that is named only after the snapshot', async () => {
    const first = await hall.connected(hall.inspector);
    const { cursor } = first;
    first.socket.disconnect();
    const [missed] = await hall.raise(['org-a']);
    const late = hall.connect(hall.inspector, null, true);
    await until(() => late.snapshots.length > 0);
    late.socket.emit('resume', { cursor });
    await until(() => late.changed.length > 0);
    expect(late.snapshots.map((s) => s.resumed)).toEqual([false, true]);
    expect(late.changed).toEqual([missed]);
    const [next] = await hall.raise(['org-a']);
    await until(() => late.changed.length > 1);
    expect(late.changed).toEqual([missed, next]);
  });

  it('gets, when it names its cursor late, only what came before the snapshot: nothing twice', async () => {
    const first = await hall.connected(hall.inspector);
    const { cursor } = first;
    first.socket.disconnect();
    const [missed] = await hall.raise(['org-a']);
    const late = hall.connect(hall.inspector, null, true);
    await until(() => late.snapshots.length > 0);
    const [live] = await hall.raise(['org-a']);
    await until(() => late.changed.length > 0);
    late.socket.emit('resume', { cursor });
    await until(() => late.changed.length > 1);
    const [next] = await hall.raise(['org-a']);
    await until(() => late.changed.length > 2);
    expect(late.changed).toEqual([live, missed, next]);
  });

  it('ends when its account is disabled, within five seconds', async () => {
    const token = await hall.server.signIn('leaver', 'inspector', null);
    const probe = await hall.connected(token);
    await hall.pool.query(`UPDATE account SET disabled_at = now() WHERE username = 'leaver'`);
    await until(() => probe.ended !== undefined, 6_000);
    const again = hall.connect(token);
    const error = await new Promise<Error & { data?: { code?: string } }>((done) =>
      again.socket.on('connect_error', done),
    );
    expect(error.data?.code).toBe('unauthorised');
  });

  it('ends when the account sees another organisation, and for a word that it does not know', async () => {
    const probe = await hall.connected(await hall.server.signIn('mover', 'head', 'org-a'));
    const chatty = await hall.connected(hall.inspector);
    chatty.socket.emit('cards', { level: 'red' });
    await hall.pool.query(`UPDATE account SET org = 'org-b' WHERE username = 'mover'`);
    await until(() => probe.ended !== undefined && chatty.ended !== undefined, 6_000);
  });
});

describe('the feed of changes', () => {
  it('shows a head only the own organisation', async () => {
    const all = await hall.connected(hall.inspector);
    const head = await hall.connected(headA);
    const [a, b] = await hall.raise(['org-a', 'org-b']);
    await until(() => all.changed.length === 2 && head.changed.length === 1);
    expect(all.changed).toEqual([a, b]);
    expect(head.changed).toEqual([a]);
    expect(head.snapshots[0]?.cards.every((card) => card.org === 'org-a')).toBe(true);
  });

  it('loses nothing while many writers commit late and out of order', async () => {
    const probe = await hall.connected(hall.inspector);
    const seen = new Set(probe.snapshots[0]?.cards.map((c) => c.id));
    const written: string[] = [];
    const writer = async (w: number): Promise<void> => {
      for (let i = 0; i < 25; i++) written.push(...(await hall.raise(['org-a', 'org-b'], (w * 7 + i * 13) % 40)));
    };
    await Promise.all(Array.from({ length: 8 }, (_, w) => writer(w)));
    await until(() => probe.changed.length >= written.length);
    await sleep(100);
    expect(sorted(probe.changed)).toEqual(sorted(written));
    expect(written.some((id) => seen.has(id))).toBe(false);
  });

  it('waits for a transaction that began earlier and commits later', async () => {
    const probe = await hall.connected(hall.inspector);
    const early = await hall.pool.connect();
    await early.query('BEGIN');
    const held = await insertCard(early);
    const [later] = await hall.raise(['org-a']);
    await sleep(150);
    expect(probe.changed).toEqual([]);
    await early.query('COMMIT');
    early.release();
    await until(() => probe.changed.length === 2);
    expect(sorted(probe.changed)).toEqual(sorted([held, later!]));
  });

  it('leaves out of the snapshot what is still to come as a change', async () => {
    const early = await hall.pool.connect();
    await early.query('BEGIN');
    const held = await insertCard(early);
    const [later] = await hall.raise(['org-a']);
    const probe = await hall.connected(hall.inspector);
    const shown = probe.snapshots[0]!;
    expect(shown.cards.map((c) => c.id)).not.toContain(later);
    const total = Object.values(shown.counts).reduce((a, b) => a + b, 0);
    await early.query('COMMIT');
    early.release();
    await until(() => probe.changed.length === 2);
    expect(sorted(probe.changed)).toEqual(sorted([held, later!]));
    const { rows } = await hall.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM card');
    expect(total + 2).toBe(rows[0]?.n);
  });

  it('resumes without gap or repeat while cards are raised', async () => {
    const witness = await hall.connected(hall.inspector);
    const start = await hall.connected(headA);
    const got: string[] = [];
    let { cursor } = start;
    let writing = true;
    const written: string[] = [];
    const writer = async (): Promise<void> => {
      while (writing) {
        const [a] = await hall.raise(['org-a', 'org-b'], 5);
        written.push(a!);
      }
    };
    const writers = [writer(), writer(), writer()];
    start.socket.disconnect();
    got.push(...start.changed);
    for (let i = 0; i < 15; i++) {
      const probe = hall.connect(headA, cursor);
      await sleep(30 + i * 11);
      probe.socket.disconnect();
      got.push(...probe.changed);
      ({ cursor } = probe);
      for (const snapshot of probe.snapshots) expect(snapshot).toMatchObject({ resumed: true, cards: [] });
    }
    writing = false;
    await Promise.all(writers);
    const last = hall.connect(headA, cursor);
    await until(() => got.length + last.changed.length >= written.length);
    await sleep(100);
    expect(sorted([...got, ...last.changed])).toEqual(sorted(written));
    await until(() => witness.changed.length >= 2 * written.length);
    expect(new Set(witness.changed).size).toBe(witness.changed.length);
  });

  it('catches up over several pages, and tells the counts as they were at the cursor', async () => {
    const before = await hall.connected(hall.inspector);
    const total = Object.values(before.snapshots[0]!.counts).reduce((a, b) => a + b, 0);
    before.socket.disconnect();
    const written = await hall.raise(Array.from({ length: 1_300 }, () => 'org-a'));
    const probe = hall.connect(hall.inspector, before.cursor);
    await until(() => probe.changed.length >= written.length);
    expect(probe.changed).toEqual(sorted(written));
    expect(Object.values(probe.snapshots[0]!.counts).reduce((a, b) => a + b, 0)).toBe(total);
  });

  it('goes on after its listening connection was cut', async () => {
    const probe = await hall.connected(hall.inspector);
    await hall.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'liangpai console feed'`,
    );
    const ids = await hall.raise(['org-a']);
    await until(() => probe.changed.length === 1, 3_000);
    expect(probe.changed).toEqual(ids);
  });
});

describe('a console that does not take its changes', () => {
  it('is served from the database at its own pace, and holds up nobody', async () => {
    const metrics = hall.server.app.get(ConsoleMetrics);
    const other = await hall.connected(hall.inspector);
    const slow = await hall.connected(hall.inspector);
    await until(() => metrics.live === 2);
    const { transport } = slow.socket.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } };
    transport.ws._socket.pause();
    const written: string[] = [];
    for (let i = 0; i < 40; i++) {
      written.push(...(await hall.raise(Array.from({ length: 200 }, () => 'org-a'))));
      if (metrics.live === 1 && i > 20) break;
    }
    await until(() => other.changed.length === written.length);
    expect(metrics.live).toBe(1);
    transport.ws._socket.resume();
    await until(() => slow.changed.length >= written.length && metrics.live === 2);
    expect(sorted(slow.changed)).toEqual(sorted(written));
    expect(sorted(other.changed)).toEqual(sorted(written));
  });
});

describe('a server that goes away', () => {
  it('says so to its consoles', async () => {
    const other = await startReadingServer(hall.database.url, [ConsoleModule]);
    const socket = io(`${other.url}/console`, {
      transports: ['websocket'],
      auth: { token: hall.inspector },
      reconnection: false,
    });
    await new Promise((done) => socket.on('snapshot', done));
    const closing = new Promise((done) => socket.on('closing', () => done(true)));
    await other.close();
    expect(await closing).toBe(true);
  });
});
