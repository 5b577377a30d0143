import type { Instant } from '../domain/instant.js';
import { endOf } from './facts.js';
import type { DeliveredEvent, VerifyItem, VerifyLimit } from './history.js';

/** One run of a step (环节) that the item names. */
export interface Occurrence {
  readonly step: string;
  readonly limit?: VerifyLimit | null;
  readonly start: Instant;
  end?: Instant;
}

/** Every occurrence of the item's steps; a second start of an open one is ignored, the end of the case closes it. */
export function occurrencesOf(events: readonly DeliveredEvent[], item: VerifyItem): Occurrence[] {
  const caseEnd = endOf(events);
  const occurrences: Occurrence[] = [];
  for (const { type, at, data } of events) {
    if (type !== 'step.started' && type !== 'step.completed') continue;
    if (caseEnd !== undefined && at > caseEnd) continue;
    const named = item.steps?.find(
      ({ name, code }) => data.step === name || (data.step === code && data.step !== undefined),
    );
    if (!named) continue;
    const open = occurrences.find(({ step, end }) => step === named.name && end === undefined);
    if (type === 'step.completed' && open) open.end = at;
    if (type === 'step.started' && !open) occurrences.push({ step: named.name, limit: named.limit, start: at });
  }
  for (const occurrence of occurrences) occurrence.end ??= caseEnd;
  return occurrences;
}
