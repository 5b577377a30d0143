import 'reflect-metadata';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isFacts, isScalar, readInstant } from './values.js';

/**
 * The vocabulary of the payload classes: each decorator is made of class-validator's own and carries its text in
 * Chinese and English. A class-validator decorator that is new here needs a line in `payload-rules.ts` as well.
 */
const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, name) =>
    decorators.forEach((decorate) => decorate(target, name));

/** Absent is how a member is left out; `null` is a value and falls through to the other decorators. */
export const isPresent = (_object: object, value: unknown): boolean => value !== undefined;
export const Optional = (): PropertyDecorator => ValidateIf(isPresent);

/** A text of `min`…`max` characters; `min` 0 where an empty field of a form says nothing wrong. */
export function Text(max: number, min: 0 | 1 = 1): PropertyDecorator {
  const message = `应为 ${min}–${max} 个字符的字符串 / must be a string of ${min}–${max} characters`;
  return all(IsString({ message }), Length(min, max, { message }));
}

export function TextList(maxEntries: number, maxLength: number): PropertyDecorator {
  const message =
    `应为字符串数组，至多 ${maxEntries} 项，每项 1–${maxLength} 个字符 / ` +
    `must be an array of at most ${maxEntries} strings of 1–${maxLength} characters`;
  const each = { message, each: true };
  return all(IsArray({ message }), ArrayMaxSize(maxEntries, { message }), IsString(each), Length(1, maxLength, each));
}

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  IsIn([...values], { message: `应为以下之一 / must be one of: ${values.join(', ')}` });

export function Whole(min: number, max: number): PropertyDecorator {
  const message = `应为 ${min}–${max} 的整数 / must be a whole number from ${min} to ${max}`;
  return all(IsInt({ message }), Min(min, { message }), Max(max, { message }));
}

export const Flag = (): PropertyDecorator => IsBoolean({ message: '应为 true 或 false / must be true or false' });

/** Yuan as a decimal string: a JSON number would lose fen on its way. */
export function Yuan(): PropertyDecorator {
  const message =
    '应为金额（元）字符串，不为负，至多两位小数，如 "120.50" / ' +
    'must be an amount in yuan as a string, not negative, at most two decimals, e.g. "120.50"';
  return all(IsString({ message }), Matches(/^\d{1,15}(?:\.\d{1,2})?$/, { message }));
}

export const IS_INSTANT = 'isInstant';
export const Moment = (): PropertyDecorator =>
  ValidateBy(
    { name: IS_INSTANT, validator: { validate: (value) => readInstant(value) !== undefined } },
    {
      message:
        '应为带时区的 RFC 3339 时间（2000 年起），如 2026-11-22T09:00:00+08:00 / ' +
        'must be an RFC 3339 time with an offset, not before 2000, e.g. 2026-11-22T09:00:00+08:00',
    },
  );

export const IS_SCALAR = 'isScalar';
export const Scalar = (maxLength: number): PropertyDecorator =>
  ValidateBy(
    {
      name: IS_SCALAR,
      constraints: [maxLength],
      validator: { validate: (value, args) => isScalar(value, Number(args?.constraints[0])) },
    },
    {
      message:
        `应为字符串（至多 ${maxLength} 个字符）、数字或布尔值 / ` +
        `must be a string of at most ${maxLength} characters, a number or a boolean`,
    },
  );

export const IS_FACTS = 'isFacts';
export const Facts = (): PropertyDecorator =>
  ValidateBy(
    { name: IS_FACTS, validator: { validate: (value) => isFacts(value) } },
    {
      message:
        '应为单层对象（至多 100 个成员），值为字符串、数字或布尔值 / ' +
        'must be a flat object of at most 100 members whose values are strings, numbers or booleans',
    },
  );

/** An object of its own class: the class is the property's type. */
export function Nested(): PropertyDecorator {
  const message = '应为对象 / must be an object';
  return all(IsObject({ message }), ValidateNested({ message }));
}
