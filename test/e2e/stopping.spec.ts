import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Supervisor } from '../../src/supervision/supervisor.js';
import { eventually } from '../support/child.js';
import { event } from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
const errors: string[] = [];
beforeAll(async () => {
  server = await startServer();
  const quiet = (): void => undefined;
  server.app.useLogger({ log: quiet, warn: quiet, error: (message: unknown) => void errors.push(String(message)) });
});
afterAll(() => server.stop());

const line = (id: string): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(event('STOP', 'visit.made', '2018-10-15 09:00', {}, { id }))}\n`);
const stored = () => server.query<{ id: string }>(`SELECT id FROM event WHERE case_no = 'STOP' ORDER BY id`);

describe('a server that is stopping', () => {
  it('answers a stream in its midst with 503 and says what of it is stored; a new request gets 503 as well', async () => {
    let stream: ReadableStreamDefaultController | undefined;
    const body = new ReadableStream({ start: (controller) => void (stream = controller) });
    const answer = server.postRaw(body, { 'content-type': 'application/x-ndjson' });
    stream?.enqueue(line('before'));
    expect(await eventually(async () => (await stored()).length === 1)).toBe(true);

    await server.app.get(Supervisor, { strict: false }).stop();
    stream?.enqueue(line('after'));
    stream?.close();
    const { status, headers, body: told } = await answer;
    expect({ status, told }).toMatchObject({ status: 503, told: { code: 'not-stored', accepted: 1 } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);

    const next = await server.postOne(event('STOP', 'visit.made', '2018-10-15 10:00'));
    expect(next).toMatchObject({ status: 503 });
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await stored()).toEqual([{ id: 'before' }]);
    expect(await server.ask('/health/ready')).toMatchObject({
      status: 503,
      body: { reasons: expect.arrayContaining(['pipeline-stopped']) },
    });
    expect(errors).toEqual([]);
  });
});
