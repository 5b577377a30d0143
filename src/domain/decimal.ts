/** An exact decimal number, `units` × 10^−`scale`: money and shares are compared as they were written, never as floats. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const WITH_EXPONENT = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/;

/** A number, or a text that is one and nothing besides (`120.50`); `undefined` for anything else. */
export function decimalOf(value: unknown): Decimal | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? parsed(WITH_EXPONENT.exec(written(value))) : undefined;
  return typeof value === 'string' ? parsed(PLAIN.exec(value.normalize('NFKC').trim())) : undefined;
}

/** A double keeps 15 decimal digits; what comes after them was never written: 0.1 × 3 is not 0.30000000000000004. */
const written = (value: number): string => String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));

function parsed(match: RegExpExecArray | null): Decimal | undefined {
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  const units = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

const unitsAt = ({ units, scale }: Decimal, at: number): bigint => units * 10n ** BigInt(at - scale);

/** Less than 0, 0, more than 0, as in sorting. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [unitsAt(a, scale), unitsAt(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const smaller = (a: Decimal, b: Decimal): Decimal => (compare(a, b) <= 0 ? a : b);
export const larger = (a: Decimal, b: Decimal): Decimal => (compare(a, b) >= 0 ? a : b);

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) - unitsAt(b, scale), scale };
}

export const times = (a: Decimal, b: Decimal): Decimal => ({ units: a.units * b.units, scale: a.scale + b.scale });

export const percentOf = (base: Decimal, percent: Decimal): Decimal => ({
  units: base.units * percent.units,
  scale: base.scale + percent.scale + 2,
});

/** Rounded down or up to `places` decimals; unchanged where it has no more. */
export function rounded(number: Decimal, to: 'down' | 'up', places: number): Decimal {
  if (number.scale <= places) return number;
  const step = 10n ** BigInt(number.scale - places);
  const rest = ((number.units % step) + step) % step;
  const below = (number.units - rest) / step;
  return { units: to === 'up' && rest > 0n ? below + 1n : below, scale: places };
}

/** `1234.5`; zeros at the end only as far as `places` decimals: `1234.50`. */
export function decimalText({ units, scale }: Decimal, places = 0): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(places, '0');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Yuan with its fen: `120.50`. */
export const yuanText = (amount: Decimal): string => decimalText(amount, 2);
