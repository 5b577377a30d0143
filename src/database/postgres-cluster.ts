import { randomBytes, randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresAccount } from './postgres-account.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { EmbeddedPostgresError } from './postgres-error.js';

/** The major version of the binaries; data of another one can't be opened. */
const MAJOR = '18';
export const SUPERUSER = 'liangpai';
export const DATABASE = 'liangpai';

export interface ClusterPaths {
  readonly directory: string;
  readonly pgData: string;
  readonly password: string;
  readonly log: string;
}

export const clusterPaths = (directory: string): ClusterPaths => ({
  directory,
  pgData: join(directory, 'postgres'),
  password: join(directory, 'postgres.password'),
  log: join(directory, 'postgres.log'),
});

export const readPassword = async (paths: ClusterPaths): Promise<string> =>
  (await readFile(paths.password, 'utf8')).trim();

/** Others may pass through to the data, which itself is closed to them. */
export async function makeDirectory(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true });
  if (first !== undefined) await chmod(directory, 0o711);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function writePassword(path: string, { ids }: PostgresAccount): Promise<void> {
  const file = await open(path, 'w', 0o600);
  await file.chmod(0o600);
  await file.writeFile(`${randomBytes(24).toString('base64url')}\n`);
  await file.sync();
  await file.close();
  if (ids) await chown(path, ids.uid, ids.gid);
}

async function checkOwner(pgData: string): Promise<void> {
  const { uid } = await stat(pgData);
  const me = process.getuid?.();
  if (me === 0 || me === uid) return;
  throw new EmbeddedPostgresError(
    `${pgData} 属于另一个用户（uid ${uid}）。请以该用户启动，或用 LIANGPAI_DATA_DIR 另选目录。`,
    `${pgData} belongs to another user (uid ${uid}). Start as that user, or choose another LIANGPAI_DATA_DIR.`,
  );
}

async function checkVersion(pgData: string): Promise<void> {
  const found = (await readFile(join(pgData, 'PG_VERSION'), 'utf8')).trim();
  if (found === MAJOR) return;
  throw new EmbeddedPostgresError(
    `${pgData} 是 PostgreSQL ${found} 的数据，内嵌版本为 ${MAJOR}。请用该版本的 pg_dump 导出后再导入。`,
    `${pgData} holds data of PostgreSQL ${found}, the embedded one is ${MAJOR}. Move it with that version's pg_dump.`,
  );
}

/** A name of our own: an initdb that outlived a killed first start may still write to its draft. */
async function draftFor({ directory, pgData }: ClusterPaths): Promise<string> {
  const drafts = (await readdir(directory)).filter((name) => name.startsWith(`${basename(pgData)}.new-`));
  for (const name of drafts) await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined);
  return `${pgData}.new-${randomUUID()}`;
}

/**
 * Creates the cluster once. initdb works on a draft that is renamed when it is complete, so that a kill leaves no half cluster.
 * @returns whether it was created now
 */
export async function ensureCluster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  { sync }: { sync: boolean },
): Promise<boolean> {
  if (await exists(paths.pgData)) {
    await checkOwner(paths.pgData);
    await checkVersion(paths.pgData);
    return false;
  }
  const draft = await draftFor(paths);
  await mkdir(draft, { mode: 0o700 });
  if (account.ids) await chown(draft, account.ids.uid, account.ids.gid);
  await writePassword(paths.password, account);
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
  const auth = ['--username', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${paths.password}`];
  const safety = ['--data-checksums', ...(sync ? [] : ['--no-sync'])];
  const [command = '', ...args] = [...account.prefix, binaries.initdb, '-D', draft, ...locale, ...auth, ...safety];
  const ids = account.prefix.length === 0 ? account.ids : undefined;
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  await promisify(execFile)(command, args, { cwd: '/', env, ...ids }).catch((cause: Error) => {
    throw new EmbeddedPostgresError(`无法建立数据库集群 ${draft}。`, `initdb failed for ${draft}. ${cause.message}`, {
      cause,
    });
  });
  await rename(draft, paths.pgData);
  return true;
}
