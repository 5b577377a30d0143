import type { Instant } from '../../domain/instant.js';
import type { Numbers } from './hint.js';

/** The numbers of a time as a text states it; seconds only where there are any. */
export function timeNumbers(at: Instant): Numbers {
  const [day, hour, minute, second] = [
    dayNumbers(at),
    part(at, 'getUTCHours'),
    part(at, 'getUTCMinutes'),
    part(at, 'getUTCSeconds'),
  ];
  return second === 0 ? [...day, hour, minute] : [...day, hour, minute, second];
}

export const dayNumbers = (at: Instant): Numbers => [
  part(at, 'getUTCFullYear'),
  part(at, 'getUTCMonth') + 1,
  part(at, 'getUTCDate'),
];

const SHANGHAI = 8 * 3_600_000;
const part = (
  at: Instant,
  of: 'getUTCFullYear' | 'getUTCMonth' | 'getUTCDate' | 'getUTCHours' | 'getUTCMinutes' | 'getUTCSeconds',
): number => new Date(at + SHANGHAI)[of]();

/** The numbers of a text in order of size, without those of the names in it. */
export function numbersIn(text: string, names: readonly string[]): Numbers {
  const bare = names.reduce((rest, name) => rest.replace(name, () => ' '), text);
  return (bare.match(/(?<![\d.])-?\d+(?:\.\d+)?/g) ?? []).map(Number).sort((a, b) => a - b);
}

/** Texts round to hundredths. */
const ROUNDING = 0.0101;

export const areSame = (stated: Numbers, expected: Numbers): boolean => {
  const inOrder = [...expected].sort((a, b) => a - b);
  return stated.length === inOrder.length && stated.every((n, i) => Math.abs(n - inOrder[i]!) < ROUNDING);
};
