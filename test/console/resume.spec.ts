import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { MAX_RESUME_CHANGES } from '../../src/console/console-hub.js';
import { ConsoleModule } from '../../src/console/console.module.js';
import { Snapshots } from '../../src/console/snapshots.js';
import { MAX_RESUMES } from '../../src/console/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type ReadingServer, startReadingServer } from '../support/reading-server.js';
import { type Probe, raiseCards, startProbe, until } from './console-probe.js';

let database: TestDatabase;
let server: ReadingServer;
let pool: pg.Pool;
let inspector: string;
const open: Probe[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  server = await startReadingServer(database.url, [ConsoleModule]);
  inspector = await server.signIn('inspector', 'inspector', null);
});
afterEach(() => {
  for (const probe of open.splice(0)) probe.socket.disconnect();
});
afterAll(async () => {
  await server?.close();
  await pool?.end();
  await database?.drop();
});

function connect(token: string | undefined, cursor?: string | null, silent = false): Probe {
  const probe = startProbe(server.url, token, cursor, silent);
  open.push(probe);
  return probe;
}

async function connected(token: string, cursor?: string | null): Promise<Probe> {
  const probe = connect(token, cursor);
  await until(() => probe.snapshots.length > 0);
  return probe;
}

const raise = (orgs: readonly string[]) => raiseCards(pool, orgs);

describe('a console that resumes', () => {
  it('is served from a cursor that it names while the snapshot is being read', async () => {
    const first = await connected(inspector);
    const { cursor } = first;
    first.socket.disconnect();
    const [missed] = await raise(['org-a']);
    const snapshots = server.app.get(Snapshots);
    const newest = snapshots.newest.bind(snapshots);
    const late = connect(inspector, null, true);
    // The server reads while the console asks.
    snapshots.newest = async (scope) => {
      snapshots.newest = newest;
      late.socket.emit('resume', { cursor });
      await sleep(100);
      return newest(scope);
    };
    await until(() => late.changed.length > 0);
    expect(late.snapshots.map((s) => s.resumed)).toEqual([false, true]);
    expect(late.changed).toEqual([missed]);
  });

  it('gets a snapshot for a cursor that lies too far back', async () => {
    const first = await connected(inspector);
    const { cursor } = first;
    first.socket.disconnect();
    const [id] = await raise(['org-a']);
    await pool.query(
      `INSERT INTO change (card_id, kind, org, at) SELECT $1, 'evidence', 'org-a', now() FROM generate_series(1, $2)`,
      [id, MAX_RESUME_CHANGES],
    );
    const epoch = cursor?.split('.')[0];
    for (const old of [cursor, `${epoch}.0.0`])
      expect((await connected(inspector, old)).snapshots).toMatchObject([{ resumed: false }]);
  });

  it('is cut off when it asks again and again', async () => {
    const probe = await connected(inspector);
    for (let i = 1; i < MAX_RESUMES; i++) probe.socket.emit('resume', { cursor: probe.cursor });
    await sleep(300);
    expect(probe.ended).toBeUndefined();
    probe.socket.emit('resume', { cursor: probe.cursor });
    await until(() => probe.ended !== undefined);
  });
});
