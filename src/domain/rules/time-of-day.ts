import { DAY, HOUR, dayOf, startOfDay } from '../instant.js';
import type { ReportedEvent } from '../review/reported-event.js';

type Timed = Pick<ReportedEvent, 'at'>;

/** Exactly midnight in Shanghai: a source that keeps only days writes this, and no time of day is known. */
export const isDayOnly = ({ at }: Timed): boolean => at === startOfDay(dayOf(at));

/** Hours since midnight in Shanghai, with their fraction. */
export const hourOf = ({ at }: Timed): number => ((at - startOfDay(dayOf(at))) % DAY) / HOUR;

/** Of two acts of one day, of one of which only the day is known, nobody can tell the order. */
export const isSurelyBefore = (one: Timed, other: Timed): boolean =>
  one.at < other.at && !(isDayOnly(one) && dayOf(one.at) === dayOf(other.at));

/**
 * What another source has reported with its time may have happened before an act of which only the day is known, and is
 * told after it. Sources of whole days alone tell everything of a day at once.
 */
export const mayHaveMissed = (act: Timed, others: readonly Timed[]): boolean =>
  isDayOnly(act) && others.some((other) => !isDayOnly(other));
