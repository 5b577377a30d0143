import { DAY, type Instant } from '../domain/instant.js';
import type { Delivery } from './dispatch.js';
import { POST_SIZE, type Posting } from './posting.js';
import type { DeliveryStream } from './stream.js';

export interface Bulk {
  readonly stream: DeliveryStream;
  readonly from: Instant;
  readonly until: Instant;
  /** Days between two watermarks. */
  readonly markEvery: number;
  /** What the feed has reported before: all up to here is left out. */
  readonly reported?: Instant;
}

export interface Done {
  cases: number;
  events: number;
}

/**
 * Sends a whole period as fast as it is taken. A watermark goes out when everything before it has been acknowledged;
 * meanwhile the next days are on their way, but never more than one mark ahead: which reports are late is always the same.
 */
export async function sendBulk(bulk: Bulk, posting: Posting, onProgress: (done: Done) => void): Promise<Done> {
  const { stream, from, until, markEvery, reported = -Infinity } = bulk;
  const done: Done = { cases: 0, events: 0 };
  let declaring = Promise.resolve();
  for (let mark = from; mark < until;) {
    mark = Math.min(until, mark + markEvery * DAY);
    let batch: Delivery[] = [];
    for (const delivery of stream.upTo(mark - 1)) {
      if (delivery.kind === 'event' && delivery.event.type === 'approval.case.received') done.cases += 1;
      if (delivery.at < reported) continue;
      done.events += 1;
      batch.push(delivery);
      if (batch.length < POST_SIZE) continue;
      await posting.post(batch);
      batch = [];
      onProgress(done);
    }
    await posting.post(batch);
    const before = declaring;
    const acknowledged = posting.acknowledged();
    declaring = Promise.all([before, acknowledged]).then(() => posting.declare(mark));
    declaring.catch(() => undefined);
    await before;
    onProgress(done);
  }
  await declaring;
  return done;
}
