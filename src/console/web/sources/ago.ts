export interface Span {
  unit: 'seconds' | 'minutes' | 'hours' | 'days';
  n: number;
}

/** A span of milliseconds in the one unit that a person reads. */
export function spanOf(ms: number): Span {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 90) return { unit: 'seconds', n: seconds };
  if (seconds < 90 * 60) return { unit: 'minutes', n: Math.round(seconds / 60) };
  if (seconds < 48 * 3_600) return { unit: 'hours', n: Math.round(seconds / 3_600) };
  return { unit: 'days', n: Math.floor(seconds / 86_400) };
}

/** An agreed lag in whole units: 90 s stay seconds, 3600 are an hour. */
export function lagOf(seconds: number): { unit: 'seconds' | 'minutes' | 'hours'; n: number } {
  if (seconds > 0 && seconds % 3_600 === 0) return { unit: 'hours', n: seconds / 3_600 };
  if (seconds > 0 && seconds % 60 === 0 && seconds > 60) return { unit: 'minutes', n: seconds / 60 };
  return { unit: 'seconds', n: seconds };
}
