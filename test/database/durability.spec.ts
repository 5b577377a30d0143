import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { checkDurability, durabilityNotes, type Query } from '../../src/database/durability.js';
import { startEmbedded, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { temporaryDirectory } from '../support/child.js';

const dataDir = temporaryDirectory();

/** A connection with these start-up options. */
async function withSession<T>(url: string, options: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options });
  await client.connect();
  try {
    return await work(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await client.end();
  }
}

const names = (url: string, options = ''): Promise<string[]> =>
  withSession(url, options, async (query) => (await checkDurability(query)).map((fault) => fault.name));

const answering =
  (settings: Record<string, string>): Query =>
  () =>
    Promise.resolve(Object.entries(settings).map(([name, setting]) => ({ name, setting })));

describe('the check of durability', () => {
  let careless: EmbeddedPostgres | undefined;
  beforeAll(async () => {
    const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
    careless = await startEmbedded({ dataDir, log: () => undefined, settings });
  });
  afterAll(async () => {
    await careless?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const url = (): string => careless?.url ?? '';

  it('names each setting that would lose acknowledged events', async () => {
    expect((await names(url())).sort()).toEqual(['fsync', 'full_page_writes', 'synchronous_commit']);
  });

  it.each(['on', 'local', 'remote_write', 'remote_apply'])('accepts synchronous_commit=%s', async (value) => {
    expect(await names(url(), `-c synchronous_commit=${value}`)).not.toContain('synchronous_commit');
  });

  it('sees a setting of the role', async () => {
    await withSession(url(), '', (query) => query('ALTER ROLE liangpai SET synchronous_commit = local'));
    expect(await names(url())).not.toContain('synchronous_commit');
  });

  const good = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', server_version_num: '140000' };

  it('accepts PostgreSQL 14 and refuses an older one', async () => {
    expect(await checkDurability(answering(good))).toEqual([]);
    const old = { ...good, server_version_num: '130014', server_version: '13.14' };
    expect(await checkDurability(answering(old))).toMatchObject([{ name: 'server_version', value: '13.14' }]);
  });

  it('refuses a database that does not tell', async () => {
    expect(await checkDurability(answering({}))).toHaveLength(4);
  });

  it('only notes missing checksums', async () => {
    expect(await durabilityNotes(answering({ ...good, data_checksums: 'off' }))).toMatchObject([
      { name: 'data_checksums' },
    ]);
    expect(await durabilityNotes(answering({ ...good, data_checksums: 'on' }))).toEqual([]);
  });
});
