import { isMidnight, shanghaiDay } from '../day-table.js';
import { groupBy } from '../group.js';
import type { Act } from './story.js';

const HALF_HOUR = 30 * 60_000;

/** Trips to the window by all records so far: on each day as many as its busiest source tells. */
function tripsBy(records: readonly Act[]): number {
  const own = records.filter(({ at }) => {
    const day = shanghaiDay(at);
    return records.every((one) => shanghaiDay(one.at) >= day || at - one.at > HALF_HOUR);
  });
  let trips = 0;
  for (const ofDay of groupBy(own, ({ at }) => shanghaiDay(at)).values()) {
    const counts = [...groupBy(ofDay, ({ feed }) => feed).values()].map((told) => {
      const times = told.map(({ at }) => at).filter((at) => !isMidnight(at));
      let count = times.length > 0 ? 1 : 0;
      for (let i = 1; i < times.length; i++) if (times[i]! > times[i - 1]! + HALF_HOUR) count += 1;
      return count === 0 ? 1 : count;
    });
    trips += Math.max(...counts);
  }
  return trips;
}

/** The records by which there is one trip more, each with the number of the trip. */
export function furtherTrips(records: readonly Act[]): { readonly act: Act; readonly number: number }[] {
  let before = 0;
  return records.flatMap((act, i) => {
    const number = tripsBy(records.slice(0, i + 1));
    if (number <= before) return [];
    before = number;
    return [{ act, number }];
  });
}
