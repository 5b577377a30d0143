import { GROUPINGS, type Grouping } from '../console/figures.protocol.js';
import { type Instant, dayOf } from '../domain/instant.js';
import { type QueryReader, oneOf, parametersOf, text } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';
import type { MonthRequest } from './month.figures.js';
import { monthOf } from './periods.js';

const PARAMETERS = ['month', 'by', 'region', 'org', 'item'] as const;

/** China keeps UTC+8 without daylight saving since 1991; earlier months have other borders. */
const MONTH = /^(199[2-9]|2\d{3})-(0[1-9]|1[0-2])$/;

const month: QueryReader<string> = (value, name) => {
  if (MONTH.test(value)) return value;
  throw badRequest(name, { zh: '应为 YYYY-MM，不早于 1992-01', en: 'must be YYYY-MM, not before 1992-01' });
};

/** Without a month it is the one of `now`; an empty value counts as not given. @throws 400 naming the parameter */
export function readMonthQuery(query: unknown, now: Instant): MonthRequest & { by: Grouping } {
  const read = parametersOf(query, PARAMETERS);
  return {
    month: read('month', month) ?? monthOf(dayOf(now)),
    by: read('by', oneOf(GROUPINGS)) ?? 'region',
    scope: {
      region: read('region', text(50)) ?? null,
      org: read('org', text(100)) ?? null,
      item: read('item', text(100)) ?? null,
    },
  };
}
