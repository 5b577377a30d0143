import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { parseRfc3339 } from '../../domain/instant.js';
import { findUnstorable } from '../../intake/text.js';
import type { LimitUnit } from '../../domain/standards.js';

/** Days, months and years are whole, 0 meaning the start day; hours may be fractions but not nothing. */
export const MAX_AMOUNT = 10_000;
/** Bytes of JSON of one list that is kept as given. */
export const MAX_KEPT_BYTES = 64 * 1024;
const MAX_DEPTH = 20;

const check = (name: string, message: string, validate: (value: unknown, object: object) => boolean) =>
  ValidateBy({ name, validator: { validate: (value, args) => validate(value, args?.object ?? {}) } }, { message });

const both =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, name) =>
    decorators.forEach((decorate) => decorate(target, name));

/** A text of 1…`max` characters. */
export function Text(max: number): PropertyDecorator {
  const message = `应为 1–${max} 个字符的文字 / must be a text of 1–${max} characters`;
  return both(IsString({ message }), Length(1, max, { message }));
}

/** Texts of 1…`length` characters, at least `min` and at most `max` of them. */
export function TextList(max: number, length: number, min: 0 | 1 = 0): PropertyDecorator {
  const message =
    `应为 ${min}–${max} 项的文字数组，每项 1–${length} 个字符 / ` +
    `must be an array of ${min}–${max} texts of 1–${length} characters`;
  const isText = (entry: unknown): boolean => typeof entry === 'string' && /\S/u.test(entry) && entry.length <= length;
  return check(
    'text-list',
    message,
    (value) => Array.isArray(value) && value.length >= min && value.length <= max && value.every(isText),
  );
}

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  IsIn([...values], { message: `应为以下之一：${values.join('、')} / must be one of: ${values.join(', ')}` });

export function Whole(min: number, max: number): PropertyDecorator {
  const message = `应为 ${min}–${max} 的整数 / must be a whole number from ${min} to ${max}`;
  return both(IsInt({ message }), Min(min, { message }), Max(max, { message }));
}

export const Flag = (): PropertyDecorator => IsBoolean({ message: '应为 true 或 false / must be true or false' });

/** Left out, or empty as YAML writes it. */
export const Optional = (): PropertyDecorator => IsOptional();

/** Needed where `member` of the same object is `value`, and out of place elsewhere. */
export function OnlyWith(member: string, value: string): PropertyDecorator {
  const applies = (object: object): boolean => (object as Record<string, unknown>)[member] === value;
  const message = `仅用于 ${member}: ${value} / is only for "${member}: ${value}"`;
  return (target, name) => {
    ValidateIf((object: object, given: unknown) => applies(object) || (given !== undefined && given !== null))(
      target,
      name,
    );
    check(`only-with-${member}`, message, (_, object) => applies(object))(target, name);
  };
}

export const isHourUnit = (unit: unknown): boolean =>
  (['hour', 'workingHour'] satisfies LimitUnit[]).some((hours) => hours === unit);

export const Amount = (): PropertyDecorator =>
  check(
    'amount',
    `小时应大于 0，其他单位应为不小于 0 的整数，至多 ${MAX_AMOUNT} / ` +
      `hours must be more than 0, other units a whole number from 0, at most ${MAX_AMOUNT}`,
    (value, limit) =>
      typeof value === 'number' &&
      value <= MAX_AMOUNT &&
      (isHourUnit((limit as { unit?: unknown }).unit) ? value > 0 : Number.isInteger(value) && value >= 0),
  );

export const Moment = (): PropertyDecorator =>
  check(
    'moment',
    '应为带时区的 RFC 3339 时间 / must be an RFC 3339 time with an offset',
    (value) => typeof value === 'string' && parseRfc3339(value) !== undefined,
  );

/** Entries of a list differ in this member; entries without it are not compared. */
export const UniqueBy = (member: string): PropertyDecorator =>
  check(`unique-${member}`, `${member} 不得重复 / "${member}" must not repeat`, (value) => {
    if (!Array.isArray(value)) return true;
    const given = (value as unknown[])
      .map((entry) => (typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)[member] : null))
      .filter((entry) => entry !== undefined && entry !== null);
    return new Set(given).size === given.length;
  });

/** A list that is kept as given: bounded, storable, and without names that mean something to JavaScript. */
export const KeptList = (): PropertyDecorator =>
  check(
    'kept-list',
    '应为数组，JSON 不超过 64 KiB，层数不超过 20，不得含保留名 / ' +
      'must be an array of at most 64 KiB of JSON, 20 levels, without reserved names',
    (value) =>
      Array.isArray(value) &&
      isPlainJson(value, MAX_DEPTH) &&
      findUnstorable(value, '') === undefined &&
      Buffer.byteLength(JSON.stringify(value)) <= MAX_KEPT_BYTES,
  );

const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

function isPlainJson(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  if (depth === 0) return false;
  return Object.entries(value).every(([name, inner]) => !RESERVED.has(name) && isPlainJson(inner, depth - 1));
}
