import type { Acknowledged, Journal } from './journal.js';
import type { MappedEvent } from './mapper.js';
import type { Answer, Sender } from './sender.js';

/** Events in one POST, and POSTs in flight. */
export const POST_SIZE = 1_000;
export const IN_FLIGHT = 2;

/** The server took events for new that it had acknowledged before: it is not the one the journal speaks of. */
export class ServerForgot extends Error {}

interface InFlight {
  readonly events: readonly MappedEvent[];
  readonly answer: Promise<Answer>;
}

/**
 * Sends events in the order given, passing over those that the journal knows as acknowledged. The last acknowledged POST
 * is repeated first, to see that the server still has it. Answers are taken in order: the journal is always a prefix.
 */
export class Delivery {
  readonly #abort = new AbortController();
  readonly #inFlight: InFlight[] = [];
  #batch: MappedEvent[] = [];
  #toSkip: number;
  #probe: number;

  constructor(
    private readonly sender: Sender,
    private readonly journal: Journal,
    private readonly onAnswer: (acknowledged: Acknowledged) => void,
  ) {
    this.#probe = journal.acknowledged.at(-1)?.events ?? 0;
    this.#toSkip = journal.acknowledged.reduce((sum, one) => sum + one.events, 0) - this.#probe;
  }

  /** Waits while as many POSTs as allowed are in flight. Throws SendError or ServerForgot. */
  async push(event: MappedEvent): Promise<void> {
    if (this.#toSkip > 0) {
      this.#toSkip--;
      return;
    }
    this.#batch.push(event);
    if (this.#batch.length === (this.#probe || POST_SIZE)) await this.#flush();
  }

  async finish(): Promise<void> {
    if (this.#batch.length > 0) await this.#flush();
    while (this.#inFlight.length > 0) await this.#settle();
  }

  /** Ends what is in flight; its events count as not sent. */
  abort(): void {
    this.#abort.abort();
  }

  async #flush(): Promise<void> {
    const events = this.#batch;
    this.#batch = [];
    const bodies = events.map((one) => one.event);
    if (this.#probe > 0) {
      this.#probe = 0;
      const { accepted } = await this.sender.post(bodies, this.#abort.signal);
      if (accepted > 0) throw new ServerForgot();
      return;
    }
    if (this.#inFlight.length === IN_FLIGHT) await this.#settle();
    const answer = this.sender.post(bodies, this.#abort.signal);
    // Awaited in #settle; until then a failure must not count as unhandled.
    answer.catch(() => undefined);
    this.#inFlight.push({ events, answer });
  }

  async #settle(): Promise<void> {
    const first = this.#inFlight.shift();
    if (!first) return;
    const { accepted, duplicates, rejected } = await first.answer;
    const items = rejected.map(({ index, id, reason, member, detail }) => {
      const { caseNo, position } = first.events[index] ?? { caseNo: '', position: { line: 0 } };
      return { id, caseNo, position, reason, member, detail };
    });
    const acknowledged = { events: first.events.length, accepted, duplicates, rejected: items };
    this.journal.append(acknowledged);
    this.onAnswer(acknowledged);
  }
}
