import {
  ARRAY_MAX_SIZE,
  IS_ARRAY,
  IS_BOOLEAN,
  IS_IN,
  IS_INT,
  IS_LENGTH,
  IS_OBJECT,
  IS_STRING,
  MATCHES,
  MAX,
  MIN,
  length,
} from 'class-validator';
import type { JsonSchema } from './json-schema.js';
import { IS_FACTS, IS_INSTANT, IS_SCALAR } from './payloads/members.js';
import { isFacts, isPlainObject, isScalar, readInstant } from './payloads/values.js';

export type Check = (value: unknown) => boolean;

/** What a class-validator decorator means to the fast checker and to the API description. */
export interface Rule {
  check(constraints: unknown[]): Check;
  schema(constraints: unknown[]): JsonSchema;
}

const rule = (check: (constraints: unknown[]) => Check, schema: (constraints: unknown[]) => JsonSchema): Rule => ({
  check,
  schema,
});

function lengthCheck(min: number, max: number): Check {
  // Counting characters only ever shortens a text, and never to 0: within these bounds there is nothing to count.
  if (min > 1) return (value) => length(value, min, max);
  return (value) =>
    typeof value === 'string' && ((value.length >= min && value.length <= max) || length(value, min, max));
}

/** Every decorator that payload classes may carry, by class-validator's name for it. */
export const RULES: Readonly<Record<string, Rule>> = {
  [IS_STRING]: rule(
    () => (value) => typeof value === 'string',
    () => ({ type: 'string' }),
  ),
  [IS_LENGTH]: rule(
    ([min, max]) => lengthCheck(Number(min), Number(max)),
    ([min, max]) => ({ minLength: Number(min), maxLength: Number(max) }),
  ),
  [MATCHES]: rule(
    ([pattern]) => {
      const matcher = pattern as RegExp;
      return (value) => typeof value === 'string' && value.match(matcher) !== null;
    },
    ([pattern]) => ({ pattern: (pattern as RegExp).source }),
  ),
  [IS_IN]: rule(
    ([values]) => {
      const known = values as unknown[];
      return (value) => known.includes(value);
    },
    ([values]) => ({ type: 'string', enum: [...(values as unknown[])] }),
  ),
  [IS_INT]: rule(
    () => (value) => Number.isInteger(value),
    () => ({ type: 'integer' }),
  ),
  [MIN]: rule(
    ([min]) =>
      (value) =>
        typeof value === 'number' && value >= Number(min),
    ([min]) => ({ minimum: Number(min) }),
  ),
  [MAX]: rule(
    ([max]) =>
      (value) =>
        typeof value === 'number' && value <= Number(max),
    ([max]) => ({ maximum: Number(max) }),
  ),
  [IS_BOOLEAN]: rule(
    () => (value) => typeof value === 'boolean',
    () => ({ type: 'boolean' }),
  ),
  [IS_ARRAY]: rule(
    () => (value) => Array.isArray(value),
    () => ({ type: 'array' }),
  ),
  [ARRAY_MAX_SIZE]: rule(
    ([max]) =>
      (value) =>
        Array.isArray(value) && value.length <= Number(max),
    ([max]) => ({ maxItems: Number(max) }),
  ),
  [IS_OBJECT]: rule(
    () => isPlainObject,
    () => ({ type: 'object' }),
  ),
  [IS_INSTANT]: rule(
    () => (value) => readInstant(value) !== undefined,
    () => ({ type: 'string', format: 'date-time' }),
  ),
  [IS_SCALAR]: rule(
    ([max]) =>
      (value) =>
        isScalar(value, Number(max)),
    ([max]) => ({ type: ['string', 'number', 'boolean'], maxLength: Number(max) }),
  ),
  [IS_FACTS]: rule(
    () => isFacts,
    () => ({ type: 'object', maxProperties: 100, additionalProperties: { type: ['string', 'number', 'boolean'] } }),
  ),
};
