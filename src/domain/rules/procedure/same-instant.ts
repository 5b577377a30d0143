import type { ReportedEvent } from '../../review/reported-event.js';

/** What two sources of a case have reported of one instant, such as a window and its queue machine, happened once. */
export const onePerInstant = (acts: readonly ReportedEvent[]): ReportedEvent[] =>
  acts.filter((act, i) => acts.findIndex(({ at }) => at === act.at) === i);
