import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { KIND_TABLES } from '../../src/catalogue/exchange/kind-tables.js';
import { tablesOf } from '../../src/catalogue/exchange/table.js';
import { CATALOGUE_KINDS } from '../../src/console/catalogue.protocol.js';
import { TABLES } from '../../src/console/web/catalogue/exchange/files.js';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage } from '../support/console-stage.js';
import { LIMITED, ORGS, PASSWORD } from '../support/small-province.js';
import { CONFIG } from '../support/test-app.js';
import { at } from '../verify/factory.js';

type Rules = Record<string, { params: Record<string, { value: number }> }>;

const found = chromiumPath();
const ITEMS = [
  'code,name,org,kind,promised.amount,promised.unit,promised.from',
  `${LIMITED},食品经营许可,${ORGS.province},promised,4,workingDay,acceptance`,
  `new-1,新事项,${ORGS.province},promised,3,workingDay,acceptance`,
  `bad-1,坏事项,${ORGS.province},promised,-3,workingDay,acceptance`,
].join('\n');

/** What the code values mean at one source; the unit `3` is not among them. */
const MAPPING = {
  kind: 'national-items',
  name: '测试',
  org: { column: 'dept_code', values: { D1: ORGS.province } },
  values: { promise_type: { '1': 'workingDay' }, project_type: { '2': 'promised' } },
};
const BASIC = [
  'task_code,task_name,dept_code,promise_day,promise_type,project_type,handle_flow',
  'nation-1,取水许可,D1,7,1,2,受理—审查',
  'nation-2,排污许可,D1,7,3,2,',
].join('\n');

it('offers the tables that the server knows for CSV files', () => {
  for (const kind of CATALOGUE_KINDS)
    expect([kind, TABLES[kind]]).toEqual([kind, tablesOf(KIND_TABLES[kind]).map(({ table }) => table.name)]);
});

(found || process.env['CI'] ? describe : describe.skip)('files of the catalogue', () => {
  let stage: ConsoleStage;
  const configDir = mkdtempSync(join(tmpdir(), 'exchange-'));
  beforeAll(async () => {
    cpSync(CONFIG, configDir, { recursive: true });
    writeFileSync(join(configDir, 'mappings', 'local.yaml'), JSON.stringify(MAPPING));
    stage = await openConsoleStage(
      at('2026-11-20 10:00'),
      [['A-1', 'case.received', '2026-11-19 09:00', { item: LIMITED, org: ORGS.heping }]],
      '2026-11-20 09:59',
      configDir,
    );
    for (const name of ['anna', 'bert']) await stage.province.account(name, 'admin', null);
  });
  afterAll(async () => {
    await stage?.close();
    rmSync(configDir, { recursive: true, force: true });
  });

  const id = (name: string) => stage.page.getByTestId(name);
  const text = (name: string) => id(name).innerText();
  const rows = (outcome: string) => id('import-result').locator(`[data-outcome=${outcome}]`);
  const choose = (name: string, content: string | Buffer) =>
    id('import-file').setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
  const saysFault = (words: string | RegExp) => id('exchange-fault').getByText(words).waitFor();

  async function signIn(username: string, path: string): Promise<void> {
    await id('sign-out').click();
    await id('sign-in-username').fill(username);
    await id('sign-in-password').fill(PASSWORD);
    await id('sign-in-submit').click();
    await id('sign-out').waitFor();
    await stage.page.goto(path);
  }

  it('leave by the menu of every list, for every account', async () => {
    await stage.page.goto('/catalogue/items');
    await id('entry-row').first().waitFor();
    expect(await id('catalogue-import').count()).toBe(0);
    await id('export').click();
    const loading = stage.page.waitForEvent('download');
    await id('export-csv').click();
    expect((await loading).suggestedFilename()).toMatch(/items.*\.csv$/);
    for (const format of ['zip', 'xlsx', 'yaml']) {
      const answer = await stage.page.request.get((await id(`export-${format}`).getAttribute('href'))!);
      expect([format, answer.status()]).toEqual([format, 200]);
    }
    await stage.shoot('exchange-menu');
    await stage.page.goto('/catalogue/items/import');
    await stage.page.getByText('您的账号不能导入').waitFor();
  });

  it('are tried at once: what changes, and where and why a row is refused', async () => {
    await signIn('anna', '/catalogue/items');
    await id('entry-row').getByRole('link').first().click();
    await id('entry-body').waitFor();
    await id('export').click();
    await stage.shoot('exchange-split');
    await id('catalogue-import').click();
    await choose('items.csv', ITEMS);
    await id('import-result').waitFor();
    expect(await text('count-new')).toMatch(/新增\s*1/);
    expect(await text('count-changed')).toMatch(/变更\s*1/);
    expect(await text('count-refused')).toMatch(/不予导入\s*1/);
    expect(await rows('refused').innerText()).toMatch(/bad-1[\s\S]*事项表第 4 行[\s\S]*promised\.amount/);
    expect(await rows('changed').innerText()).toMatch(/承诺时限[\s\S]*5[\s\S]*4/);
    await id('count-refused').click();
    expect(await id('import-row').count()).toBe(1);
    await id('count-all').click();
    await stage.shoot('exchange-import');
    expect(stage.watched.complaints).toEqual([]);
  });

  it('that cannot be read are refused in words that name the reason', async () => {
    await choose('notes.txt', 'x');
    await saysFault(/不能导入“notes.txt”：只收 CSV/);
    await choose('items.csv', 'code,nam\nx,y\n');
    await saysFault(/没有通过：.*不认识的列/);
    await choose('items.csv', Buffer.alloc(9 * 1024 * 1024, 'x'));
    await saysFault(/文件太大：文件超过 8 MiB/);
    await choose('items.yaml', '- [');
    await id('import-busy').getByText('正在').waitFor({ state: 'detached' });
    await id('import-national').check();
    await choose('basic.csv', 'task_code,task_name\nx,y\n');
    await saysFault('请先写明映射');
    await id('import-source').fill('nowhere');
    await id('import-source').blur();
    await saysFault(/没有找到：.*national-items/);
    await stage.shoot('exchange-fault');
    await stage.page.route('**/items/import?*', (route) =>
      route.fulfill({
        status: 503,
        json: { statusCode: 503, code: 'imports-busy', message: { zh: '正在处理其他导入', en: 'others first' } },
      }),
    );
    await stage.page.reload();
    await choose('items.csv', ITEMS);
    await saysFault('服务器正忙：正在处理其他导入');
    await stage.page.unroute('**/items/import?*');
    await id('import-again').click();
    await id('import-result').waitFor();
  });

  it('become the drafts of a batch, which their author cannot check', async () => {
    await id('import-apply').click();
    await id('import-page').getByText('请写明理由，至少 4 个字').waitFor();
    await id('import-note').fill('改革后提速');
    await id('import-apply').click();
    await stage.page.waitForURL('**/catalogue/batches/*');
    await id('draft-row').first().waitFor();
    expect(await id('draft-row').count()).toBe(2);
    expect(await text('cannot-check')).toMatch(/您不能核对这个批次：.*第二人/);
    expect(await text('refused-rows')).toMatch(/bad-1[\s\S]*promised\.amount[\s\S]*文件中的原文/);
    await stage.shoot('exchange-batch-author');
  });

  it('are in force once a second person has checked the batch', async () => {
    await signIn('bert', '/catalogue/drafts');
    await id('kind-batches').click();
    await id('batch-row').first().waitFor();
    expect(await id('batch-row').innerText()).toMatch(/CSV 文件[\s\S]*anna[\s\S]*改革后提速/);
    await stage.shoot('exchange-batches');
    await id('batch-row').getByRole('link').click();
    await id('draft-reject').click();
    await id('reject-form').getByText('请写明退回理由').waitFor();
    await stage.shoot('exchange-batch-check');
    await id('draft-approve').click();
    await id('batch-closed').waitFor();
    expect(await text('batch-closed')).toContain('2 份核对通过');
    await stage.page.goto('/catalogue/items/new-1');
    await id('entry-body').waitFor();
    expect(await id('entry-body').innerText()).toMatch(/承诺时限\s+3 个工作日/);
  });

  it('with the national tables become items; code values that the mapping does not know are listed, not guessed', async () => {
    await stage.page.goto('/catalogue/items/import');
    await id('import-national').check();
    await id('import-source').fill('local');
    await id('import-source').blur();
    await choose('up_task_general_basic.csv', BASIC);
    await id('import-result').waitFor();
    expect(await text('unknown-values')).toMatch(/up_task_general_basic[\s\S]*承诺办结时限单位[\s\S]*3\s+1\s+3/);
    expect([await text('count-new'), await text('count-refused')]).toEqual(['新增 1', '不予导入 1']);
    expect(await rows('refused').innerText()).toMatch(/nation-2[\s\S]*国家主表第 3 行[\s\S]*映射中没有值“3”/);
    await id('left-out').locator('summary').click();
    expect(await text('left-out')).toMatch(/handle_flow[\s\S]*没有读取这一列/);
    await stage.shoot('exchange-national');
    await id('import-note').fill('年度实施清单');
    await id('import-apply').click();
    await stage.page.waitForURL('**/catalogue/batches/*');
    await id('draft-row').first().waitFor();
    expect(await text('batch-page')).toMatch(/国家实施清单（local）/);
    await signIn('anna', new URL(stage.page.url()).pathname);
    await id('draft-approve').click();
    await id('batch-closed').waitFor();
    await stage.page.goto('/catalogue/items/nation-1');
    await id('entry-body').waitFor();
    expect(await text('entry-body')).toMatch(/取水许可[\s\S]*承诺时限\s+7 个工作日/);
    await signIn('bert', '/catalogue/items');
  });

  it('of rule profiles tell whoever checks them which values changed while their source did not', async () => {
    const answer = await stage.page.request.get('/api/v1/catalogue/profiles.yaml');
    const profiles = parse(await answer.text()) as { code: string; version: string; rules: Rules }[];
    const hunan = profiles.find(({ code }) => code === 'hunan')!;
    hunan.version = '2026.99';
    hunan.rules['T-PROMISE-NEAR']!.params['daysBefore']!.value += 1;
    await stage.page.goto('/catalogue/profiles/import');
    await choose('profiles.yaml', stringify([hunan]));
    await id('import-note').fill('试改阈值看提示');
    await id('import-apply').click();
    await stage.page.waitForURL('**/catalogue/batches/*');
    await id('batch-warnings').waitFor();
    expect(await text('batch-warnings')).toMatch(/存疑[\s\S]*湖南[\s\S]*daysBefore[\s\S]*出处未改/);
    await stage.shoot('exchange-batch-warnings');
  });

  it('changed meanwhile by another are told so, and sent back with a reason', async () => {
    await stage.page.goto('/catalogue/items/import');
    await choose('items.csv', ITEMS.replace('new-1', 'new-2').replace(/bad-1.*/, ''));
    await id('import-note').fill('机构改革新设');
    await id('import-apply').click();
    await stage.page.waitForURL('**/catalogue/batches/*');
    await signIn('anna', '/catalogue/batches');
    await id('batch-row').first().getByRole('link').click();
    const path = new URL(stage.page.url()).pathname;
    await stage.page.route(`**/api/v1${path}/check`, (route) =>
      route.continue({ postData: JSON.stringify({ edition: 99, decision: 'reject', reason: '重复的事项' }) }),
    );
    await id('reject-reason').fill('重复的事项');
    await id('draft-reject').click();
    await saysFault('情况已有变动：批次中的草案已有变动');
    await stage.page.unroute(`**/api/v1${path}/check`);
    await id('exchange-fault').getByRole('button').click();
    await id('draft-reject').click();
    await id('batch-closed').waitFor();
    expect(await text('batch-closed')).toMatch(/\d 份退回/);
    expect(stage.watched.strangers).toEqual([]);
  });
});
