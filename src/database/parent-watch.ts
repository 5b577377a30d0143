import { commandLine, parentOf, processIdentity } from './process-identity.js';

/** Milliseconds. */
const INTERVAL = 500;
const SHELL = /(^|\/)(ba|da|a|z|k)?sh$/;

/** npm runs a script through `sh -c`; where that shell stays, npm is the grandparent. */
async function isScriptShell(pid: number): Promise<boolean> {
  const [command = '', option = ''] = (await commandLine(pid)).split(/[\0 ]/);
  return SHELL.test(command) && option === '-c';
}

interface Ancestor {
  readonly pid: number;
  readonly identity: string | undefined;
}

async function ancestorsToWatch(): Promise<readonly Ancestor[]> {
  const pids = [process.ppid];
  if (await isScriptShell(process.ppid)) {
    const grandparent = parentOf(process.ppid);
    if (grandparent !== undefined) pids.push(grandparent);
  }
  // 0: the parent is outside this container.
  return pids.filter((pid) => pid > 0).map((pid) => ({ pid, identity: processIdentity(pid) }));
}

/**
 * Calls `onDeath` once when npm, which started this process, has died without passing a signal on.
 * @returns stops the watch
 */
export async function watchParent(onDeath: () => void): Promise<() => void> {
  const parent = process.ppid;
  const ancestors = await ancestorsToWatch();
  const timer = setInterval(() => {
    const gone =
      process.ppid !== parent ||
      ancestors.some(({ pid, identity }) => identity === undefined || processIdentity(pid) !== identity);
    if (!gone) return;
    clearInterval(timer);
    onDeath();
  }, INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}
