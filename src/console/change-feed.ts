import { Injectable, Logger } from '@nestjs/common';
import { ChangeRepository, type Change } from './change.repository.js';
import { ConsoleMetrics } from './console.metrics.js';
import { comparePositions, type FeedPosition, FEED_START } from './feed-position.js';

/** Milliseconds in which several wakes become one reading. */
const COALESCE_MS = 8;
/** Without any wake the feed is read this often (milliseconds). */
const POLL_MS = 1_000;
/** While committed changes wait behind an open transaction. */
const HELD_MS = 25;
export const PAGE = 500;

/** Who hears of the changes. */
export interface FeedAudience {
  isThere(): boolean;
  /** Reads what a page needs; the function that it resolves to hands the page out, at once. */
  prepare(changes: readonly Change[]): Promise<(to: FeedPosition) => void>;
}

type HandOut = Awaited<ReturnType<FeedAudience['prepare']>>;

/** Follows the table of changes, one reading after the other. A failed reading is repeated from the same position. */
@Injectable()
export class ChangeFeed {
  private readonly log = new Logger('console');
  private at: FeedPosition = FEED_START;
  private feedEpoch = '';
  private audience: FeedAudience | undefined;
  private wakeTimer: NodeJS.Timeout | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();
  private queued: Promise<void> | undefined;
  private failing = false;
  private stopped = true;

  constructor(
    private readonly changes: ChangeRepository,
    private readonly metrics: ConsoleMetrics,
  ) {}

  /** Everything up to here has been handed out. */
  get position(): FeedPosition {
    return this.at;
  }

  get epoch(): string {
    return this.feedEpoch;
  }

  async start(audience: FeedAudience): Promise<void> {
    this.feedEpoch = await this.changes.epoch();
    this.at = await this.changes.newest();
    this.audience = audience;
    this.stopped = false;
    this.pollTimer = setInterval(() => this.wake(), POLL_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.pollTimer);
    clearTimeout(this.wakeTimer);
    await this.reading;
  }

  /** Something may have been written. */
  wake(delay = COALESCE_MS): void {
    if (this.stopped || this.wakeTimer) return;
    this.wakeTimer = setTimeout(() => {
      this.wakeTimer = undefined;
      void this.read();
    }, delay);
  }

  /** Reads to the end; resolves when that has been handed out, or has failed. */
  read(): Promise<void> {
    // A reading that has not begun serves everybody who asks meanwhile.
    this.queued ??= this.reading = this.reading.then(() => {
      this.queued = undefined;
      return this.readSafely();
    });
    return this.queued;
  }

  private async readSafely(): Promise<void> {
    if (this.stopped) return;
    try {
      await this.readToEnd();
      if (this.failing) this.log.log('变更流已恢复 / the change feed is read again');
      this.failing = false;
      this.metrics.lastReadAt = performance.now();
    } catch (error) {
      this.metrics.feedFailures += 1;
      if (!this.failing)
        this.log.error(`变更流读取失败，将重试 / reading the change feed failed, it is tried again: ${String(error)}`);
      this.failing = true;
    }
  }

  private async readToEnd(): Promise<void> {
    for (;;) {
      const { changes, held } = await this.changes.after(this.at, PAGE);
      const last = changes.at(-1);
      if (last) {
        let handOut: HandOut | undefined;
        while (!handOut && this.audience?.isThere()) handOut = await this.audience.prepare(changes);
        if (this.stopped) return;
        // In one tick with the step of the position, so that nobody can join in between.
        handOut?.(last);
        if (comparePositions(last, this.at) > 0) this.at = { xid: last.xid, id: last.id };
        this.metrics.changesRead += changes.length;
      }
      if (held) this.wake(HELD_MS);
      if (held || changes.length < PAGE) return;
    }
  }
}
