import { describe, expect, it } from '@jest/globals';
import { IsEmail, IsOptional, IsString, ValidateIf } from 'class-validator';
import fc from 'fast-check';
import { INCOMING_TYPES } from '../../src/intake/event-examples.js';
import { acceptsPayload, checkPayload, compile, explainPayload } from '../../src/intake/payload-checker.js';
import { membersOf } from '../../src/intake/payload-metadata.js';
import { PAYLOADS, type IncomingType } from '../../src/intake/payloads/registry.js';
import { dataOf, type Json } from './intake.fixtures.js';

const codes = (type: IncomingType, data: unknown) => checkPayload(type, data).map((f) => `${f.code} ${f.member}`);

describe('the payload of an event', () => {
  it.each(INCOMING_TYPES)('is accepted as the example of %s gives it', (type) => {
    expect(checkPayload(type, dataOf(type))).toEqual([]);
    expect(explainPayload(type, dataOf(type))).toEqual([]);
  });

  const REQUIRED = INCOMING_TYPES.flatMap((type) =>
    membersOf(PAYLOADS[type]).flatMap(({ name, required }) => (required ? [[type, name] as const] : [])),
  );
  it.each(REQUIRED)('of %s without %s is turned down by that name', (type, name) => {
    const { [name]: _left, ...rest } = dataOf(type);
    expect(codes(type, rest)).toEqual([`missing-member data.${name}`]);
  });

  it('requires what the contract marks with a star', () => {
    expect(REQUIRED.map((pair) => pair.join(' '))).toEqual([
      ...['case.received item', 'case.received org', 'case.accepted item', 'case.accepted org'],
      ...['case.not-accepted reason', 'supplement.requested materials', 'step.started step', 'step.started officer'],
      ...['step.completed step', 'step.completed officer', 'pause.started kind', 'pause.ended kind'],
      ...['extension.granted days', 'case.decided outcome', 'fee.charged feeItem', 'fee.charged amount'],
      ...['rating.given level', 'rating.followed-up action', 'complaint.filed complaintNo'],
      ...['complaint.accepted complaintNo', 'complaint.answered complaintNo', 'complaint.upheld complaintNo'],
      ...['complaint.dismissed complaintNo', 'feed.watermark until'],
    ]);
  });

  const invalid = (type: IncomingType, name: string, ...values: unknown[]) =>
    values.map((value) => [type, name, value] as const);
  it.each([
    ...invalid('case.received', 'item', '', 'x'.repeat(65), 7, null, ['x'], {}),
    ...invalid('case.received', 'channel', 'phone', null, 1),
    ...invalid('case.received', 'applicant', null, 'Zhang', [], [{ kind: 'person' }]),
    ...invalid('case.accepted', 'promiseDate', '2026-11-12', '2026-11-12T17:00:00', '2026-02-30T17:00:00+08:00', 5),
    ...invalid('case.accepted', 'promiseDate', '1999-12-31T12:00:00Z', '0026-11-12T17:00:00+08:00', null),
    ...invalid('case.not-accepted', 'remediesTold', 'true', 1, null),
    ...invalid('supplement.requested', 'materials', 'x', [''], [1], [null], ['x'.repeat(201)], {}),
    ...invalid('supplement.requested', 'materials', new Array(201).fill('x')),
    ...invalid('step.started', 'step', '', 'x'.repeat(101)),
    ...invalid('pause.started', 'kind', 'holiday', 'Hearing', null),
    ...invalid('pause.started', 'plannedDays', 0, 3651, 1.5, '5', null),
    ...invalid('extension.granted', 'days', 0, -1, 3651, 2.5, '5', null),
    ...invalid('case.decided', 'outcome', 'approved', null),
    ...invalid('fee.charged', 'amount', 120, '-1', '1.234', '1,000', '', '1.', '.5', '１２', 'NaN', ' 1'),
    ...invalid('rating.given', 'level', 0, 6, '1', 1.5, true),
    ...invalid('rating.followed-up', 'action', 'ignored'),
    ...invalid('feed.watermark', 'until', '', 'yesterday', 0, null),
  ])('of %s with %s = %j is turned down by that name', (type, name, value) => {
    expect(codes(type, { ...dataOf(type), [name]: value })).toEqual([`invalid-member data.${name}`]);
  });

  it.each(['surprise', 'Item', 'constructor', 'prototype', '__proto__', 'hasOwnProperty', 'toString', ''])(
    'with the unknown member %j is turned down by its name, at every depth',
    (name) => {
      const stray = JSON.parse(`{${JSON.stringify(name)}: {"polluted": true}}`) as Json;
      expect(codes('case.received', { ...dataOf('case.received'), ...stray })).toEqual([`unknown-member data.${name}`]);
      const applicant = { kind: '自然人', ...stray };
      expect(codes('case.received', { ...dataOf('case.received'), applicant })).toEqual([
        `unknown-member data.applicant.${name}`,
      ]);
      expect(({} as Json).polluted).toBeUndefined();
    },
  );

  it.each([
    [{ tier: null }, 'data.discretion.tier'],
    [{ facts: { area: [1] } }, 'data.discretion.facts'],
    [{ facts: { area: null } }, 'data.discretion.facts'],
    [{ facts: { constructor: 'x' } }, 'data.discretion.facts'],
    [{ facts: JSON.parse('{"__proto__": "x"}') as Json }, 'data.discretion.facts'],
    [{ facts: { area: Infinity } }, 'data.discretion.facts'],
    [{ facts: [] }, 'data.discretion.facts'],
  ])('with the discretion %j is turned down at %s', (discretion, member) => {
    expect(codes('case.decided', { outcome: 'granted', discretion })).toEqual([`invalid-member ${member}`]);
  });

  it('counts a character outside the basic plane as one', () => {
    expect(codes('case.received', { ...dataOf('case.received'), item: '𠮷'.repeat(64) })).toEqual([]);
    expect(codes('case.received', { ...dataOf('case.received'), item: '𠮷'.repeat(65) })).not.toEqual([]);
  });

  it('tells every fault at once, in Chinese and English', () => {
    const faults = checkPayload('step.started', { step: '', outcome: null, extra: 1 });
    expect(faults.map((f) => f.member)).toEqual(['data.extra', 'data.step', 'data.officer', 'data.outcome']);
    for (const { reason } of faults) expect(reason).toMatch(/[一-龥].* \/ [a-z]/);
    expect(faults[3]?.reason).toContain('leave the member out');
  });

  it.each([null, 'text', 5, [], true])('that is no object (%j) is turned down as data', (data) => {
    expect(codes('visit.made', data)).toEqual(['invalid-member data']);
  });
});

describe('the generated checker', () => {
  it('agrees with class-validator on every mutation of every example', () => {
    const name = fc.oneof(
      fc.constantFrom('item', 'org', 'kind', 'materials', 'applicant', 'discretion', 'facts', 'days', 'level', 'until'),
      fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty'),
      fc.string({ maxLength: 5 }),
    );
    const mutation = fc.record({ at: fc.nat(20), depth: fc.nat(2), name: fc.option(name), value: aValue() });
    fc.assert(
      fc.property(fc.constantFrom(...INCOMING_TYPES), fc.array(mutation, { maxLength: 3 }), (type, mutations) => {
        const data = dataOf(type);
        for (const { at, depth, name: stray, value } of mutations) mutate(data, at, depth, stray, value);
        expect(acceptsPayload(type, data)).toBe(explainPayload(type, data).length === 0);
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
    fc.constantFrom<unknown>(0, 1, 5, 6, 3650, 3651, -0, 0.5, 1e300, null, [], {}, [[]], [{}], undefined),
    fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
  );
}

/** Replaces, adds or (with `undefined`) empties a member somewhere in the object. */
function mutate(data: Json, at: number, depth: number, stray: string | null, value: unknown): void {
  let target = data;
  for (let i = 0; i < depth; i++) {
    const inner = Object.values(target).filter(
      (v): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v),
    );
    target = inner[at % Math.max(inner.length, 1)] ?? target;
  }
  const names = Object.keys(target);
  const name = stray ?? names[at % Math.max(names.length, 1)] ?? 'x';
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
