import type { IncomingEvent } from '../intake/cloud-event.js';
import type { Rejection } from '../intake/rejection.js';
import type { Feed } from '../sources/feed.js';

/** What became of one event. */
export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'rejected'; readonly reason: string; readonly member: string | null; readonly detail: string };

/** One piece of a request: events of one feed that are answered together. */
export interface Delivery {
  readonly feed: Feed;
  readonly events: readonly IncomingEvent[];
  /** What was refused before it came here; kept in quarantine by the same transaction. */
  readonly rejections: readonly Rejection[];
  /** Lines of a stream, which may be stored in several transactions; a batch is stored whole or not at all. */
  readonly divisible: boolean;
  /** Called once, after the transaction that holds every event of this delivery has been committed. */
  readonly resolve: (verdicts: readonly Verdict[]) => void;
  /** Called once instead, when nothing is known to be stored: the sender is told to repeat. */
  readonly reject: (reason: unknown) => void;
}

/** How much of a batch's bounds a delivery takes up. */
export const weightOf = (delivery: Delivery): number => delivery.events.length + delivery.rejections.length;
