import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/identity/account.js';
import { FeedRepository } from '../../src/sources/feed.repository.js';
import { FeedService } from '../../src/sources/feed.service.js';
import { readMaxLag } from '../../src/sources/source.input.js';
import { PASSWORD, startTestApp, type Answer, type TestApp } from '../support/test-app.js';

let app: TestApp;
let admin: string;
let feeds: FeedService;

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.signedIn('admin');
  feeds = app.app.get(FeedService);
});
afterAll(() => app?.close());

const add = (body: unknown, token = admin): Promise<Answer> => app.ask('POST /api/v1/sources', { token, body });
const source = (name: string, more: object = {}) => ({ name, scope: ['210000-sczj'], watermark: 'clock', ...more });

describe('registering a source', () => {
  it('shows its token once; the token then names the feed', async () => {
    const { status, body } = await add(source('大厅', { scope: ['2101*', '210000-sczj'], maxLag: 90 }));
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        name: '大厅',
        scope: ['2101*', '210000-sczj'],
        watermark: 'clock',
        maxLag: 90,
        token: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
    expect(await feeds.authenticate(String(body['token']))).toEqual({
      id: body['id'],
      name: '大厅',
      scope: ['2101*', '210000-sczj'],
      policy: 'clock',
      maxLag: 90_000,
    });
  });

  it('lags 60 s at most unless told otherwise', async () => {
    expect((await add(source('default lag'))).body['maxLag']).toBe(60);
    expect((await add(source('duration', { maxLag: 'PT2M' }))).body['maxLag']).toBe(120);
  });

  it('refuses a name that is taken', async () => {
    await add(source('twice'));
    expect(await add(source('twice'))).toMatchObject({ status: 409, body: { code: 'name-taken', member: 'name' } });
  });

  it.each([
    [source(''), 'name'],
    [source('a', { scope: [] }), 'scope'],
    [source('a', { scope: '*' }), 'scope'],
    [source('a', { scope: ['x', 'a*b'] }), 'scope[1]'],
    [source('a', { scope: ['x', 'x'] }), 'scope[1]'],
    [source('a', { watermark: 'manual' }), 'watermark'],
    [source('a', { maxLag: -1 }), 'maxLag'],
    [source('a', { maxLag: 1.5 }), 'maxLag'],
    [source('a', { maxLag: null }), 'maxLag'],
    [source('a', { token: 'mine' }), 'token'],
  ])('refuses %j and names the member', async (body, member) => {
    const answer = await add(body);
    expect([answer.status, answer.body['member']]).toEqual([400, member]);
  });

  it('is for administrators', async () => {
    expect((await add(source('b'), await app.signedIn('inspector'))).status).toBe(403);
  });
});

describe('the list of sources', () => {
  it('shows watermark and last event to those who watch, and to nobody else', async () => {
    const { id } = (await add(source('replay', { watermark: 'declared' }))).body;
    await app.source.query(
      `UPDATE feed SET declared_until = '2026-05-01T00:00:00+08:00', last_received_at = '2026-05-02T00:00:00+08:00' WHERE id = $1`,
      [id],
    );
    await app.source.query(
      `INSERT INTO feed_hour VALUES ($1, 11, '2026-05-05T11:00:00+08:00', 5), ($1, 12, '2026-05-04T12:00:00+08:00', 99),
         ($1, 9, '2026-05-06T09:00:00+08:00', 7), ($1, 10, '2026-05-06T10:00:00+08:00', 2)`,
      [id],
    );
    const token = await app.signedIn('inspector');
    const { body } = await app.ask('GET /api/v1/sources', { token });
    const items = body['items'] as { id: number; name: string }[];
    expect(items.some((item) => 'token' in item)).toBe(false);
    expect(items.find((item) => item.id === id)).toMatchObject({
      name: 'replay',
      watermark: 'declared',
      declaredUntil: '2026-05-01T00:00:00+08:00',
      reportedUntil: '2026-05-01T00:00:00+08:00',
      lastReceivedAt: '2026-05-02T00:00:00+08:00',
      received: [5, ...new Array<number>(21).fill(0), 7, 2],
      disabledAt: null,
      state: 'behind',
      since: '2026-05-02T12:00:00+08:00',
      alarm: true,
      reason: { zh: expect.stringContaining('水位'), en: expect.stringContaining('watermark') },
    });
    expect(items.find((item) => item.name === '大厅')).toMatchObject({
      reportedUntil: '2026-05-06T09:58:30+08:00',
      lastReceivedAt: null,
      state: 'never-reported',
      alarm: false,
    });
    expect((await app.ask('GET /api/v1/sources', { token: await app.signedIn('head') })).status).toBe(403);
    expect((await app.ask('GET /api/v1/sources?x=1', { token })).status).toBe(400);
  });
});

describe('an account that is limited to an organisation', () => {
  const limited = async (username: string, role: Role, org: string): Promise<string> => {
    await app.addAccount(username, role, org);
    const { body } = await app.ask('POST /api/v1/session', { body: { username, password: PASSWORD } });
    return String(body['token']);
  };

  it('sees the sources that report on it, and of their scope what has to do with it', async () => {
    await add(source('everybody', { scope: ['*'] }));
    await add(source('of 2199', { scope: ['2199*', '210000-sczj'] }));
    await add(source('one of 2199', { scope: ['219901-a'] }));
    await add(source('above 2199', { scope: ['21*', '22*'] }));
    await add(source('of others', { scope: ['2198*', '219'] }));
    const seenBy = async (token: string) => {
      const { body } = await app.ask('GET /api/v1/sources', { token });
      const items = body['items'] as { name: string; scope: string[] }[];
      return Object.fromEntries(items.map(({ name, scope }) => [name, scope]));
    };
    const counted = async (token: string) => {
      const { body } = await app.ask('GET /api/v1/sources', { token });
      const items = body['items'] as { name: string; received: number[] | null }[];
      return items.filter(({ received }) => received !== null).map(({ name }) => name);
    };
    const regional = await limited('region', 'inspector', '2199*');
    const region = await seenBy(regional);
    // How much is reported on others is told to nobody else.
    expect(await counted(regional)).toEqual(['one of 2199']);
    expect(await counted(admin)).toEqual(expect.arrayContaining(['everybody', 'above 2199', 'of 2199']));
    expect(region).toMatchObject({
      everybody: ['*'],
      'of 2199': ['2199*'],
      'one of 2199': ['219901-a'],
      'above 2199': ['21*'],
    });
    expect(region).not.toHaveProperty('of others');
    expect(region).not.toHaveProperty('大厅');
    const one = await seenBy(await limited('one', 'inspector', '219901-b'));
    expect(one).toMatchObject({ everybody: ['*'], 'of 2199': ['2199*'], 'above 2199': ['21*'] });
    expect(one).not.toHaveProperty('one of 2199');
    expect(await seenBy(admin)).toMatchObject({ 'of 2199': ['2199*', '210000-sczj'], 'of others': ['2198*', '219'] });
  });

  it('registers sources for its own organisations only', async () => {
    const token = await limited('region admin', 'admin', '2199*');
    expect((await add(source('inside', { scope: ['219901-a', '2199*', '21990*'] }), token)).status).toBe(201);
    for (const code of ['*', '21*', '219*', '210000-sczj'])
      expect(await add(source('outside', { scope: ['219901-a', code] }), token)).toMatchObject({
        status: 403,
        body: { code: 'out-of-scope', member: 'scope[1]' },
      });
    const one = await limited('one admin', 'admin', '219901-a');
    expect((await add(source('outside', { scope: ['219901-a*'] }), one)).status).toBe(403);
    expect((await add(source('its own', { scope: ['219901-a'] }), one)).status).toBe(201);
  });
});

describe('a feed', () => {
  it('that is disabled cannot send but is still known', async () => {
    const repository = app.app.get(FeedRepository);
    const added = await feeds.add({ name: 'old', scope: ['*'], policy: 'clock', maxLag: 0 }, 'old-token');
    expect(await repository.disable('old')).toBe(true);
    expect(await repository.disable('old')).toBe(false);
    expect(await feeds.authenticate('old-token')).toBeUndefined();
    expect(await feeds.byId(added!.feed.id)).toMatchObject({ name: 'old' });
    expect(await feeds.byId(999_999)).toBeUndefined();
  });

  it('registered by another process is found at once', async () => {
    await feeds.all();
    const rows: { id: number }[] = await app.source.query(
      `INSERT INTO feed (name, token_hash, scope, policy) VALUES ('elsewhere', sha256('x'), '{*}', 'clock') RETURNING id`,
    );
    expect(await feeds.byId(rows[0]!.id)).toMatchObject({ name: 'elsewhere' });
  });
});

describe('maxLag', () => {
  it.each([
    [0, 0],
    [90, 90_000],
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['PT1M30S', 90_000],
    [86_400, 86_400_000],
    [86_401, undefined],
    ['90', undefined],
    ['', undefined],
    ['PT', undefined],
    [NaN, undefined],
  ])('%j is %s ms', (value, ms) => {
    expect(readMaxLag(value)).toBe(ms);
  });
});
