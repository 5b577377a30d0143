import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage } from '../support/console-stage.js';
import { FREE, LIMITED, ORGS } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('the self-test page', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(
      at('2026-11-20 10:00'),
      [
        ['LATE', 'case.received', '2026-10-12 09:00', { item: LIMITED, org: ORGS.heping }],
        ['LATE', 'case.accepted', '2026-10-12 10:00'],
        ['FREE', 'case.received', '2026-11-19 09:00', { item: FREE, org: ORGS.dalian }],
        ['FREE', 'case.accepted', '2026-11-19 10:00'],
      ],
      '2026-11-20 09:59',
    );
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);

  it('shows the golden cases green, the end of the calendar near, and what cannot be judged', async () => {
    await stage.page.goto('/self-test');
    await id('golden-verdict').waitFor();
    expect(await id('golden-verdict').innerText()).toMatch(/例全部通过/);
    expect(await id('golden-row').count()).toBeGreaterThan(20);
    expect(await id('calendar-row').innerText()).toMatch(/cn[\s\S]*2026-12-31[\s\S]*41 日[\s\S]*不足 60 日/);
    // A warning in time is no failure.
    expect(await id('calendar-row').locator('.failed').count()).toBe(0);
    expect(await id('cases-withoutDue').locator('dd').innerText()).toBe('1');
    expect(await id('items-without-limits').innerText()).toContain('咨询');
    expect(await stage.page.locator('[data-testid=rule-state][data-state=fires]').first().innerText()).toMatch(/T-/);
    await stage.shoot('self-test');
  });

  it('runs again when asked, and says so when it cannot', async () => {
    await stage.page.route('**/api/v1/self-test', (route) => route.abort());
    await id('self-test-again').click();
    await stage.page.getByRole('alert').waitFor();
    expect(await id('golden-row').count()).toBeGreaterThan(20);
    await stage.page.reload();
    await stage.page.locator('[data-testid=self-test-state][data-state=failed]').waitFor();
    await stage.page.unroute('**/api/v1/self-test');
    await stage.page.getByRole('button', { name: '重试' }).click();
    await id('golden-verdict').waitFor();
  });

  it('puts what did not pass first', async () => {
    await stage.page.route('**/api/v1/self-test', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { golden: { id: string; got: string; passed: boolean }[] };
      const last = body.golden.at(-1)!;
      Object.assign(last, { got: '2018-10-30T17:00:00', passed: false });
      await route.fulfill({ response: answer, json: body });
    });
    await stage.page.reload();
    await id('golden-verdict').waitFor();
    expect(await id('golden-verdict').innerText()).toMatch(/例中 1 例未通过/);
    expect(await id('golden-row').first().getAttribute('data-passed')).toBe('false');
    await stage.shoot('self-test-failed');
  });
});
