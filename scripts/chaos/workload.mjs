import { BACKDATED_CASES, DAY, QUICK_STATUTE, REPLAY_CASES, REPLAY_SPAN, SECOND, WINDOW_CASES } from './cases.mjs';

/** @typedef {import('./journal.mjs').ChaosEvent} ChaosEvent */

/** Events that a client may have on its hands at once; it sends them in any order. */
const WINDOW = 120;
const REPLAY_FROM = Date.UTC(2024, 0, 2, 1);

/** Makes the cases of one client: its own numbers, its own event ids. */
class CaseMaker {
  #cases = 0;
  #events = 0;

  constructor(name, seed, journal) {
    this.name = name;
    this.source = `urn:chaos:${seed}:${name}`;
    this.journal = journal;
  }

  /** @returns {ChaosEvent[]} */
  make({ events, rules }, base) {
    this.#cases += 1;
    const caseNo = `${this.name}-${this.#cases}`;
    if (rules) this.journal.expected.set(caseNo, rules);
    return events.map((event) => this.event(caseNo, base, event));
  }

  event(caseNo, base, [offset, type, data]) {
    this.#events += 1;
    return { source: this.source, id: `e${this.#events}`, type, caseNo, at: base + offset, data };
  }
}

/** Cases of a live window: events of the last minutes, some of weeks ago. */
export class WindowWorkload {
  /** @type {ChaosEvent[]} */
  pending = [];
  /** Every deadline of its cases has passed by then. */
  lastDeadline = 0;

  /** @param {number} youngest seconds ago that its newest cases began, at the latest */
  constructor(name, random, journal, youngest) {
    this.random = random;
    this.youngest = youngest;
    this.maker = new CaseMaker(name, random.seed.split('/')[0], journal);
  }

  refill() {
    while (this.pending.length < WINDOW / 2) this.pending.push(...this.#case());
  }

  #case() {
    const { random, maker } = this;
    if (random.chance(0.2)) {
      const template = random.pick(BACKDATED_CASES);
      return maker.make(template, Date.now() - template.days * DAY - random.whole(0, 5) * DAY);
    }
    // Inside the lag that the source may have, so that a sweep finds the deadlines seconds later.
    const base = Date.now() - random.whole(this.youngest, 130) * SECOND;
    this.lastDeadline = Math.max(this.lastDeadline, base + 2 * SECOND + QUICK_STATUTE);
    return maker.make(random.pick(WINDOW_CASES), base);
  }

  /** Makes nothing more. */
  finish() {
    this.refill = () => undefined;
  }
}

/** Cases of years ago in order of time; what lies before `safeUntil` has been acknowledged. */
export class ReplayWorkload {
  /** @type {ChaosEvent[]} */
  pending = [];
  /** Later events of cases that have begun, in order of time. @type {ChaosEvent[]} */
  #future = [];
  /** @type {{ event: ChaosEvent, after: number }[]} */
  #late = [];
  #nextBase = REPLAY_FROM;

  constructor(name, random, journal) {
    this.random = random;
    this.journal = journal;
    this.maker = new CaseMaker(name, random.seed.split('/')[0], journal);
    this.end = Date.now() - REPLAY_SPAN - 5 * DAY;
    this.lates = new Set();
  }

  /** Nothing but late events will come before this instant. */
  get safeUntil() {
    const open = this.pending.filter((event) => !this.lates.has(event)).map((event) => event.at);
    return Math.min(this.#nextBase, this.#future[0]?.at ?? Infinity, ...open);
  }

  refill() {
    this.#releaseLate();
    while (this.pending.length < WINDOW) {
      while (this.#nextBase < this.end && !(this.#future[0]?.at < this.#nextBase)) this.#begin();
      const event = this.#future.shift();
      if (!event) return;
      this.pending.push(event);
    }
  }

  #begin() {
    const { random, maker } = this;
    const template = random.pick(REPLAY_CASES);
    const base = this.#nextBase;
    const events = maker.make(template, base);
    this.#future.push(...events);
    this.#future.sort((a, b) => a.at - b.at);
    if (template.late)
      this.#late.push({
        event: maker.event(events[0].caseNo, base, template.late),
        after: base + template.after,
      });
    this.#nextBase += random.whole(60, 900) * 60 * SECOND;
  }

  #releaseLate() {
    const ready = this.#late.filter(({ after }) => after < this.journal.declaredUntil);
    this.#late = this.#late.filter((late) => !ready.includes(late));
    for (const { event } of ready) {
      this.lates.add(event);
      this.journal.expectedEvidence.push(event);
      this.pending.push(event);
    }
  }

  /** Begins no more cases; those that have begun go on to their end. */
  finish() {
    this.end = -Infinity;
    this.#nextBase = Infinity;
  }
}
