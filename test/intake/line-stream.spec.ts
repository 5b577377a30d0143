import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { GZIP_ALLOWANCE } from '../../src/intake/body-stream.js';
import { MAX_BLANK_BYTES, MAX_LINE_BYTES } from '../../src/intake/line-splitter.js';
import { readEvents, READ_LIMITS, type ReadItem } from '../../src/intake/request-reader.js';
import { anEvent, aRequest, problemOf, rawOf, readAll } from './intake.fixtures.js';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const requestOf = (body: string | Buffer) => aRequest(NDJSON, [Buffer.from(body)]);

describe('a stream of lines', () => {
  it('numbers the lines that are not blank, and goes on after a wrong one', async () => {
    const body = Buffer.concat([
      Buffer.from('\ufeff{"id":1}\r\n\n \t\r\n{broken\n'),
      Buffer.from([0xff, 10]),
      Buffer.from('{"id":4}'),
    ]);
    const items = await readAll(requestOf(body));
    expect(items.map((item) => item.index)).toEqual([0, 1, 2, 3]);
    expect(rawOf(items)).toEqual([{ id: 1 }, 'invalid-json', 'invalid-json', { id: 4 }]);
  });

  it('keeps a broken line with the applicant masked and without quoting it in the detail', async () => {
    const line = '{"data":{"applicant":{"name":"张三丰","idNumber":"210102199001011234"}},}';
    const [item] = await readAll(requestOf(line));
    const text = JSON.stringify(item);
    expect(text).toContain('invalid-json');
    for (const secret of ['张三丰', '210102199001011234']) expect(text).not.toContain(secret);
  });

  it('turns down a line over the limit and keeps only its beginning', async () => {
    const limits = { ...READ_LIMITS, maxEvent: 100_000 };
    const exact = JSON.stringify('x'.repeat(99_998));
    const body = [exact, `${exact}\r`, `${exact} `, 'y'.repeat(5_000_000), '{"id":1}', 'z'.repeat(200_000)].join('\n');
    const items = await readAll(requestOf(body), limits);
    expect(items.map((item) => ('rejection' in item ? item.rejection.reason : 'ok'))).toEqual([
      ...['ok', 'ok', 'too-long', 'too-long', 'ok', 'too-long'],
    ]);
    for (const item of items) if ('rejection' in item) expect(item.rejection.body.length).toBeLessThanOrEqual(65_536);
  });

  it('comes in chunks of at most 1000 events, and earlier where the lines are long', async () => {
    const sizes = async (body: string) => {
      const found: number[] = [];
      for await (const chunk of readEvents(requestOf(body))) found.push(chunk.length);
      return found;
    };
    expect(await sizes('{}\n'.repeat(2500))).toEqual([1000, 1000, 500]);
    expect(await sizes(`"${'x'.repeat(1_000_000)}"\n`.repeat(7))).toEqual([5, 2]);
  });

  it('skips blank lines, and leading blanks of a line', async () => {
    const blanks = Buffer.alloc(MAX_BLANK_BYTES - 2, '\n \r\n\t');
    function* alternating() {
      for (let n = 0; n < 40; n++) yield* [blanks, Buffer.from('  {"id":1}\n')];
    }
    expect(rawOf(await readAll(aRequest(NDJSON, alternating())))).toEqual(Array(40).fill({ id: 1 }));
  });

  it('is refused with blanks without end, in whatever form', async () => {
    for (const blank of ['\n', '\r\n', ' ', ' \t\n']) {
      const body = Buffer.concat([Buffer.from('{"id":1}\n'), Buffer.alloc(MAX_BLANK_BYTES + 1, blank)]);
      expect(await problemOf(readAll(requestOf(body)))).toBe('413 too-many-blanks');
    }
  });

  it('is refused with a line without end', async () => {
    const line = (bytes: number) => requestOf(Buffer.alloc(bytes, 'x'));
    expect(await problemOf(readAll(line(MAX_LINE_BYTES + 1)))).toBe('413 too-large');
    expect(rawOf(await readAll(line(MAX_LINE_BYTES)))).toEqual(['too-long']);
  });

  it('is refused where it is compressed as no events are', async () => {
    const gzip = (body: Buffer) => aRequest({ ...NDJSON, 'content-encoding': 'gzip' }, [gzipSync(body)]);
    expect(await problemOf(readAll(gzip(Buffer.alloc(100_000_000, '\n'))))).toBe('413 too-many-blanks');
    const same = Buffer.alloc(GZIP_ALLOWANCE * 2, `${JSON.stringify('x'.repeat(99_997))}\n`);
    expect(await problemOf(readAll(gzip(same)))).toBe('413 too-dense');
    expect(await readAll(gzip(same.subarray(0, GZIP_ALLOWANCE)))).toHaveLength(336);
    const events = Array.from({ length: 60_000 }, () => JSON.stringify({ ...anEvent('visit.made'), id: randomUUID() }));
    expect(await readAll(gzip(Buffer.from(events.join('\n'))))).toHaveLength(60_000);
  });

  it('hands over what there is when the sender pauses', async () => {
    const { body, iterator } = aLiveRequest();
    body.write('{"id":1}\n{"id":2}\n{"id"');
    expect(rawOf((await iterator.next()).value as ReadItem[])).toEqual([{ id: 1 }, { id: 2 }]);
    body.end(':3}');
    expect(rawOf((await iterator.next()).value as ReadItem[])).toEqual([{ id: 3 }]);
    expect((await iterator.next()).done).toBe(true);
  });

  it('ends with an error when the sender breaks off, after what had arrived', async () => {
    const { body, iterator } = aLiveRequest();
    body.write('{"id":1}\n');
    expect((await iterator.next()).done).toBe(false);
    body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    expect(await problemOf(iterator.next())).toBe('400 aborted');
  });

  it('does not destroy the request when the consumer leaves early', async () => {
    const { body, iterator } = aLiveRequest();
    body.write('{"id":1}\n');
    await iterator.next();
    await iterator.return(undefined);
    expect(body.destroyed).toBe(false);
    body.end('rest');
    body.resume();
    await once(body, 'end');
  });
});

function aLiveRequest() {
  const body = new PassThrough();
  const live = Object.assign(body, { headers: NDJSON }) as unknown as IncomingMessage;
  return { body, iterator: readEvents(live) };
}

describe('a stream of 200 MB', () => {
  const LINE = Buffer.from(`${JSON.stringify({ ...anEvent('case.decided'), pad: 'x'.repeat(1200) })}\n`.repeat(30));
  const CHUNKS = Math.ceil((200 * 1024 * 1024) / LINE.length);

  it('is read in bounded memory: no more is pulled than is handed over', async () => {
    let pulled = 0;
    function* generate() {
      for (; pulled < CHUNKS; pulled++) yield LINE;
    }
    let seen = 0;
    let ahead = 0;
    for await (const chunk of readEvents(aRequest(NDJSON, generate()))) {
      if (seen % 20_000 === 0) await new Promise((resolve) => setImmediate(resolve));
      ahead = Math.max(ahead, pulled * 30 - seen);
      seen += chunk.length;
    }
    expect(seen).toBe(CHUNKS * 30);
    // One chunk of events, and what the stream's own buffer and one read ahead hold.
    expect(ahead).toBeLessThanOrEqual(1000 + 8 * 30);
  });
});
