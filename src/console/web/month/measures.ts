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

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `98.12%` */
export const percent = (rate: number): string => `${TWO_DECIMALS.format(rounded(rate) / 100)}%`;

export interface Change {
  direction: 'up' | 'down' | 'same';
  /** `12.34%`, or for rates the percentage points `1.10`, or the multiple `672.25`; empty where nothing changed. */
  amount: string;
  unit: 'percent' | 'points' | 'times';
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
    return changed(points, (Math.abs(points) / 100).toFixed(2), 'points');
  }
  if (current === earlier) return changed(0, '', 'percent');
  return earlier === 0 ? null : countChange(current - earlier, Math.abs(current - earlier) / earlier);
}

/** From 1000.00 % on the multiple, as in the bulletin: with two decimals up to 1,000. */
function countChange(difference: number, rate: number): Change {
  if (rounded(rate) < 100_000) return changed(difference, percent(rate), 'percent');
  const exact = Math.round(rate * 100) / 100;
  return changed(difference, exact < 1_000 ? TWO_DECIMALS.format(exact) : WHOLE.format(Math.round(rate)), 'times');
}

const changed = (difference: number, amount: string, unit: Change['unit']): Change =>
  difference === 0
    ? { direction: 'same', amount: '', unit }
    : { direction: difference > 0 ? 'up' : 'down', amount, unit };
