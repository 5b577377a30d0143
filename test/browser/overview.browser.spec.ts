import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Overview } from '../../src/console/figures.protocol.js';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, linkedNumbers, openConsoleStage, settles, totalBehind } from '../support/console-stage.js';
import { FREE, LIMITED, ORGS, type Told } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();
const OVERVIEW = '**/api/v1/statistics/overview';

const open = (caseNo: string, time: string, org: string, item = LIMITED): Told[] => [
  [caseNo, 'case.received', time, { item, org }],
  [caseNo, 'case.accepted', time],
];

/** Promised 5 working days; the 24th of October 2018 is a Wednesday. */
const TOLD: readonly Told[] = [
  ...open('RED', '2018-09-10 09:00', ORGS.shenyang),
  ...open('YELLOW', '2018-10-10 09:00', ORGS.dalian),
  ...open('DUE-1', '2018-10-17 09:00', ORGS.heping),
  ...open('DUE-2', '2018-10-18 09:00', ORGS.province),
  ...open('DUE-5', '2018-10-23 09:00', ORGS.shenyang),
  ...open('TODAY', '2018-10-24 09:30', ORGS.dalian),
  ...open('FREE', '2018-10-24 09:40', ORGS.province, FREE),
  ...open('DONE', '2018-10-23 09:00', ORGS.dalian),
  ['DONE', 'case.decided', '2018-10-24 09:50', { outcome: 'granted' }],
];

(found || process.env['CI'] ? describe : describe.skip)('the overview', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(at('2018-10-24 10:00'), TOLD, '2018-10-24 10:00');
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);
  const numberOf = (name: string) => id(name).locator('dd').innerText();
  const api = async (): Promise<Overview> => (await stage.province.get<Overview>('/api/v1/statistics/overview')).body;
  const show = async (): Promise<void> => {
    await stage.page.goto('/overview');
    await id('city-map').waitFor();
  };

  it('is in the bar, and shows what the server has counted', async () => {
    await stage.page.getByRole('link', { name: '总览' }).click();
    await id('city-map').waitFor();
    const { today, open: running, overdue, atRisk, cards } = await api();
    const shown = {
      'overview-received': today.received,
      'overview-decided': today.decided,
      'overview-raised': today.cards,
      'overview-open': running,
      'overview-overdue': overdue,
      'overview-in1': atRisk.in1,
      'overview-in3': atRisk.in3,
      'overview-in5': atRisk.in5,
      'overview-red': cards.red,
      'overview-yellow': cards.yellow,
      'overview-reminder': cards.reminder,
    };
    for (const [name, value] of Object.entries(shown))
      expect([name, await numberOf(name)]).toEqual([name, String(value)]);
    expect(today).toEqual({ received: 2, decided: 1, cards: expect.any(Number) });
    expect([running, overdue, cards.red]).toEqual([7, 2, 1]);
    expect(await id('overview-updated').innerText()).toContain('2018-10-24 10:00:00');
    await stage.shoot('overview');
  });

  it('tells of each city in words and numbers, in places as on the map', async () => {
    await show();
    const city = (region: string) => stage.page.locator(`[data-testid=city][data-region="${region}"]`);
    expect((await city('210100').innerText()).split(/\s+/).slice(0, 5)).toEqual(['沈阳市', '在办', '3', '将到期', '1']);
    expect(await city('210100').innerText()).toMatch(/红牌\s+1\s+黄牌/);
    const [shenyang, dalian, own] = await Promise.all(
      ['210100', '210200', '210000:own'].map((region) => city(region).boundingBox()),
    );
    expect(shenyang!.y).toBeLessThan(dalian!.y);
    expect(dalian!.x).toBeLessThan(shenyang!.x);
    expect(own!.x).toBeLessThan(dalian!.x);
  });

  it('leads from each number to as many cases or alerts', async () => {
    await show();
    const links = await linkedNumbers(stage.page, '[data-testid=overview-page]');
    expect(links.length).toBeGreaterThan(20);
    for (const { text, href } of links)
      expect({ href, n: await totalBehind(stage.province, href) }).toEqual({ href, n: Number(text) });
    await id('overview-overdue').getByRole('link').click();
    await id('case-total').waitFor();
    expect(await id('case-total').innerText()).toContain('2');
  });

  it('names the rules that were broken most, most first', async () => {
    await show();
    const counts = (await id('top-rule').locator('td:last-child').allInnerTexts()).map(Number);
    expect(counts.length).toBeGreaterThan(2);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    await id('top-rule').first().getByRole('link').click();
    await id('card-total').waitFor();
    expect(await id('card-total').innerText()).toBe(`共 ${counts[0]} 张`);
  });

  it('can be walked through by the keyboard in the order in which one reads', async () => {
    await show();
    const order = await stage.page.evaluate<number[]>(
      `[...document.querySelectorAll('[data-testid=city]')].map((e) => { const r = e.getBoundingClientRect(); return Math.round(r.top) * 10000 + r.left; })`,
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await id('overview-received').getByRole('link').focus();
    await stage.page.keyboard.press('Tab');
    expect(await stage.page.evaluate(`document.activeElement.closest('[data-testid]').dataset.testid`)).toBe(
      'overview-decided',
    );
  });

  describe('keeps itself up to date', () => {
    /** A page whose timers the test moves. */
    const withTimers = async (work: () => Promise<void>): Promise<void> => {
      const page = await stage.watched.context.newPage();
      const { page: before } = stage;
      Object.assign(stage, { page });
      try {
        await page.clock.install({ time: stage.province.clock.at });
        await show();
        await work();
      } finally {
        Object.assign(stage, { page: before });
        await page.close();
      }
    };

    it('every 30 seconds, with the time shown, and by hand', () =>
      withTimers(async () => {
        let asked = 0;
        await stage.page.route(OVERVIEW, async (route) => {
          asked++;
          await route.fulfill({
            json: { ...(await api()), asOf: `2018-10-24T10:00:${30 + asked}+08:00`, open: 70 + asked },
          });
        });
        await stage.page.clock.fastForward(29_000);
        expect(asked).toBe(0);
        await stage.page.clock.fastForward(2_000);
        await settles(() => numberOf('overview-open'), '71');
        expect(await id('overview-updated').innerText()).toContain('10:00:31');
        await stage.page.clock.fastForward(31_000);
        await settles(() => numberOf('overview-open'), '72');
        await id('overview-refresh').click();
        await settles(() => numberOf('overview-open'), '73');
      }));

    it('and keeps the last figures, said to be so, through a disturbance', () =>
      withTimers(async () => {
        await stage.page.route(OVERVIEW, (route) => route.abort());
        await stage.page.clock.fastForward(31_000);
        await id('overview-stale').waitFor();
        expect(await id('overview-stale').innerText()).toContain('2018-10-24 10:00:00');
        expect(await numberOf('overview-open')).toBe('7');
        await stage.shoot('overview-stale');
        await stage.page.unroute(OVERVIEW);
        await stage.page.clock.fastForward(31_000);
        await id('overview-stale').waitFor({ state: 'detached' });
      }));
  });

  describe('where there is nothing to show', () => {
    const state = (name: string) => stage.page.locator(`[data-testid=overview-message][data-state=${name}]`);
    const answered = async (status: number, json: unknown = { statusCode: status }): Promise<void> => {
      await stage.page.route(OVERVIEW, (route) => route.fulfill({ status, json }));
      await stage.page.goto('/overview');
    };

    it('says that there are no cases yet', async () => {
      const none = { reminder: 0, yellow: 0, red: 0 };
      await answered(200, {
        ...(await api()),
        today: { received: 0, decided: 0, cards: 0 },
        open: 0,
        cards: none,
        cities: [],
        rules: [],
      });
      await state('empty').waitFor();
      await stage.shoot('overview-empty');
      await stage.page.unroute(OVERVIEW);
    });

    it('says that it loads', async () => {
      let release = (): void => undefined;
      await stage.page.route(OVERVIEW, async (route) => {
        await new Promise<void>((done) => (release = done));
        await route.continue();
      });
      await stage.page.goto('/overview');
      await state('loading').waitFor();
      await stage.shoot('overview-loading');
      release();
      await id('city-map').waitFor();
      await stage.page.unroute(OVERVIEW);
    });

    it('says that one has no right to it', async () => {
      await answered(403);
      await state('forbidden').waitFor();
      await stage.shoot('overview-forbidden');
      await stage.page.unroute(OVERVIEW);
    });

    it('says that it failed, and tries again', async () => {
      await answered(500);
      await state('failed').waitFor();
      await stage.shoot('overview-failed');
      await stage.page.unroute(OVERVIEW);
      await stage.page.getByRole('button', { name: '立即重试' }).click();
      await id('city-map').waitFor();
    });

    it('asks for a new sign-in when the session has ended', async () => {
      await stage.page.route('**/api/v1/session', (route) => route.fulfill({ status: 401, json: {} }));
      await stage.page.route(OVERVIEW, (route) => route.fulfill({ status: 401, json: {} }));
      await id('overview-refresh').click();
      await stage.page.waitForURL(/sign-in\?next=/);
      await stage.page.unroute(OVERVIEW);
      await stage.page.unroute('**/api/v1/session');
    });
  });

  it('breaks no rule of the page and asks nobody else', () => {
    expect(stage.watched.complaints).toEqual([]);
    expect(stage.watched.strangers).toEqual([]);
  });
});
