import type { Instant } from '../domain/instant.js';
import type { FoldedCase } from './batch-fold.js';
import { copyValue } from './copy-text.js';

/** The added events of folded cases as rows of COPY text; empty where there are none. */
export function eventRows(folded: readonly FoldedCase[], batch: string, now: Instant): string {
  const received = new Date(now).toISOString();
  let text = '';
  for (const { entries, fold } of folded)
    for (const [i, { event, feed }] of entries.entries()) {
      const occurred = new Date(event.occurredAt).toISOString();
      const recorded = event.recordedAt === null ? received : new Date(event.recordedAt).toISOString();
      text +=
        `${batch}\t${feed.id}\t${copyValue(event.source)}\t${copyValue(event.id)}\t${event.type}\t${copyValue(event.caseNo)}\t` +
        `${occurred}\t${recorded}\t${received}\t${fold.late.has(i) ? 't' : 'f'}\t\\\\x${event.hash}\t` +
        `${copyValue(event.dataText)}\t${copyValue(event.extensions)}\n`;
    }
  return text;
}
