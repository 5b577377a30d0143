import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Instant } from '../domain/instant.js';
import { WATERMARK_TYPE } from '../domain/event.js';
import { type Feed, inScope } from '../sources/feed.js';
import { OUT_OF_SCOPE } from '../supervision/batch.js';
import type { Verdict } from '../supervision/delivery.js';
import { Supervisor } from '../supervision/supervisor.js';
import { Clock } from '../time/clock.js';
import { type IncomingEvent, isRejection, readCloudEvent } from './cloud-event.js';
import { type Rejection, reject } from './rejection.js';
import type { ReadItem } from './request-reader.js';

/** One event with its place in the request and what became of it. */
export interface Judged {
  readonly index: number;
  readonly id: string | undefined;
  readonly verdict: Verdict;
}

type Read = { index: number; event: IncomingEvent } | { index: number; rejection: Rejection };

/** Reads events, hands them to the supervision and says what became of each. */
@Injectable()
export class EventIntake {
  private salt?: Promise<string>;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(Supervisor) private readonly supervisor: Supervisor,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Takes one chunk of a request; resolves when all of it is durable and judged. A watermark parts the chunk: what
   * stands before it is judged before it, what stands after it comes after it. `divisible`: see `Delivery`.
   */
  async submit(feed: Feed, items: readonly ReadItem[], divisible = false): Promise<Judged[]> {
    const now = this.clock.now();
    const salt = await this.eventSalt();
    const judged: Judged[] = [];
    let part: Read[] = [];
    for (const item of items) {
      const read = readItem(feed, item, now, salt);
      if ('event' in read && read.event.type === WATERMARK_TYPE) {
        judged.push(...(await this.deliver(feed, part, divisible)));
        part = [];
        const verdict = await this.supervisor.declare(feed, read.event);
        judged.push({ index: read.index, id: read.event.id, verdict });
      } else part.push(read);
    }
    judged.push(...(await this.deliver(feed, part, divisible)));
    return judged;
  }

  /** Takes one event as a program gives it. */
  async submitOne(feed: Feed, raw: unknown): Promise<Judged> {
    const [judged] = await this.submit(feed, [{ index: 0, raw }]);
    if (!judged) throw new Error('an event was not answered');
    return judged;
  }

  private async deliver(feed: Feed, part: readonly Read[], divisible: boolean): Promise<Judged[]> {
    if (part.length === 0) return [];
    const events = part.flatMap((r) => ('event' in r ? [r.event] : []));
    const rejections = part.flatMap((r) => ('rejection' in r ? [r.rejection] : []));
    const release = await this.supervisor.credits.take(part.length);
    try {
      const verdicts = await this.supervisor.deliver(feed, events, rejections, divisible);
      let next = 0;
      return part.map((read) =>
        'event' in read
          ? { index: read.index, id: read.event.id, verdict: verdicts[next++] as Verdict }
          : { index: read.index, id: read.rejection.id, verdict: { kind: 'rejected', ...whyOf(read.rejection) } },
      );
    } finally {
      release();
    }
  }

  private eventSalt(): Promise<string> {
    this.salt ??= this.source
      .query<{ value: string }[]>(`SELECT value FROM setting WHERE key = 'event_salt'`)
      .then((rows) => {
        if (!rows[0]) throw new Error('the setting event_salt is missing');
        return rows[0].value;
      })
      .catch((error: unknown) => {
        this.salt = undefined;
        throw error;
      });
    return this.salt;
  }
}

const whyOf = ({ reason, member, detail }: Rejection) => ({ reason, member, detail });

function readItem(feed: Feed, item: ReadItem, now: Instant, salt: string): Read {
  if ('rejection' in item) return item;
  const read = readCloudEvent(item.raw, now, salt);
  if (isRejection(read)) return { index: item.index, rejection: read };
  const { org } = read.judged;
  if (org === undefined || inScope(feed.scope, org)) return { index: item.index, event: read };
  const { member, detail } = OUT_OF_SCOPE;
  return { index: item.index, rejection: reject(item.raw, { reason: 'out-of-scope', member, detail }) };
}
