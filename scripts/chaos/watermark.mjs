import { setTimeout as sleep } from 'node:timers/promises';
import { keyOf } from './journal.mjs';

/** Moves the declared watermark of the replaying clients on, never past what is not acknowledged. */
export class WatermarkClient {
  #stopped = false;
  #count = 0;

  /** @param {() => number} safeUntil */
  constructor(random, journal, sender, safeUntil) {
    Object.assign(this, { random, journal, sender, safeUntil });
    this.source = `urn:chaos:${random.seed.split('/')[0]}:watermark`;
    journal.declaredUntil = -Infinity;
  }

  async run() {
    while (!this.#stopped) {
      await sleep(this.random.between(200, 600));
      const safe = this.safeUntil() - 1_000;
      // Going backwards is allowed and moves nothing.
      const until = this.random.chance(0.1) ? safe - this.random.whole(1, 1_000_000_000) : safe;
      await this.declare(until, () => this.#stopped);
    }
  }

  stop() {
    this.#stopped = true;
  }

  /** Repeats until it is answered, or given up. */
  async declare(until, givenUp = () => false) {
    this.#count += 1;
    const data = { until: new Date(until).toISOString() };
    const event = { source: this.source, id: `w${this.#count}`, type: 'feed.watermark', at: until, data };
    for (let kind = 'first'; ; kind = 'repeat') {
      const n = this.journal.invoke('watermark', [event], kind);
      const reply = await this.sender.post([event]);
      this.journal.answer(n, 'watermark', reply);
      if (reply.outcome === 'ok') {
        if (reply.rejected.length > 0) this.journal.complain(`watermark rejected: ${reply.rejected[0].reason}`);
        else this.journal.acked.add(keyOf(event));
        this.journal.declaredUntil = Math.max(this.journal.declaredUntil, until);
        return;
      }
      if (givenUp()) return;
      await sleep(100);
    }
  }
}
