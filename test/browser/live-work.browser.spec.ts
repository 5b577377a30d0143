import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { LiveStage } from '../support/live-stage.js';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('work in the live list', () => {
  let stage: LiveStage;
  let page: Page;

  beforeAll(async () => {
    expect(found).toBeDefined();
    stage = await LiveStage.open();
    page = stage.page;
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.id(name);
  const scrollTo = (top: number) => page.evaluate(`document.querySelector('.table-box').scrollTo({ top: ${top} })`);

  describe('leaves the rows alone', () => {
    it('under a mouse that moves over them, and not under one that lies there', async () => {
      await stage.visit('');
      await page.mouse.move(600, 400);
      await page.mouse.move(600, 500);
      await stage.heldWhile('鼠标在列表上，列表不动', () => stage.away());
    });

    it('while the list is scrolled', async () => {
      await scrollTo(440);
      await stage.heldWhile('列表已滚动，位置不动', () => scrollTo(0));
    });

    it('while text of the list is marked', async () => {
      await page.evaluate(`getSelection().selectAllChildren(document.querySelector('[data-testid=live-row] .no'))`);
      await stage.heldWhile('正在选取文字，列表不动', () => page.evaluate('getSelection().removeAllRanges()'));
    });

    it('while a card is read', async () => {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await id('card-no').waitFor();
      await stage.heldWhile('正在查看告警，列表不动', () => page.keyboard.press('Escape'));
    });
  });

  it('goes on with what waits when asked, and goes on holding', async () => {
    await page.keyboard.press('p');
    const caseNo = await stage.raise();
    await id('held-bar').click();
    await stage.rowOf(caseNo).first().waitFor();
    const next = await stage.raise();
    await id('held-bar').waitFor();
    expect(await stage.rowOf(next).count()).toBe(0);
    await stage.away();
    await stage.console.shoot('live-held');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('n');
    await stage.rowOf(next).first().waitFor();
    await page.keyboard.press('p');
  });

  it('keeps cursor and selection with their cards while rows come, and hands out exactly those selected', async () => {
    await stage.visit('');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const cursor = () => page.locator('tr.cursor').getAttribute('data-card-id');
    const [at, caseNo] = [await cursor(), await stage.raise()];
    await stage.rowOf(caseNo).first().waitFor();
    expect(await cursor()).toBe(at);
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await stage.hasText('list-count', '已选 2 条');
    const numbers = await page.locator('tr.selected .no').allInnerTexts();
    await stage.console.shoot('live-selected');
    expect(await axeViolations(page)).toEqual([]);
    const { name, lines } = await stage.exported();
    expect(name).toMatch(/^告警-\d{8}-\d{4}\.csv$/);
    expect(lines[0]).toMatch(/^\uFEFF级别,告警编号,规则代码/);
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(numbers);
    await stage.console.watched.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await id('copy-numbers').click();
    await stage.hasText('copy-numbers', '已复制');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(numbers.join('\n'));
    await stage.away();
    await stage.heldWhile('已选中告警，列表不动', () => page.keyboard.press('Escape'));
  });

  it('exports exactly what the filters leave, in its order', async () => {
    await stage.visit('?level=red&q=2018-001&sort=due');
    const { lines } = await stage.exported();
    const due = lines.slice(1).map((line) => line.split(',')[13]);
    expect(due).toHaveLength(10);
    expect(due).toEqual([...due].sort());
  });

  it('selects a range and everything', async () => {
    await stage.visit('');
    await id('row-select').nth(0).click();
    await id('row-select')
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await stage.hasText('list-count', '已选 4 条');
    await id('select-all').click();
    expect(await id('list-count').innerText()).toMatch(/^已选 2\d\d 条$/);
    await id('select-all').click();
    expect(await id('list-count').innerText()).toMatch(/^列出/);
  });

  it('goes on by the keyboard from a row whose box was ticked by the mouse', async () => {
    await stage.visit('');
    await id('row-select').nth(2).click();
    const after = await stage.rows.nth(3).getAttribute('data-card-id');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await id('card-no').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/live/${after}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await id('list-count').innerText()).toMatch(/^列出/);
  });

  it('has views with live counts; own ones are kept on the server for this account alone', async () => {
    await stage.visit('?level=red&q=2018-001');
    await id('view-keep').click();
    await page.keyboard.type('十号段红牌');
    await page.keyboard.press('Enter');
    await id('view-own').waitFor();
    await page.reload();
    await id('view-own').filter({ hasText: '十号段红牌10' }).waitFor();
    await stage.console.shoot('live-view');
    expect(await axeViolations(page)).toEqual([]);
    await id('view-red').click();
    await page.waitForURL(/\?level=red$/);
    const count = async (name: string) => Number(/\d+$/.exec(await id(name).innerText())?.[0]);
    const [all, red] = [await count('view-all'), await count('view-red')];
    await stage.raise();
    await id('view-all')
      .filter({ hasText: String(all + 3) })
      .waitFor();
    expect([await count('view-red'), await count('view-own')]).toEqual([red + 1, 10]);
    await id('view-own').click();
    await page.waitForURL(/q=2018-001/);
    await stage.hasText('list-count', '列出 10 条');
    const { server } = stage.console;
    const others = await server.ask('/api/v1/views', { token: await server.login('admin') });
    expect(others.body).toEqual({ items: [] });
    await id('view-drop').click();
    await id('view-drop-now').click();
    await id('view-own').waitFor({ state: 'detached' });
  });

  it('puts other filters under the name of an own view, and says when that fails', async () => {
    await stage.visit('?level=red');
    expect(await id('view-keep').count()).toBe(0);
    for (const level of ['yellow', 'reminder']) {
      await stage.visit(`?level=${level}`);
      await id('view-keep').click();
      await id('view-name').fill('我的');
      await id('view-save').click();
      await id('view-name').waitFor({ state: 'detached' });
    }
    expect(await id('view-own').count()).toBe(1);
    await stage.visit('?q=zzz');
    await id('view-keep').click();
    await stage.console.withAnswer('views', 500, async () => {
      await id('view-name').fill('别的');
      await id('view-save').click();
      await page.getByText('未能保存，请稍后再试。').waitFor();
    });
    expect(await axeViolations(page)).toEqual([]);
  });

  it('has broken no security policy and asked no other host for anything', () => {
    expect(stage.console.watched.complaints).toEqual([]);
    expect(stage.console.watched.strangers).toEqual([]);
  });
});
