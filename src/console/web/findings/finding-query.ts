import type { LocationQuery, RouteParamsGeneric } from 'vue-router';
import { CATEGORIES } from '../rules/categories.js';
import { LEVELS } from '../../console.protocol.js';
import type { ListQuery } from './findings-api.js';

/** The tabs of the page: what waits for a decision, places to look at, what was decided, what no rule could judge. */
export const VIEWS = ['pending', 'hints', 'decided', 'unjudged'] as const;
export type View = (typeof VIEWS)[number];
export type FindingsView = Exclude<View, 'unjudged'>;

/** What the address may ask for beside its tab; all but `status` are parameters of the lists as they are. */
export const FILTERS = [
  'category',
  'rule',
  'level',
  'status',
  'region',
  'org',
  'item',
  'case',
  'from',
  'to',
  'missing',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** Those of a tab; the others say nothing there. */
const OF: Readonly<Record<View, readonly FilterName[]>> = {
  pending: ['category', 'rule', 'level', 'region', 'org', 'item', 'case', 'from', 'to'],
  hints: ['category', 'rule', 'region', 'org', 'item', 'case', 'from', 'to'],
  decided: ['category', 'rule', 'level', 'status', 'region', 'org', 'item', 'case', 'from', 'to'],
  unjudged: ['rule', 'missing', 'region', 'org', 'item', 'case'],
};
export const filtersOfView = (view: View): readonly FilterName[] => OF[view];

/** Filters that have no field of their own on the page and are shown as chips. */
export const CHIPS = ['region', 'item', 'case', 'missing'] as const satisfies readonly FilterName[];

/** What may have become of a finding; without a choice the list shows all of them. */
export const DECIDED = ['confirmed', 'dismissed', 'withdrawn'] as const;

const KNOWN: Partial<Record<FilterName, readonly string[]>> = {
  category: CATEGORIES,
  level: LEVELS,
  status: DECIDED,
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isGiven(name: FilterName, value: unknown): value is string {
  if (typeof value !== 'string' || value.trim() === '') return false;
  if (name === 'from' || name === 'to') return DAY.test(value);
  return KNOWN[name]?.includes(value) ?? true;
}

export const viewOf = (params: RouteParamsGeneric): View => VIEWS.find((view) => view === params.view) ?? 'pending';

/** The filters of an address in a fixed order; what is empty, not known or of another tab is left out. */
export const filtersOf = (view: View, query: LocationQuery): Filters =>
  Object.fromEntries(
    OF[view].flatMap((name) => {
      const value = query[name];
      return isGiven(name, value) ? [[name, value.trim()]] : [];
    }),
  );

/** The parameters that the list of a tab takes. */
export function listQuery(view: FindingsView, { status, ...filters }: Filters): ListQuery {
  if (view === 'decided') return { ...filters, status: status ?? 'decided' };
  return { ...filters, status: 'pending', mode: view === 'hints' ? 'hint' : 'confirm' };
}

export const locationOf = (view: View, filters: Filters, findingId: string | null) => ({
  name: 'findings',
  params: {
    ...((view !== 'pending' || findingId !== null) && { view }),
    ...(findingId !== null && { findingId }),
  },
  query: Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')),
});
