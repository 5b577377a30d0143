import { describe, expect, it } from '@jest/globals';
import { IsEmail, IsOptional, IsString, ValidateIf } from 'class-validator';
import fc from 'fast-check';
import { INCOMING_TYPES } from '../../src/intake/event-examples.js';
import { acceptsPayload, compile, explainPayload } from '../../src/intake/payload-checker.js';
import { membersOf, type Member } from '../../src/intake/payload-metadata.js';
import { PAYLOADS, type IncomingType, type PayloadClass } from '../../src/intake/payloads/registry.js';
import { isPlainObject } from '../../src/intake/payloads/values.js';
import { dataOf, type Json } from './intake.fixtures.js';

describe('the generated checker', () => {
  it.each(INCOMING_TYPES)('agrees with class-validator on the borders of every rule of %s', (type) => {
    for (const path of pathsOf(PAYLOADS[type]))
      for (const value of borderValues(path.member)) {
        const data = dataOf(type);
        put(data, path.names, value);
        agree(type, data);
      }
  });

  it('agrees with class-validator on every mutation of every example', () => {
    const stray = fc.oneof(
      fc.constantFrom('item', 'kind', 'facts', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'),
      fc.string({ maxLength: 5 }),
    );
    const mutation = fc.record({ at: fc.nat(20), stray: fc.option(stray), value: aValue() });
    fc.assert(
      fc.property(fc.constantFrom(...INCOMING_TYPES), fc.array(mutation, { maxLength: 3 }), (type, mutations) => {
        const data = dataOf(type);
        const paths = pathsOf(PAYLOADS[type]);
        for (const { at, stray, value } of mutations) {
          const names = paths[at % paths.length]?.names ?? [];
          put(data, stray === null ? names : [...names.slice(0, -1), stray], value);
        }
        agree(type, data);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['a decorator that it does not know', IsEmail()],
    ["class-validator's own IsOptional, which lets null pass", IsOptional()],
    ['a condition of its own', ValidateIf(() => true)],
    ['validation groups', IsString({ groups: ['x'] })],
  ])('refuses to start with %s', (_what, decorate) => {
    class Payload {
      member: string;
    }
    decorate(Payload.prototype, 'member');
    expect(() => compile(Payload)).toThrow(/Payload\.member/);
  });

  it('refuses to start with a class without decorators', () => {
    class Payload {}
    expect(() => compile(Payload)).toThrow(/Payload/);
  });
});

/** Values on both sides of every rule. */
function aValue(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom(...[1, 64, 65, 100, 101, 200, 201, 1000, 1001].map((n) => 'x'.repeat(n))),
    fc.constantFrom('', '️', '𠮷️', '\0', 'window', 'granted', 'hearing', '0.5', '12.345'),
    fc.constantFrom('2026-02-30T10:00:00Z', '2026-02-28T10:00:00Z', '2026-02-28T23:59:60Z', '1999-01-01T00:00:00Z'),
    fc.constantFrom<unknown>(0, 1, 5, 6, 3650, 3651, -0, 0.5, 1e300, null, [], {}, [[]], [{}], undefined, LEFT_OUT),
    fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
  );
}

const agree = (type: IncomingType, data: Json) =>
  expect([data, acceptsPayload(type, data)]).toEqual([data, explainPayload(type, data).length === 0]);

interface Path {
  names: string[];
  member: Member;
}

/** Every member that the classes describe, nested ones included. */
const pathsOf = (payload: PayloadClass, before: string[] = []): Path[] =>
  membersOf(payload).flatMap((member) => {
    const names = [...before, member.name];
    return [{ names, member }, ...(member.nested ? pathsOf(member.nested, names) : [])];
  });

const LEFT_OUT = Symbol('left out');

/** What lies just within and just outside each rule, and a value of every other kind. */
function borderValues({ rules }: Member): unknown[] {
  const near = rules.flatMap((rule) => rule.constraints).filter((c) => typeof c === 'number');
  const sizes = [...new Set([0, 1, ...near.flatMap((n) => [n - 1, n, n + 1])])].filter((n) => n >= 0);
  const texts = sizes.flatMap((n) => ['x'.repeat(n), '𠮷'.repeat(n), 'x️'.repeat(n)]);
  const lists = sizes.flatMap((n) => [new Array<string>(n).fill('x'), ['x'.repeat(n)]]);
  const listed = rules.flatMap((rule) => rule.constraints.flat());
  const others = [LEFT_OUT, undefined, null, true, false, NaN, 0.5, -1, '5', {}, [], [[]], [null], [1], [{}]];
  const times = ['2026-02-28T10:00:00Z', '2026-02-30T10:00:00Z', '2026-02-28', '1999-12-31T23:59:59Z'];
  return [
    ...sizes,
    ...texts,
    ...lists,
    ...listed,
    ...others,
    ...times,
    '0.05',
    '1.005',
    '-1',
    { area: 1 },
    { area: [] },
  ];
}

/** Replaces or adds a member, or leaves it out; the way there is made where there is none. */
function put(data: Json, names: string[], value: unknown): void {
  const [name = '', ...rest] = names;
  if (rest.length > 0) {
    if (!isPlainObject(data[name])) data[name] = {};
    put(data[name] as Json, rest, value);
  } else if (value === LEFT_OUT) delete data[name];
  else Object.defineProperty(data, name, { value, enumerable: true, configurable: true, writable: true });
}
