import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeViolations, chromiumPath, openPage } from '../support/browser.js';
import { CARDS, LiveStage, OPEN_CASES } from '../support/live-stage.js';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('the live page', () => {
  let stage: LiveStage;
  let page: Page;

  beforeAll(async () => {
    expect(found).toBeDefined();
    stage = await LiveStage.open();
    page = stage.page;
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.id(name);
  const levelsOn = async (on: Page): Promise<(string | null)[]> =>
    Promise.all((await on.getByTestId('live-row').all()).map((row) => row.getAttribute('data-level')));
  const isPaused = () => id('live-pause').getAttribute('aria-pressed');

  it('holds every card, also those beyond the first page, and says how many', async () => {
    await stage.visit('');
    await stage.hasText('list-count', `列出 ${CARDS} 条`);
    await stage.hasText('count-all', String(CARDS));
    await stage.hasText('count-red', String(OPEN_CASES + 1));
    await stage.hasText('count-yellow', String(OPEN_CASES + 2));
  });

  it('keeps filters and order in the address, and another machine shows the same', async () => {
    await stage.visit('');
    await id('live-item').selectOption({ label: '建设工程规划许可证核发' });
    await id('live-sort').selectOption('level');
    await page.waitForURL(/item=.*sort=level/);
    await stage.hasText('list-count', '列出 3 条');
    expect(await levelsOn(page)).toEqual(['red', 'yellow', 'reminder']);
    await id('sort-level').click();
    await page.waitForURL(/sort=-level/);
    expect(await levelsOn(page)).toEqual(['reminder', 'yellow', 'red']);
    const other = await openPage(stage.console.server.url);
    try {
      await other.page.goto(`/live${stage.search()}`);
      await other.page.getByTestId('sign-in-username').fill('inspector');
      await other.page.getByTestId('sign-in-password').fill('liangpai-demo');
      await other.page.getByTestId('sign-in-submit').click();
      await other.page.getByTestId('live-row').first().waitFor();
      expect(await levelsOn(other.page)).toEqual(['reminder', 'yellow', 'red']);
      expect(new URL(other.page.url()).search).toBe(stage.search());
    } finally {
      await other.close();
    }
  });

  it('shows what narrows it as chips that go one by one or all at once, and counts by level within them', async () => {
    await stage.visit('?level=red&rule=T-STATUTE-OVER&q=2018-000&sort=due');
    expect(await id('live-chips').innerText()).toMatch(
      /级别：红牌[\s\S]*监察规则：超过法定时限[\s\S]*编号含：2018-000/,
    );
    await stage.hasText('list-count', '列出 11 条');
    await stage.hasText('count-yellow', '0');
    await id('drop-rule').click();
    await page.waitForURL((url) => !url.search.includes('rule'));
    await stage.hasText('count-yellow', '12');
    expect(await axeViolations(page)).toEqual([]);
    await id('live-clear').click();
    await id('live-chips').waitFor({ state: 'detached' });
    expect(stage.search()).toBe('?sort=due');
    await stage.hasText('list-count', `列出 ${CARDS} 条`);
  });

  it('finds by a part of a number while one types, where letters are no shortcuts', async () => {
    await stage.visit('');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('live-search');
    await page.keyboard.type('沈审-2018-0042jp');
    await stage.console.inState('live-empty', 'filtered').waitFor();
    expect(await isPaused()).toBe('false');
    await stage.console.shoot('live-nothing');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await stage.hasText('list-count', '列出 3 条');
    await page.keyboard.press('Escape');
    await stage.hasText('list-count', `列出 ${CARDS} 条`);
    expect([await id('live-search').inputValue(), stage.search()]).toEqual(['', '']);
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('live-search');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    expect(await isPaused()).toBe('true');
    await page.keyboard.press('p');
  });

  it('tells what is left in working time, and of an ended case how it ended', async () => {
    await stage.visit('?q=办结-2018');
    const cell = stage.rows.filter({ hasText: '黄牌' }).locator('td.left');
    expect(await cell.innerText()).toMatch(/^已办结\s+2018-10-31 11:00$/);
    expect(await cell.getAttribute('title')).toMatch(/法定时限 2018-11-\d\d 17:00，提前 \d+ 个工作日/);
    await stage.visit('?q=辽规-2018');
    for (const left of await page.locator('td.left').allInnerTexts())
      expect(left).toMatch(/^(承诺|法定)超期 \d+ 工作日( \d+ 小时)?\s+2018-1\d-\d\d 17:00$/);
    await stage.visit('?left=ended');
    await stage.hasText('list-count', '列出 2 条');
  });

  it('tells of today beside yesterday, and of two weeks as a drawing and as a table', async () => {
    await stage.visit('');
    expect(await id('today-line').innerText()).toMatch(/^今日 \d+ 条 (与昨日同一时刻持平|比昨日同一时刻)/);
    if ((await id('trend').count()) === 0) await id('trend-toggle').click();
    expect(await id('trend-table').locator('tbody tr').count()).toBe(14);
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await id('trend').waitFor();
    await stage.console.shoot('live-trend');
    await id('trend-toggle').click();
    await id('trend').waitFor({ state: 'detached' });
  });

  it('explains its keys, and gives them up when switched off', async () => {
    await stage.visit('');
    await page.keyboard.press('?');
    await id('shortcut-help').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await stage.console.shoot('live-help');
    await id('help-close').click();
    await id('shortcuts-enabled').uncheck();
    for (const key of ['j', 'p', 'x', '?', '/']) await page.keyboard.press(key);
    expect([await page.locator('tr.cursor').count(), await page.locator('dialog[open]').count()]).toEqual([0, 0]);
    expect(await isPaused()).toBe('false');
    await id('shortcuts-enabled').check();
  });

  it('opens cards one after the other from the keyboard and keeps the list beside them', async () => {
    await stage.visit('?sort=left&level=red');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await id('card-no').waitFor();
    expect(stage.search()).toBe('?level=red&sort=left');
    const no = await id('card-no').innerText();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await id('card-no').filter({ hasNotText: no }).waitFor();
    await page.keyboard.press('Escape');
    await id('card-pane').waitFor({ state: 'detached' });
  });

  it('says that it holds the newest only when older ones cannot be had, and asks again', async () => {
    await stage.console.withAnswer('cards?*', 500, async () => {
      await page.goto('/live');
      await page.getByText(/只载入了最新 200 条/).waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
    await id('list-extent').getByRole('button').click();
    await id('list-extent').waitFor({ state: 'detached' });
    await stage.hasText('list-count', `列出 ${CARDS} 条`);
  });

  it('looks the same in English', async () => {
    await stage.visit('');
    await id('language-switch').click();
    await id('sort-left').filter({ hasText: 'Time left' }).waitFor();
    await stage.console.shoot('live-english');
    expect(await axeViolations(page)).toEqual([]);
    await id('language-switch').click();
  });

  it('has broken no security policy and asked no other host for anything', () => {
    expect(stage.console.watched.complaints).toEqual([]);
    expect(stage.console.watched.strangers).toEqual([]);
  });
});
