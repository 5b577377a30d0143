import pg from 'pg';
import { CONNECT_TIMEOUT_MS, STATEMENT_TIMEOUT_MS } from '../database/data-source.js';

/** Connections of the write path of one process: batches, watermarks and sweeps. */
export const HOT_CONNECTIONS = 6;

/**
 * A batch waits so long for a case, or a feed, that somebody else holds (milliseconds): longer than any transaction of
 * ours takes, shorter than a statement may, and than a delivery may wait before the process counts as stalled.
 */
export const LOCK_TIMEOUT_MS = 10_000;

/** The write path has its own connections, so that no page of a console can keep an event waiting. */
export const createHotPool = (url: string, lockTimeout = LOCK_TIMEOUT_MS): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: HOT_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    application_name: 'liangpai-supervision',
  });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
};

/** SQLSTATE of a database error, if it is one. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : undefined;

/** Runs `work` in one transaction; on any error it is rolled back and the error goes on. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that dies between two statements reports it here; the next statement fails anyway.
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    if (sqlState(error) === undefined) broken ??= error instanceof Error ? error : new Error(String(error));
    else
      await client.query('ROLLBACK').catch((e: unknown) => {
        broken = e instanceof Error ? e : new Error(String(e));
      });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
