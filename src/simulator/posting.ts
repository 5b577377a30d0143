import { type Instant, rfc3339 } from '../domain/instant.js';
import { DEFAULT_RETRY, type RetryPolicy } from '../import/retry.js';
import { type Rejection, Sender } from '../import/sender.js';
import { watermarkEvent } from '../import/watermark.js';
import type { Delivery } from './dispatch.js';

/** Events of one POST, and POSTs in flight. */
export const POST_SIZE = 1_000;
export const POSTS_AT_ONCE = 8;

export interface PostingOptions {
  readonly url: string;
  readonly token: string;
  /** CloudEvents `source` of the watermarks. */
  readonly source: string;
  readonly signal: AbortSignal;
  readonly onWait?: (reason: string, ms: number) => void;
  readonly retry?: RetryPolicy;
}

/** What became of the events sent. */
export interface Sent {
  events: number;
  accepted: number;
  duplicates: number;
  /** Sent to be rejected, and so they were. */
  refused: number;
  /** Rejected although nothing is wrong with them. */
  readonly unexpected: Rejection[];
}

/** Hands deliveries to one feed, some POSTs at once, and declares how far it has reported. */
export class Posting {
  readonly sent: Sent = { events: 0, accepted: 0, duplicates: 0, refused: 0, unexpected: [] };
  private readonly sender: Sender;
  private readonly inFlight = new Set<Promise<void>>();
  private failure?: Error;

  constructor(private readonly options: PostingOptions) {
    const { url, token, onWait, retry = DEFAULT_RETRY } = options;
    this.sender = new Sender({ url, token, retry, onWait });
  }

  /** Waits while as many POSTs as allowed are in flight. @throws SendError also of an earlier POST */
  async post(deliveries: readonly Delivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    while (this.inFlight.size >= POSTS_AT_ONCE) await Promise.race(this.inFlight);
    this.throwIfFailed();
    const post: Promise<void> = this.send(deliveries)
      .catch((error: Error) => void (this.failure ??= error))
      .finally(() => this.inFlight.delete(post));
    this.inFlight.add(post);
  }

  /** Resolves when everything posted up to now has been answered for. @throws SendError */
  async acknowledged(): Promise<void> {
    await Promise.all(this.inFlight);
    this.throwIfFailed();
  }

  /** Everything up to `until` has been reported. @throws SendError */
  async declare(until: Instant): Promise<void> {
    const event = watermarkEvent(this.options.source, rfc3339(until));
    const { rejected } = await this.sender.post([event], this.options.signal);
    this.sent.unexpected.push(...rejected);
  }

  private throwIfFailed(): void {
    if (this.failure) throw this.failure;
  }

  private async send(deliveries: readonly Delivery[]): Promise<void> {
    const events = deliveries.map(({ event }) => event);
    const { accepted, duplicates, rejected } = await this.sender.post(events, this.options.signal);
    this.sent.events += events.length;
    this.sent.accepted += accepted;
    this.sent.duplicates += duplicates;
    for (const rejection of rejected) {
      if (deliveries[rejection.index]?.kind === 'wrong') this.sent.refused += 1;
      else this.sent.unexpected.push(rejection);
    }
  }
}
