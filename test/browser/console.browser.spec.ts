import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeViolations, buildConsole, chromiumPath, openPage, type WatchedPage } from '../support/browser.js';
import { event, opened, PLANNING, watermark } from '../support/events.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const found = chromiumPath();
if (!found && !process.env['CI']) console.warn('there is no Chromium (CHROMIUM_PATH): the console is not tested');

const WIDTHS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

(found || process.env['CI'] ? describe : describe.skip)('the console in a browser', () => {
  let database: TestDatabase;
  /** The console's server, and another one on the same database that the windows report to. */
  let server: ServerProcess;
  let reporting: ServerProcess;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    expect(found).toBeDefined();
    buildConsole();
    database = await createTestDatabase();
    [server, reporting] = await Promise.all([startServerProcess(database.url), startServerProcess(database.url)]);
    await reporting.post([
      ...opened('沈审-2018-0001', '2018-10-15 10:00'),
      event('沈审-2018-0001', 'pause.started', '2018-10-18 10:00', { kind: 'expert-review' }),
      event('沈审-2018-0001', 'pause.ended', '2018-10-19 10:00', { kind: 'expert-review' }),
      event('沈审-2018-0001', 'step.started', '2018-10-15 11:00', { step: '审查', officer: '赵某' }),
      ...Array.from({ length: 15 }, (_, i) => opened(`沈审-2018-1${i}`, `2018-09-${10 + i} 10:00`)).flat(),
      ...opened('辽规-2018-0002', '2018-10-15 10:00', undefined, PLANNING),
    ]);
    watched = await openPage(server.url);
    page = watched.page;
  });
  afterAll(async () => {
    await watched?.close();
    await Promise.all([server?.end('SIGKILL'), reporting?.end('SIGKILL')]);
    await database?.drop();
  });

  const id = (name: string) => page.getByTestId(name);
  const rowOf = (caseNo: string) => id('live-row').filter({ hasText: caseNo });
  const connection = (state: string) => page.locator(`[data-testid=connection-state][data-state=${state}]`);
  /** Times are never cut short, in the narrow list beside a card neither. */
  const clippedTimes = () =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-testid=live-row] td.time')].filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.textContent)`,
    );
  const shoot = async (name: string): Promise<void> => {
    for (const size of WIDTHS) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      expect(await clippedTimes()).toEqual([]);
      await page.screenshot({ path: join(tmpdir(), `liangpai-${name}-${size.width}.png`) });
    }
    await page.setViewportSize(WIDTHS[0]!);
  };

  it('asks who one is, refuses a wrong password, and lets the inspector in', async () => {
    await page.goto('/');
    await id('demo-accounts').waitFor();
    expect(await id('demo-mark').innerText()).toBe('演示数据');
    expect(await axeViolations(page)).toEqual([]);
    await shoot('sign-in');
    await id('sign-in-username').fill('inspector');
    await id('sign-in-password').fill('wrong');
    await id('sign-in-submit').click();
    await page.getByText('用户名或密码不正确').waitFor();
    await id('sign-in-password').fill('liangpai-demo');
    await id('sign-in-submit').click();
    await rowOf('沈审-2018-0001').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/live');
    const cookies = await watched.context.cookies();
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
  });

  it('shows a card that is raised meanwhile, without a reload', async () => {
    await connection('live').waitFor();
    await reporting.post(opened('沈审-2018-9001', '2018-10-15 10:00'));
    await rowOf('沈审-2018-9001').first().waitFor();
    expect(await rowOf('沈审-2018-9001').count()).toBe(3);
    await shoot('live');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('opens a card with explanation, ledger and timeline, and the link to it lasts', async () => {
    await page
      .locator('[data-testid=live-row][data-level=yellow]')
      .filter({ hasText: '沈审-2018-0001' })
      .first()
      .click();
    const check = async () => {
      await id('case-timeline').waitFor();
      expect(await id('card-sentence').innerText()).toContain('沈审-2018-0001');
      expect(await id('card-ledger').innerText()).toContain('第 1 日');
      expect(await id('case-timeline').innerText()).toMatch(/收件[\s\S]*受理[\s\S]*特别程序开始/);
    };
    await check();
    const no = await id('card-no').innerText();
    expect(await clippedTimes()).toEqual([]);
    await shoot('card');
    expect(await axeViolations(page)).toEqual([]);
    expect(page.url()).toMatch(/\/live\/\d+$/);
    await page.reload();
    await check();
    expect(await id('card-no').innerText()).toBe(no);
    await id('card-close').click();
    await id('card-pane').waitFor({ state: 'detached' });
  });

  it('keeps the level in the address', async () => {
    await id('filter-red').click();
    await page.waitForURL(/level=red/);
    await page.reload();
    await id('live-row').first().waitFor();
    // In one look: the list is drawn anew while it loads.
    const levels = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-testid=live-row]')].map((row) => row.dataset.level)`,
    );
    expect(new Set(levels)).toEqual(new Set(['red']));
    expect(await id('list-count').innerText()).toBe(`列出 ${await id('count-red').innerText()} 条`);
    await id('filter-all').click();
    await page.waitForURL(/\/live$/);
  });

  it('tells of a source that does not report as agreed, by keyboard, too', async () => {
    const state = (look: string) => page.locator(`[data-testid=feed-health][data-state=${look}]`);
    await state('ok').waitFor();
    const created = await reporting.ask<{ token: string }>('/api/v1/sources', {
      method: 'POST',
      token: await reporting.login('admin'),
      body: { name: '沈阳夜间交换', scope: ['*'], watermark: 'declared', maxLag: 3_600 },
    });
    await reporting.post([watermark('2018-10-16 00:00')], created.body.token);
    await id('feed-health').focus();
    await page.keyboard.press('Enter');
    await state('alarm').waitFor();
    const list = id('feed-health-list');
    expect(await page.evaluate<string>('document.activeElement.dataset.testid')).toBe('feed-health-list');
    expect(await id('feed-health').innerText()).toBe('信息源异常 1');
    const first = id('feed-health-source').first();
    expect(await first.innerText()).toMatch(
      /沈阳夜间交换\s*落后\s*自 2018-10-16 01:30\s*水位在 2018年10月16日00:00；应每 1 小时推进一次/,
    );
    expect(await list.innerText()).toMatch(/demo-window\s*正常[\s\S]*demo-replay\s*尚未报送/);
    await shoot('sources');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await id('feed-health').click();
    await list.waitFor();
    await id('live-pause').focus();
    await list.waitFor({ state: 'detached' });
  });

  it('holds new rows while paused and shows them when asked', async () => {
    await id('live-pause').click();
    await connection('held').waitFor();
    await reporting.post(opened('沈审-2018-9002', '2018-10-15 10:00'));
    // The case has three cards; they may come in several messages.
    await id('held-bar').filter({ hasText: '3' }).waitFor();
    expect(await rowOf('沈审-2018-9002').count()).toBe(0);
    await shoot('held');
    await id('live-pause').click();
    await rowOf('沈审-2018-9002').first().waitFor();
  });

  it('says that the connection is lost, and catches up with what it missed', async () => {
    expect(await server.end('SIGTERM')).toBe(0);
    await id('offline-banner').waitFor();
    await connection('offline').waitFor();
    await shoot('offline');
    expect(await axeViolations(page)).toEqual([]);
    await reporting.post(opened('沈审-2018-9003', '2018-10-15 10:00'));
    server = await startServerProcess(database.url, server.port);
    await id('catch-up').waitFor({ timeout: 15_000 });
    await rowOf('沈审-2018-9003').first().waitFor();
    expect(await id('catch-up').innerText()).toContain('已补收 3 条');
    expect(await rowOf('沈审-2018-9003').count()).toBe(3);
    await connection('live').waitFor();
  });

  it('speaks English on demand', async () => {
    await id('language-switch').click();
    await id('live-row').filter({ hasText: 'Promised limit' }).first().waitFor();
    await shoot('english');
    expect(await axeViolations(page)).toEqual([]);
    await id('language-switch').click();
  });

  it('signs out', async () => {
    await id('sign-out').click();
    await id('sign-in-username').waitFor();
    await page.goto('/live');
    await id('sign-in-username').waitFor();
  });

  it('has broken no security policy and asked no other host for anything', () => {
    expect(watched.complaints).toEqual([]);
    expect(watched.strangers).toEqual([]);
  });
});
