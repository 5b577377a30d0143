import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A connection of our own to the embedded database of a running server. */
export async function connect(dataDir) {
  const { runningEmbedded } = await import('../../dist/server/database/embedded-postgres.js');
  for (let left = 50; ; left -= 1) {
    const url = await runningEmbedded(dataDir);
    const client = new pg.Client({ connectionString: url, application_name: 'chaos' });
    client.on('error', () => undefined);
    try {
      if (url === undefined) throw new Error('no database is running');
      await client.connect();
      return client;
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}

/** Changes rows that are insert-only for everybody else. @param {() => Promise<unknown>} work */
export async function unguarded(client, table, work) {
  await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  try {
    return await work();
  } finally {
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}
