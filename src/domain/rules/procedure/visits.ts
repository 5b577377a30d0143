import { dayOf, MINUTE } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { isDayOnly } from '../time-of-day.js';

/** 本系统约定: the queue machine and the window, or two desks, of one trip. */
const ONE_TRIP = 30 * MINUTE;

/**
 * The records that report a further visit, in order of time. Several sources report one trip each in its own way, at
 * its own time: of a day that source counts which reports most.
 */
export const visitsOf = (records: readonly ReportedEvent[]): ReportedEvent[] =>
  records.filter((_, i) => countOf(records.slice(0, i + 1)) > countOf(records.slice(0, i)));

function countOf(records: readonly ReportedEvent[]): number {
  const byDay = new Map<number, Map<number, ReportedEvent[]>>();
  for (const record of records.filter((one) => !isOfTripBegunYesterday(one, records))) {
    const day = dayOf(record.at);
    const feeds = byDay.get(day) ?? new Map<number, ReportedEvent[]>();
    byDay.set(day, feeds.set(record.feed, [...(feeds.get(record.feed) ?? []), record]));
  }
  return [...byDay.values()].reduce((sum, feeds) => sum + Math.max(...[...feeds.values()].map(tripsOf)), 0);
}

/** Of one source on one day, at least one. */
function tripsOf(records: readonly ReportedEvent[]): number {
  const timed = records.filter((one) => !isDayOnly(one));
  return Math.max(1, timed.filter(({ at }, i) => i === 0 || at - timed[i - 1]!.at > ONE_TRIP).length);
}

const isOfTripBegunYesterday = ({ at }: ReportedEvent, records: readonly ReportedEvent[]): boolean =>
  records.some((one) => dayOf(one.at) < dayOf(at) && at - one.at <= ONE_TRIP);
