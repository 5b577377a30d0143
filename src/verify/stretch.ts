import type { Instant } from '../domain/instant.js';
import type { DeemedAcceptance } from './facts.js';
import type { DeliveredEvent, ExpectedFinding, VerifyItem } from './history.js';

/** A stretch of time in which nothing happens, judged on the events up to its beginning. */
export interface Stretch {
  readonly from: Instant;
  /** The next event, not included; Infinity after the last one. */
  readonly until: Instant;
  /** The case's own time: nothing later may be said. */
  readonly asOf: Instant;
  readonly events: readonly DeliveredEvent[];
  readonly item: VerifyItem;
  readonly deemed?: DeemedAcceptance;
  /** Deemed acceptance is on record: what `case.accepted` says no longer starts a clock, not even before it came true. */
  readonly acceptanceFixed: boolean;
}

/** A finding without its level; `start` is where the occurrence of a step began. */
export type Draft = Omit<ExpectedFinding, 'level'> & { readonly start?: Instant };
