import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudEvent, emitterFor, httpTransport, Mode } from 'cloudevents';
import { event, FOOD, opened, watermark, type WindowEvent } from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };
const LINES = { 'content-type': 'application/x-ndjson' };
const BINARY = { 'content-type': 'application/json' };

const all = (accepted: number, duplicates = 0) => ({ accepted, duplicates, rejected: [], rejectedTotal: 0 });
const storedOf = async (caseNo: string): Promise<number> =>
  (await server.query('SELECT 1 FROM event WHERE case_no = $1', [caseNo])).length;
const visit = (caseNo: string, time = '2018-10-15 09:00', more: Partial<WindowEvent> = {}): WindowEvent =>
  event(caseNo, 'visit.made', time, { window: 'A07' }, more);
const headersOf = ({ data: _data, ...attributes }: WindowEvent): Record<string, string> => ({
  ...BINARY,
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)])),
});

describe('the four content types', () => {
  it('take one structured event, a batch, lines and binary mode', async () => {
    const [a, b, c, d] = [visit('T-1'), visit('T-2'), visit('T-3'), visit('T-4')];
    expect(await server.postOne(a)).toMatchObject({ status: 200, body: all(1) });
    expect(await server.postRaw(JSON.stringify([b, visit('T-2b')]), BATCH)).toMatchObject({
      status: 200,
      body: all(2),
    });
    expect(await server.post([c, visit('T-3b'), visit('T-3c')])).toMatchObject({ status: 200, body: all(3) });
    expect(await server.postRaw(JSON.stringify(d.data), headersOf(d))).toMatchObject({ status: 200, body: all(1) });
    expect(await Promise.all(['T-1', 'T-2', 'T-3', 'T-4'].map(storedOf))).toEqual([1, 1, 1, 1]);
  });

  it.each([
    ['one event', STRUCTURED, (e: WindowEvent) => JSON.stringify(e)],
    ['a batch', BATCH, (e: WindowEvent) => JSON.stringify([e])],
    ['lines', LINES, (e: WindowEvent) => `${JSON.stringify(e)}\n`],
  ])('are taken compressed: %s', async (name, type, body) => {
    const compressed = new Uint8Array(gzipSync(body(visit(`Z-${name}`))));
    const answer = await server.postRaw(compressed, { ...type, 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 200, body: all(1) });
  });

  it('describe one and the same event, so that a repeat in another mode is a duplicate', async () => {
    const one = visit('T-5', '2018-10-15 10:00', { recordedtime: '2018-10-15T11:00:00+08:00' });
    await server.postOne(one);
    const answers = [
      await server.postRaw(JSON.stringify([one]), BATCH),
      await server.post([one]),
      await server.postRaw(JSON.stringify(one.data), headersOf(one)),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: all(0, 1) });
  });
});

describe('the official CloudEvents SDK', () => {
  const transport = () => {
    const post = httpTransport(`${server.url}/api/v1/events`);
    return (message: Parameters<typeof post>[0]) =>
      post(message, { headers: { authorization: 'Bearer demo-window' } }) as Promise<{ body: string }>;
  };

  it.each([['binary', Mode.BINARY] as const, ['structured', Mode.STRUCTURED] as const])(
    'sends an event in %s mode with its emitter',
    async (name, mode) => {
      const emit = emitterFor(transport(), { mode });
      const { body } = (await emit(new CloudEvent(visit(`SDK-${name}`)))) as { body: string };
      expect(JSON.parse(body)).toEqual(all(1));
      expect(await storedOf(`SDK-${name}`)).toBe(1);
    },
  );

  it('sends a batch', async () => {
    const events = [new CloudEvent(visit('SDK-batch')), new CloudEvent(visit('SDK-batch', '2018-10-15 10:00'))];
    expect(await server.postRaw(JSON.stringify(events), BATCH)).toMatchObject({ status: 200, body: all(2) });
  });
});

describe('what is turned down', () => {
  it('is told by index, id, reason and member, while its neighbours are taken', async () => {
    const good = visit('R-1');
    const answer = await server.post([
      good,
      { ...visit('R-1', '2018-10-15 09:01'), type: 'approval.case.forgotten' },
      event('R-1', 'visit.made', '2018-10-15 09:02', { window: 'A07', colour: 'red' }),
      event('R-1', 'case.received', '2018-10-15 09:03', { org: FOOD.org }),
      { ...visit('R-1', '2018-10-15 09:04'), time: new Date(Date.now() + 150_000).toISOString() },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(answer.body.rejected.map(({ index, reason, member }) => [index, reason, member])).toEqual([
      [1, 'unknown-type', 'type'],
      [2, 'unknown-member', 'data.colour'],
      [3, 'missing-member', 'data.item'],
      [4, 'future-time', 'time'],
    ]);
    expect(answer.body.rejected[0]?.detail).toContain('approval.case.forgotten');
    expect(await storedOf('R-1')).toBe(1);
    const kept = await server.query<{ reason: string }>('SELECT reason FROM quarantine WHERE case_no = $1', ['R-1']);
    expect(kept).toHaveLength(4);
  });

  it('a time less than two minutes ahead is not', async () => {
    const soon = { ...visit('R-2'), time: new Date(Date.now() + 90_000).toISOString() };
    expect(await server.postOne(soon)).toMatchObject({ status: 200, body: all(1) });
  });

  it('a single invalid event is 422, in structured and in binary mode', async () => {
    const wrong = event('R-3', 'visit.made', '2018-10-15 09:00', { colour: 'red' });
    const rejected = [expect.objectContaining({ index: 0, id: wrong.id, reason: 'unknown-member' })];
    expect(await server.postOne(wrong)).toMatchObject({ status: 422, body: { accepted: 0, rejected } });
    const binary = await server.postRaw(JSON.stringify(wrong.data), headersOf(wrong));
    expect(binary).toMatchObject({ status: 422, body: { accepted: 0, rejected } });
  });

  it('a conflict keeps both: the first as event, the other in quarantine', async () => {
    const first = visit('R-4');
    const other = { ...first, data: { window: 'B01' } };
    await server.postOne(first);
    expect(await server.postOne(other)).toMatchObject({ status: 422, body: { rejected: [{ reason: 'conflict' }] } });
    expect(await server.post([first, other])).toMatchObject({
      status: 200,
      body: { accepted: 0, duplicates: 1, rejected: [{ index: 1, reason: 'conflict' }] },
    });
    const [stored] = await server.query<{ data: string }>('SELECT data FROM event WHERE case_no = $1', ['R-4']);
    expect(stored?.data).toContain('A07');
    const kept = await server.query<{ body: string }>('SELECT body FROM quarantine WHERE case_no = $1', ['R-4']);
    expect(kept[0]?.body).toContain('B01');
  });

  it('a wrong token is 401 and takes nothing', async () => {
    for (const token of ['wrong', await server.login('admin')])
      expect(await server.postOne(visit('R-5'), token)).toMatchObject({ status: 401 });
    expect((await fetch(`${server.url}/api/v1/events`, { method: 'POST', headers: LINES, body: '{}' })).status).toBe(
      401,
    );
    expect(await storedOf('R-5')).toBe(0);
  });

  it('a request that cannot be read is 415, 400 or 413', async () => {
    expect(await server.postRaw('<event/>', { 'content-type': 'application/xml' })).toMatchObject({ status: 415 });
    expect(await server.postRaw('[{', BATCH)).toMatchObject({ status: 400 });
    expect(await server.postRaw('{}', BATCH)).toMatchObject({ status: 400 });
    expect(await server.postRaw('not gzip', { ...LINES, 'content-encoding': 'gzip' })).toMatchObject({ status: 400 });
    expect(await server.postRaw('{}', { ...LINES, 'content-encoding': 'br' })).toMatchObject({ status: 415 });
    const large = JSON.stringify({ ...visit('R-6'), data: { window: 'x'.repeat(2_000_000) } });
    expect(await server.postRaw(large, STRUCTURED)).toMatchObject({ status: 413 });
  });
});

describe('the scope of a source', () => {
  let token: string;
  beforeAll(async () => {
    const body = { name: 'narrow', scope: [FOOD.org], watermark: 'clock', maxLag: 60 };
    const created = await server.ask<{ token: string }>('/api/v1/sources', {
      method: 'POST',
      token: await server.login('admin'),
      body,
    });
    token = created.body.token;
  });

  const foreign = (caseNo: string) =>
    event(caseNo, 'case.received', '2018-10-15 09:00', { ...FOOD, org: '210000-slt' });

  it('is 403 for a single event beyond it', async () => {
    const answer = await server.postOne(foreign('S-1'), token);
    expect(answer).toMatchObject({ status: 403, body: { accepted: 0, rejected: [{ reason: 'out-of-scope' }] } });
    expect(await storedOf('S-1')).toBe(0);
  });

  it('is told event by event in a batch', async () => {
    const answer = await server.post([foreign('S-2'), ...opened('S-3', '2018-10-15 10:00')], token);
    expect(answer).toMatchObject({
      status: 200,
      body: { accepted: 2, rejected: [{ index: 0, reason: 'out-of-scope' }] },
    });
  });

  it('holds for events without an organisation that belong to a case of another', async () => {
    await server.post(opened('S-4', '2018-10-15 10:00', undefined, { ...FOOD, org: '210000-slt' }));
    expect(await server.postOne(visit('S-4'), token)).toMatchObject({ status: 403 });
    expect(await storedOf('S-4')).toBe(2);
  });
});

describe('personal data', () => {
  it('is masked wherever the database keeps anything', async () => {
    const [name, idNumber] = ['欧阳慕容雪', '210102198703214427'];
    const applicant = { kind: '自然人', name, idNumber };
    const received = event('P-1', 'case.received', '2018-10-15 09:00', { ...FOOD, applicant });
    await server.postOne(received);
    await server.postOne({ ...received, data: { ...received.data, window: 'B02' } });
    await server.postOne({ ...received, id: 'P-1/wrong', data: { ...received.data, colour: 'red' } });
    await server.postRaw(JSON.stringify(received).slice(0, -1), LINES);
    const tables = await server.query<{ name: string }>(
      `SELECT format('%I', table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) {
      const rows = await server.query(
        `SELECT t::text FROM ${table.name} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0`,
        [name, idNumber],
      );
      expect([table.name, rows]).toEqual([table.name, []]);
    }
    expect((await server.caseView('P-1')).events[0]?.data.applicant).toEqual({
      kind: '自然人',
      name: '欧***',
      idNumber: '2****************7',
    });
  });
});

describe('a stream of lines', () => {
  const LENGTH = 30_000;
  const many = (caseNo: string) =>
    Array.from({ length: LENGTH }, (_, i) =>
      JSON.stringify(visit(`${caseNo}-${i % 1000}`, '2018-10-15 09:00', { id: `${caseNo}-${i}` })),
    );

  it('may be long', async () => {
    const answer = await server.postRaw(many('L').join('\n'), LINES);
    expect(answer).toMatchObject({ status: 200, body: all(LENGTH) });
    const [stored] = await server.query<{ n: string }>(`SELECT count(*) AS n FROM event WHERE case_no LIKE 'L-%'`);
    expect(Number(stored?.n)).toBe(LENGTH);
  });

  it('that was cut can be repeated whole: nothing is lost and nothing doubled', async () => {
    const lines = many('C');
    const half = new TextEncoder().encode(`${lines.slice(0, LENGTH / 2).join('\n')}\n{"specversion":`);
    let sent = false;
    const body = new ReadableStream({
      pull(controller) {
        if (sent) return controller.error(new Error('the line is dead'));
        sent = true;
        controller.enqueue(half);
      },
    });
    await expect(server.postRaw(body, LINES)).rejects.toThrow();
    const answer = await server.postRaw(lines.join('\n'), LINES);
    expect(answer.status).toBe(200);
    expect(answer.body.rejected).toEqual([]);
    expect(answer.body.accepted + answer.body.duplicates).toBe(LENGTH);
    const [stored] = await server.query<{ n: string }>(`SELECT count(*) AS n FROM event WHERE case_no LIKE 'C-%'`);
    expect(Number(stored?.n)).toBe(LENGTH);
  });
});

describe('a declared feed', () => {
  it('declares its watermark by itself, and a clock feed may not', async () => {
    expect(await server.post([watermark('2018-10-01 00:00')], 'demo-replay')).toMatchObject({
      status: 200,
      body: all(1),
    });
    const answer = await server.postOne(watermark('2018-10-01 00:00', 'clock'), 'demo-window');
    expect(answer).toMatchObject({ status: 422, body: { accepted: 0, rejected: [{ member: 'type' }] } });
  });
});

describe('too much', () => {
  it('is 429 with Retry-After when a source has too many requests at once, and takes nothing of them', async () => {
    const requests = Array.from({ length: 64 }, () => {
      let close = (): void => undefined;
      const body = new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode('\n'));
          close = () => controller.close();
        },
      });
      return { answer: server.postRaw(body, LINES), close: () => close() };
    });
    let refused = await server.postOne(visit('M-0'));
    for (let i = 1; refused.status !== 429 && i < 200; i += 1) refused = await server.postOne(visit(`M-${i}`));
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const { close } of requests) close();
    for (const { answer } of requests) expect(await answer).toMatchObject({ status: 200, body: all(0) });
    expect(await server.postOne(visit('M-after'))).toMatchObject({ status: 200, body: all(1) });
  });
});
