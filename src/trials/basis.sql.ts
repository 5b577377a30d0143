/**
 * What the computations of a case rest on: the standards that it keeps, the feeds that count for it, and its newest
 * delivery. Time that passes does not change it.
 *
 * @param c name of the table of cases
 */
export const basisOf = (c: string): string =>
  `concat_ws(' ', ${c}.catalogue_rev, ${c}.calendar, ${c}.profile, ${c}.feeds::text,
     (SELECT max(e.batch) FROM event e WHERE e.case_no = ${c}.case_no))`;
