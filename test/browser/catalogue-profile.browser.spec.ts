import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage } from '../support/console-stage.js';
import { LIMITED, ORGS, PASSWORD } from '../support/small-province.js';
import { at } from '../verify/factory.js';

/** Waits for something, and is not set by the profile of Jiangsu, which extends the default one. */
const RULE = 'T-PREACCEPT-LATE';
const SOURCE = '某市监察规则（2026 年）第九条';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('the form of a rule profile', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(
      at('2026-11-20 10:00'),
      [['A-1', 'case.received', '2026-11-19 09:00', { item: LIMITED, org: ORGS.heping }]],
      '2026-11-20 09:59',
    );
    for (const name of ['anna', 'bert']) await stage.province.account(name, 'admin', null);
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);
  const rule = () => stage.page.locator(`[data-testid=profile-rule][data-code="${RULE}"]`);
  const member = (path: string) => stage.page.locator(`[data-testid=profile-member][data-member="${path}"]`);
  const ofRule = (path: string) => member(`rules.${RULE}.${path}`);

  async function signIn(username: string, path: string): Promise<void> {
    await id('sign-out').click();
    await id('sign-in-username').fill(username);
    await id('sign-in-password').fill(PASSWORD);
    await id('sign-in-submit').click();
    await id('sign-out').waitFor();
    await stage.page.goto(path);
  }

  it('lists the rules by category, found by code, name, and whether the profile sets them', async () => {
    await signIn('anna', '/catalogue/profiles/jiangsu/edit');
    await id('profile-form').waitFor();
    const all = await id('profile-rule').count();
    await id('written-only').check();
    const written = await id('profile-rule').count();
    expect(written).toBeLessThan(all);
    expect(await id('written-here').count()).toBe(written);
    await id('written-only').uncheck();
    await id('rule-filter').fill('超过法定时限');
    await stage.page.locator('[data-code="T-STATUTE-OVER"]').waitFor();
    await id('rule-filter').fill(RULE.toLowerCase());
    expect(await id('profile-rule').count()).toBe(1);
  });

  it('shows what is taken over, and takes back what was set, by the keyboard', async () => {
    await rule().getByRole('button').first().focus();
    await stage.page.keyboard.press('Enter');
    expect(await ofRule('params.days').getByTestId('taken-over').innerText()).toMatch(
      /^(沿用 default|规则默认)：\d+ 个工作日，出处：/,
    );
    await ofRule('params.days').getByTestId('set-here').press('Enter');
    await stage.page.keyboard.type('4');
    await ofRule('params.days').getByTestId('take-back').press('Enter');
    await ofRule('params.days').getByTestId('taken-over').waitFor();
    expect(await rule().getByTestId('written-here').count()).toBe(0);
  });

  it('tells a fault at its field, and sets a level, a threshold and a stage with their sources', async () => {
    await ofRule('level').getByTestId('set-here').click();
    await ofRule('level').getByTestId('level').selectOption('red');
    await ofRule('params.days').getByTestId('set-here').click();
    await ofRule('params.days').getByTestId('threshold-value').fill('9999');
    await ofRule('params.days').getByTestId('source').fill(SOURCE);
    await ofRule('stages').getByTestId('set-here').click();
    await ofRule('stages').getByRole('button', { name: '添加一行' }).click();
    await ofRule('stages').getByTestId('stage-days').fill('2');
    await ofRule('stages').getByTestId('source').fill(SOURCE);
    await ofRule('params.days')
      .locator(`[data-testid=field-remarks] [data-member="rules.${RULE}.params.days.value"].fault`)
      .waitFor();
    expect(await ofRule('params.days').getByTestId('threshold-value').getAttribute('aria-invalid')).toBe('true');
    await ofRule('level').locator(`[data-member="rules.${RULE}.levelSource"].fault`).waitFor();
    // Still being typed when the remarks came in.
    expect(await ofRule('stages').getByTestId('source').inputValue()).toBe(SOURCE);
    await id('faults').locator(`[data-member="rules.${RULE}.levelSource"]`).waitFor();
    await stage.shoot('profile-faults');
    await ofRule('params.days').getByTestId('threshold-value').fill('3');
    await ofRule('level').getByTestId('source').fill(SOURCE);
    await rule().getByLabel('方式').selectOption('confirm');
    await id('profile-version').fill('2026.9');
    await id('profile-version').blur();
    await id('edit-findings').getByText('校验通过').waitFor();
    expect(await id('differences').innerText()).toMatch(/级次[\s\S]*出处/);
    await stage.shoot('profile-form');
  });

  it('is the same draft as the text: nothing is lost by changing over', async () => {
    await id('mode-text').click();
    const text = await id('edit-text').inputValue();
    expect(text).toMatch(new RegExp(`${RULE}:[\\s\\S]*level: red[\\s\\S]*daysBefore: 2`));
    expect(text).toMatch(/notify:[\s\S]*部门监察员/);
    await id('edit-text').fill(text.replace('daysBefore: 2', 'daysBefore: 1'));
    await id('mode-form').click();
    await id('rule-filter').fill(RULE);
    await rule().getByRole('button').first().click();
    expect(await ofRule('stages').getByTestId('stage-days').inputValue()).toBe('1');
    await id('mode-text').click();
    expect(await id('edit-text').inputValue()).toBe(text.replace('daysBefore: 2', 'daysBefore: 1'));
  });

  it('is in force once a second person has checked it, and the rule book shows it', async () => {
    await id('draft-note').fill('本市监察规则第九条');
    await id('draft-save').click();
    await id('draft-status').waitFor();
    const draft = new URL(stage.page.url()).pathname;
    await signIn('bert', draft);
    await id('draft-approve').click();
    await id('draft-closed').waitFor();
    await stage.page.goto('/rules');
    await id('rules-profile').waitFor();
    const version = await id('rules-profile').locator('option[value^="jiangsu@2026.9"]').getAttribute('value');
    await id('rules-profile').selectOption(version);
    const row = stage.page.locator(`[data-testid=rule-row][data-code="${RULE}"]`);
    expect(await row.innerText()).toMatch(/红牌[\s\S]*3 个工作日[\s\S]*期限前 1 个工作日[\s\S]*预警/);
    expect(await row.innerText()).toContain(SOURCE);
    expect(stage.watched.complaints).toEqual([]);
    expect(stage.watched.strangers).toEqual([]);
  });
});
