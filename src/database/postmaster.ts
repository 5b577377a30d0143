import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresAccount } from './postgres-account.js';
import type { ClusterPaths } from './postgres-cluster.js';
import { commandLineSettings, type PostgresSettings } from './postgres-settings.js';
import { parentOf } from './process-identity.js';
import { readPostmasterFile, stopPostmaster, waitUntilGone } from './postmaster-file.js';

/** Why a postmaster did not come up; `text` is what it wrote. */
export class PostmasterFailure extends Error {
  override readonly name = 'PostmasterFailure';

  constructor(
    readonly kind: 'port-taken' | 'directory-taken' | 'other',
    readonly text: string,
  ) {
    super(text);
  }
}

/**
 * Runs PostgreSQL as its child and stops it when standard input closes, that is when the server has died, however.
 * 3 keeps that input, as a shell gives /dev/null to what it runs in the background.
 */
const WATCHDOG = `
exec 3<&0
"$@" </dev/null 3<&- & P=$!
(
  read -r _ <&3
  kill -INT $P
  for second in 1 2 3 4 5 6 7 8; do sleep 1; kill -0 $P || exit 0; done
  kill -QUIT $P
) >/dev/null 2>&1 & W=$!
exec 3<&- </dev/null
trap 'kill -INT $P' INT TERM
while wait $P; S=$?; kill -0 $P 2>/dev/null; do :; done
kill $W 2>/dev/null
exit $S`;

/** Bytes after which the log begins anew at a start. */
const LOG_LIMIT = 10 * 1024 * 1024;

export interface PostmasterPlan {
  readonly paths: ClusterPaths;
  readonly binary: string;
  readonly account: PostgresAccount;
  readonly settings: PostgresSettings;
  readonly port: number;
  /** Milliseconds, recovery included. */
  readonly patience: number;
}

export interface Postmaster {
  readonly pid: number;
  /** Called once, also when it ended before. */
  onEnd(callback: () => void): void;
  stop(): Promise<void>;
}

async function openLog(path: string): Promise<{ fd: number; from: number; close: () => Promise<void> }> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size > LOG_LIMIT) await rename(path, `${path}.1`);
  const file = await open(path, 'a', 0o600);
  return { fd: file.fd, from: size > LOG_LIMIT ? 0 : size, close: () => file.close() };
}

function launch({ paths, binary, account, settings, port }: PostmasterPlan, log: number): ChildProcess {
  const postgres = [binary, '-D', paths.pgData, '-p', String(port), ...commandLineSettings(settings)];
  const [command = '', ...args] = [...account.prefix, '/bin/sh', '-c', WATCHDOG, 'liangpai-postgres', ...postgres];
  const child = spawn(command, args, {
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', log, log],
    // A terminal's Ctrl-C is for the server alone, which stops the database last.
    detached: true,
    ...(account.prefix.length === 0 ? account.ids : {}),
  });
  child.unref();
  child.stdin?.on('error', () => undefined);
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return child;
}

function failure(text: string): PostmasterFailure {
  if (/Address already in use|could not create any TCP\/IP sockets/.test(text))
    return new PostmasterFailure('port-taken', text);
  if (/lock file|pre-existing shared memory|is in use/.test(text))
    return new PostmasterFailure('directory-taken', text);
  return new PostmasterFailure('other', text);
}

/** @throws PostmasterFailure */
export async function startPostmaster(plan: PostmasterPlan): Promise<Postmaster> {
  const log = await openLog(plan.paths.log);
  let ended: string | undefined;
  const callbacks: (() => void)[] = [];
  const child = launch(plan, log.fd);
  const end = (reason: string): void => {
    if (ended !== undefined) return;
    ended = reason;
    for (const callback of callbacks) callback();
  };
  child.on('error', (error) => end(error.message));
  child.on('exit', (code, signal) => end(`exit ${signal ?? code}`));
  await log.close();

  const deadline = performance.now() + plan.patience;
  for (;;) {
    const file = await readPostmasterFile(plan.paths.pgData);
    // The file may still be that of a predecessor.
    const own = file && parentOf(file.pid) === child.pid ? file : undefined;
    if (own?.ready && ended === undefined) return postmaster(own.pid, child, () => ended !== undefined, callbacks);
    if (ended !== undefined || performance.now() > deadline) {
      if (own && ended === undefined) await stopPostmaster(own.pid);
      child.stdin?.end();
      const written = (await readFile(plan.paths.log)).subarray(log.from).toString('utf8').trim();
      throw failure(`${ended ?? `not ready after ${plan.patience} ms`}\n${written}`);
    }
    await sleep(20);
  }
}

function postmaster(pid: number, child: ChildProcess, hasEnded: () => boolean, callbacks: (() => void)[]): Postmaster {
  return {
    pid,
    onEnd: (callback) => {
      if (hasEnded()) callback();
      else callbacks.push(callback);
    },
    stop: async () => {
      await stopPostmaster(pid);
      child.stdin?.end();
      if (child.pid !== undefined) await waitUntilGone(child.pid, 1_000);
    },
  };
}
