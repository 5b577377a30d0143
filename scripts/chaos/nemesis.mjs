import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf, postmasterOf, signal } from './processes.mjs';

/** How often each act comes. Pauses are no kills. */
const ACTS = { server: 45, database: 30, both: 12, 'pause-server': 6, 'pause-database': 7 };

/** Kills and pauses our own server and its database, by a schedule that the seed fixes. */
export class Nemesis {
  kills = { server: 0, database: 0, both: 0, starting: 0 };
  pauses = 0;

  constructor(random, journal, server) {
    Object.assign(this, { random, journal, server });
  }

  get total() {
    return Object.values(this.kills).reduce((sum, n) => sum + n, 0);
  }

  /** @param {number} kills @param {number} until `performance.now()` after which it stops */
  async run(kills, until) {
    while (this.total < kills && performance.now() < until) {
      await sleep(this.random.between(300, 1_200));
      await this.#act(this.random.weighted(ACTS));
    }
  }

  async #act(act) {
    this.journal.note({ op: 'nemesis', act, kill: this.total + 1 });
    if (act === 'pause-server') await this.#pause([this.server.pid]);
    else if (act === 'pause-database') await this.#pauseDatabase();
    else {
      this.kills[act] += 1;
      // What the keeper in the server begins after the first blow is cut off by the second.
      if (act !== 'server') await this.#killDatabase();
      if (act === 'both') await sleep(this.random.between(0, 150));
      if (act !== 'database') await this.#restart();
    }
    await this.server.waitReady();
    this.journal.note({ op: 'up' });
  }

  async #restart() {
    await this.server.kill();
    // Sometimes the next one does not get far, either.
    if (this.random.chance(0.12)) {
      const ready = this.server.launch();
      await Promise.race([ready, sleep(this.random.between(50, 1_500))]);
      await this.server.kill();
      this.kills.starting += 1;
    }
    await this.server.start();
  }

  async #killDatabase() {
    const pid = postmasterOf(this.server.dataDir);
    if (pid === undefined || !signal(pid, 'SIGKILL')) return;
    // Ready again means: the new one, not the last breath of the old one.
    while (postmasterOf(this.server.dataDir) === pid) await sleep(5);
  }

  /** The postmaster alone, so that nobody gets a connection, or all of its processes. */
  async #pauseDatabase() {
    const pid = postmasterOf(this.server.dataDir);
    if (pid !== undefined) await this.#pause(this.random.chance(0.5) ? [pid] : [pid, ...childrenOf(pid)]);
  }

  async #pause(pids) {
    this.pauses += 1;
    for (const pid of pids) signal(pid, 'SIGSTOP');
    try {
      await sleep(this.random.between(1_000, 3_000));
    } finally {
      for (const pid of pids) signal(pid, 'SIGCONT');
    }
  }
}
