import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage, settles } from '../support/console-stage.js';
import { LIMITED, ORGS, type Told } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();
const CARDS = '**/api/v1/cards?*';

const open = (caseNo: string, time: string, org: string): Told[] => [
  [caseNo, 'case.received', time, { item: LIMITED, org }],
  [caseNo, 'case.accepted', time],
];

/** Promised 5 working days, statutory 20. */
const TOLD: readonly Told[] = [
  ...open('RED', '2018-09-10 09:00', ORGS.shenyang),
  ...open('YELLOW', '2018-10-10 09:00', ORGS.dalian),
  ...open('FRESH', '2018-10-24 09:00', ORGS.dalian),
];

(found || process.env['CI'] ? describe : describe.skip)('the list of all cards', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(at('2018-10-24 10:00'), TOLD, '2018-10-24 10:00');
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);
  const rows = () => id('live-row').count();
  const total = () => id('card-total').innerText();
  const state = (name: string) => stage.page.locator(`[data-testid=cards-state][data-state=${name}]`);
  const param = (name: string) => new URL(stage.page.url()).searchParams.get(name);

  it('shows every card that the account may see, newest first, with their number', async () => {
    await stage.page.goto('/cards');
    // Two reminders, two yellow cards, one red card.
    await settles(rows, 5);
    expect(await total()).toBe('共 5 张');
    const levels = `[...document.querySelectorAll('[data-testid=live-row]')].map((row) => row.dataset.level)`;
    expect(await stage.page.evaluate(levels)).toEqual(['yellow', 'reminder', 'red', 'yellow', 'reminder']);
    await stage.shoot('cards-all');
  });

  it('is searched by level and by case, which the address keeps', async () => {
    await id('card-level').selectOption('yellow');
    await settles(rows, 2);
    expect(param('level')).toBe('yellow');
    await id('card-case').fill(' RED ');
    await stage.page.keyboard.press('Enter');
    await settles(rows, 1);
    expect([param('level'), param('case')]).toEqual(['yellow', 'RED']);
    await stage.page.reload();
    await settles(rows, 1);
    expect([await id('card-level').inputValue(), await id('card-case').inputValue()]).toEqual(['yellow', 'RED']);
    await stage.page.goBack();
    await settles(rows, 2);
  });

  it('says in words what else narrows it, and drops that one by one', async () => {
    await stage.page.goto(`/cards?rule=T-PROMISE-OVER&org=${ORGS.dalian}&region=210200`);
    await settles(rows, 1);
    expect(await id('card-chips').innerText()).toMatch(
      /监察规则：超过承诺时限[\s\S]*地区：大连市[\s\S]*部门：大连市局/,
    );
    expect(await axeViolations(stage.page)).toEqual([]);
    await id('drop-org').click();
    await id('drop-region').click();
    await settles(rows, 2);
    expect([param('org'), param('region'), param('rule')]).toEqual([null, null, 'T-PROMISE-OVER']);
  });

  it('is walked through and opened by the keyboard alone', async () => {
    await stage.page.goto('/cards');
    await settles(rows, 5);
    await stage.page.keyboard.press('/');
    expect(await stage.page.evaluate(`document.activeElement.dataset.testid`)).toBe('card-case');
    await stage.page.keyboard.press('Tab');
    await stage.page.locator('h1').click();
    for (const key of ['j', 'j', 'k', 'j', 'Enter']) await stage.page.keyboard.press(key);
    await stage.page.waitForURL(/\/live\/\d+$/);
    await id('card-no').waitFor();
    expect(await id('card-no').innerText()).toContain('预');
  });

  describe('where there is nothing to show', () => {
    const answered = async (status: number, path = '/cards'): Promise<void> => {
      await stage.page.route(CARDS, (route) => route.fulfill({ status, json: { statusCode: status } }));
      await stage.page.goto(path);
    };

    it('says that no card meets the conditions, and leads to all', async () => {
      await stage.page.goto('/cards?case=NOBODY');
      await state('none').waitFor();
      await stage.shoot('cards-none');
      await stage.page.getByRole('link', { name: '去掉全部条件' }).click();
      await settles(rows, 5);
    });

    it('says that it loads', async () => {
      let release = (): void => undefined;
      await stage.page.route(CARDS, async (route) => {
        await new Promise<void>((done) => (release = done));
        await route.continue();
      });
      await stage.page.goto('/cards');
      await state('loading').waitFor();
      await stage.shoot('cards-loading');
      release();
      await settles(rows, 5);
      await stage.page.unroute(CARDS);
    });

    it('says that one has no right to these', async () => {
      await answered(403);
      await state('forbidden').waitFor();
      await stage.shoot('cards-forbidden');
      await stage.page.unroute(CARDS);
    });

    it('says that the address is wrong: the server names a condition that it does not know', async () => {
      await stage.page.goto('/cards?level=purple');
      await state('missing').waitFor();
      expect(await id('card-chips').innerText()).toContain('purple');
      await stage.shoot('cards-invalid');
      await stage.page.getByRole('link', { name: '去掉全部条件' }).click();
      await settles(rows, 5);
    });

    it('says that it failed, and tries again', async () => {
      await answered(500);
      await state('failed').waitFor();
      await stage.shoot('cards-failed');
      await stage.page.unroute(CARDS);
      await stage.page.getByRole('button', { name: '重试' }).click();
      await settles(rows, 5);
    });
  });

  it('breaks no rule of the page and asks nobody else', () => {
    expect(stage.watched.complaints).toEqual([]);
    expect(stage.watched.strangers).toEqual([]);
  });
});
