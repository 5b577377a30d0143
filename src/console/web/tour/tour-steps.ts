import type { RouteLocationRaw } from 'vue-router';
import type { CardView } from '../../console.protocol.js';
import { mayWatchSources } from '../navigation.js';
import { api } from '../api.js';

export interface TourStep {
  /** Key of its words, and the `data-tour` of the element that it is about. */
  readonly name: 'cards' | 'card' | 'clocks' | 'month' | 'sources';
  /** Where that element is; the example is a card of today's list, if there is any. */
  readonly to: (example: CardView | undefined) => RouteLocationRaw;
  /** Roles that may not see it are not led there. */
  readonly may?: (role: string) => boolean;
}

const STEPS: readonly TourStep[] = [
  { name: 'cards', to: () => ({ name: 'live' }) },
  { name: 'card', to: (example) => ({ name: 'live', params: example ? { cardId: example.id } : {} }) },
  {
    name: 'clocks',
    to: (example) => (example ? { name: 'case', params: { caseNo: example.caseNo } } : { name: 'cases' }),
  },
  { name: 'month', to: () => ({ name: 'month' }) },
  { name: 'sources', to: () => ({ name: 'sources' }), may: mayWatchSources },
];

export const stepsFor = (role: string): readonly TourStep[] => STEPS.filter(({ may }) => may?.(role) ?? true);

/** Among so many of the newest red cards one is looked for whose days are counted. */
const CHOICE = 50;

/** A red card, if possible of a limit in working days: its calendar tells most. Without any red one the newest card. */
export async function exampleCard(): Promise<CardView | undefined> {
  try {
    const { items } = await api.cards({ level: 'red', limit: CHOICE });
    const red = items.find(({ explanation }) => explanation.clock?.limit.endsWith(' workingDay')) ?? items[0];
    return red ?? (await api.cards({ limit: 1 })).items[0];
  } catch {
    // The tour goes on without: the pages say themselves what they could not load.
    return undefined;
  }
}
