import type { Figures } from '../console/figures.protocol.js';

/** What is counted; the rate follows from it. */
export type Counts = Required<Omit<Figures, 'onTimeRate'>>;

const ZERO: Counts = {
  received: 0,
  accepted: 0,
  decided: 0,
  measured: 0,
  onTime: 0,
  reminders: 0,
  yellow: 0,
  red: 0,
  revoked: 0,
};
const NAMES = Object.keys(ZERO) as (keyof Counts)[];

export const noCounts = (): Counts => ({ ...ZERO });

/** Adds the members that are there. */
export function addCounts(to: Counts, counts: Partial<Counts>): void {
  for (const name of NAMES) to[name] += counts[name] ?? 0;
}

export const isNothing = (counts: Counts): boolean => NAMES.every((name) => counts[name] === 0);

/** Without a case that had a due instant there is no rate: neither 0 % nor 100 %. */
export const figuresOf = ({ revoked, ...counts }: Counts): Figures => ({
  ...counts,
  // Figures of before anything could be revoked read the same, and have the same hash.
  ...(revoked > 0 && { revoked }),
  onTimeRate: counts.measured > 0 ? counts.onTime / counts.measured : null,
});
