import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quarantineCommand } from '../../src/quarantine/quarantine.command.js';
import { insertEntry, insertFeed, type QuarantineServer, STORED, startQuarantineServer } from './quarantine-server.js';

let server: QuarantineServer;
let feed: number;
let id: string;
let directory: string;

beforeAll(async () => {
  server = await startQuarantineServer();
  await server.signIn('admin', 'admin', null);
  await server.signIn('inspector', 'inspector', null);
  feed = await insertFeed(server.client, '窗口', ['*']);
  directory = mkdtempSync(join(tmpdir(), 'quarantine-'));
});
afterAll(async () => {
  await server?.close();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  id = await insertEntry(server.client, { feed, eventId: 'e\u001b[31m', caseNo: '办件-1' });
  server.intake.answer = () => Promise.resolve({ kind: 'accepted' });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs the command in this process. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  const access = ['--url', server.url, '--username', 'admin', '--password', 'a-long-enough-password'];
  await quarantineCommand().parseAsync([...args, ...access.filter((_, i) => !args.includes(access[i - (i % 2)]!))], {
    from: 'user',
  });
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { code, out, err };
}

describe('liangpai quarantine', () => {
  it('lists entries as a table that cannot steer the terminal', async () => {
    const { code, out } = await run('list', '--case', '办件-1', '--limit', '1');
    expect(code).toBe(0);
    const [title, row, sum] = out.split('\n');
    expect(title).toMatch(/^ID +RECEIVED +FEED +CASE +EVENT +REASON +MEMBER/);
    expect(row).toMatch(new RegExp(`^${id} +2026-11-20T10:00:00 +窗口 +办件-1 +e\uFFFD`));
    expect(out).not.toContain('\u001b');
    expect(sum).toContain('1 of ');
  });

  it('shows one entry with its content', async () => {
    const { code, out } = await run('show', id);
    expect(code).toBe(0);
    expect(out).toContain('"orgg": "o"');
    expect(out).toContain('张**');
  });

  it('resubmits a corrected file', async () => {
    const file = join(directory, 'corrected.json');
    writeFileSync(file, `\uFEFF${JSON.stringify({ ...STORED, id: 'corrected' })}`);
    const { code, out } = await run('resubmit', id, '--file', file);
    expect(out).toBe(`${id} accepted: resubmitted by admin\n`);
    expect(code).toBe(0);
    expect(server.intake.given.at(-1)?.raw).toMatchObject({ id: 'corrected' });
    const { out: shown } = await run('show', id);
    expect(shown).toContain('resubmitted by admin');
    expect(shown).not.toContain('[object');
  });

  it('ends with 1 and says why when it is turned down again', async () => {
    server.intake.answer = () =>
      Promise.resolve({ kind: 'rejected', reason: 'conflict', member: 'id', detail: '两份均已留存 / both are kept' });
    const { code, err } = await run('resubmit', id);
    expect(code).toBe(1);
    expect(err).toContain('conflict');
    expect(err).toContain('both are kept');
  });

  it('dismisses with a reason, once', async () => {
    expect(await run('dismiss', id, '--reason', 'test')).toMatchObject({
      code: 0,
      out: `${id} dismissed by admin: test\n`,
    });
    expect((await run('dismiss', id, '--reason', 'test')).code).toBe(1);
  });

  it('ends with 1 for who may not', async () => {
    expect((await run('dismiss', id, '--reason', 'test', '--username', 'inspector')).code).toBe(1);
  });

  it.each([
    ['a wrong password', ['list', '--password', 'wrong']],
    ['no server', ['list', '--url', 'http://127.0.0.1:9']],
    ['a file that is not there', ['resubmit', '1', '--file', '/nowhere.json']],
  ])('ends with 2 on %s', async (_, args) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(/^liangpai quarantine: /);
  });
});
