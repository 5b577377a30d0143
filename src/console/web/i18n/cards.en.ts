import type { cardsZh } from './cards.zh.js';

export const cardsEn: typeof cardsZh = {
  cards: {
    title: 'List of alerts',
    total: '{n} alert | {n} alerts',
    chips: 'Filters',
    all: 'No filter',
    chip: {
      level: 'Level',
      rule: 'Rule',
      from: 'Raised from',
      to: 'Raised to',
      region: 'Region',
      org: 'Department',
      item: 'Item',
      case: 'Case no.',
    },
    pair: '{name}: {value}',
    own: '{code} itself',
    unstated: 'none stated',
    clear: 'Remove all filters',
    loading: 'Loading alerts…',
    none: 'No alert matches',
    noneNote: 'Remove some filters.',
    forbidden: 'You may not see these alerts',
    invalid: 'A filter of the address is wrong',
    failed: 'The alerts could not be loaded',
    failedNote: 'The network or the service may be interrupted. Try again later.',
    retry: 'Try again',
  },
};
