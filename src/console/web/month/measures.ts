import type { Level } from '../../console.protocol.js';
import { type Figures, isBlank } from '../../figures.protocol.js';

/** The columns of the page, in order. */
export const MEASURES = ['received', 'accepted', 'decided', 'onTimeRate', 'reminder', 'yellow', 'red'] as const;
export type Measure = (typeof MEASURES)[number];

export const levelOf = (measure: Measure): Level | null =>
  measure === 'reminder' || measure === 'yellow' || measure === 'red' ? measure : null;

export const valueOf = (figures: Figures, measure: Measure): number | null =>
  measure === 'reminder' ? figures.reminders : figures[measure];

/** Of the decided cases with a limit those that were late. */
export const lateOf = ({ measured, onTime }: Figures): number => measured - onTime;

/** Hundredths of a percent, as they are printed. */
const rounded = (rate: number): number => Math.round(rate * 10_000);

const TWO_DECIMALS = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `98.12%`, `1,200.00%` */
export const percent = (rate: number): string => `${TWO_DECIMALS.format(rounded(rate) / 100)}%`;

export interface Change {
  direction: 'up' | 'down' | 'same';
  /** `12.34%`, or for rates the percentage points `1.10`; empty where nothing changed. */
  amount: string;
}

/**
 * 环比 or 同比 of one measure; null where there is nothing to compare with. Points are the difference of the printed
 * rates, so that a reader who subtracts finds the same.
 */
export function changeOf(measure: Measure, now: Figures, before: Figures): Change | null {
  const [current, earlier] = [valueOf(now, measure), valueOf(before, measure)];
  if (current === null || earlier === null || isBlank(before)) return null;
  if (measure === 'onTimeRate') {
    const points = rounded(current) - rounded(earlier);
    return changed(points, (Math.abs(points) / 100).toFixed(2));
  }
  if (current === earlier) return changed(0, '');
  return earlier === 0 ? null : changed(current - earlier, percent(Math.abs(current - earlier) / earlier));
}

const changed = (difference: number, amount: string): Change =>
  difference === 0 ? { direction: 'same', amount: '' } : { direction: difference > 0 ? 'up' : 'down', amount };
