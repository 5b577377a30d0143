import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeViolations, chromiumPath, openPage } from '../support/browser.js';
import { ConsolePage } from '../support/console-page.js';
import { decided, event, opened, PLANNING } from '../support/events.js';

const found = chromiumPath();

/** Each case of 2018 that nobody has decided has a reminder, a yellow and a red card. */
const CASES = 80;
const numbered = (i: number): string => `沈审-2018-${String(i).padStart(4, '0')}`;
const HIGH = { width: 1366, height: 1000 };

(found || process.env['CI'] ? describe : describe.skip)('the live page', () => {
  let stage: ConsolePage;
  let page: Page;
  let extra = 0;

  beforeAll(async () => {
    expect(found).toBeDefined();
    stage = await ConsolePage.open();
    page = stage.page;
    const { server } = stage;
    await server.post(
      Array.from({ length: CASES }, (_, i) => opened(numbered(i), `2018-0${1 + (i % 9)}-15 10:00`)).flat(),
    );
    await server.post([
      ...opened('辽规-2018-0001', '2018-10-15 10:00', undefined, PLANNING),
      ...opened('办结-2018-0001', '2018-10-15 10:00'),
      event('办结-2018-0001', 'pause.started', '2018-10-16 10:00', { kind: 'expert-review' }),
      event('办结-2018-0001', 'pause.ended', '2018-10-17 10:00', { kind: 'expert-review' }),
      decided('办结-2018-0001', '2018-10-31 11:00'),
    ]);
    await stage.signIn('inspector', '/live');
    await rows().first().waitFor();
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.id(name);
  const rows = () => id('live-row');
  const first = () => rows().first().getAttribute('data-card-id');
  const raise = async (): Promise<string> => {
    const caseNo = `新办-2018-${++extra}`;
    await stage.server.post(opened(caseNo, '2018-10-15 10:00'));
    return caseNo;
  };
  const rowOf = (caseNo: string) => rows().filter({ hasText: caseNo });
  const away = () => page.mouse.move(5, 5);
  /** A card comes while something holds the rows; when it no longer does, the card is there. */
  const heldWhile = async (reason: string, release: () => Promise<unknown>): Promise<void> => {
    const [top, caseNo] = [await first(), await raise()];
    await id('held-bar').waitFor();
    expect(await id('held-bar').innerText()).toContain(reason);
    expect([await first(), await rowOf(caseNo).count()]).toEqual([top, 0]);
    expect(await page.title()).toMatch(/^\(3\) 实时监察/);
    await page.locator('[data-testid=connection-state][data-state=held]').waitFor();
    await release();
    await id('held-bar').waitFor({ state: 'detached' });
    await rowOf(caseNo).first().waitFor();
    await page.locator('[data-testid=connection-state][data-state=live]').waitFor();
  };
  const open = async (query: string): Promise<void> => {
    await page.goto(`/live${query}`);
    await id('list-count').waitFor();
    await page.waitForFunction(`!document.querySelector('[data-testid=list-extent]')`);
  };

  it('holds every card, also those beyond the first page, and says how many', async () => {
    await open('');
    await page.waitForFunction(`document.querySelector('[data-testid=list-count]').textContent.includes('24')`);
    // 81 open cases with three cards each, and a decided one with a reminder and a yellow card.
    expect(await id('list-count').innerText()).toBe('列出 245 条');
    expect(await id('count-all').innerText()).toBe('245');
    expect([await id('count-red').innerText(), await id('count-yellow').innerText()]).toEqual(['81', '82']);
  });

  it('keeps filters and order in the address, and another machine shows the same', async () => {
    await open('');
    await id('live-item').selectOption({ label: '建设工程规划许可证核发' });
    await id('live-sort').selectOption('level');
    await page.waitForURL(/item=.*sort=level/);
    expect(await id('list-count').innerText()).toBe('列出 3 条');
    const levels = async (on: Page) =>
      on
        .getByTestId('live-row')
        .evaluateAll((all) => all.map((row) => (row as unknown as { dataset: { level: string } }).dataset.level));
    expect(await levels(page)).toEqual(['red', 'yellow', 'reminder']);
    await id('sort-level').click();
    await page.waitForURL(/sort=-level/);
    expect(await levels(page)).toEqual(['reminder', 'yellow', 'red']);
    const other = await openPage(stage.server.url);
    try {
      const { pathname, search } = new URL(page.url());
      await other.page.goto(`${pathname}${search}`);
      await other.page.getByTestId('sign-in-username').fill('inspector');
      await other.page.getByTestId('sign-in-password').fill('liangpai-demo');
      await other.page.getByTestId('sign-in-submit').click();
      await other.page.getByTestId('live-row').first().waitFor();
      expect(await levels(other.page)).toEqual(['reminder', 'yellow', 'red']);
      expect(new URL(other.page.url()).search).toBe(search);
    } finally {
      await other.close();
    }
  });

  it('shows what narrows it as chips that go one by one or all at once, and counts by level within them', async () => {
    await open('?level=red&rule=T-STATUTE-OVER&q=2018-000&sort=due');
    expect(await id('live-chips').innerText()).toMatch(
      /级别：红牌[\s\S]*监察规则：超过法定时限[\s\S]*编号含：2018-000/,
    );
    expect(await id('list-count').innerText()).toBe('列出 11 条');
    expect(await id('count-yellow').innerText()).toBe('0');
    await id('drop-rule').click();
    await page.waitForFunction(`!location.search.includes('rule')`);
    expect(await id('count-yellow').innerText()).toBe('12');
    expect(await axeViolations(page)).toEqual([]);
    await id('live-clear').click();
    await id('live-chips').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?sort=due');
    expect(await id('list-count').innerText()).toBe('列出 245 条');
  });

  it('finds by a part of a number while one types, from the keyboard, where letters are no shortcuts', async () => {
    await open('');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('live-search');
    await page.keyboard.type('沈审-2018-0042jp');
    await id('live-empty').waitFor();
    expect(await id('live-empty').getAttribute('data-state')).toBe('filtered');
    expect(await id('live-pause').getAttribute('aria-pressed')).toBe('false');
    await stage.shoot('live-nothing');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await rows().first().waitFor();
    expect(await id('list-count').innerText()).toBe('列出 3 条');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    expect(await id('live-pause').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('p');
  });

  it('tells what is left in working time, and of an ended case how it ended', async () => {
    await open('?q=办结-2018');
    const cell = rows().filter({ hasText: '黄牌' }).locator('td.left');
    expect(await cell.innerText()).toMatch(/^已办结\s+2018-10-31 11:00$/);
    expect(await cell.getAttribute('title')).toMatch(/法定时限 2018-11-\d\d 17:00，提前 \d+ 个工作日/);
    await open('?q=辽规-2018');
    for (const left of await page.locator('td.left').allInnerTexts())
      expect(left).toMatch(/^超期 \d+ 个工作日[\s\S]*(承诺|法定) 2018-1\d-\d\d 17:00$/);
    await open('?left=ended');
    expect(await id('list-count').innerText()).toBe('列出 2 条');
  });

  it('leaves the rows alone under a mouse that moves over them', async () => {
    await open('');
    await rows().nth(2).hover();
    await page.mouse.move(600, 500);
    await heldWhile('鼠标在列表上', away);
  });

  it('leaves the rows alone while the list is scrolled', async () => {
    await away();
    await page.locator('.table-box').evaluate((box) => box.scrollTo({ top: 440 }));
    await heldWhile('列表已滚动', () => page.locator('.table-box').evaluate((box) => box.scrollTo({ top: 0 })));
  });

  it('leaves the rows alone while text of the list is marked', async () => {
    const mark = (on: boolean) =>
      page.evaluate(
        on
          ? `getSelection().selectAllChildren(document.querySelector('[data-testid=live-row] .no'))`
          : `getSelection().removeAllRanges()`,
      );
    await mark(true);
    await heldWhile('正在选取文字', () => mark(false));
  });

  it('shows what waits when asked, and goes on holding', async () => {
    await page.keyboard.press('p');
    const caseNo = await raise();
    await id('held-bar').click();
    await rowOf(caseNo).first().waitFor();
    const next = await raise();
    await id('held-bar').waitFor();
    expect(await rowOf(next).count()).toBe(0);
    await away();
    await stage.shoot('live-held');
    await page.keyboard.press('p');
    await rowOf(next).first().waitFor();
  });

  it('keeps cursor and selection with their cards while rows come, and hands out exactly those selected', async () => {
    await open('');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const cursor = () => page.locator('tr.cursor').getAttribute('data-card-id');
    const [at, caseNo] = [await cursor(), await raise()];
    await rowOf(caseNo).first().waitFor();
    expect(await cursor()).toBe(at);
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(await id('list-count').innerText()).toBe('已选 2 条');
    const numbers = await page.locator('tr.selected .no').allInnerTexts();
    await stage.shoot('live-selected');
    expect(await axeViolations(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await id('export-csv').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^告警-\d{8}-\d{4}\.csv$/);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF级别,告警编号,规则代码/);
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(numbers);
    await watchedClipboard();
    await id('copy-numbers').click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(numbers.join('\n'));
    await away();
    await heldWhile('已选中告警', () => id('unselect').click());
  });
  const watchedClipboard = () =>
    stage.watched.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.server.url });

  it('exports exactly what the filters leave, in its order', async () => {
    await open('?level=red&q=2018-001&sort=due');
    const download = page.waitForEvent('download');
    await id('export-csv').click();
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1);
    expect(lines).toHaveLength(10);
    const due = lines.map((line) => line.split(',')[13]);
    expect(due).toEqual([...due].sort());
  });

  it('selects a range and everything', async () => {
    await open('');
    await id('row-select').nth(0).click();
    await id('row-select')
      .nth(3)
      .click({ modifiers: ['Shift'] });
    expect(await id('list-count').innerText()).toBe('已选 4 条');
    await id('select-all').click();
    expect(await id('list-count').innerText()).toMatch(/^已选 2\d\d 条$/);
    await id('select-all').click();
    expect(await id('list-count').innerText()).toMatch(/^列出/);
  });

  it('has views with live counts; own ones are kept on the server for this account alone', async () => {
    await open('?level=red&q=2018-001');
    await id('view-keep').click();
    await page.keyboard.type('十号段红牌');
    await page.keyboard.press('Enter');
    await id('view-own').waitFor();
    expect(await id('view-own').innerText()).toMatch(/十号段红牌\s*10/);
    await page.reload();
    await id('view-own').waitFor();
    await id('view-red').click();
    await page.waitForURL(/\?level=red$/);
    const count = async (name: string) => Number(/\d+$/.exec(await id(name).innerText())?.[0]);
    const before = [await count('view-all'), await count('view-red'), await count('view-own')];
    await raise();
    await page.waitForFunction(
      `!document.querySelector('[data-testid=view-all]').textContent.endsWith('${before[0]}')`,
    );
    expect([await count('view-all'), await count('view-red'), await count('view-own')]).toEqual([
      before[0]! + 3,
      before[1]! + 1,
      before[2],
    ]);
    await id('view-own').click();
    await page.waitForURL(/q=2018-001/);
    expect(await id('list-count').innerText()).toBe('列出 10 条');
    await stage.shoot('live-view');
    expect(await axeViolations(page)).toEqual([]);
    const head = await stage.server.ask<{ items: unknown[] }>('/api/v1/views', {
      token: await stage.server.login('admin'),
    });
    expect(head.body.items).toEqual([]);
    await id('view-drop').click();
    await id('view-drop-now').click();
    await id('view-own').waitFor({ state: 'detached' });
  });

  it('puts other filters under the name of an own view, and says what is wrong with a name', async () => {
    await open('?level=red');
    expect(await id('view-keep').count()).toBe(0);
    for (const query of ['?level=yellow', '?level=reminder']) {
      await open(query);
      await id('view-keep').click();
      await id('view-name').fill('我的');
      await id('view-save').click();
      await id('view-name').waitFor({ state: 'detached' });
    }
    expect(await id('view-own').count()).toBe(1);
    await open('?q=zzz');
    await id('view-keep').click();
    await stage.withAnswer('views', 500, async () => {
      await id('view-name').fill('别的');
      await id('view-save').click();
      await page.getByText('未能保存，请稍后再试。').waitFor();
    });
    await page.keyboard.press('Escape');
  });

  it('tells of today beside yesterday, and of two weeks as a drawing and as a table', async () => {
    await open('');
    expect(await id('today-line').innerText()).toMatch(/^今日 \d+ 条 (与昨日同一时刻持平|比昨日同一时刻)/);
    if ((await id('trend').count()) === 0) await id('trend-toggle').click();
    await id('trend').waitFor();
    expect(await id('trend-table').locator('tbody tr').count()).toBe(14);
    await page.setViewportSize(HIGH);
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await id('trend').waitFor();
    await stage.shoot('live-trend');
    await id('trend-toggle').click();
    await id('trend').waitFor({ state: 'detached' });
  });

  it('explains its keys, and gives them up when switched off', async () => {
    await open('');
    await page.keyboard.press('?');
    await id('shortcut-help').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await stage.shoot('live-help');
    await id('help-close').click();
    await id('shortcuts-enabled').uncheck();
    for (const key of ['j', 'p', 'x', '?', '/']) await page.keyboard.press(key);
    expect(await page.locator('tr.cursor').count()).toBe(0);
    expect(await id('live-pause').getAttribute('aria-pressed')).toBe('false');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await id('shortcuts-enabled').check();
  });

  it('opens cards one after the other from the keyboard and keeps the list beside them', async () => {
    await open('?sort=left&level=red');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await id('card-pane').waitFor();
    expect(new URL(page.url()).search).toBe('?level=red&sort=left');
    const no = await id('card-no').innerText();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.querySelector('[data-testid=card-no]')?.textContent !== '${no}'`);
    await away();
    await heldWhileOpen();
    await page.keyboard.press('Escape');
    await id('card-pane').waitFor({ state: 'detached' });
  });
  const heldWhileOpen = async (): Promise<void> => {
    await raise();
    await id('held-bar').waitFor();
    expect(await id('held-bar').innerText()).toContain('正在查看告警');
  };

  it('says that it holds the newest only when older ones cannot be had, and asks again', async () => {
    await stage.withAnswer('cards?*', 500, async () => {
      await page.goto('/live');
      await rows().first().waitFor();
      await page.getByText(/只载入了最新 200 条/).waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
    await id('list-extent').getByRole('button').click();
    await id('list-extent').waitFor({ state: 'detached' });
  });

  it('looks the same in English', async () => {
    await open('');
    await id('language-switch').click();
    await page.getByText('Time left').first().waitFor();
    await stage.shoot('live-english');
    expect(await axeViolations(page)).toEqual([]);
    await id('language-switch').click();
  });

  it('has broken no security policy and asked no other host for anything', () => {
    expect(stage.watched.complaints).toEqual([]);
    expect(stage.watched.strangers).toEqual([]);
  });
});
