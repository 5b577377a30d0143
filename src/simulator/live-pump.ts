import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../domain/instant.js';
import type { Delivery } from './dispatch.js';
import type { Outages } from './outages.js';
import type { DeliveryStream } from './stream.js';

/** Deliveries after which other work of the process has its turn. */
const TURN = 250;

/** What a line has to say at one moment. */
export interface LineReport {
  readonly line: number;
  readonly deliveries: readonly Delivery[];
  /** The instant up to which it has reported everything then. */
  readonly until: Instant;
}

/** Follows a clock: what the lines report from one moment to the next. */
export class LivePump {
  /** @param reported of each line: all up to here has been handed over before */
  constructor(
    private readonly stream: DeliveryStream,
    private readonly outages: Outages,
    private readonly reported: readonly Instant[],
  ) {}

  /** A report of each line for everything that is due by `now`. */
  async reports(now: Instant): Promise<LineReport[]> {
    const due: Delivery[][] = this.reported.map(() => []);
    let count = 0;
    for (const delivery of this.stream.upTo(now)) {
      if (delivery.at > this.reported[delivery.line]!) due[delivery.line]!.push(delivery);
      if (++count % TURN === 0) await setImmediate();
    }
    return due.map((deliveries, line) => ({ line, deliveries, until: this.outages.reportedUntil(line, now) }));
  }
}
