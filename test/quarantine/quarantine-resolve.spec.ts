import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertEntry, insertFeed, type QuarantineServer, STORED, startQuarantineServer } from './quarantine-server.js';

let server: QuarantineServer;
let admin: string;
let inspector: string;
let feed: number;
let id: string;

beforeAll(async () => {
  server = await startQuarantineServer();
  admin = await server.signIn('admin', 'admin', null);
  inspector = await server.signIn('inspector', 'inspector', null);
  feed = await insertFeed(server.client, 'window', ['210000-sczj']);
});
beforeEach(async () => {
  id = await insertEntry(server.client, { feed });
  server.intake.given.length = 0;
  server.intake.answer = () => Promise.resolve({ kind: 'accepted' });
});
afterAll(() => server?.close());

const resubmit = (body?: unknown, token = admin, entry = id) =>
  server.post(`/api/v1/quarantine/${entry}/resubmit`, token, body);
const dismiss = (body: unknown, token = admin) => server.post(`/api/v1/quarantine/${id}/dismiss`, token, body);
const stored = async (entry = id) => {
  const { rows } = await server.client.query<{ resolved: boolean; resolution: string | null; body: string }>(
    'SELECT resolved_at IS NOT NULL AS resolved, resolution, body FROM quarantine WHERE id = $1',
    [entry],
  );
  return rows[0]!;
};
const OPEN = { resolved: false, resolution: null, body: JSON.stringify(STORED) };

describe('resubmitting', () => {
  it('gives the stored event to the intake in the name of its feed, masked as it is', async () => {
    const { status, body } = await resubmit();
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, verdict: 'accepted', resolution: 'resubmitted by admin' });
    expect(server.intake.given).toHaveLength(1);
    expect(server.intake.given[0]).toMatchObject({ raw: STORED, feed: { id: feed, scope: ['210000-sczj'] } });
    expect(await stored()).toMatchObject({ resolved: true, resolution: 'resubmitted by admin' });
  });

  it('gives the corrected event instead, and keeps what was received', async () => {
    const event = { ...STORED, data: { item: 'i', org: 'o' } };
    expect((await resubmit({ event })).status).toBe(200);
    expect(server.intake.given[0]?.raw).toEqual(event);
    expect(await stored()).toMatchObject({ resolved: true, body: JSON.stringify(STORED) });
  });

  it('settles the attempts that failed before, but neither conflicts nor other events', async () => {
    const attempt = { feed, source: STORED.source, eventId: STORED.id };
    const [failed, conflict, other] = [
      await insertEntry(server.client, attempt),
      await insertEntry(server.client, { ...attempt, reason: 'conflict' }),
      await insertEntry(server.client, { ...attempt, eventId: 'another' }),
    ];
    expect((await resubmit()).status).toBe(200);
    expect(await stored(failed)).toMatchObject({ resolved: true, resolution: 'resubmitted by admin' });
    expect([(await stored(conflict)).resolved, (await stored(other)).resolved]).toEqual([false, false]);
  });

  it('is done when the event turns out to be there already', async () => {
    server.intake.answer = () => Promise.resolve({ kind: 'duplicate' });
    expect((await resubmit()).body).toMatchObject({
      verdict: 'duplicate',
      resolution: 'resubmitted by admin',
      resolved: { action: 'resubmitted', by: 'admin', reason: null },
    });
  });

  it.each(['invalid-member', 'out-of-scope', 'conflict'])(
    'answers 422 on %s and leaves the entry open',
    async (reason) => {
      server.intake.answer = () =>
        Promise.resolve({ kind: 'rejected', reason, member: 'data.org', detail: '因为 / because' });
      const { status, body } = await resubmit();
      expect(status).toBe(422);
      expect(body).toMatchObject({ code: 'rejected', reason, member: 'data.org', detail: '因为 / because' });
      expect(await stored()).toEqual(OPEN);
    },
  );

  it('answers 503 when the intake cannot store now, and leaves the entry open', async () => {
    server.intake.answer = () => Promise.reject(new Error('stopped'));
    expect(await resubmit()).toMatchObject({ status: 503, body: { code: 'not-stored' } });
    expect(await stored()).toEqual(OPEN);
  });

  it('cannot be done twice', async () => {
    await resubmit();
    expect(await resubmit()).toMatchObject({ status: 409, body: { code: 'already-resolved' } });
    expect(server.intake.given).toHaveLength(1);
  });

  it('lets only one of many win that come at once', async () => {
    server.intake.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { kind: 'accepted' };
    };
    const answers = await Promise.all([...Array.from({ length: 20 }, () => resubmit()), dismiss({ reason: 'x' })]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, ...Array.from({ length: 20 }, () => 409)]);
    expect(server.intake.given.length).toBeLessThanOrEqual(1);
  });

  it('waits for another process that holds the entry and then finds it resolved', async () => {
    await server.client.query('BEGIN');
    await server.client.query(`UPDATE quarantine SET resolved_at = now(), resolution = 'other' WHERE id = $1`, [id]);
    const answer = resubmit();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.client.query('COMMIT');
    expect((await answer).status).toBe(409);
    expect(server.intake.given).toHaveLength(0);
  });

  it.each([
    ['a text', 'no'],
    ['a list', []],
    ['null', null],
  ])('refuses %s as the corrected event', async (_, event) => {
    expect(await resubmit({ event })).toMatchObject({ status: 400, body: { member: 'event' } });
  });

  it('refuses unknown members by name', async () => {
    expect(await resubmit({ evnt: {} })).toMatchObject({ status: 400, body: { member: 'evnt' } });
  });

  it.each(['{"cut": "of', '"text"', '[]', ''])('asks for the corrected event when %j is stored', async (body) => {
    const other = await insertEntry(server.client, { feed, body });
    expect(await resubmit({}, admin, other)).toMatchObject({ status: 422, body: { code: 'body-unreadable' } });
    expect((await resubmit({ event: STORED }, admin, other)).status).toBe(200);
  });

  it('cannot be done when the feed is not known', async () => {
    const other = await insertEntry(server.client, { feed: null });
    expect(await resubmit({}, admin, other)).toMatchObject({ status: 422, body: { code: 'feed-unknown' } });
  });

  it('in the name of a feed of all lets a limited account report on the case that it may see, and on no other', async () => {
    const limited = await server.signIn('limited', 'admin', '2199*');
    await server.client.query(
      `INSERT INTO case_file (case_no, org, state, file, feeds, parked_feed, catalogue_rev, calendar, profile, version)
       VALUES ('L-1', '219901-a', 'running', '{}', '{}', 0, 0, '', '', 1)`,
    );
    const ofAll = await insertFeed(server.client, 'of all', ['*']);
    const entry = await insertEntry(server.client, { feed: ofAll, caseNo: 'L-1' });
    const event = { ...STORED, subject: 'L-1', data: { item: 'i', org: '219901-a' } };
    for (const [member, other] of [
      ['event.subject', { ...event, subject: 'L-2' }],
      ['event.subject', { ...event, subject: undefined, type: 'approval.feed.watermark' }],
      ['event.data.org', { ...event, data: { item: 'i', org: '210000-sczj' } }],
      ['event.data_base64', { ...event, data: undefined, data_base64: 'e30=' }],
    ] as const)
      expect(await resubmit({ event: other }, limited, entry)).toMatchObject({
        status: 403,
        body: { code: 'out-of-scope', member },
      });
    expect(server.intake.given).toHaveLength(0);
    expect((await resubmit({ event }, limited, entry)).status).toBe(200);
    const own = await insertFeed(server.client, 'of 2199', ['2199*']);
    const another = await insertEntry(server.client, { feed: own, caseNo: null });
    expect((await resubmit({ event: { ...event, subject: 'L-2' } }, limited, another)).status).toBe(200);
  });

  it('is for administrators only', async () => {
    expect((await resubmit({}, inspector)).status).toBe(403);
    expect(server.intake.given).toHaveLength(0);
  });
});

describe('dismissing', () => {
  it('keeps who and why', async () => {
    expect(await dismiss({ reason: ' 测试数据 ' })).toMatchObject({
      status: 200,
      body: { resolved: { action: 'dismissed', by: 'admin', reason: '测试数据' } },
    });
    expect(await stored()).toMatchObject({ resolved: true, resolution: 'dismissed by admin: 测试数据' });
  });

  it.each([{}, { reason: '' }, { reason: 5 }, { reason: 'x'.repeat(501) }, { reason: 'a\0b' }])(
    'needs a reason, %j is none',
    async (body) => {
      expect(await dismiss(body)).toMatchObject({ status: 400, body: { member: 'reason' } });
      expect(await stored()).toEqual(OPEN);
    },
  );

  it('ends resubmitting', async () => {
    await dismiss({ reason: 'x' });
    expect(await resubmit()).toMatchObject({
      status: 409,
      body: { message: { zh: '已处理：admin 不予处理：x', en: 'has been resolved already: dismissed by admin: x' } },
    });
    expect((await dismiss({ reason: 'y' })).status).toBe(409);
  });

  it('is for administrators only', async () => {
    expect((await dismiss({ reason: 'x' }, inspector)).status).toBe(403);
  });
});
