import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const linux = process.platform === 'linux';

function ps(pid: number, column: string): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Fields of /proc/<pid>/stat from the third on; the second, the name, may hold blanks and brackets. */
function procStat(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Tells a process from a later one with the same pid; undefined when it is gone or only waits to be reaped. */
export function processIdentity(pid: number): string | undefined {
  if (!linux) return ps(pid, 'lstart');
  const stat = procStat(pid);
  if (!stat || stat[0] === 'Z' || stat[0] === 'X') return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}/${stat[19]}`;
}

export function parentOf(pid: number): number | undefined {
  const parent = Number(linux ? procStat(pid)?.[1] : ps(pid, 'ppid'));
  return parent > 0 ? parent : undefined;
}

/** The command line, its words separated by NUL on Linux and by blanks elsewhere; empty when it is gone. */
export async function commandLine(pid: number): Promise<string> {
  if (!linux) return ps(pid, 'args') ?? '';
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}

export const isAlive = (pid: number): boolean => processIdentity(pid) !== undefined;
