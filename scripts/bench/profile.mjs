import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHOWN = 25;

/** @param {string} directory */
export const profileFlags = (directory) => ['--cpu-prof', `--cpu-prof-dir=${directory}`];

/** @param {string} directory @param {unknown} profile as a browser gives it */
export function writeProfile(directory, profile) {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `page-${Date.now()}.cpuprofile`), JSON.stringify(profile));
}

const NO_SCRIPT = new Set(['(idle)', '(program)', '(root)']);

/**
 * Milliseconds of script in a profile of a page: functions, what they call of the browser, collecting garbage. The browser's
 * own ScriptDuration leaves out microtasks, and Vue renders in these.
 * @param {{ nodes: { id: number, callFrame: { functionName: string } }[], samples: number[], timeDeltas: number[] }} profile
 */
export function scriptTime({ nodes, samples, timeDeltas }) {
  const none = new Set(nodes.filter(({ callFrame }) => NO_SCRIPT.has(callFrame.functionName)).map(({ id }) => id));
  // A sample lasts until the next one.
  return samples.reduce((all, id, i) => (none.has(id) ? all : all + (timeDeltas[i + 1] ?? 0)), 0) / 1_000;
}

/** Functions in which the newest profile of a directory spent most time themselves. @param {string} directory */
export function shownProfile(directory) {
  const files = readdirSync(directory).filter((name) => name.endsWith('.cpuprofile'));
  const newest = files
    .map((name) => join(directory, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (newest === undefined) return `no profile in ${directory}`;
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(newest, 'utf8'));
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const self = new Map();
  for (const [i, id] of samples.entries())
    self.set(names.get(id), (self.get(names.get(id)) ?? 0) + (timeDeltas[i] ?? 0));
  self.delete('(idle)');
  const all = [...self.values()].reduce((a, b) => a + b, 0);
  const lines = [...self]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([name, time]) => `${((time / all) * 100).toFixed(1).padStart(6)}%  ${name}`);
  return [`own time by function (${newest}):`, ...lines].join('\n');
}

const nameOf = ({ functionName, url, lineNumber }) => {
  const file = url.split('/').slice(-2).join('/');
  return file === '' ? functionName : `${functionName || '(anonymous)'}  ${file}:${lineNumber + 1}`;
};
