import { type Day, type Instant, addMonths, dayFromIso, isoOfDay, startOfDay } from '../domain/instant.js';

/** A calendar month in Shanghai. */
export interface Month {
  readonly first: Day;
  /** First day of the next month. */
  readonly after: Day;
}

export interface Periods {
  readonly current: Month;
  readonly previous: Month;
  readonly lastYear: Month;
}

const monthFrom = (first: Day): Month => ({ first, after: addMonths(first, 1) });

/** @param month `yyyy-mm`. @throws RangeError on anything else */
export function periodsOf(month: string): Periods {
  const first = dayFromIso(`${month}-01`);
  return {
    current: monthFrom(first),
    previous: monthFrom(addMonths(first, -1)),
    lastYear: monthFrom(addMonths(first, -12)),
  };
}

/** `yyyy-mm` of a day. */
export const monthOf = (day: Day): string => isoOfDay(day).slice(0, 7);

/** From the first instant to the one after the last. */
export const instantsOf = ({ first, after }: Month): readonly [from: Instant, before: Instant] => [
  startOfDay(first),
  startOfDay(after),
];

export const daysOf = ({ first, after }: Month): Day[] => Array.from({ length: after - first }, (_, i) => first + i);
