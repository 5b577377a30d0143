import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { type FakeServer, startFakeServer } from './fake-server.js';
import { SMALL_MAPPING, fileWith, scratch, smallLog } from './import-helpers.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The command as a program of its own, compiled to a temporary directory. */
function compile(): string {
  const out = scratch();
  for (const folder of ['import', 'domain']) {
    mkdirSync(join(out, 'src', folder), { recursive: true });
    for (const name of readdirSync(join(ROOT, 'src', folder)).filter((one) => one.endsWith('.ts'))) {
      const { code } = transformSync(readFileSync(join(ROOT, 'src', folder, name), 'utf8'), {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
      });
      writeFileSync(join(out, 'src', folder, name.replace(/ts$/, 'js')), code);
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(out, 'node_modules'));
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(out, 'main.js'),
    `import { importCommand } from './src/import/import.command.js';\nawait importCommand().parseAsync(process.argv);\n`,
  );
  return out;
}

interface Ended {
  code: number | null;
  signal: string | null;
  out: string;
  err: string;
}

describe('liangpai import', () => {
  let program: string;
  let server: FakeServer;
  let cwd: string;
  const children: ChildProcess[] = [];
  beforeAll(() => {
    program = compile();
  });
  afterAll(() => rmSync(program, { recursive: true }));
  beforeEach(async () => {
    server = await startFakeServer();
    cwd = scratch();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await server.close();
  });

  async function run(args: string[], env: Record<string, string> = { LIANGPAI_TOKEN: 't' }): Promise<Ended> {
    const environment = { ...process.env, LIANGPAI_TOKEN: '', NODE_OPTIONS: '', ...env };
    const child = spawn(process.execPath, [join(program, 'main.js'), ...args], { cwd, env: environment });
    children.push(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return { code, signal, out, err };
  }
  const files = (cases: number) => [
    fileWith(smallLog(cases), 'log.xes'),
    '--mapping',
    fileWith(SMALL_MAPPING, 'm.yaml'),
  ];

  it('ends with 0 and a summary when all is mapped and accepted', async () => {
    const { code, out, err } = await run([...files(600), '--url', server.url]);
    expect([code, err]).toEqual([0, expect.stringContaining('100%')]);
    expect(out).toContain('accepted 1200');
    expect(server.taken.size).toBe(1201);
  });

  it('ends with 1 and the line when something cannot be mapped', async () => {
    const file = fileWith(smallLog(2).replace('<string key="org:resource" value="王"/>', ''), 'log.xes');
    const { code, err } = await run([file, '--mapping', fileWith(SMALL_MAPPING, 'm.yaml'), '--url', server.url]);
    expect(code).toBe(1);
    expect(err).toContain('第 4 行 line 4, trace 1, event 1 · 件 case A-0 · step.completed.officer · 缺少 missing');
  });

  it.each([
    ['without a token', (all: string[]) => all, {}, /no source token/],
    ['without a mapping', (all: string[]) => all.slice(0, 1), undefined, /--mapping/],
    ['with an unknown option', (all: string[]) => [...all, '--fast'], undefined, /--fast/],
    ['without the file', (all: string[]) => ['nowhere.xes', ...all.slice(1)], undefined, /ENOENT/],
    ['with a URL that is none', (all: string[]) => [...all, '--url', 'here'], undefined, /not a URL/],
  ])('ends with 2 %s', async (_, args, env, message) => {
    const { code, err } = await run(args(files(1)), env);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('shows examples and exit codes with --help', async () => {
    const { code, out } = await run(['--help']);
    expect([code, out]).toEqual([0, expect.stringMatching(/Examples:[\s\S]*Exit code/)]);
  });

  it('continues after kill -9, and every event arrives once', async () => {
    const args = [...files(3_000), '--url', server.url];
    server.fault = (_, request) => {
      if (request < 4) return false;
      children.at(-1)?.kill('SIGKILL');
      return true;
    };
    expect((await run(args)).signal).toBe('SIGKILL');
    const before = server.taken.size;
    expect(before).toBeGreaterThan(0);
    server.fault = undefined;
    server.posts.length = 0;
    const { code, out } = await run(args);
    expect([code, out]).toEqual([0, expect.stringContaining('acknowledged before')]);
    expect(server.taken.size).toBe(6_001);
    expect(server.posts.flat().length).toBeLessThan(6_001);
  });
});
