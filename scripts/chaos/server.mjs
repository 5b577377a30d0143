import { spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../lib/project.mjs';
import { postmasterOf, signal } from './processes.mjs';

const ENTRY = fileURLToPath(new URL('server-entry.mjs', import.meta.url));
/** Milliseconds. */
const START_PATIENCE = 60_000;
const STOP_PATIENCE = 12_000;

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The server under test: always on the same data directory and port. */
export class Server {
  /** Ends that nobody asked for. @type {string[]} */
  crashes = [];
  /** Milliseconds that starts took until `ready`. @type {number[]} */
  starts = [];
  #child;
  #expected = new WeakSet();

  /** @param {string} directory of the whole run @param {number} port */
  constructor(directory, port) {
    this.dataDir = join(directory, 'data');
    this.logFile = join(directory, 'server.log');
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  get pid() {
    return this.#child?.pid;
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  environment() {
    const { DATABASE_URL, NODE_ENV, HOST, NODE_OPTIONS, ...env } = process.env;
    void [DATABASE_URL, NODE_ENV, HOST, NODE_OPTIONS];
    return { ...env, LIANGPAI_DATA_DIR: this.dataDir, LIANGPAI_DEMO: 'on', LIANGPAI_SIMULATOR: 'off' };
  }

  /** Nothing starts any more. */
  closing = false;

  /** Starts without waiting; `ready` settles when it prints its line or ends before. */
  launch() {
    if (this.closing) return Promise.reject(new Error('the run is over'));
    const log = openSync(this.logFile, 'a');
    const env = { ...this.environment(), PORT: String(this.port), LIANGPAI_WATCH_PARENT: '1' };
    const child = spawn(process.execPath, [ENTRY], { cwd: ROOT, env, stdio: ['ignore', 'pipe', log] });
    closeSync(log);
    this.#child = child;
    const begun = performance.now();
    child.once('exit', (code, name) => {
      if (!this.#expected.has(child)) this.crashes.push(`${name ?? `exit ${code}`}\n${this.logTail()}`);
    });
    const ready = new Promise((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
        if (!/^ready http:\/\/localhost:\d+$/m.test(text)) return;
        this.starts.push(performance.now() - begun);
        resolve();
      });
      child.once('exit', () => reject(new Error('the server ended before it was ready')));
    });
    ready.catch(() => undefined);
    return ready;
  }

  /** @returns {Promise<void>} when it has printed `ready` */
  async start(patience = START_PATIENCE) {
    const late = new AbortController();
    const timeout = sleep(patience, undefined, { signal: late.signal }).then(() => {
      throw new Error(`the server was not ready within ${patience} ms\n${this.logTail()}`);
    });
    timeout.catch(() => undefined);
    await Promise.race([this.launch(), timeout]).finally(() => late.abort());
  }

  async kill() {
    await this.#end('SIGKILL');
  }

  /** @returns {Promise<number>} milliseconds that it took */
  async stop() {
    const begun = performance.now();
    const force = setTimeout(() => signal(this.pid, 'SIGKILL'), STOP_PATIENCE);
    await this.#end('SIGTERM');
    clearTimeout(force);
    return performance.now() - begun;
  }

  async #end(name) {
    const child = this.#child;
    if (!child || !this.isRunning) return;
    this.#expected.add(child);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(name);
    await gone;
  }

  /** Reasons against readiness, `undefined` when it does not answer. */
  async reasons() {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(3_000) });
      return (await answer.json()).reasons;
    } catch {
      return undefined;
    }
  }

  async waitReady(patience = START_PATIENCE) {
    const end = performance.now() + patience;
    for (let reasons; ; await sleep(50)) {
      if (!this.isRunning) throw new Error(`the server is not running\n${this.logTail()}`);
      reasons = await this.reasons();
      if (reasons?.length === 0) return;
      if (performance.now() > end) throw new Error(`not ready within ${patience} ms: ${reasons ?? 'no answer'}`);
    }
  }

  /** Ends everything; the database of a killed server follows it by itself. */
  async cleanUp() {
    this.closing = true;
    const child = this.#child;
    if (child) {
      signal(child.pid, 'SIGCONT');
      await this.stop();
    }
    for (let i = 0; i < 100 && postmasterOf(this.dataDir) !== undefined; i += 1) await sleep(100);
    const left = postmasterOf(this.dataDir);
    if (left !== undefined) signal(left, 'SIGQUIT');
  }

  logTail() {
    return readFileSync(this.logFile, 'utf8').split('\n').slice(-12).join('\n');
  }
}
