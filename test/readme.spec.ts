import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { serveCommand } from '../src/cli/serve.command.js';
import { catalogueCommand } from '../src/catalogue/command/catalogue.command.js';
import { accountCommand } from '../src/identity/account.command.js';
import { importCommand } from '../src/import/import.command.js';
import { quarantineCommand } from '../src/quarantine/quarantine.command.js';
import { settingsMarkdown } from '../src/settings/setting-table.js';
import { simulateCommand } from '../src/simulator/simulate.command.js';
import { sourceCommand } from '../src/sources/source.command.js';
import { verifyCommand } from '../src/verify/verify.command.js';
import type { WindowEvent } from './support/events.js';
import { startServer } from './support/server.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const README = read('README.md');
const found = (pattern: RegExp, part = README): string[][] => [...part.matchAll(pattern)].map((match) => [...match]);

const COMMANDS: readonly Command[] = [
  serveCommand(),
  importCommand(),
  simulateCommand('config'),
  verifyCommand(),
  sourceCommand(),
  quarantineCommand(),
  accountCommand(),
  catalogueCommand(),
];

/** What is wrong with `words` as arguments of `liangpai`; `undefined` when such a command exists. */
function fault(words: readonly string[]): string | undefined {
  let candidates = COMMANDS;
  let command: Command | undefined;
  for (const word of words) {
    const next = candidates.find((candidate) => candidate.name() === word);
    if (!next && candidates.length > 0 && /^[a-z]/.test(word)) return `no command ${words.join(' ')}`;
    if (!next) break;
    command = next;
    candidates = next.commands;
  }
  const flags = words.filter((word) => word.startsWith('--') && word !== '--help');
  const wrong = flags.find((flag) => !command?.options.some((option) => option.long === flag));
  return wrong === undefined ? undefined : `no option ${wrong} of ${words.join(' ')}`;
}

describe('the README', () => {
  it('holds the table of settings as the server knows it', () => {
    expect(README).toContain(settingsMarkdown());
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = found(/npm run (?:-s )?([\w:]+)/g).map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']));
  });

  it('names only commands and options of liangpai that exist', () => {
    const lines = found(/(?<![/\w])liangpai (?:-- )?([a-z]+ ?[^\n`)]*)/g).map(([, line]) =>
      (line ?? '').trim().split(/\s+/),
    );
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.map(fault).filter(Boolean)).toEqual([]);
  });

  it('names only files that exist', () => {
    const paths = found(/`((?:src|config|scripts|docker|test)(?:\/[\w.-]+)+)`/g).map(([, path]) => path ?? '');
    const links = found(/\]\(([^)#:]+)\)/g).map(([, path]) => path ?? '');
    expect([...paths, ...links].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('states every limit as the code has it', () => {
    const rows = README.split('\n').flatMap((row) => {
      const [cell, path = ''] =
        /`((?:src|scripts)\/[\w./-]+\.(?:ts|mjs))`((?: `[^`]+`)+) \|$/.exec(row)?.slice(0, 2) ?? [];
      return cell === undefined
        ? []
        : found(/ `([^`]+)`/g, cell.replace(`\`${path}\``, '')).map(([, code]) => [path, code]);
    });
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(([path, code]) => !read(path ?? '').includes(code ?? ''))).toEqual([]);
  });

  it('lists the metrics that the server has', () => {
    const inCode = found(/'(liangpai_\w+)'/g, read('src/health/metrics.ts')).map(([, name]) => name);
    const listed = found(/^\| `(liangpai_\w+)` \|/gm).map(([, name]) => name);
    expect(listed).toEqual(inCode);
  });

  it('shows a Node client that repeats the same body after 503 and a broken connection until it is answered', async () => {
    const code = found(/```js\n([\s\S]*?)```/g).find(([, block]) => block?.includes('retry-after'))?.[1] ?? '';
    const bodies: string[] = [];
    const server = createServer((req, res) => {
      void text(req).then((body) => {
        bodies.push(body);
        if (bodies.length === 1) res.writeHead(503, { 'retry-after': '0' }).end();
        else if (bodies.length === 2) req.socket.destroy();
        else res.end(JSON.stringify({ accepted: 2, duplicates: 0, rejected: [], rejectedTotal: 0 }));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.address() as AddressInfo;
      const env = { ...process.env, LIANGPAI_URL: `http://127.0.0.1:${port}`, NODE_OPTIONS: '' };
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      expect(await text(child.stdout)).toBe('2 new, 0 known already\n');
    } finally {
      server.close();
    }
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies).size).toBe(1);
  });

  it('promises exactly the cards that its first trial gives, and shows only events that are accepted', async () => {
    const now = execFileSync('sh', ['-c', /^NOW=\$\((.+)\)$/m.exec(README)?.[1] ?? ''], { encoding: 'utf8' }).trim();
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(10_000);
    const pasted = README.replaceAll(`'$NOW'`, now);
    const events = found(/(\[?\{"specversion".*\}\]?)(?='|$)/gm, pasted).map(
      ([, json]) => JSON.parse(json ?? '') as object,
    );
    expect(events).toHaveLength(7);
    const server = await startServer();
    try {
      for (const [i, event] of events.entries()) {
        const token = i < 4 ? 'demo-replay' : 'demo-window';
        const { body } = await server.post([event].flat() as WindowEvent[], token);
        expect(body).toMatchObject({ accepted: 1, rejected: [] });
      }
      const { items } = await server.cards({ case: 'TRIAL-1' });
      const lines = items.map(
        ({ no, rule, raisedAt, explanation: { expected, observed } }) =>
          `${no} ${rule} ${raisedAt}\n  ${expected.zh}\n  ${observed.zh}\n`,
      );
      expect(README).toContain(`\`\`\`\n${lines.join('')}\`\`\``);
    } finally {
      await server.stop();
    }
  });
});
