import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { processIdentity } from '../../src/database/process-identity.js';
import { eventually, fromRoot, temporaryDirectory } from '../support/child.js';

/** Empties node_modules and fills it again, as `npm ci` does, and notes each run, and whether it was the only one. */
const NPM = `
  const fs = require('node:fs');
  const alone = (() => { try { fs.mkdirSync('running'); return true; } catch { return false; } })();
  fs.appendFileSync('runs', (alone ? 'alone ' : 'overlapping ') + process.pid + '\\n');
  fs.rmSync('node_modules', { recursive: true, force: true });
  const bin = 'node_modules/@swc/cli/bin';
  fs.mkdirSync(bin, { recursive: true });
  setTimeout(() => {
    fs.copyFileSync('swc.js', bin + '/swc.js');
    fs.writeFileSync('node_modules/.package-lock.json', '{}');
    fs.rmdirSync('running');
  }, Number(process.env.NPM_TAKES ?? 500));`;
const SWC = NPM.replace(/fs\.rmSync[\s\S]*/, `setTimeout(() => fs.rmdirSync('running'), 300);`);

const INSTALL = `import { ensureInstalled } from './scripts/lib/install.mjs'; await ensureInstalled();`;
const BUILD = `import { ensureBuilt } from './scripts/lib/build.mjs'; await ensureBuilt(['server']);`;
const END = `import { endOnFailure } from './scripts/lib/project.mjs';`;

let project = '';
const file = (name: string): string => join(project, name);
const runs = (): string[] => (existsSync(file('runs')) ? readFileSync(file('runs'), 'utf8').trim().split('\n') : []);

beforeEach(() => {
  project = temporaryDirectory();
  mkdirSync(file('src'));
  cpSync(fromRoot('scripts/lib'), file('scripts/lib'), { recursive: true });
  for (const [name, content] of Object.entries({ 'package-lock.json': '{}', 'npm-cli.js': NPM, 'swc.js': SWC }))
    writeFileSync(file(name), content);
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** A process of the project, such as `npm start`. */
function begin(code: string, npmTakes = 500) {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: project,
    env: { ...inherited, npm_execpath: file('npm-cli.js'), NPM_TAKES: String(npmTakes) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(child.stderr);
  return { child, ended: once(child, 'exit').then(async ([code]) => ({ code: code as number, said: await said })) };
}

const failures = (ends: readonly { code: number }[]) => ends.filter(({ code }) => code !== 0);

describe('processes that are started at once in a fresh clone', () => {
  it('install once: the others wait, say so once, and find it done', async () => {
    const ends = await Promise.all([1, 2, 3, 4].map(() => begin(INSTALL).ended));
    expect(failures(ends)).toEqual([]);
    expect(runs()).toEqual([expect.stringMatching(/^alone /)]);
    const said = ends.map((end) => end.said);
    expect(said.filter((words) => words.startsWith('正在安装依赖'))).toHaveLength(1);
    for (const words of said.filter((words) => words.includes('waiting')))
      expect(words.match(/waiting/g)).toHaveLength(1);
    expect(existsSync(file('.setup.lock'))).toBe(false);
  });

  it('install and build once each, in this order', async () => {
    const ends = await Promise.all([1, 2, 3].map(() => begin(`${INSTALL}\n${BUILD}`).ended));
    expect(failures(ends)).toEqual([]);
    expect(runs()).toEqual([expect.stringMatching(/^alone /), expect.stringMatching(/^alone /)]);
  });

  it('do not wait for anything when nothing is to be done', async () => {
    await begin(`${INSTALL}\n${BUILD}`).ended;
    hold(process.pid);
    expect(await begin(`${INSTALL}\n${BUILD}`).ended).toEqual({ code: 0, said: '' });
  });
});

/** The lock as a process leaves it that was killed, or that is still at work. */
function hold(pid: number): void {
  const began = process.platform === 'linux' ? processIdentity(pid)?.split('/').at(-1) : '-';
  writeFileSync(file('.setup.lock'), `${pid} ${began ?? 'earlier'}\n`);
}

describe('the lock of installing and building', () => {
  it('is taken over from a process that is gone, by one only', async () => {
    const gone = begin('');
    await gone.ended;
    hold(gone.child.pid ?? 0);
    const ends = await Promise.all([1, 2, 3].map(() => begin(INSTALL).ended));
    expect(failures(ends)).toEqual([]);
    expect(runs()).toEqual([expect.stringMatching(/^alone /)]);
  });

  it('holds while the npm of a killed process still runs', async () => {
    const killed = begin(INSTALL, 1_500);
    expect(await eventually(() => runs().length === 1)).toBe(true);
    killed.child.kill('SIGKILL');
    const next = await begin(INSTALL).ended;
    expect(next.code).toBe(0);
    expect(next.said).toContain('waiting for process');
    expect(runs()).toEqual([expect.stringMatching(/^alone /)]);
  });

  it('is not waited for beyond the bound; the message names the process and the file', async () => {
    hold(process.pid);
    const lock = pathToFileURL(file('scripts/lib/setup-lock.mjs')).href;
    const code = `${END} const { doAlone } = await import('${lock}');
      await doAlone(() => true, () => undefined, 500).catch(endOnFailure);`;
    const { code: exit, said } = await begin(code).ended;
    expect(exit).toBe(1);
    expect(said).toContain(`process ${process.pid} is still installing or building`);
    expect(said).toContain(file('.setup.lock'));
  });
});
