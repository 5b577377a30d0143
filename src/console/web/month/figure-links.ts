import type { FigureScope, Grouping } from '../../figures.protocol.js';
import { cardsWhere, casesWhere, type ListLink } from '../shared/list-links.js';
import { levelOf, type Measure } from './measures.js';

/** First and last day. */
export interface Span {
  from: string;
  to: string;
}

/** The list behind a figure; the one behind the on-time rate holds the cases that were late. */
export function linkOf(measure: Measure, { from, to }: Span, scope: FigureScope): ListLink {
  const level = levelOf(measure);
  const members = { ...scope };
  if (level !== null) return cardsWhere({ level, from, to, ...members });
  if (measure === 'received') return casesWhere({ receivedFrom: from, receivedTo: to, ...members });
  if (measure === 'accepted') return casesWhere({ acceptedFrom: from, acceptedTo: to, ...members });
  const late = measure === 'onTimeRate' ? 'true' : null;
  return casesWhere({ state: 'decided', endedFrom: from, endedTo: to, overdue: late, ...members });
}

/** What names no organisation or item, or lies in no region, is asked for so. */
const NONE = ':none';

/** The scope of a row within that of the page. */
export const scopeOfRow = (scope: FigureScope, by: Grouping, key: string | null): FigureScope => ({
  ...scope,
  [by]: key ?? NONE,
});
