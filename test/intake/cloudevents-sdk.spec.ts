import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP, type Message } from 'cloudevents';
import { discardBody } from '../../src/intake/body-stream.js';
import { isRejection, readCloudEvent, type IncomingEvent } from '../../src/intake/cloud-event.js';
import { INCOMING_TYPES } from '../../src/intake/event-examples.js';
import { HttpProblem } from '../../src/intake/http-problem.js';
import { readEvents } from '../../src/intake/request-reader.js';
import { anEvent, NOW, type Json } from './intake.fixtures.js';

/** What the test server answers: the events as they were read. */
type Answer = { status: number; body: Json[] };

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((req, res) => {
    void (async () => {
      const read: unknown[] = [];
      try {
        for await (const chunk of readEvents(req))
          for (const item of chunk)
            read.push('raw' in item ? brief(readCloudEvent(item.raw, NOW, 'salt')) : { reason: item.rejection.reason });
        res.end(JSON.stringify(read));
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        res.writeHead(error.status, { connection: 'close' }).end('[]');
        discardBody(req);
      }
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const brief = (event: ReturnType<typeof readCloudEvent>) =>
  isRejection(event) ? { reason: event.reason, member: event.member } : comparable(event);
const comparable = (event: IncomingEvent) => JSON.parse(JSON.stringify(event)) as Json;

async function post(headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Json[] };
}

const send = ({ headers, body }: Message) => post(headers as Record<string, string>, body as string);

const expected = (event: Json) => comparable(readCloudEvent(event, NOW, 'salt') as IncomingEvent);
const extended = (type: string) =>
  anEvent(type, { recordedtime: '2026-11-20T08:00:00.250+08:00', sequence: '000012', attempt: 2, live: true });

describe('the official SDK', () => {
  it.each(INCOMING_TYPES)('sends %s in structured and in binary mode, and both are read as one event', async (type) => {
    const event = extended(type);
    const sdk = new CloudEvent(event);
    const structured = await send(HTTP.structured(sdk));
    const binary = await send(HTTP.binary(sdk));
    expect(structured).toEqual({ status: 200, body: [expected(event)] });
    // Headers carry every extension as text; the content hash is the same.
    const asText = { ...expected(event), extensions: '{"attempt":"2","live":"true","sequence":"000012"}' };
    expect(binary).toEqual({ status: 200, body: [asText] });
  });

  it('sends a batch', async () => {
    const events = INCOMING_TYPES.map((type) => extended(type));
    const body = JSON.stringify(events.map((event) => new CloudEvent(event as unknown as CloudEvent<Json>)));
    const answer = await post({ 'content-type': 'application/cloudevents-batch+json' }, body);
    expect(answer).toEqual({ status: 200, body: events.map(expected) });
  });

  it('sends lines, compressed', async () => {
    const events = INCOMING_TYPES.map((type) => extended(type));
    const body = events.map((event) => new CloudEvent(event as unknown as CloudEvent<Json>).toString()).join('\n');
    const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
    expect(await post(headers, new Uint8Array(gzipSync(body)))).toEqual({ status: 200, body: events.map(expected) });
  });

  it('gets its answer even when the body is far too large', async () => {
    const body = `["${'x'.repeat(20 * 1024 * 1024)}"]`;
    expect(await post({ 'content-type': 'application/cloudevents+json' }, body.slice(0, 3_000_000))).toMatchObject({
      status: 413,
    });
    const gzip = { 'content-type': 'application/cloudevents-batch+json', 'content-encoding': 'gzip' };
    expect(await post(gzip, new Uint8Array(gzipSync(body)))).toMatchObject({ status: 413 });
  });
});
