import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { LONG, longCase, RUNNING, runningCase, SLOW, slowCase } from '../support/case-stories.js';
import { ConsolePage } from '../support/console-page.js';
import { decided, event, INSTANT, ONE_HOUR, opened, watermark } from '../support/events.js';

/** Promised within an hour, half of which is left for Monday. */
const HOURLY = '沈审-2026-0060';
const SLASHED = '沈〔2026〕7/1 号';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('a case in a browser', () => {
  let desk: ConsolePage;

  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open();
    const { body } = await desk.server.post(
      [
        ...longCase(),
        ...runningCase(),
        ...slowCase(),
        ...opened(HOURLY, '2026-11-13 16:30', undefined, ONE_HOUR),
        event(HOURLY, 'step.started', '2026-11-16 09:30', { step: '审批', officer: '杨某' }),
        decided(HOURLY, '2026-11-16 10:00'),
        ...opened(SLASHED, '2026-11-13 10:00', undefined, INSTANT),
        watermark('2026-11-16 11:00'),
      ],
      'demo-replay',
    );
    expect(body.rejected).toEqual([]);
    await desk.signIn('inspector', '/cases');
  });
  afterAll(() => desk?.close());

  async function printsOnOnePage(): Promise<void> {
    for (const language of ['zh', 'en']) {
      await desk.page.waitForTimeout(100);
      const text = (await desk.page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/
        .exec(text)
        ?.slice(1)
        .map((n) => Math.round(Number(n)));
      expect([language, text.match(/\/Type\s*\/Page\b/g)?.length, box]).toEqual([language, 1, [595, 842]]);
      await desk.id('language-switch').click();
    }
  }
  const caseAt = (caseNo: string): string => `/cases/${encodeURIComponent(caseNo)}`;

  it('shows clocks, steps, course, cards and findings', async () => {
    await desk.page.goto(caseAt(RUNNING));
    await desk.id('clock-bars').waitFor();
    expect(await desk.id('case-state').innerText()).toBe('已受理');
    expect(await desk.id('case-left').innerText()).toBe('还剩 5 个工作日 5 小时');
    expect(await desk.id('case-head').innerText()).toMatch(/甄\*[\s\S]*杨某/);
    expect(await desk.page.getByRole('img', { name: /承诺时限.*暂停 3 日（?.*应于 2026-11-23 17:00 前/ }).count()).toBe(
      1,
    );
    expect(await desk.id('case-steps').innerText()).toMatch(/审查[\s\S]*杨某[\s\S]*办理中[\s\S]*等待 3 小时/);
    expect(await desk.id('case-findings').innerText()).toContain('再次报送受理');
    await desk.shoot('case');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('tells the course as it happened and as it was recorded', async () => {
    const late = await desk.server.post(
      [event(RUNNING, 'visit.made', '2026-11-07 10:00', { window: '2 号窗口' })],
      'demo-replay',
    );
    expect(late.body.accepted).toBe(1);
    await desk.page.reload();
    const course = () => desk.id('case-timeline').locator('li').allInnerTexts();
    await desk.id('case-timeline').waitFor();
    expect((await course())[1]).toMatch(/到窗口办理\s*迟报/);
    await desk.id('order-recorded').click();
    const recorded = await course();
    expect(recorded.at(-1)).toMatch(/到窗口办理[\s\S]*发生 2026-11-07 10:00:00/);
    expect(await desk.id('order-recorded').getAttribute('aria-pressed')).toBe('true');
    await desk.shoot('case-recorded');
  });

  it('keeps its cards in one thread, each a link to its card', async () => {
    await desk.page.goto(caseAt(LONG));
    const cards = desk.id('case-cards').locator('li');
    await cards.first().waitFor();
    const texts = await cards.allInnerTexts();
    expect(texts.map((text) => text.split(/\s/)[0])).toEqual(['黄牌', '预警', '黄牌', '黄牌']);
    await desk.shoot('case-long');
    await desk.id('case-card').first().click();
    await desk.page.waitForURL(/\/live\/\d+$/);
    await desk.id('card-no').waitFor();
  });

  it('marks what another organisation had reported, and leads to what was turned down', async () => {
    const { body } = await desk.server.ask<{ token: string }>('/api/v1/sources', {
      method: 'POST',
      token: await desk.server.login('admin'),
      body: { name: 'water-window', scope: ['210000-slt'], watermark: 'clock' },
    });
    const taken = '沈-2026-0999';
    await desk.server.post([event(taken, 'case.decided', '2026-11-10 10:00', { outcome: 'granted' })], body.token);
    await desk.server.post(opened(taken, '2026-11-12 10:00'), 'demo-replay');
    await desk.server.post([event(taken, 'visit.made', '2026-11-12 11:00')], body.token);
    await desk.page.goto(caseAt(taken));
    const left = desk.page.locator('[data-left-out=out-of-scope]');
    expect(await left.innerText()).toMatch(/办结\s*未计入：无权报送[\s\S]*其信息源无权报送本机构的办件/);
    expect(await desk.id('case-state').innerText()).toBe('已受理');
    expect(await desk.id('case-turned-down').innerText()).toContain('另有 1 个事件未被接收（超出机构范围 1 个）');
    await desk.shoot('case-left-out');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('case-turned-down').getByRole('link').click();
    await desk.id('quarantine-row').waitFor();
    expect(await desk.id('quarantine-row').allInnerTexts()).toEqual([expect.stringContaining(taken)]);
    await desk.id('drop-case').click();
    await desk.page.waitForURL(/quarantine$/);
  });

  it('may have a number with any character in them', async () => {
    await desk.page.goto('/cases');
    await desk.id('case-row').filter({ hasText: SLASHED }).click();
    await desk.id('case-head').waitFor();
    expect(await desk.id('case-head').getByRole('heading').innerText()).toBe(SLASHED);
    await desk.page.reload();
    await desk.id('case-head').waitFor();
    await desk.id('to-clock-sheet').click();
    await desk.id('clock-sheet').waitFor();
    expect(await desk.id('clock-sheet').innerText()).toContain(SLASHED);
  });

  it('prints its clock sheet on one A4 page, every day of twenty working days in it', async () => {
    await desk.page.goto(`${caseAt(LONG)}/clock-sheet`);
    await desk.id('sheet-calendar').waitFor();
    const day = (date: string) => desk.page.locator(`[data-testid=sheet-calendar] [data-date="${date}"]`).innerText();
    expect(await day('2026-09-28')).toMatch(/承 起[\s\S]*法 起/);
    expect(await day('2026-10-01')).toContain('国庆节');
    expect(await day('2026-10-10')).toMatch(/班[\s\S]*承 法 环1 停 听证/);
    expect(await day('2026-10-30')).toContain('承 15 止');
    expect(await day('2026-11-13')).toContain('法 25 止');
    expect(await desk.id('sheet-clocks').innerText()).toMatch(/10\+5 个工作日[\s\S]*行政许可法/);
    await desk.shoot('clock-sheet');
    expect(await axeViolations(desk.page)).toEqual([]);
    expect(await desk.id('sheet-run').count()).toBe(0);
    await printsOnOnePage();
  });

  it('prints half a year on one A4 page: weeks that are alike share a row that says so', async () => {
    await desk.page.goto(`${caseAt(SLOW)}/clock-sheet`);
    await desk.id('sheet-calendar').waitFor();
    const runs = await desk.id('sheet-run').allInnerTexts();
    expect(runs.map((run) => run.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^11–13 2026-05-11 至 2026-05-31：3 周相同 ?周一至周五：承 法 停 听证 ?周六、周日：休$/),
      expect.stringMatching(/^17–22 2026-06-22 至 2026-08-02：6 周相同 ?周一至周五：法 28–57 ?周六、周日：休$/),
    ]);
    const rows = await desk.page.locator('[data-testid=sheet-calendar] tbody tr').count();
    const weeks = await desk.page.locator('[data-testid=sheet-calendar] tbody th').allInnerTexts();
    expect(Number(weeks.at(-1)?.split('–').at(-1))).toBeGreaterThan(20);
    expect(rows).toBeLessThan(Number(weeks.at(-1)?.split('–').at(-1)) - 5);
    await desk.shoot('clock-sheet-slow');
    expect(await axeViolations(desk.page)).toEqual([]);
    await printsOnOnePage();
  });

  it('tells hours by the minutes of each day, in its cards as in its clock sheet', async () => {
    await desk.page.goto(caseAt(HOURLY));
    // The case is over, and so is the step that nobody has completed.
    expect(await desk.id('case-steps').innerText()).toMatch(/审批[\s\S]*未报完成，随办件结束/);
    await desk.id('case-card').first().click();
    await desk.id('card-ledger').waitFor();
    const cell = (date: string) => desk.page.locator(`[data-testid=card-ledger] [data-date="${date}"]`).innerText();
    expect([await cell('2026-11-13'), await cell('2026-11-14')]).toEqual([
      expect.stringMatching(/11-13\s*30 分$/),
      expect.stringMatching(/11-14\s*周末$/),
    ]);
    expect(await cell('2026-11-16')).toMatch(/应办\s*30 分$/);
    await desk.id('language-switch').click();
    expect(await cell('2026-11-16')).toMatch(/Due\s*30 min$/);
    await desk.id('language-switch').click();
    await desk.page.goto(`${caseAt(HOURLY)}/clock-sheet`);
    const day = desk.page.locator('[data-testid=sheet-calendar] [data-date="2026-11-16"]');
    expect(await day.innerText()).toContain('承 30 分 止');
    expect(await desk.id('clock-sheet').innerText()).toContain('按小时计的时限写明当日计入的分钟数');
  });

  it('tells pauses and holidays of its ledger by name', async () => {
    await desk.page.goto(caseAt(LONG));
    await desk.id('case-card').last().click();
    const cell = (date: string) => desk.page.locator(`[data-testid=card-ledger] [data-date="${date}"]`).innerText();
    await desk.id('card-ledger').waitFor();
    expect(await cell('2026-10-01')).toContain('国庆节');
  });

  it('says that it loads, and so does its clock sheet', async () => {
    for (const path of [caseAt(RUNNING), `${caseAt(RUNNING)}/clock-sheet`])
      await desk.whileHeld('cases/**', async () => {
        await desk.page.goto(path);
        await desk.page.getByText('正在载入办件…').waitFor();
        expect(await axeViolations(desk.page)).toEqual([]);
      });
    await desk.id('clock-sheet').waitFor();
  });

  it('is not found for an account that may not see it', async () => {
    await desk.signOut();
    await desk.signIn('head', caseAt(LONG));
    await desk.inState('case-fault', 'missing').waitFor();
    await desk.shoot('case-not-yours');
    await desk.signOut();
    await desk.signIn('inspector', '/cases');
  });

  it('says so when there is no such case, it cannot be judged, or the server is away', async () => {
    const fault = (state: string) => desk.inState('case-fault', state);
    await desk.page.goto('/cases/nothing-like-this');
    await fault('missing').waitFor();
    await desk.shoot('case-missing');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.withAnswer('cases/**', 409, async () => {
      await desk.page.goto(caseAt(RUNNING));
      await fault('unjudged').waitFor();
      await desk.page.goto(`${caseAt(RUNNING)}/clock-sheet`);
      await fault('unjudged').waitFor();
    });
    await desk.withAnswer('cases/**', 0, async () => {
      await desk.page.goto(caseAt(RUNNING));
      await fault('failed').waitFor();
    });
    await desk.page.getByRole('button', { name: '重试' }).click();
    await desk.id('case-head').waitFor();
  });

  it('speaks English on demand', async () => {
    await desk.id('language-switch').click();
    await desk.page.getByText('As it was recorded').waitFor();
    await desk.shoot('case-english');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.goto(`${caseAt(LONG)}/clock-sheet`);
    await desk.id('sheet-calendar').waitFor();
    await desk.shoot('clock-sheet-english');
    await desk.id('language-switch').click();
  });

  it('has broken no security policy and asked no other host for anything', () => {
    expect(desk.watched.complaints).toEqual([]);
    expect(desk.watched.strangers).toEqual([]);
  });

  it('shows heads neither what the data contradict nor what rules have found', async () => {
    await desk.signOut();
    await desk.signIn('head', caseAt(RUNNING));
    await desk.id('clock-bars').waitFor();
    expect(await desk.id('case-page').innerText()).not.toMatch(/数据核查|数据疑点|规则核查|再次报送受理/);
    expect(await desk.id('case-findings').count()).toBe(0);
    await desk.shoot('case-head');
    expect(await axeViolations(desk.page)).toEqual([]);
  });
});
