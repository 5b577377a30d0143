import { Injectable } from '@nestjs/common';

/** Plain counters of the live console; whoever exports metrics reads them. */
@Injectable()
export class ConsoleMetrics {
  /** Sockets connected now. */
  sockets = 0;
  /** Of these, sockets that get changes as they come. */
  live = 0;
  refused = 0;
  revoked = 0;
  /** Sockets that were cut off because they did not take their changes. */
  slow = 0;
  snapshots = 0;
  resumed = 0;
  /** Messages with changes, and cards in them, counted once for all who got them. */
  messages = 0;
  cards = 0;
  changesRead = 0;
  feedFailures = 0;
  /** `performance.now()` of the last time that the feed was read to its end. */
  lastReadAt = 0;
}
