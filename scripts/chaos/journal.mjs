import { createWriteStream } from 'node:fs';

/**
 * @typedef {object} ChaosEvent
 * @property {string} source @property {string} id @property {string} type @property {string | undefined} caseNo
 * @property {number} at epoch milliseconds @property {Record<string, unknown>} data
 */

export const keyOf = ({ source, id }) => `${source}\u0000${id}`;

/** Members in order of their names, as the server stores them. */
export const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((name) => [name, sorted(value[name])]),
        )
      : value;

/** What the clients did and were told; every step is a JSON line. */
export class Journal {
  /** First content under each identity. @type {Map<string, ChaosEvent>} */
  sent = new Map();
  /** @type {Set<string>} */
  acked = new Set();
  /** Identities that were sent with a changed body. @type {Set<string>} */
  injected = new Set();
  /** Those of them that were answered as conflict. @type {Set<string>} */
  conflicts = new Set();
  /** Rules that a case must have cards of in the end, known from how it was made. @type {Map<string, string[]>} */
  expected = new Map();
  /** Late events that must be evidence on their case's cards. @type {ChaosEvent[]} */
  expectedEvidence = [];
  /** Broken promises that a client saw by itself. @type {string[]} */
  complaints = [];
  counts = { posts: 0, ok: 0, fail: 0, unknown: 0, repeats: 0 };
  /** @type {Record<string, number>} */
  statuses = {};
  #operation = 0;

  /** @param {string} file */
  constructor(file) {
    this.file = file;
    this.stream = createWriteStream(file);
  }

  note(entry) {
    this.stream.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
  }

  /** @param {string} client @param {readonly ChaosEvent[]} events @param {string} kind */
  invoke(client, events, kind) {
    this.#operation += 1;
    this.counts.posts += 1;
    if (kind === 'repeat') this.counts.repeats += 1;
    if (kind !== 'conflict')
      for (const event of events) if (!this.sent.has(keyOf(event))) this.sent.set(keyOf(event), event);
    this.note({ op: 'invoke', n: this.#operation, client, kind, ids: events.map((e) => e.id) });
    return this.#operation;
  }

  /** @param {number} n @param {string} client @param {import('./sender.mjs').Reply} reply */
  answer(n, client, reply) {
    this.counts[reply.outcome] += 1;
    this.statuses[reply.status] = (this.statuses[reply.status] ?? 0) + 1;
    const { outcome, status, accepted, duplicates, rejected } = reply;
    this.note({ op: outcome, n, client, status, accepted, duplicates, rejected });
  }

  complain(text) {
    this.complaints.push(text);
    this.note({ op: 'complaint', text });
  }

  close() {
    return new Promise((resolve) => this.stream.end(resolve));
  }
}
