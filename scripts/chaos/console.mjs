import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';

/** An inspector's console: comes back with its cursor after every break. */
export class Console {
  /** Cards by id, as last received. @type {Map<string, { evidence: unknown[] }>} */
  cards = new Map();
  counts = { connections: 0, resumed: 0, snapshots: 0, changes: 0 };
  /** Cards that came again without anything new. @type {string[]} */
  repeated = [];
  /** Cards of a snapshot afresh: on a busy machine the cursor may be named after it, and the changes before it follow. */
  #afresh = new Set();
  /** @type {string | null} */
  cursor = null;
  #socket;
  #stopped = false;

  constructor(url, token, random) {
    Object.assign(this, { url, token, random });
  }

  async open() {
    const options = { auth: { token: this.token }, transports: ['websocket'], forceNew: true };
    const socket = io(`${this.url}/console`, { ...options, reconnectionDelay: 100, reconnectionDelayMax: 500 });
    this.#socket = socket;
    socket.on('connect', () => {
      this.counts.connections += 1;
      socket.emit('resume', { cursor: this.cursor });
    });
    socket.on('snapshot', (snapshot) => this.#snapshot(snapshot));
    socket.on('changes', (changes) => this.#changes(changes));
    // socket.io itself does not come back after the server has ended or refused the connection.
    for (const event of ['disconnect', 'connect_error'])
      socket.on(event, () => {
        if (!socket.active && !this.#stopped) setTimeout(() => socket.connect(), 300).unref();
      });
    await new Promise((resolve) => socket.once('snapshot', resolve));
  }

  /** Breaks its own connection now and then. */
  async run() {
    while (!this.#stopped) {
      await sleep(this.random.between(1_000, 6_000));
      if (!this.#stopped && this.random.chance(0.5)) this.#socket.disconnect().connect();
    }
  }

  /** Breaks no more, but goes on listening. */
  settle() {
    this.#stopped = true;
    if (!this.#socket.connected) this.#socket.connect();
  }

  close() {
    this.#stopped = true;
    this.#socket?.removeAllListeners();
    this.#socket?.disconnect();
  }

  #snapshot({ cursor, resumed, cards }) {
    if (resumed) this.counts.resumed += 1;
    else {
      // Only the first one may start afresh: afterwards the changes behind the cursor are asked for.
      this.counts.snapshots += 1;
      this.#afresh = new Set(cards.map(({ id }) => id));
      for (const card of cards) this.cards.set(card.id, card);
    }
    this.cursor = cursor;
  }

  #changes({ cursor, cards }) {
    this.counts.changes += 1;
    for (const card of cards) {
      const known = this.cards.get(card.id);
      // Evidence that came between two changes may show in both.
      if (known && card.evidence.length === 0 && !this.#afresh.delete(card.id)) this.repeated.push(card.id);
      this.cards.set(card.id, card);
    }
    this.cursor = cursor;
  }
}
