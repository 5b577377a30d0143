import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { processIdentity } from './process-identity.js';

interface Owner {
  readonly pid: number;
  /** Start of the process, so that a reused pid is not taken for the owner. */
  readonly identity: string;
}

export interface DataDirLock {
  release(): Promise<void>;
}

export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';

  constructor(
    readonly directory: string,
    readonly pid: number,
  ) {
    super(
      `数据目录 ${directory} 正被另一个亮牌服务使用（进程 ${pid}）。请先停止它，或用 LIANGPAI_DATA_DIR 另选目录。\n` +
        `The data directory ${directory} is in use by another Liangpai server (process ${pid}). Stop it first, or choose another LIANGPAI_DATA_DIR.`,
    );
  }
}

const lockFile = (directory: string): string => join(directory, 'server.lock');

async function readOwner(file: string): Promise<{ text: string; owner: Owner | undefined } | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return { text, owner: JSON.parse(text) as Owner };
  } catch {
    return { text, owner: undefined };
  }
}

const lives = (owner: Owner | undefined): owner is Owner =>
  owner !== undefined && Number.isInteger(owner.pid) && processIdentity(owner.pid) === owner.identity;

/** The pid of the server that uses the directory now. */
export async function dataDirOwner(directory: string): Promise<number | undefined> {
  const found = await readOwner(lockFile(resolve(directory)));
  return lives(found?.owner) ? found.owner.pid : undefined;
}

/** Moves a dead owner's lock away; another starter may do the same at this moment, so what was moved is looked at again. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.stale-${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

/**
 * One server per data directory.
 * @throws DataDirInUseError when the owner lives; a dead owner's lock is taken over
 */
export async function lockDataDir(directory: string): Promise<DataDirLock> {
  const dir = resolve(directory);
  await mkdir(dir, { recursive: true });
  const file = lockFile(dir);
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? '' });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    for (;;) {
      // link() fails when the name exists and shows only complete files.
      const taken = await link(draft, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (taken) break;
      const found = await readOwner(file);
      if (lives(found?.owner)) throw new DataDirInUseError(dir, found.owner.pid);
      if (found) await removeStale(file, found.text);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: async () => {
      if ((await readOwner(file))?.text === mine) await rm(file, { force: true });
    },
  };
}
