import { EVENT_PREFIX } from '../../domain/event.js';
import { type Instant, rfc3339, SECOND } from '../../domain/instant.js';
import { DEFAULT_RETRY } from '../../import/retry.js';
import type { Delivery } from '../dispatch.js';
import type { LineReport } from '../live-pump.js';
import { Posting } from '../posting.js';
import type { LiveFeed } from './live.repository.js';

/** Small POSTs, one at a time: the demonstration takes its turn between other senders. */
const POST_SIZE = 400;
/** Milliseconds between two watermarks of a line that has nothing to say. */
const QUIET_MARK_MS = 15_000;
/** A POST that took longer than this (milliseconds) is followed by a pause of twice as long. */
const BUSY_MS = 1_500;

export interface LineOptions {
  readonly url: string;
  readonly prefix: string;
  readonly signal: AbortSignal;
  readonly sleep: (ms: number) => Promise<void>;
}

/** One line of the demonstration: reports over HTTP with its own token. */
export class LiveLine {
  private readonly posting: Posting;
  private markedAt = -Infinity;

  constructor(
    feed: LiveFeed,
    private readonly options: LineOptions,
  ) {
    const { url, prefix, signal } = options;
    const source = `urn:liangpai:simulator:${prefix}:${feed.name}`;
    // It never gives up: the server that it waits for is the one it runs in.
    const retry = { ...DEFAULT_RETRY, giveUpAfter: Infinity };
    this.posting = new Posting({ url, token: feed.token, source, signal, retry });
  }

  /** @throws SendError */
  async report({ deliveries, until }: LineReport): Promise<void> {
    await this.post(deliveries);
    const now = performance.now();
    if (deliveries.length === 0 && now - this.markedAt < QUIET_MARK_MS) return;
    this.markedAt = now;
    await this.timed(() => this.posting.declare(until));
  }

  /** Ends cases that nobody goes on with, at the instant up to which they have been reported. */
  async abandon(cases: readonly string[], reported: Instant): Promise<void> {
    const at = rfc3339(reported + SECOND);
    await this.post(
      cases.map((caseNo): Delivery => {
        const data = { reason: '演示数据已更新' };
        const type = `${EVENT_PREFIX}case.terminated`;
        const envelope = { specversion: '1.0', id: `${caseNo}/end`, source: 'urn:liangpai:simulator' } as const;
        const times = { time: at, recordedtime: at, datacontenttype: 'application/json' } as const;
        return { at: reported, line: 0, kind: 'event', event: { ...envelope, type, subject: caseNo, ...times, data } };
      }),
    );
    await this.posting.declare(reported + 2 * SECOND);
  }

  private async post(deliveries: readonly Delivery[]): Promise<void> {
    for (let i = 0; i < deliveries.length; i += POST_SIZE)
      await this.timed(async () => {
        await this.posting.post(deliveries.slice(i, i + POST_SIZE));
        await this.posting.acknowledged();
      });
  }

  private async timed(work: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await work();
    const took = performance.now() - began;
    if (took > BUSY_MS) await this.options.sleep(Math.min(2 * took, 30_000));
  }
}
