/** For a table: nothing to measure is no zero. */
export const NONE = '—';

/** 1,234,567 */
export const whole = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** `part` ÷ `of`, counted in `units` of one, rounded half up, in whole numbers all the way. */
const counted = (part: number, of: number, units: number): number => Math.floor((2 * units * part + of) / (2 * of));

/** Hundredths of a percent. */
const hundredths = (part: number, of: number): number => counted(part, of, 10_000);

/** `98.76` from 9876. */
const decimals = (hundredth: number): string => (hundredth / 100).toFixed(2);

/** Share in hundredths of a percent. 100.00 % is said only of all, 0.00 % only of none. Null without a whole. */
export function share(part: number, of: number): number | null {
  if (of === 0) return null;
  if (part === of) return 10_000;
  return part === 0 ? 0 : Math.min(9_999, Math.max(1, hundredths(part, of)));
}

/** `98.76%` */
export const percent = (share: number | null): string => (share === null ? NONE : `${decimals(share)}%`);

/** How a count or a share has moved; `amount` without its sign, null where there is nothing to compare with. */
export interface Move {
  readonly direction: 'up' | 'down' | 'same' | 'near';
  readonly amount: string;
}

/** Hundredths of a percent of the count before, with their sign; null where that is 0 and this is not. */
export function countShift(now: number, before: number): number | null {
  if (now === before) return 0;
  return before === 0 ? null : Math.sign(now - before) * hundredths(Math.abs(now - before), before);
}

/** Hundredths of a percent from which on a change is told as a multiple: 1000.00 %. */
const TOLD_AS_MULTIPLE = 100_000;
/** Multiples from which on decimals tell nothing. */
const WHOLE_MULTIPLES = 1_000;

/** `672.25倍`, `12,345倍` */
function multiple(part: number, of: number): string {
  const exact = counted(part, of, 100);
  return `${exact < WHOLE_MULTIPLES * 100 ? decimals(exact) : whole(counted(part, of, 1))}倍`;
}

/** In percent of the count before, or in multiples of it; null where that is 0. */
export function countMove(now: number, before: number): Move | null {
  if (now === before) return { direction: 'same', amount: '' };
  const shift = countShift(now, before);
  if (shift === null) return null;
  // A change is there, but none that two decimals show.
  if (shift === 0) return { direction: 'near', amount: '' };
  const amount = shift >= TOLD_AS_MULTIPLE ? multiple(now - before, before) : `${decimals(Math.abs(shift))}%`;
  return { direction: shift > 0 ? 'up' : 'down', amount };
}

/** In percentage points between two shares as they are printed. */
export function shareMove(now: number | null, before: number | null): Move | null {
  if (now === null || before === null) return null;
  if (now === before) return { direction: 'same', amount: '' };
  return { direction: now > before ? 'up' : 'down', amount: `${decimals(Math.abs(now - before))}个百分点` };
}
