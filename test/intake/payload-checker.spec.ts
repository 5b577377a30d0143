import { describe, expect, it } from '@jest/globals';
import { INCOMING_TYPES } from '../../src/intake/event-examples.js';
import { checkPayload, explainPayload } from '../../src/intake/payload-checker.js';
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
    ...invalid('case.accepted', 'promiseDate', '2026-11-12T24:00:00+08:00', '2026-11-12 17:00:00+08:00'),
    ...invalid('case.accepted', 'promiseDate', '1999-12-31T12:00:00Z', '0026-11-12T17:00:00+08:00', null),
    ...invalid('case.not-accepted', 'remediesTold', 'true', 1, null),
    ...invalid('supplement.requested', 'materials', 'x', [''], [1], [null], ['x'.repeat(201)], {}),
    ...invalid('supplement.requested', 'materials', new Array(201).fill('x')),
    ...invalid('step.started', 'step', '', 'x'.repeat(101)),
    ...invalid('pause.started', 'kind', 'holiday', 'Hearing', null),
    ...invalid('pause.started', 'plannedDays', 0, 3651, 1.5, '5', null),
    ...invalid('extension.granted', 'days', 0, -1, 3651, 2.5, '5', null),
    ...invalid('case.decided', 'outcome', 'approved', null),
    ...invalid(
      'fee.charged',
      'amount',
      120,
      '-1',
      '1.234',
      '1,000',
      '',
      '1.',
      '.5',
      '１２',
      'NaN',
      ' 1',
      '1e2',
      '100元',
      '+1',
    ),
    ...invalid('fee.charged', 'receivable', '100.005', '１００', '-0.01', '1e2', '100元'),
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
