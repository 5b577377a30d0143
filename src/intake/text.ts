/// <reference lib="es2024.string" />
/** PostgreSQL refuses U+0000 in text, and UTF-8 has no form for a lone surrogate. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** A text that can be stored in any case: at most `max` UTF-16 units, the impossible replaced by U+FFFD. */
export const storable = (text: string, max: number): string =>
  text.slice(0, max).toWellFormed().replaceAll('\0', '\uFFFD');

/** Cuts to at most `maxBytes` of UTF-8. */
export function storableBytes(text: string, maxBytes: number): string {
  const whole = storable(text, maxBytes);
  if (whole.length * 3 <= maxBytes || Buffer.byteLength(whole) <= maxBytes) return whole;
  return Buffer.from(whole)
    .subarray(0, maxBytes)
    .toString()
    .replace(/\uFFFD$/, '');
}

/** C0 and C1 controls, which CloudEvents attributes may not contain. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/;
export const hasControls = (text: string): boolean => CONTROL.test(text);

/** Counts characters as people do: a pair of surrogates is one. */
export function isWithin(text: string, max: number): boolean {
  return text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/** Nothing that is sent here is nested nearly as deeply; what is would exhaust the stack of whoever walks it. */
const MAX_DEPTH = 64;

/** The path of the first text (or member name) that cannot be stored, or of what is nested too deeply; `undefined` where there is none. */
export function findUnstorable(value: unknown, path: string, depth = 0): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return path;
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    const member = path === '' ? name : `${path}.${name}`;
    const found = isStorable(name) ? findUnstorable(inner, member, depth + 1) : member;
    if (found !== undefined) return found;
  }
  return undefined;
}
