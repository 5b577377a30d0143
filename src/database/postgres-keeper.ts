import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './postgres-error.js';
import { stopOrphan } from './postmaster-file.js';
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

/** Milliseconds in which a predecessor's processes and its shared memory have gone. */
const LOCK_PATIENCE = 12_000;
/** Restarts within a minute after which the database counts as broken. */
const RESTARTS_PER_MINUTE = 20;

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Tries again while a predecessor is still leaving; a first start may also take another port. */
export async function startPatiently(
  plan: PostmasterPlan,
  movable: boolean,
): Promise<{ master: Postmaster; port: number }> {
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

/** Keeps one postmaster alive until it is told to stop. */
export class PostgresKeeper implements EmbeddedPostgres {
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
