import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '../../src/import/mapper.js';
import { DEFAULT_RETRY, retryAfter } from '../../src/import/retry.js';
import { Sender } from '../../src/import/sender.js';
import { type FakeServer, answer, startFakeServer } from './fake-server.js';

const event = (id: string): CloudEvent => ({
  specversion: '1.0',
  id,
  source: 'urn:test',
  type: 'approval.visit.made',
  subject: 'A-1',
  time: '2024-03-05T09:00:00+08:00',
  datacontenttype: 'application/json',
  data: {},
});
const events = (n: number) => Array.from({ length: n }, (_, i) => event(`e${i}`));
const never = new AbortController().signal;

describe('the sender', () => {
  let server: FakeServer;
  let waits: number[];
  const sender = (retry: Partial<typeof DEFAULT_RETRY> = {}) =>
    new Sender({
      url: server.url,
      token: 'secret',
      retry: { ...DEFAULT_RETRY, sleep: () => Promise.resolve(), ...retry },
      onWait: (_, ms) => waits.push(ms),
    });
  beforeEach(async () => {
    waits = [];
    server = await startFakeServer((one) => (one.id === 'bad' ? 'in the future' : undefined));
  });
  afterEach(() => server.close());

  it('sends NDJSON with the token and passes every rejection on', async () => {
    let seen: unknown;
    server.fault = (_, __, ___, headers) => ((seen = [headers.authorization, headers['content-type']]), false);
    const found = await sender().post([event('a'), event('bad'), event('b')], never);
    expect(seen).toEqual(['Bearer secret', 'application/x-ndjson']);
    expect(found).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [{ index: 1, id: 'bad', reason: 'in the future', member: 'time' }],
    });
  });

  it('waits as long as 429 and 503 ask for, and sends the same again', async () => {
    server.fault = (_, request, response) =>
      request === 1
        ? answer(response, 429, {}, { 'retry-after': '7' })
        : request === 2 &&
          answer(
            response,
            503,
            {},
            { 'retry-after': 'Tue, 05 Mar 2024 01:00:09 GMT', date: 'Tue, 05 Mar 2024 01:00:00 GMT' },
          );
    expect(await sender().post(events(3), never)).toEqual({ accepted: 3, duplicates: 0, rejected: [] });
    expect(waits).toEqual([7_000, 9_000]);
    expect(server.posts).toHaveLength(3);
  });

  it('repeats after a cut connection; what had been taken is a duplicate', async () => {
    server.fault = (all, request, response) => {
      if (request > 1) return false;
      for (const one of all) server.taken.set(one.id, one);
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"accepted":');
      setTimeout(() => response.destroy(), 10);
      return true;
    };
    expect(await sender().post(events(3), never)).toEqual({ accepted: 0, duplicates: 3, rejected: [] });
    expect(waits).toEqual([500]);
  });

  it('waits longer each time while the server does not answer, and gives up in the end', async () => {
    server.fault = (_, __, response) => (response.destroy(), true);
    await expect(sender({ giveUpAfter: 4_000 }).post(events(1), never)).rejects.toThrow(/gave up after 4 attempts/);
    expect(waits).toEqual([500, 1_000, 2_000]);
  });

  it('ends an attempt that takes too long', async () => {
    server.fault = (_, request) => request === 1;
    expect(await sender({ attemptTimeout: 50 }).post(events(1), never)).toMatchObject({ accepted: 1 });
    expect(waits).toEqual([500]);
  });

  it('ends at once when the import is given up', async () => {
    const controller = new AbortController();
    server.fault = () => {
      controller.abort(new Error('given up'));
      return true;
    };
    await expect(sender().post(events(1), controller.signal)).rejects.toThrow('given up');
    expect(waits).toEqual([]);
  });

  it('does not believe a 200 that does not account for every event', async () => {
    server.fault = (_, request, response) =>
      request === 1 && answer(response, 200, { accepted: 1, duplicates: 0, rejected: [] });
    expect(await sender().post(events(2), never)).toMatchObject({ accepted: 2 });
    expect(server.posts).toHaveLength(2);
  });

  it('halves what is too large, and counts indexes in the whole', async () => {
    server.fault = (all, _, response) => all.length > 2 && answer(response, 413);
    const found = await sender().post([...events(4), event('bad')], never);
    expect(found).toMatchObject({ accepted: 4, rejected: [{ index: 4, id: 'bad' }] });
  });

  it('reports the one event of a POST that is refused as a whole', async () => {
    expect((await sender().post([event('bad')], never)).rejected).toEqual([
      { index: 0, id: 'bad', reason: 'in the future', member: 'time' },
    ]);
    server.fault = (_, __, response) => answer(response, 422, { message: 'no such type' });
    expect((await sender().post([event('x')], never)).rejected).toEqual([
      { index: 0, id: 'x', reason: 'no such type' },
    ]);
  });

  it.each([
    [401, /does not know the source token/],
    [403, /answered 403: .*out of scope/],
    [400, /answered 400/],
    [404, /answered 404/],
  ])('stops at once at %i', async (status, message) => {
    server.fault = (_, __, response) => answer(response, status, { message: 'out of scope' });
    await expect(sender().post(events(2), never)).rejects.toThrow(message);
    expect(server.posts).toHaveLength(1);
  });

  it('reads Retry-After in seconds and as a date, and nothing else', () => {
    const of = (value: string) =>
      retryAfter(new Headers({ 'retry-after': value, date: 'Tue, 05 Mar 2024 01:00:00 GMT' }));
    expect([of('3'), of('Tue, 05 Mar 2024 01:00:02 GMT'), of('Tue, 05 Mar 2024 00:59:00 GMT'), of('soon')]).toEqual([
      3000,
      2000,
      0,
      undefined,
    ]);
  });
});
