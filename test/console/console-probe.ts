import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import type { ConsoleChanges, ConsoleSnapshot } from '../../src/console/console.protocol.js';
import { insertCard } from '../support/reading-server.js';

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
export function startProbe(url: string, token: string | undefined, cursor?: string | null, silent = false): Probe {
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
export async function raiseCards(pool: pg.Pool, orgs: readonly string[], hold = 0): Promise<string[]> {
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
