import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishQuickItem, signIn } from './api.mjs';
import { Client } from './client.mjs';
import { Console } from './console.mjs';
import { connect } from './database.mjs';
import { Journal } from './journal.mjs';
import { Nemesis } from './nemesis.mjs';
import { Random } from './random.mjs';
import { Sender } from './sender.mjs';
import { freePort, Server } from './server.mjs';
import { WatermarkClient } from './watermark.mjs';
import { ReplayWorkload, WindowWorkload } from './workload.mjs';

/** Milliseconds for everything that is not acknowledged after the last kill. */
const DRAIN_PATIENCE = 90_000;
/** Milliseconds in which the sweeps pass the last deadline: the source's lag, their margin, and some. */
const SWEEP_PATIENCE = 120_000;

/** One server with its clients, from an empty data directory to the checks. */
export class Trial {
  /** @type {Client[]} */
  clients = [];
  #closing;

  /** @param {{ seed: string, directory: string, port: number }} options */
  constructor({ seed, directory, port }) {
    this.seed = seed;
    this.directory = directory;
    this.random = new Random(seed);
    this.journal = new Journal(join(directory, 'journal.jsonl'));
    this.server = new Server(directory, port);
    this.nemesis = new Nemesis(this.random.branch('nemesis'), this.journal, this.server);
  }

  static async create(seed) {
    const directory = await mkdtemp(join(tmpdir(), 'liangpai-chaos-'));
    // The account under which the database runs passes through.
    await chmod(directory, 0o711);
    return new Trial({ seed, directory, port: await freePort() });
  }

  async open() {
    await this.server.start();
    await publishQuickItem(this.server.url);
    this.console = new Console(
      this.server.url,
      await signIn(this.server.url, 'inspector'),
      this.random.branch('console'),
    );
    await this.console.open();
  }

  /**
   * Takes senders, half of them live windows, half replaying.
   * @param {{ url?: string, prefix?: string, youngest?: number }} [options] `url` of the server, or of a proxy
   */
  useClients(count, { url = this.server.url, prefix = '', youngest = 58 } = {}) {
    this.clients = [];
    const replays = [];
    for (let i = 1; i <= count; i += 1) {
      const replay = i % 2 === 0;
      const name = `${prefix}${replay ? 'r' : 'w'}${i}`;
      const random = this.random.branch(name);
      const workload = new (replay ? ReplayWorkload : WindowWorkload)(name, random, this.journal, youngest);
      if (replay) replays.push(workload);
      const sender = new Sender(url, replay ? 'demo-replay' : 'demo-window');
      this.clients.push(new Client(name, random, this.journal, sender, workload));
    }
    const sender = new Sender(this.server.url, 'demo-replay', 20_000);
    this.watermark = new WatermarkClient(this.random.branch(`${prefix}watermark`), this.journal, sender, () =>
      Math.min(...replays.map((workload) => workload.safeUntil)),
    );
  }

  /** Clients and nemesis at once. @param {number} milliseconds after which it ends even with fewer kills */
  async storm(kills, milliseconds) {
    const running = [...this.clients, this.watermark].map((client) => client.run());
    running.push(this.console.run());
    try {
      await this.nemesis.run(kills, performance.now() + milliseconds);
    } finally {
      for (const client of [...this.clients, this.watermark]) client.stop();
      this.console.settle();
      await Promise.all(running);
    }
  }

  /** Everything is sent and acknowledged, the watermark is at its end. */
  async drain({ finalWatermark = true } = {}) {
    await this.server.waitReady();
    const until = performance.now() + DRAIN_PATIENCE;
    const all = () => Promise.all(this.clients.map((client) => client.drain(until)));
    await all();
    if (!finalWatermark) return;
    await this.watermark.declare(Date.now());
    // Late events are let go by the last watermark.
    await all();
  }

  /** The sweeps have passed every deadline of the window's cases. @returns {Promise<boolean>} */
  async settle() {
    const deadline = Math.max(0, ...this.clients.map((client) => client.workload.lastDeadline ?? 0));
    const client = await connect(this.server.dataDir);
    try {
      for (const end = performance.now() + SWEEP_PATIENCE; performance.now() < end; await sleep(250)) {
        const { rows } = await client.query(
          `SELECT (extract(epoch FROM swept_to) * 1000)::float8 AS "sweptTo" FROM feed WHERE name = 'demo-window'`,
        );
        if (rows[0].sweptTo > deadline) return true;
      }
      return false;
    } finally {
      await client.end();
    }
  }

  /** @param {{ keep?: boolean }} [options] */
  close(options) {
    this.#closing ??= this.#close(options);
    return this.#closing;
  }

  async #close({ keep = false } = {}) {
    this.console?.close();
    await this.server.cleanUp();
    await this.journal.close();
    if (!keep) await rm(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
