import type { Instant } from '../domain/instant.js';
import type { DayTable } from './day-table.js';
import { dueOf, type CountedLimit, type NoDue } from './due.js';
import type { DeliveredEvent, VerifyItem, VerifyLimit } from './history.js';
import { pausesOf, type Pause } from './pauses.js';

export interface RunningLimit {
  readonly start: Instant;
  readonly limit: CountedLimit;
  /** Steps are not lengthened by an extension. */
  readonly extendable: boolean;
}

export interface KnownDue {
  readonly due: Instant | NoDue;
  /** The limit with its extension, in the limit's own unit; 0 for a limit of rule 3 that nobody extended. */
  readonly amount: number;
  /** What holds or lengthens it. */
  readonly pauses: readonly Pause[];
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** A limit with an amount; a blank one is none. */
export function countedLimit(limit: VerifyLimit | null | undefined, byMoment = false): CountedLimit | undefined {
  if (limit?.amount === undefined || limit.amount === null) return undefined;
  const { amount, unit } = limit;
  return { amount, unit, sameDay: amount === 0, byMoment: byMoment && unit === 'workingDay' };
}

/** The promised limit; an instant item (即办件) is due on its base day unless it promises hours. */
export function promisedLimit(item: VerifyItem, byMoment = false): CountedLimit | undefined {
  const limit = countedLimit(item.promised, byMoment);
  if (item.kind !== 'instant') return limit;
  if (limit && limit.amount > 0 && (limit.unit === 'hour' || limit.unit === 'workingHour')) return limit;
  const unit = limit?.unit ?? 'workingDay';
  return { amount: 0, unit, sameDay: true, byMoment: byMoment && unit === 'workingDay' };
}

/**
 * Where the due instant stands on the events known. Pauses and the extension are taken in the order in which they
 * happened; each counts only when it came not later than the due instant that stood without it.
 */
export function knownDue(
  clock: RunningLimit,
  events: readonly DeliveredEvent[],
  item: VerifyItem,
  calendar: DayTable,
): KnownDue {
  const all = pausesOf(events, item);
  const counting: Pause[] = [];
  let extension: number | undefined;
  const standing = () => dueOf(clock.start, clock.limit, extension ?? 0, counting, calendar);
  const inTime = (at: Instant): boolean => {
    const due = standing();
    return due === 'paused' || (due !== 'not-computable' && at <= due);
  };
  const acts = [
    ...all.map((pause) => ({ at: pause.start, pause, extend: 0 })),
    ...events.filter(isExtension).map(({ at, data }) => ({ at, pause: undefined, extend: data.days ?? 0 })),
  ].sort((a, b) => a.at - b.at);
  for (const { at, pause, extend } of acts) {
    if (pause && inTime(at)) counting.push(pause);
    if (!pause && clock.extendable && extension === undefined && inTime(at)) extension = extend;
  }
  return { due: standing(), amount: clock.limit.amount + (extension ?? 0), pauses: counting };
}

const isExtension = ({ type, data }: DeliveredEvent): boolean =>
  type === 'extension.granted' && !isBlank(data.approver) && !isBlank(data.reason);
