import { dayOf } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { isDayOnly } from '../time-of-day.js';

/**
 * What two sources of a case have reported of one instant, such as a window and its queue machine, happened once. So did,
 * as far as anybody can tell, what one of them knows only by its day and the first of that day in the other.
 *
 * @param acts of one kind, in order of time
 */
export function onePerInstant(acts: readonly ReportedEvent[]): ReportedEvent[] {
  const distinct = acts.filter((act, i) => acts.findIndex(({ at }) => at === act.at) === i);
  return distinct.filter((act, i) => {
    const before = distinct[i - 1];
    return !(before && isDayOnly(before) && dayOf(before.at) === dayOf(act.at));
  });
}
