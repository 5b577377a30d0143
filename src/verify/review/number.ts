/** An exact number as a fraction; `below` is positive. Nothing is rounded. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

const DIGITS = /^([-+]?)(\d+)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/;
const PLAIN = /^[-+]?\d+(?:\.\d+)?$/;

export const whole = (value: number | bigint): Fraction => ({ above: BigInt(value), below: 1n });

/** A number, or a text that is one (full-width digits too); `undefined`: none. */
export function numberOf(value: unknown): Fraction | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? fraction(withoutNoise(value)) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.normalize('NFKC').trim();
  return PLAIN.test(text) ? fraction(text) : undefined;
}

/** Binary forms of decimal numbers are true to 15 digits. */
const withoutNoise = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number.parseFloat(value.toPrecision(15)));

function fraction(text: string): Fraction | undefined {
  const parts = DIGITS.exec(text);
  if (!parts) return undefined;
  const [, sign, integer = '', decimals = '', exponent = '0'] = parts;
  const power = Number(exponent) - decimals.length;
  const digits = BigInt(integer + decimals) * (sign === '-' ? -1n : 1n);
  return power >= 0 ? whole(digits * 10n ** BigInt(power)) : { above: digits, below: 10n ** BigInt(-power) };
}

export const isLess = (a: Fraction, b: Fraction): boolean => a.above * b.below < b.above * a.below;
export const product = (a: Fraction, b: Fraction): Fraction => ({ above: a.above * b.above, below: a.below * b.below });
export const total = (a: Fraction, b: Fraction): Fraction => ({
  above: a.above * b.below + b.above * a.below,
  below: a.below * b.below,
});
export const share = (percent: Fraction, of: Fraction): Fraction =>
  product({ ...percent, below: percent.below * 100n }, of);

/** To a whole number of parts (100: of fen), down or up. */
export function toParts({ above, below }: Fraction, parts: bigint, way: 'down' | 'up'): Fraction {
  const all = above * parts;
  const rest = ((all % below) + below) % below;
  const down = (all - rest) / below;
  return { above: way === 'up' && rest > 0n ? down + 1n : down, below: parts };
}
