import { EVENT_PREFIX, WATERMARK_TYPE } from '../domain/event.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import type { CloudEvent } from './mapper.js';
import type { Mapping } from './mapping.js';
import type { ImportReport, WatermarkOutcome } from './report.js';
import type { Sender } from './sender.js';

/** The instant up to which the file reports everything, by the mapping's rule. */
export function watermarkOf(mapping: Mapping, latest: Instant | undefined): string | undefined {
  if (mapping.until !== 'latest') return mapping.until;
  return latest === undefined ? undefined : rfc3339(latest);
}

/**
 * Declares the watermark after everything else. An import that could not hand over everything has not reported
 * everything: a missing end would become a false overdue card, so it is withheld unless asked for in so many words.
 */
export async function sendWatermark(
  options: { readonly watermark?: boolean; readonly dryRun?: boolean },
  mapping: Mapping,
  report: ImportReport,
  until: string | undefined,
  sender: Sender,
): Promise<WatermarkOutcome> {
  if (until === undefined) return { state: 'withheld', reason: 'no event in the file' };
  if (options.watermark === false) return { until, state: 'not-asked' };
  const gaps = report.unmapped + report.rejected;
  if (gaps > 0 && options.watermark === undefined)
    return { until, state: 'withheld', reason: `${gaps} unmapped or rejected; --watermark declares it all the same` };
  if (options.dryRun) return { until, state: 'dry-run' };
  const answer = await sender.post([watermarkEvent(mapping.source, until)], new AbortController().signal);
  const [rejection] = answer.rejected;
  if (!rejection) return { until, state: 'sent' };
  return { until, state: 'rejected', reason: `${rejection.reason}; a clock source declares none: --no-watermark` };
}

/** The declaration of a source that it has reported everything up to an instant. */
export const watermarkEvent = (source: string, until: string): CloudEvent => ({
  specversion: '1.0',
  id: `watermark/${until}`,
  source,
  type: EVENT_PREFIX + WATERMARK_TYPE,
  time: until,
  datacontenttype: 'application/json',
  data: { until },
});
