import { execFile, execFileSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './postgres-error.js';

/** PostgreSQL refuses to run as root; this is whom it runs as, and how a command is started so. */
export interface PostgresAccount {
  /** Unset: the user who runs this process. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
  /** Put before a command and its arguments. */
  readonly prefix: readonly string[];
}

const run = promisify(execFile);
const NOBODY = { uid: 65_534, gid: 65_534 };

function lookUp(user: string): { uid: number; gid: number } | undefined {
  try {
    const id = (option: string): number =>
      Number(execFileSync('id', [option, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** The owner of used data stays its owner, whoever starts the server. */
async function accountFor(pgData: string): Promise<{ uid: number; gid: number }> {
  const used = await stat(pgData).catch(() => undefined);
  if (used && used.uid !== 0) return { uid: used.uid, gid: used.gid };
  return lookUp('postgres') ?? lookUp('nobody') ?? NOBODY;
}

/** True when the account can run the command and enter the directory. */
async function reaches({ ids, prefix }: PostgresAccount, postgres: string, directory: string): Promise<boolean> {
  const probe = [...prefix, '/bin/sh', '-c', 'cd "$1" && "$0" -V', postgres, directory];
  const [command = '', ...args] = probe;
  return run(command, args, { cwd: '/', ...(prefix.length === 0 ? ids : {}) }).then(
    () => true,
    () => false,
  );
}

const CAPABILITIES = [
  ['dac_read_search', 2n],
  ['dac_override', 1n],
] as const;

/**
 * Below a directory closed to others, such as /root, the account gets the capability to pass through, and nothing else.
 * `no_setuid_fixup` because initdb asks access(2), which otherwise disregards capabilities.
 */
async function prefixWithCapability({
  uid,
  gid,
}: {
  uid: number;
  gid: number;
}): Promise<readonly string[] | undefined> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const capability = CAPABILITIES.find(([, bit]) => (effective >> bit) & 1n)?.[0];
  if (!capability) return undefined;
  const only = `-all,+${capability}`;
  const ids = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups', '--securebits', '+no_setuid_fixup'];
  return ['setpriv', ...ids, '--inh-caps', only, '--ambient-caps', only, '--bounding-set', only];
}

/** @throws EmbeddedPostgresError when no account other than root can reach binaries and data */
export async function postgresAccount(postgres: string, directory: string, pgData: string): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return { ids: undefined, prefix: [] };
  const ids = await accountFor(pgData);
  const plain = { ids, prefix: [] };
  if (await reaches(plain, postgres, directory)) return plain;
  const prefix = await prefixWithCapability(ids);
  const capable = { ids, prefix: prefix ?? [] };
  if (prefix && (await reaches(capable, postgres, directory))) return capable;
  throw new EmbeddedPostgresError(
    `以 root 启动时，PostgreSQL 须以普通用户（uid ${ids.uid}）运行，但该用户无法进入 ${directory} 或执行 ${postgres}。` +
      '请以普通用户启动，或把项目和 LIANGPAI_DATA_DIR 放到其他用户可进入的目录，或设置 DATABASE_URL。',
    `Started by root, PostgreSQL has to run as an ordinary user (uid ${ids.uid}), who cannot enter ${directory} or run ${postgres}. ` +
      'Start as an ordinary user, or move the project and LIANGPAI_DATA_DIR where others can enter, or set DATABASE_URL.',
  );
}
