import type { LocationQuery } from 'vue-router';
import { LEVELS } from '../../console.protocol.js';

/** The parameters of the list of cards; the address of the page carries the same. */
export const CARD_FILTERS = ['level', 'rule', 'from', 'to', 'region', 'org', 'item', 'case'] as const;
export type CardFilterName = (typeof CARD_FILTERS)[number];
export type CardFilters = Partial<Record<CardFilterName, string>>;

/** The filters of an address in a fixed order; what is empty or not known is left out. */
export const cardFiltersOf = (query: LocationQuery): CardFilters =>
  Object.fromEntries(
    CARD_FILTERS.flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [];
    }),
  );

/** The form of the page shows it; a level that there is not is shown as a chip. */
export const hasField = (name: CardFilterName, { level }: CardFilters): boolean =>
  name === 'case' || (name === 'level' && LEVELS.some((one) => one === level));

export const without = (filters: CardFilters, name: CardFilterName): CardFilters => ({ ...filters, [name]: undefined });
