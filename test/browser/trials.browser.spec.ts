import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TrialBrief } from '../../src/console/trials.protocol.js';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage } from '../support/console-stage.js';
import { LIMITED, ORGS, PASSWORD } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();
/** Milliseconds: a trial runs in a thread that has to start first. */
const PATIENCE = { timeout: 60_000 };

(found || process.env['CI'] ? describe : describe.skip)('trials', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(
      at('2026-11-20 10:00'),
      [
        ['LATE', 'case.received', '2026-10-12 09:00', { item: LIMITED, org: ORGS.heping }],
        ['LATE', 'case.accepted', '2026-10-12 10:00'],
        ['SOON', 'case.received', '2026-11-02 09:00', { item: LIMITED, org: ORGS.dalian }],
        ['SOON', 'case.accepted', '2026-11-02 10:00'],
        ['SOON', 'case.decided', '2026-11-09 11:00', { outcome: 'granted', documentNo: '〔2026〕1号' }],
        ['NEXT', 'case.received', '2026-11-02 09:00', { item: LIMITED, org: ORGS.dalian }],
        ['NEXT', 'case.accepted', '2026-11-02 10:00'],
        ['NEXT', 'case.decided', '2026-11-09 11:00', { outcome: 'granted', documentNo: '〔2026〕2号' }],
      ],
      '2026-11-20 09:59',
    );
    for (const name of ['anna', 'bert']) await stage.province.account(name, 'province', null);
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
  const finished = () => id('trial-summary').waitFor(PATIENCE);

  it('says which line or member of what is tried is wrong', async () => {
    await stage.page.goto('/trials');
    await stage.page.locator('[data-testid=trials-state][data-state=none]').waitFor();
    await id('trial-new').click();
    await id('trial-source').selectOption('text');
    await id('trial-text').fill('rules: [');
    await id('trial-start').click();
    await id('trial-form')
      .getByText(/第 \d+ 行/)
      .waitFor();
    await id('trial-text').fill('rules:\n  T-NO-SUCH:\n    level: red\n');
    await id('trial-start').click();
    await id('refusal').getByText('未能完成').waitFor();
    expect(await text('refusal')).toContain('T-NO-SUCH');
    await stage.shoot('trials-form');
  });

  it('shows what would change level, by rule, department and item, with both computations', async () => {
    await id('trial-text').fill('rules:\n  T-PROMISE-OVER:\n    level: red\n');
    await id('trial-name').fill('超承诺一律红牌');
    await id('trial-org').fill(ORGS.heping);
    await id('trial-start').click();
    await finished();
    expect(await text('count-card-level')).toBe('1');
    expect(await text('tier-finding')).toMatch(/待确认发现[\s\S]*经人确认才发出/);
    expect(await id('by-rule').locator('[data-tier=cards]').first().innerText()).toBe('±1');
    expect(await text('trial-scope')).toBe('和平分局及下级');
    expect(await id('trial-levels').locator('tbody tr').first().innerText()).toMatch(/红牌\s+1 → 2\s+\+1/);
    expect(await text('trial-versions')).toMatch(/default@.+ → default@draft（\d+ 件）/);
    expect(await text('trial-took')).toMatch(/用时 [\d.]+ 秒/);
    expect(await id('csv-changes').getAttribute('href')).toContain('/result.csv?part=changes');
    await id('by-rule').getByRole('button', { name: '超过承诺时限' }).click();
    await stage.page.waitForURL('**?rule=T-PROMISE-OVER');
    await id('change-total').getByText('1 处变化').waitFor();
    // What is chosen in one table narrows the others, not itself.
    await id('by-org').getByRole('button', { name: '和平分局' }).waitFor();
    expect(await id('by-org').getByTestId('group-row').count()).toBe(1);
    expect(await id('by-rule').getByTestId('group-row').count()).toBeGreaterThan(0);
    await id('change-open').press('Enter');
    const sides = id('change-both').getByTestId('computation');
    expect(await sides.first().innerText()).toMatch(/黄牌[\s\S]*default@/);
    expect(await sides.last().innerText()).toMatch(/红牌[\s\S]*default@draft/);
    expect(await id('change-row').getByRole('link').getAttribute('href')).toBe('/cases/LATE');
    expect(await text('proposal-closed')).toContain('尚未生效');
    await stage.shoot('trial');
    await id('trial-all').click();
    await id('by-org').getByRole('button').first().waitFor();
  });

  it('shows progress with its estimated end, and cancels', async () => {
    const { body } = await stage.province.get<object>('/api/v1/trials/1');
    const running: Partial<TrialBrief> = {
      state: 'running',
      progress: { casesDone: 500, casesTotal: 2_000, rate: 100, estimatedEnd: '2026-11-20T10:00:15+08:00' },
    };
    await stage.page.route('**/api/v1/trials/1', (route) =>
      route.fulfill({ json: { ...body, ...running, summary: null } }),
    );
    await stage.page.reload();
    await id('trial-progress').getByText('25%').waitFor();
    expect(await text('trial-progress')).toMatch(/500 \/ 2,000[\s\S]*10:00:15/);
    await stage.shoot('trial-running');
    await id('trial-cancel').click();
    await id('refusal').getByText('试算已经结束').waitFor();
    await stage.page.unroute('**/api/v1/trials/1');
  });

  it('tries a draft of the catalogue first, and proposes cards once it is in force', async () => {
    await signIn('anna', `/catalogue/items/${LIMITED}/edit`);
    const amount = id('limit-promised').getByRole('textbox').first();
    await amount.fill('4');
    await amount.blur();
    await id('effective').fill('2026-10-01T00:00');
    await id('draft-note').fill('改革后提速');
    await id('draft-save').click();
    await id('draft-try').click();
    await id('trial-start').click();
    await finished();
    expect(await id('trial-page').getByRole('heading', { level: 1 }).innerText()).toBe('事项 食品经营许可');
    expect(await text('count-card-appear')).toMatch(/[1-9]/);
    expect(await text('trial-since')).toBe('试算时视为自始有效');
    const trial = new URL(stage.page.url()).pathname;
    await signIn('bert', '/catalogue/drafts');
    await id('draft-row').getByRole('link').click();
    await id('draft-approve').click();
    await id('draft-closed').waitFor();
    await stage.page.goto(trial);
    await id('propose').click();
    await id('proposal-head')
      .getByText(/撤销 \d+，新增 [1-9]/)
      .waitFor();
    await id('proposal-second').waitFor();
    expect(await id('proposal-accept').count()).toBe(0);
    await signIn('anna', trial);
    await id('entry-open').first().click();
    await stage.shoot('trial-proposal');
    await id('proposal-accept').click();
    await id('proposal').getByText('请填写理由').waitFor();
    await id('entry-choose').first().check();
    await id('proposal-reason').fill('承诺时限已改为 4 个工作日');
    await id('proposal-accept').click();
    await id('proposal-decided')
      .getByText(/已采纳 1/)
      .waitFor();
    await id('entry-decision').selectOption('accepted');
    await id('entry-row').getByText('承诺时限已改为 4 个工作日').waitFor();
    await stage.province.tell([['NEXT', 'visit.made', '2026-11-20 10:00']], '2026-11-20 10:00');
    await id('entry-decision').selectOption('open');
    await id('proposal-reason').fill('承诺时限已改为 4 个工作日');
    await id('proposal-accept').click();
    await id('entry-decision').selectOption('stale');
    await id('entry-stale').first().getByText('须重新试算').waitFor();
    await stage.shoot('trial-proposal-stale');
    expect(stage.watched.complaints).toEqual([]);
  });
});
