import { Seen } from '../review/seen.js';
import type { ItemVersion } from '../standards.js';

/**
 * The item by which the case was first known. A receipt reported for an instant after the acceptance decides over the
 * item of the case from then on (contract §3), but not over what was awaited before.
 */
export function openedItem(seen: Seen): ItemVersion | undefined {
  const opening = seen.first('case.received', 'case.accepted');
  if (opening?.type !== 'case.accepted' || seen.facts.received === undefined) return seen.item;
  const upTo = seen.events.filter((e) => e.at <= opening.at);
  return new Seen(opening.at, upTo, seen.standards).item;
}
