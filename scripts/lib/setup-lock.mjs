// One process at a time installs or builds. Needs no package: node_modules may not be there yet.
import { appendFileSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { inProject, note, StepError } from './project.mjs';

/** A line for each process that works under it: its pid and when it began. */
const LOCK = inProject('.setup.lock');
/** Held for the moment in which a dead owner's lock is removed, so that nobody removes its successor. */
const REMOVAL = inProject('.setup.lock.removal');
/** Longer than opening a file and writing a line, or removing one, ever takes. */
const MOMENT_MS = 10_000;
const POLL_MS = 200;
const PATIENCE_MS = 10 * 60_000;

/** Tells a process from a later one with the same pid; undefined when it is gone or only waits to be reaped. */
function beganAt(pid) {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0) && '-';
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // From the third on: the second, the name, may hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(fields[0]) ? undefined : fields[19];
  } catch (error) {
    return error.code === 'EPERM' ? '-' : undefined;
  }
}

const line = (pid) => `${pid} ${beganAt(pid) ?? 'gone'}\n`;
const lives = ([pid, began]) => beganAt(pid) === began;

const unlessCode = (code, act) => {
  try {
    return act();
  } catch (error) {
    if (error.code === code) return undefined;
    throw error;
  }
};

const age = (path) => unlessCode('ENOENT', () => Date.now() - statSync(path).mtimeMs) ?? 0;

/** The pid that holds the lock; 0 when its owner has died, undefined when there is no lock. */
function holder() {
  const text = unlessCode('ENOENT', () => readFileSync(LOCK, 'utf8'));
  if (text === undefined) return undefined;
  const owners = text
    .split('\n')
    .filter(Boolean)
    .map((owner) => owner.split(' '));
  // Its owner is about to write, unless a power failure left it empty.
  if (owners.length === 0) return age(LOCK) < MOMENT_MS ? NaN : 0;
  return Number(owners.find(lives)?.[0] ?? 0);
}

/** Whether it was removed. */
function removeDead() {
  if (!unlessCode('EEXIST', () => (mkdirSync(REMOVAL), true))) {
    if (age(REMOVAL) > MOMENT_MS) rmSync(REMOVAL, { recursive: true, force: true });
    return false;
  }
  try {
    const isDead = holder() === 0;
    if (isDead) rmSync(LOCK);
    return isDead;
  } finally {
    rmdirSync(REMOVAL);
  }
}

const take = () => unlessCode('EEXIST', () => (writeFileSync(LOCK, line(process.pid), { flag: 'wx' }), true));

async function lock(patience) {
  const minutes = Math.ceil(patience / 60_000);
  let waited = false;
  for (const end = performance.now() + patience; !take();) {
    const pid = holder();
    if (pid === 0 && removeDead()) continue;
    if (performance.now() > end)
      throw new StepError(
        `等待了 ${minutes} 分钟，进程 ${pid} 仍在安装或构建。请等它结束后再试；如无此进程，请删除 ${LOCK}。\n` +
          `After ${minutes} minutes process ${pid} is still installing or building. Try again when it has ended; if there is no such process, remove ${LOCK}.`,
      );
    if (pid > 0 && !waited) {
      note(
        `正在等待进程 ${pid} 完成安装或构建，至多 ${minutes} 分钟 / waiting for process ${pid} to finish installing or building, ${minutes} minutes at most …`,
      );
      waited = true;
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

/**
 * Does work that is needed while no other process of the project installs or builds; afterwards it may be needed no more.
 * @param isNeeded asked again when the lock is held: another process may have done it meanwhile
 * @param work gets a function that notes the pid of a child: while that lives the lock holds, even when this process is killed
 * @throws StepError when another process holds the lock for longer than `patience`, in ms
 */
export async function doAlone(isNeeded, work, patience = PATIENCE_MS) {
  if (!isNeeded()) return;
  await lock(patience);
  try {
    if (isNeeded()) await work((pid) => appendFileSync(LOCK, line(pid)));
  } finally {
    rmSync(LOCK, { force: true });
  }
}
