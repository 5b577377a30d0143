import type { LocationQuery } from 'vue-router';
import { CASE_FILTERS } from '../../figures.protocol.js';

export type CaseFilterName = (typeof CASE_FILTERS)[number];
export type CaseFilters = Partial<Record<CaseFilterName, string>>;

/** Those that the form of the page has a field for; the others come from figures that lead here, and show as chips. */
export const FORM_FILTERS = [
  'q',
  'applicant',
  'officer',
  'state',
  'dueWithin',
  'overdue',
  'receivedFrom',
  'receivedTo',
] as const satisfies readonly CaseFilterName[];

export const CASE_STATES = [
  'open',
  'received',
  'supplementing',
  'accepted',
  'deemed-accepted',
  'decided',
  'withdrawn',
  'terminated',
  'not-accepted',
  'waiting',
  'unknown',
] as const;

/** Working days that the form offers. */
export const DUE_WITHIN = ['0', '1', '3', '5', '10'] as const;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The filters of an address; what is empty or not known is left out. */
export const filtersOf = (query: LocationQuery): CaseFilters =>
  Object.fromEntries(CASE_FILTERS.flatMap((name) => (textOf(query[name]) === '' ? [] : [[name, textOf(query[name])]])));

export const cursorOf = (query: LocationQuery): string | undefined => textOf(query.cursor) || undefined;

/** Filters without those that are empty, in a fixed order, so that equal searches have equal addresses. */
export const given = (filters: CaseFilters): Record<string, string> =>
  Object.fromEntries(
    CASE_FILTERS.flatMap((name) => {
      const value = textOf(filters[name]);
      return value === '' ? [] : [[name, value]];
    }),
  );

/** Filters that no field of the form shows. */
export const chipsOf = (filters: CaseFilters): CaseFilterName[] =>
  CASE_FILTERS.filter((name) => {
    if (filters[name] === undefined) return false;
    if (name === 'dueWithin') return !DUE_WITHIN.some((offered) => offered === filters.dueWithin);
    if (name === 'overdue') return filters.overdue !== 'true';
    if (name === 'state') return !CASE_STATES.some((offered) => offered === filters.state);
    return !FORM_FILTERS.some((shown) => shown === name);
  });

/** The one field for what is left of a limit stands for two parameters. */
export const leftOf = ({ dueWithin, overdue }: CaseFilters): string =>
  overdue === 'true' ? 'overdue' : (dueWithin ?? '');

export const withLeft = (filters: CaseFilters, left: string): CaseFilters => ({
  ...filters,
  dueWithin: left === 'overdue' ? undefined : left,
  overdue: left === 'overdue' ? 'true' : undefined,
});
