import { describe, expect, it } from '@jest/globals';
import { readCloudEvent, type IncomingEvent } from '../../src/intake/cloud-event.js';
import { INCOMING_TYPES } from '../../src/intake/event-examples.js';
import { accepted, anEvent, dataOf, isoAhead, NOW, rejected, visit, type Json } from './intake.fixtures.js';

const hashOf = (event: unknown) => accepted(event).hash;

describe('an event', () => {
  it.each(INCOMING_TYPES)('of type %s is read as its example gives it', (type) => {
    const event = accepted(anEvent(type));
    expect(event).toMatchObject({ type, source: 'urn:liaoning:shenyang:heping:window', recordedAt: null });
    expect(event.caseNo).toBe(type === 'feed.watermark' ? null : '210102-20260302-0001');
    expect(JSON.parse(event.dataText)).toEqual(event.data);
    expect(event.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('carries what the judgement looks at, times as instants', () => {
    expect(accepted(anEvent('case.accepted')).judged).toEqual({
      item: '11210000MB0P02002W4000117051000',
      org: '210000-sczj',
      promiseDate: Date.parse('2026-03-12T17:00:00+08:00'),
    });
    expect(accepted(anEvent('pause.started')).judged).toEqual({ kind: 'expert-review', plannedDays: 2 });
    expect(accepted(anEvent('extension.granted')).judged).toEqual({
      days: 5,
      approver: 'L0003',
      reason: '需补充现场核查',
    });
    expect(accepted(anEvent('feed.watermark')).judged).toEqual({ until: Date.parse('2026-03-20T00:00:00+08:00') });
    expect(accepted(anEvent('rating.given')).judged).toEqual({});
  });

  it('keeps extensions in order of their names, and reads the recorded time', () => {
    const event = accepted(visit({ zone: 'b', recordedtime: '2026-03-02T09:00:05+08:00', attempt: 2, live: true }));
    expect(event.extensions).toBe('{"attempt":2,"live":true,"zone":"b"}');
    expect(event.recordedAt).toBe(Date.parse('2026-03-02T09:00:05+08:00'));
    expect(accepted(visit({})).extensions).toBeNull();
  });

  it('may leave out data, set attributes to null, and carry data as Base64', () => {
    expect(accepted(visit({ data: undefined })).data).toEqual({});
    expect(accepted(visit({ recordedtime: null, datacontenttype: null, zone: null })).extensions).toBeNull();
    const base64 = Buffer.from(JSON.stringify(dataOf('case.accepted'))).toString('base64');
    const event = anEvent('case.accepted', { data: undefined, data_base64: base64 });
    expect(hashOf(event)).toBe(hashOf(anEvent('case.accepted')));
  });

  it('may be up to two minutes ahead of this server', () => {
    expect(accepted(visit({ time: isoAhead(120_000) })).occurredAt).toBe(NOW + 120_000);
    expect(rejected(visit({ time: isoAhead(120_001) }))).toMatchObject({ reason: 'future-time', member: 'time' });
  });

  it('of a watermark needs no time of its own', () => {
    const { occurredAt, judged } = accepted(anEvent('feed.watermark', { time: undefined }));
    expect(occurredAt).toBe(judged.until);
  });
});

describe('an applicant', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳修远志', '欧***'],
    ['张', '张'],
    ['𠮷田', '𠮷*'],
  ])('named %s is stored as %s', (name, masked) => {
    const event = accepted(anEvent('case.received', { data: { item: 'i', org: 'o', applicant: { name } } }));
    expect(event.data.applicant).toEqual({ name: masked });
  });

  it('shows the first and the last character of the identity number', () => {
    const applicant = { kind: '自然人', name: '张三', idNumber: '210102199001011234' };
    const event = accepted(anEvent('case.received', { data: { item: 'i', org: 'o', applicant } }));
    expect(event.data.applicant).toEqual({ kind: '自然人', name: '张*', idNumber: '2****************4' });
  });

  it('is masked in what the quarantine keeps, wherever it stands', () => {
    const applicant = {
      name: '张三丰',
      idNumber: '210102199001011234',
      phone: '13912345678',
      more: [{ name: '李四光' }],
    };
    const strays: Json[] = [
      anEvent('case.received', { data: { applicant } }),
      anEvent('visit.made', { data: { applicant: '张三丰' } }),
      visit({ applicant }),
      visit({ data: JSON.stringify({ applicant }) }),
      visit({ data_base64: Buffer.from(JSON.stringify({ applicant })).toString('base64'), data: undefined }),
    ];
    for (const stray of strays) {
      const { body } = rejected(stray);
      const base64 = (JSON.parse(body) as Json).data_base64;
      const shown = body + (typeof base64 === 'string' ? Buffer.from(base64, 'base64').toString() : '');
      for (const secret of ['张三丰', '210102199001011234']) expect(shown).not.toContain(secret);
    }
  });
});

describe('the content hash', () => {
  it('does not see the order of members, the notation of times or the content mode', () => {
    const data = dataOf('case.decided');
    const reversed = Object.fromEntries(Object.entries(data).reverse());
    const event = anEvent('case.decided', { zone: '7', live: 'true' });
    const other = anEvent('case.decided', { data: reversed, time: '2026-03-12T06:20:00.000Z', zone: 7, live: true });
    expect(hashOf(other)).toBe(hashOf(event));
  });

  it('sees every change of content, also of what is masked', () => {
    const received = (idNumber: string) =>
      anEvent('case.received', { data: { item: 'i', org: 'o', applicant: { idNumber } } });
    const step = anEvent('step.started');
    const hashes = [
      ...[step, { ...step, subject: 'other' }, { ...step, time: '2026-03-03T10:20:00.001+08:00' }],
      ...[
        { ...step, recordedtime: '2026-03-03T10:20:00+08:00' },
        { ...step, zone: 'a' },
        { ...step, id: 'other' },
      ],
      ...[
        { ...step, source: 'other' },
        { ...step, type: 'approval.step.completed' },
      ],
      ...[{ ...step, data: { step: '审查', officer: 'S0109' } }],
      ...[received('210102199001011234'), received('210102199001021234')],
    ].map(hashOf);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('depends on the secret salt', () => {
    const other = readCloudEvent(visit({}), NOW, 'another') as IncomingEvent;
    expect(other.hash).not.toBe(hashOf(visit({})));
  });
});
