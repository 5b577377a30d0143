import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inProject } from '../lib/project.mjs';
import { parentOf } from './machine.mjs';

/** Milliseconds for a first start, which creates the database. */
const START_WITHIN = 120_000;
const STOP_WITHIN = 15_000;

/** Directories to remove and processes to end when the bench ends, however it does. */
const directories = new Set();
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stopAll().then(() => process.exit(130)));

/** What else has to be stopped when the bench is interrupted. @type {Set<() => Promise<unknown>>} */
export const stops = new Set();
const stopAll = () => Promise.allSettled([...[...children].map(ended), ...[...stops].map((stop) => stop())]);

export function scratchDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'liangpai-bench-'));
  directories.add(directory);
  return directory;
}

/** @param {string} directory */
export function removeDirectory(directory) {
  rmSync(directory, { recursive: true, force: true });
  directories.delete(directory);
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  await gone;
  clearTimeout(timer);
}

/**
 * @typedef {object} BenchServer
 * @property {string} url
 * @property {number} port
 * @property {number} pid
 * @property {number} startedIn milliseconds from the call of the program to its line `ready`
 * @property {string} dataDir
 * @property {() => Promise<string>} databaseUrl
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill the process only, as `kill -9` does
 */

/** What `npm start` tells Node besides, such as the size of the young generation. @returns {string[]} */
function startFlags() {
  const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/**
 * Starts a server of its own; its database lies in `dataDir`.
 * @param {string} dataDir @param {string[]} [flags] of Node @returns {Promise<BenchServer>}
 */
export async function startServer(dataDir, flags = []) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', LIANGPAI_DATA_DIR: dataDir };
  Object.assign(env, { LIANGPAI_DEMO: 'on', LIANGPAI_SIMULATOR: 'off', LIANGPAI_WATCH_PARENT: '1', NODE_ENV: '' });
  for (const name of ['DATABASE_URL', 'npm_lifecycle_event', 'NODE_OPTIONS']) delete env[name];
  const began = performance.now();
  const child = spawn(process.execPath, [...startFlags(), ...flags, inProject('scripts/bench/serve.mjs')], {
    env,
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  await ready(child);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: /** @type {number} */ (child.pid),
    startedIn: performance.now() - began,
    dataDir,
    databaseUrl: () => databaseUrl(dataDir),
    stop: () => ended(child),
    kill: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function ready(child) {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    const timer = setTimeout(() => reject(new Error(`the server was not ready in time\n${err}`)), START_WITHIN);
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (!/^ready http/m.test(out)) return;
      clearTimeout(timer);
      out = '';
      resolve(undefined);
    });
    child.stderr.on('data', (chunk) => (err = (err + chunk).slice(-4_000)));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`the server ended (${signal ?? code})\n${err}`));
    });
  });
}

async function databaseUrl(dataDir) {
  const { runningEmbedded } = await import('../../dist/server/database/embedded-postgres.js');
  const url = await runningEmbedded(dataDir);
  if (url === undefined) throw new Error(`no database runs on ${dataDir}`);
  return url;
}

/** A connection to the database of a server, and the process that all its backends come from. @param {string} url */
export async function connectDatabase(url) {
  const client = new pg.Client({ connectionString: url, application_name: 'liangpai-bench' });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return { client, postmaster: parentOf(rows[0].pid) };
}
