import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeViolations, buildConsole, chromiumPath, openPage, type WatchedPage } from '../support/browser.js';
import { decided, event, FOOD, INSTANT, opened, PLANNING, watermark, type WindowEvent } from '../support/events.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const found = chromiumPath();
const WIDTHS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** 20 working days over the National Day holiday, with supplement, pause, extension and three steps. */
const LONG = '沈规-2026-0107';
/** Runs; paused once. */
const RUNNING = '沈审-2026-0001';
const SLASHED = '沈〔2026〕7/1 号';

const longCase = (): WindowEvent[] => [
  event(LONG, 'case.received', '2026-09-21 09:00', {
    ...PLANNING,
    officer: '曲某',
    applicant: { kind: 'organisation', name: '某置业公司' },
  }),
  event(LONG, 'supplement.requested', '2026-09-22 10:00', { materials: ['设计方案'], officer: '曲某' }),
  event(LONG, 'supplement.received', '2026-09-25 10:00', { materials: ['设计方案'] }),
  event(LONG, 'case.accepted', '2026-09-28 10:00', { ...PLANNING, officer: '曲某' }),
  event(LONG, 'step.started', '2026-09-28 11:00', { step: '审查', officer: '曲某' }),
  event(LONG, 'pause.started', '2026-10-09 09:30', { kind: 'hearing', plannedDays: 5 }),
  event(LONG, 'pause.ended', '2026-10-14 17:00', { kind: 'hearing' }),
  event(LONG, 'step.completed', '2026-10-16 15:00', { step: '审查', officer: '曲某', outcome: 'approve' }),
  event(LONG, 'step.started', '2026-10-19 10:00', { step: '审核', officer: '安某' }),
  event(LONG, 'extension.granted', '2026-10-19 15:00', { days: 5, approver: '王某', reason: '案情复杂' }),
  event(LONG, 'step.completed', '2026-10-26 15:00', { step: '审核', officer: '安某', outcome: 'approve' }),
  event(LONG, 'step.started', '2026-10-27 09:00', { step: '批准', officer: '王某' }),
  event(LONG, 'step.completed', '2026-11-12 15:00', { step: '批准', officer: '王某', outcome: 'approve' }),
  decided(LONG, '2026-11-13 16:00'),
];
const runningCase = (): WindowEvent[] => [
  event(RUNNING, 'case.received', '2026-11-06 09:20', {
    ...FOOD,
    officer: '柳某',
    applicant: { kind: 'person', name: '甄好' },
  }),
  event(RUNNING, 'case.accepted', '2026-11-09 10:00', { ...FOOD, officer: '柳某' }),
  event(RUNNING, 'case.accepted', '2026-11-09 11:00', FOOD),
  event(RUNNING, 'step.started', '2026-11-09 14:00', { step: '审查', officer: '杨某' }),
  event(RUNNING, 'pause.started', '2026-11-10 10:00', { kind: 'expert-review', plannedDays: 3 }),
  event(RUNNING, 'pause.ended', '2026-11-12 16:00', { kind: 'expert-review' }),
];

(found || process.env['CI'] ? describe : describe.skip)('the cases in a browser', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    expect(found).toBeDefined();
    buildConsole();
    database = await createTestDatabase();
    server = await startServerProcess(database.url);
    watched = await openPage(server.url);
    page = watched.page;
    await page.goto('/cases');
    await id('sign-in-username').fill('inspector');
    await id('sign-in-password').fill('liangpai-demo');
    await id('sign-in-submit').click();
    await id('case-search').waitFor();
  });
  afterAll(async () => {
    await watched?.close();
    await server?.end('SIGKILL');
    await database?.drop();
  });

  const id = (name: string) => page.getByTestId(name);
  const listState = (state: string) => page.locator(`[data-testid=case-list-state][data-state=${state}]`);
  const rowOf = (caseNo: string) => page.locator(`[data-testid=case-row][data-case-no="${caseNo}"]`);
  const caseAt = (caseNo: string): string => `/cases/${encodeURIComponent(caseNo)}`;
  const param = (name: string): string | null => new URL(page.url()).searchParams.get(name);
  const shoot = async (name: string): Promise<void> => {
    for (const size of WIDTHS) {
      await page.setViewportSize(size);
      await page.waitForTimeout(200);
      const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      expect([name, size.width, wide]).toEqual([name, size.width, false]);
      await page.screenshot({ path: join(tmpdir(), `liangpai-${name}-${size.width}.png`) });
    }
    await page.setViewportSize(WIDTHS[0]!);
  };
  /** Does something while the server answers a path in another way. */
  async function withAnswer(path: string, status: number, act: () => Promise<void>): Promise<void> {
    const pattern = `**/api/v1/${path}`;
    await page.route(pattern, (route) => (status === 0 ? route.abort() : route.fulfill({ status, json: {} })));
    await act();
    await page.unroute(pattern);
  }

  it('say that there are none yet', async () => {
    await listState('empty').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await shoot('cases-empty');
  });

  it('are listed by receipt, fifty a page, with what is left of their limit', async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      opened(`辽审-2026-${1000 + i}`, `2026-10-${String(10 + (i % 20)).padStart(2, '0')} 10:${10 + (i % 49)}`),
    ).flat();
    const { body } = await server.post(
      [
        ...many,
        ...longCase(),
        ...runningCase(),
        ...opened(SLASHED, '2026-11-13 10:00', undefined, INSTANT),
        watermark('2026-11-16 11:00'),
      ],
      'demo-replay',
    );
    expect(body.rejected).toEqual([]);
    await page.reload();
    await rowOf(RUNNING).waitFor();
    expect(await id('case-row').count()).toBe(50);
    expect(await id('case-total').innerText()).toContain('63');
    expect(await rowOf(RUNNING).innerText()).toMatch(/甄\*[\s\S]*已受理[\s\S]*11-23 17:00\s*还剩 5 个工作日 5 小时/);
    await shoot('cases');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('are turned page by page, forth and back, also by the browser', async () => {
    await id('page-next').click();
    await page.waitForURL(/cursor=/);
    await rowOf(LONG).waitFor();
    expect(await id('case-row').count()).toBe(13);
    expect(await id('page-next').isDisabled()).toBe(true);
    await id('page-previous').click();
    await rowOf(RUNNING).waitFor();
    expect(param('cursor')).toBeNull();
    await page.goBack();
    await rowOf(LONG).waitFor();
    await page.goForward();
    await rowOf(RUNNING).waitFor();
  });

  it.each([
    ['沈规', LONG],
    ['自然资源', LONG],
    ['甄', RUNNING],
    ['杨', RUNNING],
  ])('are found by “%s”, which the address keeps', async (q, caseNo) => {
    await id('case-q').fill(q);
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]q=/);
    await id('case-total').filter({ hasText: '1 件' }).waitFor();
    await page.reload();
    await rowOf(caseNo).waitFor();
    expect([param('q'), await id('case-row').count()]).toEqual([q, 1]);
    expect(await id('case-q').inputValue()).toBe(q);
  });

  it('are found by state and by what is left, at once when it is chosen', async () => {
    await id('case-clear').click();
    await id('case-state-filter').selectOption('decided');
    await id('case-total').filter({ hasText: '1 件' }).waitFor();
    expect(param('state')).toBe('decided');
    await id('case-clear').click();
    await id('case-left-filter').selectOption('overdue');
    await page.waitForURL(/overdue=true/);
    await rowOf(RUNNING).waitFor({ state: 'detached' });
    const rows = await id('case-row').allInnerTexts();
    expect(rows.length).toBe(50);
    expect(rows.filter((row) => !row.includes('超期'))).toEqual([]);
    await id('case-clear').click();
    await page.waitForURL(/\/cases$/);
  });

  it('keep the conditions of a figure that leads here, by name, and drop them one by one', async () => {
    await page.goto(`/cases?org=${PLANNING.org}&acceptedFrom=2026-09-01`);
    await rowOf(LONG).waitFor();
    await page.getByText('单位: 辽宁省自然资源厅').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /去掉条件：单位/ }).click();
    await rowOf(RUNNING).waitFor();
    expect([param('org'), param('acceptedFrom')]).toEqual([null, '2026-09-01']);
  });

  it('say so when none is found, a condition is wrong, the server is away, or the account may not look', async () => {
    await page.goto('/cases?q=nothing-like-this');
    await listState('empty').waitFor();
    expect(await page.getByText('没有符合条件的办件').count()).toBe(1);
    await page.goto('/cases?dueWithin=many');
    await listState('invalid').waitFor();
    expect(await listState('invalid').innerText()).toContain('dueWithin');
    await shoot('cases-invalid');
    await withAnswer('cases?*', 0, async () => {
      await page.goto('/cases');
      await listState('failed').waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
    await page.getByRole('button', { name: '重试' }).click();
    await rowOf(RUNNING).waitFor();
    await withAnswer('cases?*', 403, async () => {
      await page.goto('/cases');
      await listState('denied').waitFor();
    });
  });

  it('are opened by the keyboard alone', async () => {
    await page.goto('/cases');
    await rowOf(RUNNING).waitFor();
    await page.keyboard.press('/');
    expect(await page.evaluate(`document.activeElement?.getAttribute('data-testid')`)).toBe('case-q');
    await page.keyboard.type(RUNNING);
    await page.keyboard.press('Enter');
    await id('case-total').filter({ hasText: '1 件' }).waitFor();
    await id('case-row').getByRole('link').focus();
    await page.keyboard.press('Enter');
    await id('case-page').waitFor();
    expect(decodeURIComponent(new URL(page.url()).pathname)).toBe(`/cases/${RUNNING}`);
  });

  it('show clocks, steps, course, cards and findings', async () => {
    await id('clock-bars').waitFor();
    expect(await id('case-state').innerText()).toBe('已受理');
    expect(await id('case-left').innerText()).toBe('还剩 5 个工作日 5 小时');
    expect(await id('case-head').innerText()).toMatch(/甄\*[\s\S]*杨某/);
    expect(await page.getByRole('img', { name: /承诺时限.*暂停 3 日（?.*应于 2026-11-23 17:00 前/ }).count()).toBe(1);
    expect(await id('case-steps').innerText()).toMatch(/审查[\s\S]*杨某[\s\S]*办理中[\s\S]*等待 3 小时/);
    expect(await id('case-findings').innerText()).toContain('再次报送受理');
    await shoot('case');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('tell the course as it happened and as it was recorded', async () => {
    const late = await server.post(
      [event(RUNNING, 'visit.made', '2026-11-07 10:00', { window: '2 号窗口' })],
      'demo-replay',
    );
    expect(late.body.accepted).toBe(1);
    await page.reload();
    const course = () => id('case-timeline').locator('li').allInnerTexts();
    await id('case-timeline').waitFor();
    expect((await course())[1]).toMatch(/到窗口办理\s*迟报/);
    await id('order-recorded').click();
    const recorded = await course();
    expect(recorded.at(-1)).toMatch(/到窗口办理[\s\S]*发生 2026-11-07 10:00:00/);
    expect(await id('order-recorded').getAttribute('aria-pressed')).toBe('true');
    await shoot('case-recorded');
  });

  it('keep their cards in one thread, each a link to its card', async () => {
    await page.goto(caseAt(LONG));
    const cards = id('case-cards').locator('li');
    await cards.first().waitFor();
    const texts = await cards.allInnerTexts();
    expect(texts.map((text) => text.split(/\s/)[0])).toEqual(['黄牌', '预警', '黄牌', '黄牌']);
    await shoot('case-long');
    await cards.first().getByRole('link').click();
    await page.waitForURL(/\/live\/\d+$/);
    await id('card-no').waitFor();
  });

  it('have numbers with any character in them', async () => {
    await page.goto('/cases');
    await rowOf(SLASHED).click();
    await id('case-head').waitFor();
    expect(await id('case-head').getByRole('heading').innerText()).toBe(SLASHED);
    await page.reload();
    await id('case-head').waitFor();
    await id('to-clock-sheet').click();
    await id('clock-sheet').waitFor();
    expect(await id('clock-sheet').innerText()).toContain(SLASHED);
  });

  it('print their clock sheet on one A4 page, every day of twenty working days in it', async () => {
    await page.goto(`${caseAt(LONG)}/clock-sheet`);
    await id('sheet-calendar').waitFor();
    const day = (date: string) => page.locator(`[data-testid=sheet-calendar] [data-date="${date}"]`).innerText();
    expect(await day('2026-09-28')).toMatch(/承 起[\s\S]*法 起/);
    expect(await day('2026-10-01')).toContain('国庆节');
    expect(await day('2026-10-10')).toMatch(/班[\s\S]*承 法 环1 停 听证/);
    expect(await day('2026-10-30')).toContain('承 15 止');
    expect(await day('2026-11-13')).toContain('法 25 止');
    expect(await id('sheet-clocks').innerText()).toMatch(/10\+5 个工作日[\s\S]*行政许可法/);
    await shoot('clock-sheet');
    expect(await axeViolations(page)).toEqual([]);
    for (const language of ['zh', 'en']) {
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const text = pdf.toString('latin1');
      const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/
        .exec(text)
        ?.slice(1)
        .map((n) => Math.round(Number(n)));
      expect([language, text.match(/\/Type\s*\/Page\b/g)?.length, box]).toEqual([language, 1, [595, 842]]);
      await id('language-switch').click();
    }
  });

  it('say so when there is no such case, it cannot be judged, or the server is away', async () => {
    const fault = (state: string) => page.locator(`[data-testid=case-fault][data-state=${state}]`);
    await page.goto('/cases/nothing-like-this');
    await fault('missing').waitFor();
    await shoot('case-missing');
    expect(await axeViolations(page)).toEqual([]);
    await withAnswer('cases/**', 409, async () => {
      await page.goto(caseAt(RUNNING));
      await fault('unjudged').waitFor();
      await page.goto(`${caseAt(RUNNING)}/clock-sheet`);
      await fault('unjudged').waitFor();
    });
    await withAnswer('cases/**', 0, async () => {
      await page.goto(caseAt(RUNNING));
      await fault('failed').waitFor();
    });
    await page.getByRole('button', { name: '重试' }).click();
    await id('case-head').waitFor();
  });

  it('speak English on demand', async () => {
    await id('language-switch').click();
    await page.getByText('As it was recorded').waitFor();
    await shoot('case-english');
    expect(await axeViolations(page)).toEqual([]);
    await page.goto('/cases');
    await page.getByText('Received from').waitFor();
    await shoot('cases-english');
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(`${caseAt(LONG)}/clock-sheet`);
    await id('sheet-calendar').waitFor();
    await shoot('clock-sheet-english');
    await id('language-switch').click();
  });

  it('have broken no security policy and asked no other host for anything', () => {
    expect(watched.complaints).toEqual([]);
    expect(watched.strangers).toEqual([]);
  });
});
