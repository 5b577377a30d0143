import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../lib/project.mjs';
import { cpuOf, MachineWatch, shownMachine } from './machine.mjs';
import { progress, say, seconds, target, title } from './report.mjs';
import { Client } from './client.mjs';
import { freePort, removeDirectory, scratchDirectory, stops } from './server.mjs';
import { Workload } from './workload.mjs';
import { pause, quantile } from './statistics.mjs';

const START_WITHIN = 120_000;
/** Events under way when the server is killed. */
const EVENTS = 20_000;

/** Start: `npm start` on a used data directory, and again after `kill -9` under load. @param {import('./options.mjs').Options} options */
export async function starts({ quick, seed }) {
  title('start · npm start until its line "ready"');
  const dataDir = scratchDirectory();
  const watch = new MachineWatch({ bench: () => cpuOf(process.pid) });
  try {
    const first = await npmStart(dataDir);
    await first.stop();
    const second = [];
    const afterKill = [];
    for (let i = 0; i < (quick ? 1 : 3); i += 1) {
      const run = await npmStart(dataDir);
      second.push(run.ms);
      const load = sendUntilGone(run.port, seed + i);
      await pause(1_500);
      await run.kill();
      await load;
      const again = await npmStart(dataDir);
      afterKill.push(again.ms);
      await again.stop();
      progress(`second start ${seconds(run.ms)}, after a kill ${seconds(again.ms)}`);
    }
    say(
      `first start, which creates the database: ${seconds(first.ms)} · second: ${second.map(seconds).join(', ')} · after kill -9 under load: ${afterKill.map(seconds).join(', ')}`,
    );
    say(shownMachine(watch.end()));
    say('bound by: loading the modules of the server, the start of PostgreSQL and, after a kill, its recovery');
    target('second start', seconds(quantile(second, 0)), '<= 5 s', quantile(second, 0) <= 5_000);
    target('start after a kill', seconds(quantile(afterKill, 0)), '<= 10 s', quantile(afterKill, 0) <= 10_000);
  } finally {
    removeDirectory(dataDir);
  }
}

/** Runs `npm start` in a process group of its own, so that all of it can be ended. */
async function npmStart(dataDir) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', LIANGPAI_DATA_DIR: dataDir };
  Object.assign(env, { LIANGPAI_DEMO: 'on', LIANGPAI_SIMULATOR: 'off', NODE_ENV: '' });
  for (const name of Object.keys(env))
    if (name === 'DATABASE_URL' || name === 'NODE_OPTIONS' || /^npm_(?!config_)/.test(name)) delete env[name];
  const began = performance.now();
  const child = spawn('npm', ['start'], { cwd: inProject(), env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    signalGroup(child.pid, 'SIGTERM');
    await gone;
  };
  stops.add(stop);
  void gone.then(() => stops.delete(stop));
  await ready(child);
  const ms = performance.now() - began;
  return {
    ms,
    port,
    stop,
    kill: async () => {
      process.kill(JSON.parse(readFileSync(join(dataDir, 'server.lock'), 'utf8')).pid, 'SIGKILL');
      await gone;
    },
  };
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has gone already.
  }
}

function ready(child) {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    const timer = setTimeout(() => reject(new Error(`not ready in time\n${err}`)), START_WITHIN);
    child.stdout.on('data', (chunk) => {
      out = (out + chunk).slice(-1_000);
      if (/^ready http/m.test(out)) resolve(clearTimeout(timer));
    });
    child.stderr.on('data', (chunk) => (err = (err + chunk).slice(-4_000)));
    child.once('exit', (code) => reject(new Error(`npm start ended (${code})\n${err}`)));
  });
}

/** Load until the server is killed; that it fails then is what is wanted. */
async function sendUntilGone(port, seed) {
  const http = new Client(port, 4);
  const workload = new Workload({ seed, times: 'live', openCases: 2_000 });
  const worker = async () => {
    for (let left = EVENTS / 4; left > 0; left -= 1_000) await http.events('demo-window', workload.body(1_000), 1_000);
  };
  await Promise.allSettled(Array.from({ length: 4 }, worker));
  http.close();
}
