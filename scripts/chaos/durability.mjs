import { setTimeout as sleep } from 'node:timers/promises';

const SETTINGS = ['fsync', 'full_page_writes', 'synchronous_commit'];
/** Of the connections that commit; the background writers of the WAL sync on their own account. */
const SYNCS = `SELECT coalesce(sum(fsyncs), 0)::int AS n FROM pg_stat_io WHERE object = 'wal' AND backend_type = 'client backend'`;
/** Backends report what they did after ten idle seconds at the latest (milliseconds). */
const REPORTED_WITHIN = 15_000;

const one = async (client, sql) => Object.values((await client.query(sql)).rows[0])[0];

/** Settings under which a commit may return before it is on disk. */
export async function unsafeSettings(client) {
  const { rows } = await client.query('SELECT name, setting FROM pg_settings WHERE name = ANY($1)', [SETTINGS]);
  return rows.filter(({ setting }) => setting === 'off').map(({ name }) => `${name}=off`);
}

/**
 * I7: the WAL is synced at least once per commit, counted by the database itself. No SIGKILL can show that, since what
 * the system has cached survives it.
 * @param {(i: number) => Promise<void>} commit
 * @returns {Promise<{ commits: number, syncs: number }>}
 */
export async function countSyncs(client, commits, commit) {
  const before = await one(client, SYNCS);
  for (let i = 0; i < commits; i += 1) await commit(i);
  for (const end = performance.now() + REPORTED_WITHIN; ; await sleep(250)) {
    const syncs = (await one(client, SYNCS)) - before;
    if (syncs >= commits || performance.now() > end) return { commits, syncs };
  }
}

/** Syncs of this very connection for commits of its own. */
export async function ownSyncs(client, commits) {
  const own = `SELECT coalesce(sum(fsyncs), 0)::int FROM pg_stat_get_backend_io(pg_backend_pid()) WHERE object = 'wal'`;
  const flushed = async () => {
    await client.query('SELECT pg_stat_force_next_flush()');
    return one(client, own);
  };
  const before = await flushed();
  for (let i = 0; i < commits; i += 1) await client.query(`SELECT pg_logical_emit_message(true, 'chaos', 'commit')`);
  return { commits, syncs: (await flushed()) - before };
}
