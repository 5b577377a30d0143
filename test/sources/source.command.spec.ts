import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createDataSource } from '../../src/database/data-source.js';
import { FeedRepository } from '../../src/sources/feed.repository.js';
import { sourceCommand } from '../../src/sources/source.command.js';
import { tokenHash } from '../../src/identity/token.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
const before = process.env['DATABASE_URL'];

beforeAll(async () => {
  database = await createTestDatabase();
  process.env['DATABASE_URL'] = database.url;
});
afterAll(async () => {
  if (before === undefined) delete process.env['DATABASE_URL'];
  else process.env['DATABASE_URL'] = before;
  await database?.drop();
});
afterEach(() => {
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

async function run(...args: string[]): Promise<{ out: string; err: string; exit: unknown }> {
  const written = { out: '', err: '' };
  const into = (name: 'out' | 'err') => (chunk: unknown) => {
    written[name] += String(chunk);
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  jest.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  await sourceCommand().parseAsync(args, { from: 'user' });
  jest.restoreAllMocks();
  return { ...written, exit: process.exitCode };
}

describe('liangpai source', () => {
  it('adds a source and prints its token alone, lists it and disables it', async () => {
    const added = await run('add', 'hall', '--scope', '2101*,210000-sczj', '--watermark', 'clock', '--max-lag', '5m');
    expect(added).toEqual({ out: expect.stringMatching(/^[\w-]{43}\n$/), err: '', exit: undefined });
    const source = await createDataSource(database.url).initialize();
    const feeds = new FeedRepository(source);
    const byToken = () => feeds.byTokenHash(tokenHash(added.out.trim()));
    expect(await byToken()).toMatchObject({ name: 'hall', scope: ['2101*', '210000-sczj'], maxLag: 300_000 });
    expect((await run('list')).out).toContain('hall\tclock\t300s\t-\tactive\t2101*,210000-sczj\n');
    expect((await run('disable', 'hall')).exit).toBeUndefined();
    expect(await byToken()).toBeUndefined();
    expect((await run('list')).out).toContain('disabled');
    await source.destroy();
  });

  it('gives a source another token, and a disabled one its work back', async () => {
    const first = (await run('add', 'renewed', '--scope', '*', '--watermark', 'clock')).out.trim();
    await run('disable', 'renewed');
    const second = await run('renew', 'renewed');
    expect(second).toEqual({ out: expect.stringMatching(/^[\w-]{43}\n$/), err: '', exit: undefined });
    const source = await createDataSource(database.url).initialize();
    const byToken = (token: string) => new FeedRepository(source).byTokenHash(tokenHash(token));
    expect(await byToken(first)).toBeUndefined();
    expect(await byToken(second.out.trim())).toMatchObject({ name: 'renewed' });
    await source.destroy();
    expect(await run('renew', 'nobody')).toMatchObject({ out: '', err: expect.stringContaining('nobody'), exit: 1 });
  });

  it('warns when running cases wait for the watermark of the source that is disabled', async () => {
    await run('add', 'night', '--scope', '*', '--watermark', 'declared');
    await run('add', 'idle', '--scope', '*', '--watermark', 'declared');
    const source = await createDataSource(database.url).initialize();
    await source.query(
      `INSERT INTO case_file (case_no, state, file, feeds, parked_feed, next_at, catalogue_rev, calendar, profile, version)
       SELECT 'C1', 'accepted', '{}', ARRAY[id], id, now(), 0, '', '', 1 FROM feed WHERE name = 'night'`,
    );
    await source.destroy();
    expect(await run('disable', 'night')).toEqual({
      out: '',
      err: expect.stringMatching(/仍有在办件等待 night 的水位/),
      exit: undefined,
    });
    expect(await run('disable', 'idle')).toEqual({ out: '', err: '', exit: undefined });
  });

  it('says what is wrong and fails', async () => {
    expect(await run('add', 'x', '--scope', '', '--watermark', 'clock')).toMatchObject({
      err: expect.stringContaining('scope[0]'),
      exit: 1,
    });
    expect(await run('disable', 'nobody')).toMatchObject({ err: expect.stringContaining('nobody'), exit: 1 });
  });
});
