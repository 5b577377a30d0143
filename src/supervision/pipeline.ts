import { groupBy, mergeMap, type Observable } from 'rxjs';
import { type Delivery, weightOf } from './delivery.js';
import { groupCommit } from './group-commit.operator.js';
import { intoLanes } from './lanes.js';

/** Events that one transaction takes at most. */
export const MAX_BATCH_EVENTS = 4_000;

/** Stores, judges and answers one batch of deliveries in one transaction; never throws for the fault of one event. */
export type CommitBatch = (batch: readonly Delivery[]) => Promise<BatchReport>;

export interface BatchReport {
  /** Accepted ones. */
  readonly events: number;
  readonly cases: number;
  readonly cards: number;
  /** Milliseconds from the first statement to the commit. */
  readonly took: number;
  /** Nothing of it is known to be stored; its senders have been told to repeat. */
  readonly failed: boolean;
}

/**
 * The way of every event:
 *
 *   request → deliveries$ → lanes by case → group commit ─┬─ append the events
 *                                                         ├─ fold them into their cases
 *                                                         ├─ examine the cases
 *                                                         ├─ write cards and changes
 *                                                         └─ commit, then answer the senders → reports$
 *
 * The answer to a sender hangs on the commit of its own events, never on this stream having emitted: a stream that
 * dies can only cost the sender a 503.
 */
export const supervise = (deliveries$: Observable<Delivery>, commit: CommitBatch): Observable<BatchReport> =>
  deliveries$.pipe(
    mergeMap(intoLanes),
    groupBy(({ lane }) => lane),
    mergeMap((lane$) => lane$.pipe(groupCommit(MAX_BATCH_EVENTS, weightOf, commit))),
  );
