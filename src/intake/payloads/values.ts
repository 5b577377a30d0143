import { parseRfc3339, type Instant } from '../../domain/instant.js';

const YEAR_2000 = Date.UTC(2000, 0, 1);

/** Strict RFC 3339 with an offset, from the year 2000 on; `undefined` for anything else. */
export function readInstant(value: unknown): Instant | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const at = parseRfc3339(value);
  return at !== undefined && at >= YEAR_2000 ? at : undefined;
}

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names that mean something to JavaScript itself (`__proto__`, `constructor`, `hasOwnProperty`, …). */
export const isReservedName = (name: string): boolean => name === 'prototype' || name in Object.prototype;

export const isScalar = (value: unknown, maxLength: number): boolean =>
  typeof value === 'string'
    ? value.length <= maxLength
    : typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

const MAX_FACTS = 100;
const MAX_FACT_NAME = 100;
const MAX_FACT_TEXT = 1000;

/** The facts to which a discretion standard is applied: a flat object, its names free. */
export function isFacts(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const names = Object.keys(value);
  return (
    names.length <= MAX_FACTS &&
    names.every(
      (name) =>
        name.length >= 1 &&
        name.length <= MAX_FACT_NAME &&
        !isReservedName(name) &&
        isScalar(value[name], MAX_FACT_TEXT),
    )
  );
}
