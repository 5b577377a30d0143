import type { Level } from '../../console.protocol.js';
import { daysWithin } from '../month/months.js';
import { cardsWhere, casesWhere } from '../shared/list-links.js';
import { dateOf } from '../shared/time.js';

/** The working days within which a case counts as due soon where there is one number for it. */
export const SOON = 3;

/** The lists behind the numbers of an overview that was counted at `asOf`. */
export function overviewLinks(asOf: string) {
  const today = dateOf(asOf);
  const month = daysWithin(today.slice(0, 7));
  return {
    received: casesWhere({ receivedFrom: today, receivedTo: today }),
    decided: casesWhere({ state: 'decided', endedFrom: today, endedTo: today }),
    raised: cardsWhere({ from: today, to: today }),
    overdue: casesWhere({ state: 'open', overdue: 'true' }),
    open: (region?: string) => casesWhere({ state: 'open', region }),
    dueWithin: (days: number, region?: string) => casesWhere({ dueWithin: String(days), region }),
    cards: (level: Level, narrower: { region?: string; rule?: string } = {}) =>
      cardsWhere({ level, ...month, ...narrower }),
  };
}

export type OverviewLinks = ReturnType<typeof overviewLinks>;
