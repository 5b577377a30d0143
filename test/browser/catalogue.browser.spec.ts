import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage } from '../support/console-stage.js';
import { LIMITED, ORGS, PASSWORD } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('the catalogue', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(
      at('2026-11-20 10:00'),
      [['A-1', 'case.received', '2026-11-19 09:00', { item: LIMITED, org: ORGS.heping }]],
      '2026-11-20 09:59',
    );
    for (const name of ['anna', 'bert']) await stage.province.account(name, 'admin', null);
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);
  const text = (name: string) => id(name).innerText();

  async function signIn(username: string, path: string): Promise<void> {
    await id('sign-out').click();
    await id('sign-in-username').fill(username);
    await id('sign-in-password').fill(PASSWORD);
    await id('sign-in-submit').click();
    await id('sign-out').waitFor();
    await stage.page.goto(path);
  }

  it('lists items, finds one by name and shows the version in force', async () => {
    await stage.page.goto('/rules');
    await id('page-tabs').getByRole('link', { name: '目录' }).click();
    await id('entry-row').first().waitFor();
    expect(await id('entry-row').count()).toBeGreaterThan(3);
    await id('catalogue-search').fill(LIMITED);
    await stage.page.keyboard.press('Enter');
    await stage.page.waitForURL('**/catalogue/items?q=*');
    await id('entry-row').getByRole('link', { name: '食品经营许可' }).click();
    await id('entry-body').waitFor();
    expect(await id('entry-body').innerText()).toMatch(/承诺时限\s+5 个工作日（自受理起，办事指南）/);
    expect(await id('entry-edit').count()).toBe(0);
    expect(await id('kind-drafts').count()).toBe(0);
    const download = stage.page.waitForEvent('download');
    await id('export').click();
    await id('export-xlsx').click();
    expect((await download).suggestedFilename()).toBe('items.xlsx');
    await stage.shoot('catalogue-item');
  });

  it('shows organisations as a tree and calendars by year', async () => {
    await id('kind-organisations').click();
    await id('org-tree').getByRole('link', { name: '沈阳市', exact: true }).waitFor();
    await id('org-tree')
      .getByRole('button', { name: /沈阳市/ })
      .press('Enter');
    await id('org-tree').getByRole('link', { name: '和平区' }).waitFor();
    await stage.shoot('catalogue-tree');
    await stage.page.goto('/catalogue/calendars/cn');
    await id('calendar-year').first().waitFor();
    expect(await id('calendar-year').first().innerText()).toMatch(/2026[\s\S]*放假 \d+ 日/);
    expect(await id('entry-body').innerText()).toContain('09:00–12:00');
    await stage.shoot('catalogue-calendar');
    await stage.page.goto('/catalogue/profiles/default');
    await id('entry-body').waitFor();
    expect(await id('entry-body').innerText()).toContain('T-PROMISE-OVER');
  });

  it('drafts a change of an item by form, which its author cannot check', async () => {
    await signIn('anna', `/catalogue/items/${LIMITED}`);
    await id('entry-edit').click();
    await id('no-differences').waitFor();
    expect(await id('faults').count()).toBe(0);
    await id('item-name').fill('食品经营许可（新）');
    const amount = id('limit-promised').getByRole('textbox').first();
    await amount.fill('-3');
    await amount.blur();
    await id('faults').waitFor();
    expect(await text('faults')).toContain('promised.amount');
    await amount.fill('4');
    await amount.blur();
    await id('edit-findings').getByText('校验通过').waitFor();
    await id('differences').locator('[data-member="promised.amount"]').waitFor();
    await id('draft-save').click();
    await id('edit-page').getByText('请写明修改理由').waitFor();
    await id('draft-note').fill('改革后提速');
    await stage.shoot('catalogue-edit');
    await id('draft-save').click();
    await id('draft-status').waitFor();
    expect(await id('differences').locator('[data-member="promised.amount"]').innerText()).toMatch(/5[\s\S]*4/);
    expect(await text('cannot-check')).toMatch(/第二人/);
    expect(await id('draft-approve').count()).toBe(0);
    await stage.shoot('catalogue-draft');
  });

  it('does not write over what another person has saved meanwhile, and offers to load it', async () => {
    await stage.page.goto('/catalogue/drafts');
    await id('draft-row').getByRole('link').click();
    await id('draft-status').waitFor();
    const at = new URL(stage.page.url()).pathname.replace('/catalogue', '/api/v1/catalogue');
    await stage.page.goto(`/catalogue/items/${LIMITED}/edit?draft=${at.split('/').at(-1)}`);
    await id('item-name').waitFor();
    // The other person's console, which has read the same edition.
    const saved = await stage.page.evaluate(async (path) => {
      const { body, effectiveFrom, edition } = (await (await fetch(path)).json()) as Record<string, unknown>;
      const input = { body, effectiveFrom, edition, note: '另一人已经修改' };
      const headers = { 'content-type': 'application/json' };
      return (await fetch(path, { method: 'PUT', headers, body: JSON.stringify(input) })).status;
    }, at);
    expect(saved).toBe(200);
    await id('item-name').fill('晚到的修改');
    await id('draft-save').click();
    await id('edit-reload').waitFor();
    expect(await text('refusal')).toContain('anna 已将草案改为第 2 稿');
    await stage.shoot('catalogue-edit-conflict');
    await id('edit-reload').click();
    await id('edit-reload').waitFor({ state: 'detached' });
    expect(await id('item-name').inputValue()).toBe('食品经营许可（新）');
    expect(await id('draft-note').inputValue()).toBe('另一人已经修改');
    await id('draft-note').fill('改革后提速');
    await id('draft-save').click();
    await id('draft-status').waitFor();
  });

  it('is in force once a second person has checked it, with its history', async () => {
    await signIn('bert', '/catalogue/drafts');
    await id('draft-row').getByRole('link').click();
    await id('reject-reason').focus();
    await stage.page.keyboard.press('Enter');
    await id('reject-form').getByText('请写明退回理由').waitFor();
    await stage.shoot('catalogue-check');
    await id('draft-approve').click();
    await id('draft-closed').waitFor();
    expect(await text('draft-closed')).toMatch(/bert[\s\S]*第 2 版/);
    await id('draft-closed').getByRole('link').click();
    await id('entry-version').getByText('第 2 版').waitFor();
    await id('part-history').click();
    const newest = id('version').first();
    expect(await newest.innerText()).toMatch(/anna 起草[\s\S]*bert 核对[\s\S]*改革后提速/);
    expect(await newest.getByTestId('differences').innerText()).toMatch(/承诺时限[\s\S]*5[\s\S]*4/);
    await stage.shoot('catalogue-history');
    await id('version').last().getByTestId('version-look').click();
    await stage.page.getByText('正在查看第 1 版').waitFor();
    expect(await id('entry-body').innerText()).toContain('5 个工作日');
  });

  it('reads other kinds as text and names the line, or the member, that is wrong', async () => {
    await stage.page.goto('/catalogue/calendars/cn/edit');
    await id('edit-text').fill('name: 全国\norgs: [');
    await id('text-fault').waitFor();
    expect(await text('text-fault')).toMatch(/第 \d+ 行第 \d+ 列/);
    expect(await id('draft-save').isDisabled()).toBe(true);
    await id('draft-note').fill('试填各项');
    await id('edit-text').fill(
      'name: 全国\norgs: ["*"]\nofficeHours: [["25:00", "12:00"]]\nfirstDay: 2026-01-01\nlastDay: 2026-12-31\ndays: []\n',
    );
    await id('faults').locator('[data-member^=officeHours]').waitFor();
    await id('draft-save').click();
    await id('refusal').getByText('未能保存').waitFor();
    expect(await text('refusal')).toContain('officeHours');
  });

  it('sends a draft back with a reason', async () => {
    await stage.page.goto('/catalogue/new/organisations');
    await id('draft-save').click();
    await stage.page.getByText('请先填写编码').waitFor();
    await id('new-code').fill('210102-new');
    await id('edit-text').fill('name: 新设机构\nkind: department\nregion: "210102"\n');
    await id('edit-findings').getByText('校验通过').waitFor();
    await id('draft-note').fill('机构改革新设');
    await id('draft-save').click();
    await id('draft-status').waitFor();
    await signIn('anna', new URL(stage.page.url()).pathname);
    await id('reject-reason').fill('编码不合规则');
    await id('draft-reject').click();
    await id('draft-closed').getByText('编码不合规则').waitFor();
    expect(stage.watched.complaints).toEqual([]);
    expect(stage.watched.strangers).toEqual([]);
  });
});
