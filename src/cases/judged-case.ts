import { EVENT_TYPES } from '../domain/event.js';
import type { Judgement } from '../domain/examine.js';
import type { Instant } from '../domain/instant.js';
import type { Standards } from '../domain/standards.js';
import type { StoredCase, StoredEvent } from './cases.repository.js';

/** A stored case with its judgement at its own time. */
export interface JudgedCase {
  readonly stored: StoredCase;
  readonly standards: Standards;
  /** −∞ while nothing has been judged yet. */
  readonly asOf: Instant;
  readonly judgement: Judgement;
  /** Does it count? What feeds without a right to the case's organisation have reported before it was named does not. */
  readonly counts: (event: StoredEvent) => boolean;
}

const rank = new Map<string, number>(EVENT_TYPES.map((type, i) => [type, i]));
const rankOf = ({ type }: StoredEvent): number => rank.get(type) ?? EVENT_TYPES.length;
/** Events of one instant read in the order in which they are folded: received before accepted. */
export const inFoldOrder = (a: StoredEvent, b: StoredEvent): number =>
  a.occurredAt - b.occurredAt || rankOf(a) - rankOf(b);
