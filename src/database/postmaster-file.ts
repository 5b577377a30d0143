import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, isAlive } from './process-identity.js';
import { EmbeddedPostgresError } from './postgres-error.js';

/** What a postmaster writes about itself into its data directory. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export async function readPostmasterFile(pgData: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(pgData, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, , , , status] = text.split('\n');
  if (!(Number(pid) > 0)) return undefined;
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
}

/** Polls, as a process that is no child of ours announces its end to nobody. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (isAlive(pid)) {
    if (performance.now() >= end) return false;
    await sleep(20);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Fast shutdown with a checkpoint, then immediate shutdown, then by force: at most 8 s, all of them safe for the data. */
export async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGCONT');
  for (const [name, patience] of [
    ['SIGINT', 5_000],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 1_000],
  ] as const) {
    signal(pid, name);
    if (await waitUntilGone(pid, patience)) return;
  }
}

/** The pid of a living postmaster of this very directory. */
export async function livingPostmaster(pgData: string): Promise<PostmasterFile | undefined> {
  const file = await readPostmasterFile(pgData);
  if (!file || !isAlive(file.pid)) return undefined;
  const command = (await commandLine(file.pid)).replaceAll('\0', ' ');
  return command.includes(` -D ${pgData} `) ? file : undefined;
}

/**
 * Ends what a killed server left behind. Only for the holder of the directory's lock.
 * @throws EmbeddedPostgresError when the orphan belongs to another user
 */
export async function stopOrphan(pgData: string): Promise<boolean> {
  const orphan = await livingPostmaster(pgData);
  if (!orphan) {
    // PostgreSQL would take any process of its user with this pid for a postmaster and refuse to start.
    const stale = await readPostmasterFile(pgData);
    if (stale && isAlive(stale.pid) && !(await commandLine(stale.pid)).includes('postgres'))
      await rm(join(pgData, 'postmaster.pid'), { force: true });
    return false;
  }
  try {
    await stopPostmaster(orphan.pid);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `数据目录 ${pgData} 上仍有其他用户启动的 PostgreSQL（进程 ${orphan.pid}），无权停止它。`,
      `A PostgreSQL of another user still runs on ${pgData} (process ${orphan.pid}) and cannot be stopped.`,
      { cause },
    );
  }
  return true;
}
