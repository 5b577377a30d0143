/// <reference lib="es2024.string" />
import { describe, expect, it } from '@jest/globals';
import { accepted, anEvent, isoAhead, rejected, visit, type Json } from './intake.fixtures.js';

describe('an event is turned down', () => {
  it.each([null, 5, 'text', [], true])('as no object: %j', (value) => {
    expect(rejected(value)).toMatchObject({ reason: 'not-an-object', member: null });
  });

  it.each(['specversion', 'id', 'source', 'type', 'subject', 'time'])('without %s', (member) => {
    expect(rejected(visit({ [member]: undefined }))).toMatchObject({ reason: 'missing-member', member });
    expect(rejected(visit({ [member]: null }))).toMatchObject({ reason: 'missing-member', member });
  });

  const attribute = (member: string, ...values: unknown[]) => values.map((value) => [member, value] as const);
  it.each([
    ...attribute('specversion', '0.3', 1, '1.1'),
    ...attribute('id', '', 5, 'x'.repeat(201), 'a\nb', 'a\0', '\ud800'),
    ...attribute('source', '', {}, 'x'.repeat(201), '\u0085', '\udfff'),
    ...attribute('type', 5, {}),
    ...attribute('subject', '', 'x'.repeat(51), '办'.repeat(51), 7, 'a\tb', 'a\0', 'a\ud83d'),
    ...attribute('time', '2026-11-02', '2026-11-02T09:00:00', '2026-11-02 09:00:00+08:00', '2026-13-01T00:00:00Z'),
    ...attribute('time', 1793581200000, '1999-12-31T23:59:59Z', ''),
    ...attribute('recordedtime', '2026-11-02', 5, '1999-12-31T23:59:59Z'),
    ...attribute('datacontenttype', 'text/plain', 5, 'application/xml'),
    ...attribute('data_base64', 'e30=', 5),
    ...attribute('zone', 'a\0b', '\ud800'),
  ])('with %s = %j', (member, value) => {
    expect(rejected(visit({ [member]: value }))).toMatchObject({ reason: 'invalid-member', member });
  });

  it.each(['e30', '!!!!', Buffer.from('{').toString('base64'), Buffer.from([0xff]).toString('base64'), 7])(
    'with data_base64 = %j',
    (value) => {
      const event = visit({ data: undefined, data_base64: value });
      expect(rejected(event)).toMatchObject({ reason: 'invalid-member', member: 'data_base64' });
    },
  );

  it('with a subject on a watermark', () => {
    expect(rejected(anEvent('feed.watermark', { subject: 'x' }))).toMatchObject({
      reason: 'invalid-member',
      member: 'subject',
    });
  });

  it.each(['approval.case.opened', 'case.received', 'approval.', 'approval.__proto__', 'constructor', ''])(
    'as the unknown type %j, by name',
    (type) => {
      const result = rejected(visit({ type }));
      expect(result).toMatchObject({ reason: 'unknown-type', member: 'type' });
      expect(result.detail).toContain(type);
    },
  );

  it.each(['recordedTime', 'my_ext', 'a-b', 'Subject', 'constructor', '__proto__', 'prototype', ''])(
    'with the unknown attribute %j, by name',
    (name) => {
      const event = { ...visit({}), ...(JSON.parse(`{${JSON.stringify(name)}: "x"}`) as Json) };
      expect(rejected(event)).toMatchObject({ reason: 'unknown-member', member: name });
    },
  );

  it.each([[{}], [[]], [[1]]])('with an extension that is no simple value: %j', (value) => {
    expect(rejected(visit({ zone: value }))).toMatchObject({ reason: 'unknown-member', member: 'zone' });
  });

  it('with more than 4 KiB of extensions', () => {
    expect(accepted(visit({ zone: 'x'.repeat(4000) })).extensions).toHaveLength(4011);
    expect(rejected(visit({ zone: '办'.repeat(1400) }))).toMatchObject({ reason: 'too-long', member: 'zone' });
  });

  it.each([
    [{ recordedtime: isoAhead(120_001) }, 'recordedtime'],
    [{ type: 'approval.feed.watermark', subject: undefined, data: { until: isoAhead(120_001) } }, 'data.until'],
  ])('with the future time %j', (changes, member) => {
    expect(rejected(visit(changes))).toMatchObject({ reason: 'future-time', member });
  });

  it.each([
    ['case.not-accepted', { reason: 'a\0b' }, 'data.reason'],
    ['case.not-accepted', { reason: '\ud83d' }, 'data.reason'],
    ['supplement.requested', { materials: ['a', 'b\0'] }, 'data.materials.1'],
    ['case.received', { item: 'i', org: 'o', applicant: { name: '\udfff' } }, 'data.applicant.name'],
    ['case.decided', { outcome: 'granted', discretion: { facts: { 'a\0': 1 } } }, 'data.discretion.facts.a�'],
  ])('with a text in %s that cannot be stored', (type, data, member) => {
    const result = rejected(anEvent(type, { data }));
    expect(result).toMatchObject({ reason: 'invalid-member', member });
    expect(result.body.isWellFormed()).toBe(true);
  });

  it('not for a text that only looks like an escape', () => {
    expect(accepted(anEvent('case.not-accepted', { data: { reason: '\\u0000 \u0001 😀' } })).data.reason).toContain(
      '😀',
    );
  });

  it('for its data with the path, the code and every fault', () => {
    const result = rejected(anEvent('case.received', { data: { item: 5, extra: 1 } }));
    expect(result).toMatchObject({ reason: 'unknown-member', member: 'data.extra', caseNo: '210102-20260302-0001' });
    expect(result.detail).toMatch(/data\.item.*data\.org/);
    expect(rejected(visit({ data: null }))).toMatchObject({ reason: 'invalid-member', member: 'data' });
  });

  it('with its identity and a bounded body, all of it storable', () => {
    const long = {
      ...visit({ id: `${'i'.repeat(300)}`, source: 'a\0b', subject: '\ud800' }),
      data: '办'.repeat(40_000),
    };
    const result = rejected(long);
    expect(result).toMatchObject({ id: 'i'.repeat(200), source: 'a�b', caseNo: '�' });
    expect(Buffer.byteLength(result.body)).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(result.body)).toBeGreaterThan(65_500);
  });

  it('when it is nested beyond measure', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    expect(rejected({ ...visit({}), data: { window: deep } })).toMatchObject({
      reason: 'invalid-member',
      member: 'data.window',
    });
    expect(rejected({ ...visit({}), surprise: deep })).toMatchObject({ reason: 'unknown-member', member: 'surprise' });
  });
});
