import type { LocationQuery, LocationQueryValue } from 'vue-router';
import { GROUPINGS, type FigureScope, type Grouping } from '../../figures.protocol.js';
import { scopeOfRow } from './figure-links.js';
import { MEASURES, type Measure } from './measures.js';
import { isMonth } from './months.js';

/** What the page shows; all of it is in its address, so that it can be sent as a link. */
export interface MonthQuery {
  month: string;
  by: Grouping;
  scope: FigureScope;
  /** Null: in the order of the server. */
  sort: { measure: Measure; ascending: boolean } | null;
}

type Value = LocationQueryValue | LocationQueryValue[] | undefined;
const text = (value: Value): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads an address; what is missing or unknown in it becomes what is usual. */
export function readMonthQuery(query: LocationQuery, thisMonth: string): MonthQuery {
  const measure = MEASURES.find((one) => one === query.sort);
  return {
    month: isMonth(query.month) ? query.month : thisMonth,
    by: GROUPINGS.find((one) => one === query.by) ?? 'region',
    scope: { region: text(query.region), org: text(query.org), item: text(query.item) },
    sort: measure ? { measure, ascending: query.dir === 'asc' } : null,
  };
}

/** The members of the address; those that are as usual are left out, but the month always stands. */
export function writeMonthQuery({ month, by, scope, sort }: MonthQuery): Record<string, string> {
  return {
    month,
    ...(by !== 'region' && { by }),
    ...scopeQuery(scope),
    ...(sort && { sort: sort.measure, ...(sort.ascending && { dir: 'asc' }) }),
  };
}

export function scopeQuery({ region, org, item }: FigureScope): Record<string, string> {
  return { ...(region !== null && { region }), ...(org !== null && { org }), ...(item !== null && { item }) };
}

/** The members that `GET /api/v1/statistics/month` takes. */
export const figuresQuery = ({ month, by, scope }: MonthQuery): Record<string, string> => ({
  month,
  by,
  ...scopeQuery(scope),
});

/** Where a row leads one level down: to the regions below, else the departments, else the items; null at the end. */
export function drillOf(
  query: MonthQuery,
  { key, hasChildren }: { key: string | null; hasChildren: boolean },
): MonthQuery | null {
  const { by, scope } = query;
  if (by === 'item') return null;
  const below: Grouping = by === 'org' ? 'item' : hasChildren && key !== scope.region ? 'region' : 'org';
  return { ...query, by: below, scope: scopeOfRow(scope, by, key) };
}
