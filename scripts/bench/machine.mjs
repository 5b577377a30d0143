import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Clock ticks of /proc are 10 ms on every Linux that Node runs on. */
const TICK_MS = 10;
const PAGE = 4_096;
export const CORES = cpus().length;

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Fields of /proc/PID/stat after the name, which may hold blanks; [0] is the state. */
function stat(pid) {
  const text = read(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

export const parentOf = (pid) => Number(stat(pid)?.[1] ?? 0);

/** CPU milliseconds of one process, with those of its children that have ended. @param {number} pid */
export function cpuOf(pid) {
  const fields = stat(pid);
  return fields ? (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) * TICK_MS : 0;
}

/** CPU milliseconds of a process and of everything below it. @param {number} pid */
export function cpuBelow(pid) {
  const children = new Map();
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) {
      const parent = parentOf(name);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
  const total = (one) => cpuOf(one) + (children.get(one) ?? []).reduce((ms, child) => ms + total(child), 0);
  return total(pid);
}

/** Resident memory in MB. @param {number} pid */
export const rssOf = (pid) => (Number(read(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0) * PAGE) / 1e6;

function machineTicks() {
  const line = read('/proc/stat')?.split('\n', 1)[0] ?? '';
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: user + nice + system + irq + soft, idle: idle + wait, steal };
}

/**
 * What the machine does over a stretch of time. `others` is the share of all cores that neither we nor the hypervisor's
 * other guests (steal) account for.
 */
export class MachineWatch {
  /** @param {Record<string, () => number>} ours CPU milliseconds by name */
  constructor(ours) {
    this.ours = ours;
    this.machine = machineTicks();
    this.before = this.#readings();
    this.started = performance.now();
  }

  #readings() {
    return Object.fromEntries(Object.entries(this.ours).map(([name, cpu]) => [name, cpu()]));
  }

  /** @returns {{ ms: number, cpu: Record<string, number>, steal: number, others: number, busy: number }} */
  end() {
    const [ms, after, machine] = [performance.now() - this.started, this.#readings(), machineTicks()];
    const cpu = Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - this.before[name]]));
    const busy = machine.busy - this.machine.busy;
    const steal = machine.steal - this.machine.steal;
    const all = busy + steal + machine.idle - this.machine.idle || 1;
    const ourTicks = Object.values(cpu).reduce((a, b) => a + b, 0) / TICK_MS;
    return { ms, cpu, steal: steal / all, busy: busy / all, others: Math.max(0, busy - ourTicks) / all };
  }
}

const percent = (share) => `${(share * 100).toFixed(1)}%`;
export const shownMachine = ({ steal, others, busy }) =>
  `machine: busy ${percent(busy)}, steal ${percent(steal)}, other programs ${percent(others)} of ${CORES} cores`;
