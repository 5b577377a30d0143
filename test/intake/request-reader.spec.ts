import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readEvents } from '../../src/intake/request-reader.js';
import { anEvent, aRequest, problemOf, rawOf, readAll } from './intake.fixtures.js';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const EVENTS = ['case.received', 'case.accepted', 'step.started', 'case.decided'].map((type) => anEvent(type));
const asLines = (events: unknown[]) => events.map((event) => JSON.stringify(event)).join('\n');

const request = (type: string, body: string | Buffer, more: Record<string, string> = {}) =>
  aRequest({ 'content-type': type, ...more }, [Buffer.from(body)]);
const read = async (type: string, body: string | Buffer, more: Record<string, string> = {}) =>
  rawOf(await readAll(request(type, body, more)));

const BODIES: [string, string, unknown[]][] = [
  ['application/cloudevents+json', JSON.stringify(EVENTS[0]), [EVENTS[0]]],
  ['application/cloudevents-batch+json', JSON.stringify(EVENTS), EVENTS],
  ['application/x-ndjson', asLines(EVENTS), EVENTS],
  ['application/ndjson; charset=UTF-8', `${asLines(EVENTS)}\n`, EVENTS],
];

describe('a request', () => {
  it.each(BODIES)('of %s is read', async (type, body, events) => {
    expect(await read(type, body)).toEqual(events);
  });

  it.each(BODIES)('of %s is read compressed', async (type, body, events) => {
    expect(await read(type, gzipSync(body), { 'content-encoding': 'gzip' })).toEqual(events);
  });

  it('is read the same wherever its bytes are split, plain or compressed', async () => {
    const border = fc.array(fc.nat(4000), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...BODIES),
        border,
        fc.boolean(),
        async ([type, body, events], borders, isGzip) => {
          const bytes = isGzip ? gzipSync(body) : Buffer.from(body);
          const cuts = [0, ...borders.map((b) => b % bytes.length).sort((a, b) => a - b), bytes.length];
          const pieces = cuts
            .slice(1)
            .map((end, i) => bytes.subarray(cuts[i], end))
            .filter((piece) => piece.length > 0);
          const headers = { 'content-type': type, ...(isGzip ? { 'content-encoding': 'gzip' } : {}) };
          expect(rawOf(await readAll(aRequest(headers, pieces)))).toEqual(events);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is read byte by byte', async () => {
    const bytes = Buffer.from(asLines(EVENTS));
    const pieces = Array.from(bytes, (_byte, i) => bytes.subarray(i, i + 1));
    expect(rawOf(await readAll(aRequest(NDJSON, pieces)))).toEqual(EVENTS);
  });

  it.each([
    ['415 unsupported-type', 'text/plain', {}],
    ['415 unsupported-type', 'application/json', {}],
    ['415 unsupported-type', 'constructor', {}],
    ['415 unsupported-type', 'application/x-ndjson; charset=gbk', {}],
    ['415 unsupported-type', 'application/x-ndjson', { 'content-encoding': 'br' }],
    ['415 unsupported-type', 'text/plain', { 'ce-specversion': '1.0' }],
    ['400 bad-encoding', 'application/x-ndjson', { 'content-encoding': 'gzip' }],
    ['400 bad-encoding', 'application/cloudevents+json', { 'content-encoding': 'gzip' }],
    ['413 too-large', 'application/cloudevents+json', { 'content-length': '1048577' }],
    ['413 too-large', 'application/cloudevents-batch+json', { 'content-length': '16777217' }],
    ['400 invalid-json', 'application/cloudevents-batch+json', {}],
  ])('is refused with %s for %s %j', async (problem, type, headers) => {
    expect(await problemOf(read(type, '{"', headers))).toBe(problem);
  });

  it('is refused when a batch is no array', async () => {
    expect(await problemOf(read('application/cloudevents-batch+json', '{}'))).toBe('400 not-an-array');
  });

  it('is refused when it is too large only after decoding', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    const mib = (n: number) => gzipSync(Buffer.alloc(n * 1024 * 1024 + 1, 0x20));
    expect(await problemOf(read('application/cloudevents+json', mib(1), gzip))).toBe('413 too-large');
    expect(await problemOf(read('application/cloudevents-batch+json', mib(16), gzip))).toBe('413 too-large');
  });

  it('is refused when its batch holds too many values or events, however small it is when compressed', async () => {
    const batch = (element: string, times: number) =>
      read('application/cloudevents-batch+json', gzipSync(`[${Array(times).fill(element).join()}]`), {
        'content-encoding': 'gzip',
      });
    expect(await problemOf(batch('{}', 1_000_000))).toBe('413 too-large');
    expect(await problemOf(batch('[]', 20_001))).toBe('413 too-large');
    expect(await batch('{}', 20_000)).toHaveLength(20_000);
  });

  it('is handed over in one piece when it is a batch', async () => {
    const events = Array.from({ length: 2_500 }, () => EVENTS[0]);
    const pieces: number[] = [];
    for await (const { length } of readEvents(request('application/cloudevents-batch+json', JSON.stringify(events))))
      pieces.push(length);
    expect(pieces).toEqual([2_500]);
  });

  it('is refused when its gzip breaks off', async () => {
    const cut = gzipSync(asLines(EVENTS)).subarray(0, -12);
    expect(await problemOf(read('application/x-ndjson', cut, { 'content-encoding': 'gzip' }))).toBe('400 bad-encoding');
  });

  it.each(['application/cloudevents+json'])('with no JSON in %s is one rejected event', async (type) => {
    expect(await read(type, '{"id": ')).toEqual(['invalid-json']);
    expect(await read(type, '')).toEqual(['invalid-json']);
    expect(await read(type, Buffer.from([0x22, 0xff, 0x22]))).toEqual(['invalid-json']);
  });

  it('with nothing in it holds no events', async () => {
    expect(await read('application/x-ndjson', '')).toEqual([]);
    expect(await read('application/cloudevents-batch+json', '[]')).toEqual([]);
  });
});

describe('binary mode', () => {
  const binary = async (headers: Record<string, string>, body = '') =>
    rawOf(await readAll(aRequest({ 'ce-specversion': '1.0', ...headers }, [Buffer.from(body)])))[0];

  it('takes attributes from headers and data from the body', async () => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'ce-id': '1',
      'ce-type': 'approval.visit.made',
    };
    expect(await binary(headers, '{"window":"A07"}')).toEqual({
      ...{ specversion: '1.0', id: '1', type: 'approval.visit.made', data: { window: 'A07' } },
      datacontenttype: 'application/json; charset=utf-8',
    });
  });

  it.each([
    ['%E5%8A%9E%2020', '办 20'],
    ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['100%', '100%'],
    ['"a \\"b\\" c"', 'a "b" c'],
    ['%2541', '%41'],
    [Buffer.from('办件').toString('latin1'), '办件'],
  ])('reads the header %j as %j', async (header, text) => {
    expect(await binary({ 'ce-subject': header })).toEqual({ specversion: '1.0', subject: text });
  });

  it('without a body has no data', async () => {
    expect(await binary({ 'ce-id': '1' })).toEqual({ specversion: '1.0', id: '1' });
  });

  it('turns down a header that is no UTF-8, by name, and a body that is no JSON', async () => {
    const items = await readAll(aRequest({ 'ce-specversion': '1.0', 'ce-id': '7', 'ce-subject': '%FF' }, []));
    expect(items).toMatchObject([{ index: 0, rejection: { reason: 'invalid-member', member: 'subject', id: '7' } }]);
    const other = await readAll(aRequest({ 'ce-specversion': '1.0', 'ce-id': '7' }, [Buffer.from('{')]));
    expect(other).toMatchObject([{ index: 0, rejection: { reason: 'invalid-json', id: '7', body: '{' } }]);
  });

  it('gives way to a content type that names another mode', async () => {
    const headers = { 'content-type': 'application/cloudevents+json', 'ce-specversion': '1.0', 'ce-id': '9' };
    expect(rawOf(await readAll(aRequest(headers, [Buffer.from('{"id":"1"}')])))).toEqual([{ id: '1' }]);
  });
});
