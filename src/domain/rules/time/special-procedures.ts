import { type Span, pauseSpans } from '../../pauses.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { Seen } from '../../review/seen.js';
import { isSurelyBefore } from '../time-of-day.js';

export interface SpecialProcedure extends Pick<Span, 'kind' | 'start' | 'plannedDays'> {
  readonly from: ReportedEvent;
  /** Its end; also the end of a case that nobody has to decide any more. */
  readonly doneBy?: ReportedEvent;
}

/** The special procedures (特别程序) begun while the case ran, paired with their ends as the clocks pair them. */
export function specialProcedures(seen: Seen): SpecialProcedure[] {
  const { end, events } = seen;
  return pauseSpans(seen.facts.events, seen.at).flatMap((span) => {
    const from = events.find((e) => e.type === 'pause.started' && e.at === span.start && e.data.kind === span.kind);
    if (!from || (end && end.at < span.start)) return [];
    const ends = events.filter((e) => e.type === 'pause.ended' && e.data.kind === span.kind);
    // An end of which only the day is known may have followed a start of that day.
    const ended = ends.find((e) =>
      span.end === undefined ? e.at < from.at && !isSurelyBefore(e, from) : e.at === span.end,
    );
    const doneBy = [ended, stopped(end)].reduce((a, b) => (a && b && b.at < a.at ? b : (a ?? b)));
    return [{ kind: span.kind, start: span.start, plannedDays: span.plannedDays, from, doneBy }];
  });
}

/** 办结 with a special procedure still open is looked at, 撤回、终止、不予受理 is not (湖南省电子监察产品规则说明). */
const stopped = (end: ReportedEvent | undefined): ReportedEvent | undefined =>
  end?.type === 'case.decided' ? undefined : end;
