import { setTimeout as sleep } from 'node:timers/promises';
import { keyOf } from './journal.mjs';

/** @typedef {import('./journal.mjs').ChaosEvent} ChaosEvent */

const MAX_BATCH = 50;
/** Acknowledged batches that may be sent again. */
const MEMORY = 200;
/** Steps for which an event may be held back. */
const HELD = 40;

/** One sender: repeats until it has an answer, and delivers as badly as the contract allows. */
export class Client {
  #step = 0;
  #stopped = false;
  /** @type {Map<ChaosEvent, number>} step before which an event is not sent */
  #held = new Map();
  /** @type {ChaosEvent[][]} */
  #old = [];
  /** Changed bodies that have not been answered yet. @type {ChaosEvent[]} */
  #conflicts = [];

  constructor(name, random, journal, sender, workload) {
    Object.assign(this, { name, random, journal, sender, workload });
    /** Events sent at least once. @type {Set<ChaosEvent>} */
    this.tried = new Set();
  }

  /** Sends until told to stop. */
  async run() {
    while (!this.#stopped) {
      this.workload.refill();
      await this.#act();
      await sleep(this.random.between(40, 200));
    }
  }

  stop() {
    this.#stopped = true;
  }

  /** Repeats what is unknown and sends the rest; resolves when everything has been acknowledged. */
  async drain(until) {
    this.#held.clear();
    this.workload.finish();
    for (;;) {
      this.workload.refill();
      if (this.workload.pending.length === 0 && this.#conflicts.length === 0) return;
      if (performance.now() > until)
        throw new Error(`${this.name}: ${this.workload.pending.length} events are not acknowledged, ${this.#last}`);
      if (this.#conflicts.length > 0) await this.#sendConflicts();
      else await this.#sendFresh();
    }
  }

  #last = '';

  async #act() {
    this.#step += 1;
    const { random } = this;
    if (this.#conflicts.length > 0 || random.chance(0.06)) await this.#sendConflicts();
    else if (this.#old.length > 0 && random.chance(0.08)) await this.#replay();
    else await this.#sendFresh();
  }

  /** Any of what is not acknowledged, in any order, doubled here and there, whole or in overlapping parts. */
  async #sendFresh() {
    const { random, workload } = this;
    const ready = workload.pending.filter((event) => !(this.#held.get(event) > this.#step));
    const size = random.chance(0.3) ? MAX_BATCH : random.whole(1, 15);
    const chosen = random.shuffled(ready).slice(0, size);
    for (const event of chosen.filter(() => random.chance(0.03)))
      if (!this.#stopped) this.#held.set(event, this.#step + random.whole(5, HELD));
    const batch = chosen.filter((event) => !(this.#held.get(event) > this.#step));
    if (batch.length === 0) return;
    for (const event of batch.filter(() => random.chance(0.08))) batch.splice(random.whole(0, batch.length), 0, event);
    if (!random.chance(0.15)) return void (await this.#send(batch));
    const cut = random.whole(0, batch.length - 1);
    const overlap = random.whole(0, 3);
    await Promise.all([batch.slice(0, cut + overlap), batch.slice(cut)].map((part) => this.#send(part)));
  }

  async #send(batch) {
    if (batch.length === 0) return;
    const reply = await this.#post(batch, batch.some((event) => this.tried.has(event)) ? 'repeat' : 'first');
    for (const event of batch) this.tried.add(event);
    if (reply.outcome !== 'ok') return;
    const refused = new Set(reply.rejected.map(({ index }) => index));
    for (const { index, reason } of reply.rejected)
      this.journal.complain(`${this.name} ${batch[index]?.id} was rejected: ${reason}`);
    if (reply.accepted + reply.duplicates + refused.size !== batch.length)
      this.journal.complain(`${this.name}: an answer counts ${JSON.stringify(reply)} of ${batch.length} events`);
    const acked = new Set(batch.filter((_, index) => !refused.has(index)));
    for (const event of acked) this.journal.acked.add(keyOf(event));
    this.workload.pending = this.workload.pending.filter((event) => !acked.has(event));
    this.#old.push([...acked]);
    if (this.#old.length > MEMORY) this.#old.splice(this.random.whole(0, MEMORY), 1);
  }

  /** Batches of long ago, whole or mixed: nothing of them may be accepted a second time. */
  async #replay() {
    const { random } = this;
    const events = random.chance(0.5)
      ? random.pick(this.#old)
      : random.shuffled([...random.pick(this.#old), ...random.pick(this.#old)]).slice(0, MAX_BATCH);
    const reply = await this.#post(events, 'replay');
    if (reply.outcome === 'ok' && reply.duplicates !== events.length)
      this.journal.complain(`${this.name}: acknowledged before, now ${JSON.stringify(reply)}`);
  }

  /** Acknowledged events once more with another body. */
  async #sendConflicts() {
    const { random, journal } = this;
    if (this.#conflicts.length === 0 && this.#old.length > 0 && !this.#stopped) {
      const event = random.pick(random.pick(this.#old));
      const data = event.data.officer === undefined ? event.data : { ...event.data, officer: 'X99' };
      this.#conflicts.push({ ...event, data, at: event.at - 1_000 });
      journal.injected.add(keyOf(event));
    }
    const batch = this.#conflicts;
    if (batch.length === 0) return;
    const reply = await this.#post(batch, 'conflict');
    if (reply.outcome !== 'ok') return;
    this.#conflicts = [];
    for (const [index, event] of batch.entries())
      if (reply.rejected.some((r) => r.index === index && r.reason === 'conflict')) journal.conflicts.add(keyOf(event));
      else journal.complain(`${this.name} ${event.id} with another body was not a conflict: ${JSON.stringify(reply)}`);
  }

  async #post(batch, kind) {
    const n = this.journal.invoke(this.name, batch, kind);
    const reply = await this.sender.post(batch);
    this.journal.answer(n, this.name, reply);
    this.#last = `${reply.outcome} ${reply.status}`;
    // Only "too much" and "not now" may be said to a well-formed request, whatever is broken.
    if (/^[45]\d\d$/.test(reply.status) && !['429', '503'].includes(reply.status))
      this.journal.complain(`${this.name}: HTTP ${reply.status}`);
    if (reply.outcome !== 'ok') await sleep(this.random.between(50, 150));
    return reply;
  }
}
