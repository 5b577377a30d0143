import { GROUPINGS, type Grouping } from '../console/figures.protocol.js';
import { type Instant, dayOf } from '../domain/instant.js';
import { month, oneOf, parametersOf, text } from '../http/page-query.js';
import type { MonthRequest } from './month.figures.js';
import { monthOf } from './periods.js';

const PARAMETERS = ['month', 'by', 'region', 'org', 'item'] as const;

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
