import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { catalogueCommand } from '../../src/catalogue/command/catalogue.command.js';
import { PASSWORD, startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let url: string;
let dir: string;
let token: string;
let said = '';
const formerExitCode = process.exitCode;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  const { port } = (app.app.getHttpServer() as { address(): AddressInfo }).address();
  url = `http://127.0.0.1:${port}`;
  dir = await mkdtemp(join(tmpdir(), 'liangpai-catalogue-'));
  token = await app.signedIn('province');
  await app.addAccount('zhang', 'admin');
});
afterAll(async () => {
  process.exitCode = formerExitCode;
  await rm(dir, { recursive: true });
  await app.close();
});
beforeEach(() => {
  said = '';
  process.env['LIANGPAI_USERNAME'] = 'zhang';
  process.env['LIANGPAI_PASSWORD'] = PASSWORD;
  const hear = (text: string | Uint8Array): boolean => ((said += String(text)), true);
  jest.spyOn(process.stdout, 'write').mockImplementation(hear);
  jest.spyOn(process.stderr, 'write').mockImplementation(hear);
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['LIANGPAI_USERNAME'];
  delete process.env['LIANGPAI_PASSWORD'];
});

/** The exit code. */
async function liangpai(...argv: string[]): Promise<number | string | undefined> {
  process.exitCode = 0;
  await catalogueCommand().parseAsync([...argv, '--url', url], { from: 'user' });
  return process.exitCode;
}
async function file(name: string, ...lines: string[]): Promise<string> {
  await writeFile(join(dir, name), ['code,name,org,kind,promised.amount,promised.unit', ...lines].join('\n'));
  return join(dir, name);
}
const drafts = async () => (await app.ask('GET /api/v1/catalogue/drafts?state=draft', { token })).body['total'];

describe('liangpai catalogue', () => {
  it('makes a batch of drafts for a second person, never more, and tells what is refused', async () => {
    const name = await file(
      'a.csv',
      'CL-1,甲,210000-slt,promised,7,workingDay',
      'CL-2,乙,210000-slt,promised,x,workingDay',
    );
    expect(await liangpai('import', name, '--kind', 'items', '--dry-run')).toBe(1);
    expect(said).toMatch(
      /不予导入 refused: CL-2[\s\S]*第 3 行 line 3 · 承诺时限 · 数值 promised limit · amount \[promised\.amount\]/,
    );
    expect(said).toMatch(/新增 new 1 .* 不予导入 refused 1\n试导入，没有保存/);
    expect(await drafts()).toBe(0);

    expect(await liangpai('import', name, '--kind', 'items', '--note', '按年度清单调整')).toBe(1);
    expect(said).toMatch(/批次 \d+，待第二人核对 .*\/catalogue\/batches\/\d+/);
    expect(await drafts()).toBe(1);
    expect((await app.ask('GET /api/v1/items/CL-1', { token })).status).toBe(404);
  });

  it('exports what it imports again without a change', async () => {
    const item = { name: '丙', org: '210000-slt', kind: 'promised', promised: { amount: 5, unit: 'workingDay' } };
    await app.ask('PUT /api/v1/items/CL-3', { token, body: item });
    for (const format of ['csv', 'xlsx', 'yaml']) {
      const out = join(dir, `out.${format}`);
      expect(await liangpai('export', 'items', '--format', format, '--out', out)).toBe(0);
      expect((await readFile(out)).length).toBeGreaterThan(50);
      said = '';
      expect(await liangpai('import', out, '--kind', 'items', '--note', '原样导入')).toBe(0);
      expect(said).toMatch(/新增 new 0 · 变更 changed 0 · 无变化 same \d+ .*\n没有变化，没有生成草案/);
    }
  });

  it('says why it could not run, in both languages, and ends with 2', async () => {
    const name = await file('b.csv', 'CL-4,丁,210000-slt,promised,7,workingDay');
    const fails = async (words: RegExp, ...argv: string[]) => {
      said = '';
      expect(await liangpai(...argv)).toBe(2);
      expect(said).toMatch(words);
    };
    await fails(/--note：请写明理由.*give a reason/, 'import', name, '--kind', 'items', '--note', '改');
    await fails(/只收 \.csv/, 'import', join(dir, 'b.docx'), '--kind', 'items', '--dry-run');
    await fails(
      /404 unknown-mapping: .* \/ config\/mappings has no nowhere/,
      'import',
      name,
      '--kind',
      'items',
      '--source',
      'nowhere',
      '--dry-run',
    );
    await writeFile(join(dir, 'gbk.csv'), Buffer.from([0x63, 0x6f, 0x64, 0x65, 0x2c, 0xc3, 0xfb, 0x0a]));
    await fails(/400 wrong-encoding: .*第 1 行.*GBK/, 'import', join(dir, 'gbk.csv'), '--kind', 'items', '--dry-run');
    process.env['LIANGPAI_PASSWORD'] = 'another-password';
    await fails(/401/, 'import', name, '--kind', 'items', '--dry-run');
    delete process.env['LIANGPAI_PASSWORD'];
    await fails(/缺少账号或密码/, 'export', 'items', '--out', '-', '--format', 'csv');
    expect(await drafts()).toBe(1);
  });
});
