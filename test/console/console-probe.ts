import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { ConsoleModule } from '../../src/console/console.module.js';
import type { ConsoleChanges, ConsoleSnapshot } from '../../src/console/console.protocol.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { insertCard, type ReadingServer, startReadingServer } from '../support/reading-server.js';

/** A console that notes everything it gets. */
export interface Probe {
  socket: Socket;
  snapshots: ConsoleSnapshot[];
  /** Ids of cards that came as changes, in the order of their coming. */
  changed: string[];
  cursor: string | null;
  ended: string | undefined;
}

/** `silent`: it does not say where it wants to go on. */
function startProbe(url: string, token: string | undefined, cursor?: string | null, silent = false): Probe {
  const socket = io(`${url}/console`, {
    transports: ['websocket'],
    auth: token === undefined ? {} : { token },
    reconnection: false,
    forceNew: true,
  });
  const probe: Probe = { socket, snapshots: [], changed: [], cursor: cursor ?? null, ended: undefined };
  if (!silent) socket.on('connect', () => socket.emit('resume', { cursor: cursor ?? null }));
  socket.on('snapshot', (snapshot: ConsoleSnapshot) => {
    probe.snapshots.push(snapshot);
    probe.cursor = snapshot.cursor;
  });
  socket.on('changes', (changes: ConsoleChanges) => {
    probe.changed.push(...changes.cards.map((card) => card.id));
    probe.cursor = changes.cursor;
  });
  socket.on('disconnect', (reason) => (probe.ended = reason));
  return probe;
}

export async function until(condition: () => boolean, patience = 15_000): Promise<void> {
  const end = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > end) throw new Error('it did not come true');
    await sleep(10);
  }
}

/** One committed transaction with cards, announced as the supervision does. */
async function raiseCards(pool: pg.Pool, orgs: readonly string[], hold = 0): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const ids: string[] = [];
    for (const org of orgs) ids.push(await insertCard(client, { org }));
    if (hold > 0) await sleep(hold);
    await client.query('NOTIFY liangpai_change');
    await client.query('COMMIT');
    return ids;
  } finally {
    client.release();
  }
}

/** A server with the live console on a database of its own, and the consoles that a test connects. */
export class ConsoleHall {
  private readonly open: Probe[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly pool: pg.Pool,
    readonly server: ReadingServer,
    /** Token of an inspector, who sees every card. */
    readonly inspector: string,
  ) {}

  /** @param connections that tests may use at once */
  static async open(connections = 2): Promise<ConsoleHall> {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: connections });
    pool.on('error', () => undefined);
    const server = await startReadingServer(database.url, [ConsoleModule]);
    return new ConsoleHall(database, pool, server, await server.signIn('inspector', 'inspector', null));
  }

  connect(token: string | undefined, cursor?: string | null, silent = false): Probe {
    const probe = startProbe(this.server.url, token, cursor, silent);
    this.open.push(probe);
    return probe;
  }

  async connected(token: string, cursor?: string | null): Promise<Probe> {
    const probe = this.connect(token, cursor);
    await until(() => probe.snapshots.length > 0);
    return probe;
  }

  raise(orgs: readonly string[], hold?: number): Promise<string[]> {
    return raiseCards(this.pool, orgs, hold);
  }

  disconnectAll(): void {
    for (const probe of this.open.splice(0)) probe.socket.disconnect();
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.pool.end();
    await this.database.drop();
  }
}
