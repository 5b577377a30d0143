import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HintsService } from '../../src/hints/hints.service.js';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage } from '../support/console-stage.js';
import { LIMITED, ORGS } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();
const words = (zh: string, en: string) => ({ zh, en });

(found || process.env['CI'] ? describe : describe.skip)('hints over many cases', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(
      at('2026-11-20 10:00'),
      [['A-1', 'case.received', '2026-11-19 09:00', { item: LIMITED, org: ORGS.heping }]],
      '2026-11-20 09:59',
    );
    for (const key of ['one', 'two'])
      await stage.province.query(
        `INSERT INTO hint (rule, key, org, item, window_from, window_before, body, found_at)
         VALUES ('H-BURST', $1, $2, NULL, '2026-11-19T15:00:00+08:00', '2026-11-19T15:01:00+08:00', $3, '2026-11-20T09:00:00+08:00')`,
        [
          key,
          ORGS.heping,
          JSON.stringify({
            expected: words('一分钟内办结不超过 5 件', 'at most 5 decisions within a minute'),
            observed: words(`60 秒内办结 12 件（${key}）`, `12 decisions within 60 seconds (${key})`),
            arithmetic: [words('12 > 5', '12 > 5')],
            basis: ['本系统约定'],
            cases: ['A-1'],
          }),
        ],
      );
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);
  const first = (name: string) => id('hint').first().getByTestId(name);

  it('shows what was expected and observed, the arithmetic and the cases', async () => {
    await stage.page.goto('/findings');
    await id('tab-many').click();
    await id('hint').first().waitFor();
    expect(await id('hint-total').innerText()).toContain('2');
    expect(await id('hint-computed').innerText()).toBe('尚未计算');
    expect(await first('hint-observed').innerText()).toBe('60 秒内办结 12 件（two）');
    expect(await first('hint-arithmetic').innerText()).toContain('12 > 5');
    expect(await first('hint-cases').getByRole('link').getAttribute('href')).toBe('/cases/A-1');
    await stage.shoot('hints');
  });

  it('closes one with a note by the keyboard, never without', async () => {
    await first('hint-note').focus();
    await stage.page.keyboard.press('Enter');
    await first('hint-form').getByText('请写明查看结果').waitFor();
    await stage.page.keyboard.type('经核对属集中补录');
    await stage.page.keyboard.press('Enter');
    await first('hint-closed').waitFor();
    expect(await first('hint-closed').innerText()).toMatch(/inspector[\s\S]*2026-11-20 10:00:00[\s\S]*集中补录/);
    await id('hint-status').selectOption('closed');
    await stage.page.waitForURL('**/findings/many?status=closed');
    await id('hint-closed').waitFor();
    expect(await id('hint').count()).toBe(1);
  });

  it('says when another person was first, and when it cannot load', async () => {
    await id('hint-status').selectOption('open');
    await first('hint-note').waitFor();
    await stage.province.query(`UPDATE hint SET status = 'closed', closed_at = now(), closed_by = 'x', note = 'y'`);
    await first('hint-note').fill('已看');
    await first('hint-close').click();
    await first('hint-form').getByText('已由他人关闭').waitFor();
    await stage.page.route('**/api/v1/hints?*', (route) => route.abort());
    await stage.page.reload();
    await stage.page.locator('[data-testid=hints-state][data-state=failed]').waitFor();
    await stage.page.unroute('**/api/v1/hints?*');
    await stage.page.getByRole('button', { name: '重试' }).click();
    await stage.page.locator('[data-testid=hints-state][data-state=none]').waitFor();
    await stage.province.resolve(HintsService).computeDue();
    await stage.page.reload();
    const run = (rule: string) => stage.page.locator(`[data-testid=hint-run][data-rule=${rule}]`);
    await run('H-BURST').waitFor();
    expect(await id('hint-computed').innerText()).toBe('最近计算 2026-11-20 10:00，下次不早于 2026-11-20 10:05');
    expect(await run('H-BURST').innerText()).toMatch(/2026-11-10 10:00 至 2026-11-20 10:00\s*有承办人的办结 0 件/);
    expect(await run('Q-UNKNOWN-CODE').innerText()).toMatch(/收件 1 件，均未达到提示条件/);
    await stage.shoot('hints-none');
    expect(await axeViolations(stage.page)).toEqual([]);
    expect(stage.watched.complaints).toEqual([]);
  });
});
