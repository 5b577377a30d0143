import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Pid of the postmaster that runs on a data directory of ours; undefined when there is none. */
export function postmasterOf(dataDir) {
  const pgData = join(dataDir, 'postgres');
  const pid = Number(read(join(pgData, 'postmaster.pid')).split('\n')[0]);
  // A pid from a file may meanwhile be somebody else's process.
  return pid > 0 && read(`/proc/${pid}/cmdline`).includes(pgData) ? pid : undefined;
}

/** Processes whose parent is `pid`. */
export function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const stat = read(`/proc/${name}/stat`);
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    })
    .map(Number);
}

/** @returns whether the process was there */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
