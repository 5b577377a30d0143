import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HINT_RULES } from '../../src/domain/hints/registry.js';
import type { RuleList, RuleStatisticsAnswer, RuleView } from '../../src/console/rules.protocol.js';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { eventually } from '../support/child.js';
import { ConsolePage } from '../support/console-page.js';
import { event, opened, watermark } from '../support/events.js';
import { ruleStatistics, ruleView } from '../support/rules.js';

const RULE = 'C-REASON-MISSING';
const DOUBTFUL = 'T-HEARING-LATE';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('the rule book in a browser', () => {
  let desk: ConsolePage;
  let rules: RuleView[];

  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open();
    const { body } = await desk.server.post(
      [
        ...opened('沈审-2026-0801', '2026-11-12 10:00'),
        event('沈审-2026-0801', 'case.decided', '2026-11-13 10:00', { outcome: 'refused' }),
        watermark('2026-11-16 11:00'),
      ],
      'demo-replay',
    );
    expect(body.rejected).toEqual([]);
    rules = (await desk.server.get<RuleList>('/api/v1/rules')).body.items;
    await eventually(async () => (await statistics()).some(({ total }) => total.fired > 0));
  });
  afterAll(() => desk?.close());

  const statistics = async () => (await desk.server.get<RuleStatisticsAnswer>('/api/v1/rules/statistics')).body.rules;
  const row = (code: string) => desk.page.locator(`[data-testid=rule-row][data-code="${code}"]`);
  const state = (name: string) => desk.inState('rules-state', name);

  it('lists every rule of both tiers by category, with level, mode, numbers and their sources', async () => {
    await desk.signIn('inspector', '/rules');
    await row(RULE).waitFor();
    expect(await desk.id('rule-row').count()).toBe(rules.length);
    expect(await row('T-STATUTE-OVER').innerText()).toMatch(/超过法定时限[\s\S]*红牌\s*自动出牌[\s\S]*《行政许可法》/);
    expect(await row(RULE).innerText()).toMatch(/待确认/);
    expect(await row('T-NOTICE-LATE').innerText()).toMatch(/期限 5 个工作日\s*《行政许可法》第三十二条第一款第四项/);
    expect(await row('I-NIGHT-ENTRY').innerText()).toMatch(/线索[\s\S]*本系统约定/);
    await desk.shoot('rules');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('names every datum that a rule needs, and every number', async () => {
    for (const rule of rules) {
      const text = await row(rule.code).innerText();
      for (const { name } of rule.params)
        expect([rule.code, name, text.includes(name)]).toEqual([rule.code, name, false]);
      const needs = await row(rule.code).locator('.missing-name').allInnerTexts();
      expect(needs.length).toBe(rule.needs.length);
      // The name, and beside it what the datum is called in messages and files.
      for (const [index, code] of rule.needs.entries())
        expect(needs[index]).toMatch(new RegExp(`^[^a-z]+ ${code}$`, 'i'));
    }
  });

  it('lists the rules over many cases and about sources apart, and says when they could not be read', async () => {
    await desk.page.goto('/rules');
    await desk.id('many-rule').first().waitFor();
    const codes = await desk.page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-testid=many-rule]')].map((row) => row.dataset.code)`,
    );
    const names = await desk.page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-testid=rules-many] td :is(.line, li > span:first-child)')].map((one) => one.textContent.trim())`,
    );
    for (const { needs, params } of HINT_RULES)
      for (const code of [...needs, ...Object.keys(params)]) expect(names).not.toContain(code);
    expect(names.length).toBeGreaterThan(20);
    expect(codes).toEqual(expect.arrayContaining(['H-BURST', 'H-LIKE-CASES', 'Q-SILENT', 'Q-SEQUENCE-GAP']));
    await desk.page.route('**/api/v1/hints/rules', (route) => route.abort());
    await desk.page.reload();
    await desk.id('rules-many').getByRole('alert').waitFor();
    await desk.page.unroute('**/api/v1/hints/rules');
    await desk.id('rules-many').getByRole('button').click();
    await desk.id('many-rule').first().waitFor();
  });

  it('shows the rules as another profile sets them, which the address keeps', async () => {
    const [first] = rules;
    const other = first!.profiles.find(({ inForce }) => !inForce)!;
    await desk.id('rules-profile').selectOption(other.profile);
    await desk.page.waitForURL(/profile=/);
    await desk.page.reload();
    await row(RULE).waitFor();
    expect(await desk.id('rules-profile').inputValue()).toBe(other.profile);
    const off = rules.find(
      ({ profiles }) => profiles.find(({ profile }) => profile === other.profile)?.setting === null,
    );
    if (off) expect(await row(off.code).innerText()).toContain('停用');
  });

  it('shows the stages of a rule as a profile sets them, with their sources', async () => {
    const hunan = rules[0]!.profiles.find(({ profile }) => profile.startsWith('hunan@'))!.profile;
    await desk.page.goto(`/rules?profile=${encodeURIComponent(hunan)}`);
    const stages = row('T-PAUSE-OVER').locator('[data-testid=rule-stages] li');
    await stages.first().waitFor();
    const [early, late] = await stages.allInnerTexts();
    expect(early).toMatch(/期限前 2 个工作日\s*预警\s*湖南省电子监察产品/);
    expect(late).toMatch(/超过期限 1 个工作日\s*红牌\s*湖南省电子监察产品/);
    expect(await row('T-PAUSE-OVER').innerText()).not.toContain('没有阈值');
    expect(await row(RULE).locator('[data-testid=rule-stages]').count()).toBe(0);
    await stages.first().scrollIntoViewIfNeeded();
    await desk.shoot('rules-stages');
    await desk.page.goto('/rules/T-PREACCEPT-LATE');
    expect(await desk.id('rule-settings').locator('[data-testid=rule-stages]').innerText()).toMatch(
      /超过期限 3 个工作日\s*黄牌[\s\S]*超过期限 5 个工作日\s*红牌/,
    );
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.goto('/rules');
    await row(RULE).waitFor();
  });

  it('has a page for each rule: what it needs and shows, what profiles make of it, how it has fared', async () => {
    await row(RULE).getByRole('link').first().click();
    await desk.id('rule-months-table').waitFor();
    const rule = rules.find(({ code }) => code === RULE)!;
    const text = await desk.id('rule-page').innerText();
    for (const part of [rule.name.zh, rule.description.zh, rule.shows.zh, ...rule.basis]) expect(text).toContain(part);
    expect(await desk.id('rule-settings').locator('tbody tr').count()).toBe(rule.profiles.length);
    const { total } = (await statistics()).find(({ code }) => code === RULE)!;
    const sums = await desk.id('rule-months-table').locator('tr.total').innerText();
    expect(sums.split(/\s+/)).toEqual(
      ['合计', total.fired, total.confirmed, total.dismissed, total.withdrawn, total.revoked]
        .concat([total.pending, total.couldNotJudge])
        .map(String),
    );
    await desk.id('chart-drawing').locator('svg').waitFor();
    await desk.shoot('rule');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.getByRole('link', { name: '看它的发现' }).click();
    await desk.id('finding-row').first().waitFor();
  });

  it('marks a rule that is mostly dismissed or revoked', async () => {
    await desk.page.route('**/api/v1/rules/statistics*', (route) => route.fulfill({ json: ruleStatistics(DOUBTFUL) }));
    await desk.page.goto('/rules');
    await row(DOUBTFUL).getByText('存疑').waitFor();
    expect(await row(RULE).getByText('存疑').count()).toBe(0);
    await desk.page.goto(`/rules/${DOUBTFUL}`);
    await desk.id('rule-doubtful').waitFor();
    expect(await desk.id('rule-page').innerText()).toContain('27 条中，21 条被排除或撤销');
    await desk.shoot('rule-doubtful');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('language-switch').click();
    await desk.page.getByText('Doubtful').waitFor();
    await desk.shoot('rule-english');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.goto('/rules');
    await row(DOUBTFUL).waitFor();
    await desk.shoot('rules-english');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('language-switch').click();
    await desk.page.unroute('**/api/v1/rules/statistics*');
  });

  it('tells a rule that is off in a profile, and one that no number has', async () => {
    const rule = ruleView(DOUBTFUL, { params: [] });
    await desk.page.route(`**/api/v1/rules/${DOUBTFUL}`, (route) => route.fulfill({ json: rule }));
    await desk.page.goto(`/rules/${DOUBTFUL}`);
    await desk.id('rule-settings').waitFor();
    expect(await desk.id('rule-settings').innerText()).toMatch(/默认监察规则方案 （现行）[\s\S]*没有阈值[\s\S]*停用/);
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.unroute(`**/api/v1/rules/${DOUBTFUL}`);
  });

  it('says that it loads, that there is no such rule, and that the server is away', async () => {
    await desk.whileHeld('rules', async () => {
      await desk.page.goto('/rules');
      await state('loading').waitFor();
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await row(RULE).waitFor();
    await desk.page.goto('/rules/NO-SUCH-RULE');
    await desk.inState('rule-state', 'missing').waitFor();
    await desk.withAnswer('rules', 0, async () => {
      await desk.page.goto('/rules');
      await state('failed').waitFor();
    });
    await desk.page.getByRole('button', { name: '重试' }).click();
    await row(RULE).waitFor();
    await desk.withAnswer('rules/statistics', 500, async () => {
      await desk.page.goto(`/rules/${RULE}`);
      await desk.id('rule-figures-fault').filter({ hasText: '统计未能载入' }).waitFor();
    });
    await desk.signOut();
  });

  it('is open to a head, who sees no figures of rules', async () => {
    await desk.signIn('head', `/rules/${RULE}`);
    await desk.id('rule-figures-fault').filter({ hasText: '供监察员' }).waitFor();
    expect(await desk.page.getByRole('link', { name: '看它的发现' }).count()).toBe(0);
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('has broken no security policy and asked no other host for anything', () => {
    expect(desk.watched.complaints).toEqual([]);
    expect(desk.watched.strangers).toEqual([]);
  });
});
