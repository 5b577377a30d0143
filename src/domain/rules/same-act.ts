import { isBlank } from '../review/plain-text.js';
import type { ReportedEvent } from '../review/reported-event.js';
import type { Seen } from '../review/seen.js';
import { isSameStep } from './case-steps.js';

/** Every report of an act, itself among them: of its type and instant. Its correction, or the copy of another source. */
export const sameActs = (act: ReportedEvent, seen: Seen): ReportedEvent[] =>
  seen.events.filter(
    ({ type, at, data }) =>
      at === act.at &&
      type === act.type &&
      data.kind === act.data.kind &&
      isSameStep(seen.item, data.step, act.data.step),
  );

/** What any report of an act says: which of them comes first is nobody's fault. */
export const saidOf = (act: ReportedEvent, seen: Seen, member: 'documentNo' | 'receiptNo' | 'reason'): string[] =>
  sameActs(act, seen).flatMap(({ data: { [member]: text } }) => (text === undefined || isBlank(text) ? [] : text));
