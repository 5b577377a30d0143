import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataDirInUseError } from '../../src/database/data-dir-lock.js';
import { runningEmbedded, startEmbedded, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { isAlive } from '../../src/database/process-identity.js';
import { buildServer, eventually, fromRoot, startChild, temporaryDirectory, type Child } from '../support/child.js';

const dataDir = temporaryDirectory();
const messages: string[] = [];
const start = (directory = dataDir): Promise<EmbeddedPostgres> =>
  startEmbedded({ dataDir: directory, log: (message) => messages.push(message) });
const startOwner = (): Child => startChild(process.execPath, [fromRoot('test/database/owner.mjs'), dataDir]);

interface Report {
  readonly pid: number;
  readonly url: string;
  readonly error?: string;
  readonly message?: string;
}
const report = async (owner: Child): Promise<Report> => JSON.parse(await owner.line()) as Report;

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}
const answers = (url: string): Promise<boolean> =>
  ask(url, 'SELECT 1').then(
    () => true,
    () => false,
  );

describe('the embedded database', () => {
  let postgres: EmbeddedPostgres | undefined;
  let owner: Child | undefined;
  beforeAll(buildServer);
  afterEach(async () => {
    await postgres?.stop();
    if (owner?.process.exitCode === null) owner.process.kill('SIGKILL');
    [postgres, owner] = [undefined, undefined];
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is created durable, with checksums, in UTF-8, and closed to others', async () => {
    postgres = await start();
    for (const [name, value] of Object.entries({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      listen_addresses: '127.0.0.1',
    }))
      expect([name, await ask(postgres.url, `SHOW ${name}`)]).toEqual([name, value]);
    const mode = (name: string): string => (statSync(join(dataDir, name)).mode & 0o777).toString(8);
    expect([mode('postgres'), mode('postgres.password'), mode('postgres.log')]).toEqual(['700', '600', '600']);
    expect(await answers(postgres.url.replace(/:[^:@]+@/, ':wrong@'))).toBe(false);
  });

  it('keeps its data over a stop and a start', async () => {
    postgres = await start();
    await ask(postgres.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const { pid } = postgres;
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
    postgres = await start();
    expect(await ask(postgres.url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('is refused to a second server, which names the directory and the first one', async () => {
    owner = startOwner();
    const { url } = await report(owner);
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataDirInUseError);
    expect((failure as Error).message).toContain(`${owner.process.pid}`);
    expect((failure as Error).message).toContain(dataDir);
    const second = startOwner();
    expect(await report(second)).toMatchObject({ error: 'DataDirInUseError' });
    expect(await second.ended()).toBe(1);
    expect(await answers(url)).toBe(true);
  });

  it('gives its address to a command beside the server', async () => {
    owner = startOwner();
    const { url } = await report(owner);
    expect(await runningEmbedded(dataDir)).toBe(url);
    owner.process.kill('SIGTERM');
    expect(await owner.ended()).toBe(0);
    expect(await runningEmbedded(dataDir)).toBeUndefined();
  });

  it('leaves no orphan when its server is killed', async () => {
    owner = startOwner();
    const { pid } = await report(owner);
    owner.process.kill('SIGKILL');
    expect(await eventually(() => !isAlive(pid))).toBe(true);
  });

  it('starts at once after its server was killed', async () => {
    owner = startOwner();
    await report(owner);
    owner.process.kill('SIGKILL');
    await owner.ended();
    postgres = await start();
    expect(await ask(postgres.url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('stops an orphan that even the watchdog could not stop', async () => {
    owner = startOwner();
    const { pid } = await report(owner);
    process.kill(pid, 'SIGSTOP');
    owner.process.kill('SIGKILL');
    await owner.ended();
    postgres = await start();
    expect(isAlive(pid)).toBe(false);
    expect(messages.join('\n')).toContain('left by an earlier run');
  });

  it('comes back at the same address when the postmaster is killed', async () => {
    postgres = await start();
    const { pid, url } = postgres;
    process.kill(pid, 'SIGKILL');
    expect(await eventually(() => (postgres?.restarts ?? 0) > 0 && answers(url), 15_000)).toBe(true);
    expect(postgres).toMatchObject({ url, restarts: 1 });
    expect(postgres.pid).not.toBe(pid);
    expect(await ask(url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('is not held up by the files of a first start that was killed', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'postgres.new-1', 'base'), { recursive: true });
    writeFileSync(join(directory, 'postgres.password'), 'half\n');
    postgres = await start(directory);
    expect(await answers(postgres.url)).toBe(true);
    expect(readdirSync(directory).filter((name) => name.includes('new'))).toEqual([]);
    await postgres.stop();
    rmSync(directory, { recursive: true });
  });

  it('works below a directory that is closed to others', async () => {
    const closed = temporaryDirectory();
    chmodSync(closed, 0o700);
    const directory = join(closed, 'with blank', 'data');
    postgres = await start(directory);
    expect(await answers(postgres.url)).toBe(true);
    await postgres.stop();
    rmSync(closed, { recursive: true });
  });

  it('says what is wrong with a directory that cannot be used', async () => {
    const file = join(dataDir, 'postgres.password');
    await expect(start(join(file, 'below'))).rejects.toThrow(/无法使用（ENOTDIR）/);
  });
});
