import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MonthFigures } from '../../src/console/figures.protocol.js';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, linkedNumbers, openConsoleStage, settles, totalBehind } from '../support/console-stage.js';
import { FREE, LIMITED, ORGS, type Told, UNNAMED } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();

const received = (caseNo: string, time: string, org: string, item = LIMITED): Told => [
  caseNo,
  'case.received',
  time,
  { item, org },
];
const accepted = (caseNo: string, time: string): Told => [caseNo, 'case.accepted', time];
const decided = (caseNo: string, time: string): Told => [caseNo, 'case.decided', time, { outcome: 'granted' }];
const whole = (caseNo: string, opens: string, ends: string, org: string, item = LIMITED): Told[] => [
  received(caseNo, opens, org, item),
  accepted(caseNo, opens),
  decided(caseNo, ends),
];

/** October of 2018 with two months to compare it with; LATE and STATUTE are late, the latter beyond the statute. */
const TOLD: readonly Told[] = [
  ...whole('YEAR', '2017-10-16 10:00', '2017-10-17 10:00', ORGS.dalian),
  ...whole('SEP', '2018-09-10 10:00', '2018-09-12 10:00', ORGS.shenyang),
  ...whole('STATUTE', '2018-09-04 09:00', '2018-10-09 15:00', ORGS.shenyang),
  ...whole('LATE', '2018-10-15 10:00', '2018-10-24 10:00', ORGS.heping),
  ...whole('OCT-1', '2018-10-16 10:00', '2018-10-17 10:00', ORGS.heping),
  ...whole('OCT-2', '2018-10-16 11:00', '2018-10-18 10:00', ORGS.shenyang),
  ...whole('OCT-3', '2018-10-17 11:00', '2018-10-19 10:00', ORGS.dalian),
  ...whole('FREE', '2018-10-17 11:00', '2018-10-19 10:00', ORGS.province, FREE),
  ...whole('STRAY', '2018-10-22 09:00', '2018-10-23 09:00', ORGS.unknown, UNNAMED),
  received('DEEMED', '2018-10-10 10:00', ORGS.dalian),
  received('NOV', '2018-11-01 10:00', ORGS.dalian),
];

(found || process.env['CI'] ? describe : describe.skip)('the month page', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(at('2018-11-05 09:00'), TOLD, '2018-11-02 09:00');
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);
  const rows = () => id('month-row');
  const rowNames = async (): Promise<string[]> => rows().locator('th').allInnerTexts();
  const open = async (query: string): Promise<void> => {
    await stage.page.goto(`/month${query}`);
    await id('month-summary').waitFor();
  };
  const api = async (query: string): Promise<MonthFigures> =>
    (await stage.province.get<MonthFigures>(`/api/v1/statistics/month${query}`)).body;
  const address = () => new URL(stage.page.url());

  it('is in the bar, and shows this month when none is asked for', async () => {
    await stage.page.getByRole('link', { name: '月度统计' }).click();
    await id('month-summary').waitFor();
    expect(await id('month-year').inputValue()).toBe('2018');
    expect(await id('month-month').inputValue()).toBe('11');
    expect(await stage.page.title()).toContain('2018年11月');
    expect(await id('month-summary').innerText()).toContain('未结束');
    expect(await id('month-next').count()).toBe(0);
  });

  it('goes to another month by the keyboard, and keeps it in the address', async () => {
    await id('month-previous').focus();
    await stage.page.keyboard.press('Enter');
    await stage.page.waitForURL(/month=2018-10/);
    await id('month-month').selectOption('9');
    await stage.page.waitForURL(/month=2018-09/);
    await stage.page.goBack();
    await stage.page.waitForURL(/month=2018-10/);
    await settles(() => id('total-received').innerText(), '7');
  });

  it('shows what the server has counted, with the month before and the year before in words', async () => {
    const { total } = await api('?month=2018-10');
    expect(await id('total-received').innerText()).toBe(String(total.received));
    expect(await id('total-onTimeRate').innerText()).toBe(`${(100 * total.onTimeRate!).toFixed(2)}%`);
    expect(await id('total-red').innerText()).toBe(String(total.red));
    expect(await id('compare-previous').innerText()).toMatch(/↑ 增长 250\.00%/);
    expect(await id('compare-lastYear').innerText()).toMatch(/2017-10[\s\S]*个百分点/);
    await stage.shoot('month');
  });

  it('says nothing where there is nothing to compare with', async () => {
    await open('?month=2017-10');
    expect(await id('compare-previous').innerText()).not.toMatch(/\d%|增长|持平/);
    expect(await id('compare-previous').innerText()).toContain('—');
  });

  it.each(['', '&by=org', '&by=item', '&region=210100', '&region=210000:own&by=org'])(
    'leads from each figure to as many cases or alerts (%s)',
    async (more) => {
      await open(`?month=2018-10${more}`);
      const links = await linkedNumbers(stage.page, '[data-testid=month-page]');
      expect(links.length).toBeGreaterThan(8);
      for (const { text, href } of links)
        expect({ href, n: await totalBehind(stage.province, href) }).toEqual({ href, n: Number(text) });
    },
  );

  it('leads there on the screen, too', async () => {
    await open('?month=2018-10');
    await id('total-received').getByRole('link').click();
    await id('case-total').waitFor();
    expect(await id('case-total').innerText()).toContain('7');
    await stage.page.goBack();
    await id('total-yellow').getByRole('link').click();
    await id('card-total').waitFor();
    expect(await id('card-total').innerText()).toBe(`共 ${await id('live-row').count()} 张`);
    await stage.shoot('cards');
    await id('card-level').selectOption('');
    await stage.page.waitForURL((url) => !url.searchParams.has('level'));
    await settles(() => id('live-row').count(), 5);
    await id('live-row').first().getByRole('link').click();
    await stage.page.waitForURL(/\/live\/\d+$/);
  });

  it('drills down from province to city to district to department to item, and back by the path', async () => {
    await open('?month=2018-10');
    expect(await rowNames()).toEqual(['省本级', '沈阳市', '大连市', '999900', '未列入地区']);
    await rows().getByRole('link', { name: '沈阳市' }).click();
    await stage.page.waitForURL(/region=210100/);
    await settles(rowNames, ['市本级', '和平区']);
    await rows().getByRole('link', { name: '和平区' }).click();
    await settles(rowNames, ['和平分局']);
    expect(address().searchParams.get('by')).toBe('org');
    await rows().getByRole('link', { name: '和平分局' }).click();
    await settles(rowNames, ['食品经营许可']);
    expect(await id('month-path').innerText()).toMatch(
      /全部范围[\s\S]*辽宁省[\s\S]*沈阳市[\s\S]*和平区[\s\S]*和平分局/,
    );
    await stage.shoot('month-drilled');
    await id('month-path').getByRole('link', { name: '沈阳市' }).click();
    await settles(rowNames, ['市本级', '和平区']);
  });

  it('names departments in English where a name is known', async () => {
    await open('?month=2018-10&by=item&org=210000-sczj');
    await id('language-switch').click();
    await settles(
      () =>
        id('month-path')
          .innerText()
          .then((text) => text.split(/\s*›?\s+›?/).join(' ')),
      'Everything Provincial Bureau',
    );
    await open('?month=2018-10&by=org');
    expect(await rowNames()).toEqual(expect.arrayContaining(['Provincial Bureau', 'Shenyang Bureau', '和平分局']));
    await id('language-switch').click();
  });

  it('sorts by each column, and keeps the order in the address', async () => {
    await open('?month=2018-10');
    await id('sort-received').click();
    await stage.page.waitForURL(/sort=received/);
    const counts = async () => (await rows().locator('td:nth-of-type(1) .value').allInnerTexts()).map(Number);
    expect(await counts()).toEqual([...(await counts())].sort((a, b) => b - a));
    expect(await stage.page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await id('sort-received').click();
    await stage.page.waitForURL(/dir=asc/);
    await stage.page.reload();
    await id('month-summary').waitFor();
    expect(await counts()).toEqual([...(await counts())].sort((a, b) => a - b));
  });

  it('draws the days, tells them in a sentence, and shows them as a table', async () => {
    await open('?month=2018-10');
    await id('chart-drawing').locator('svg').waitFor();
    expect(await id('chart').getAttribute('aria-label')).toContain('最多一日 10月16日，2 件');
    const days = id('chart-table').getByRole('row');
    expect(await days.count()).toBe(32);
    expect(await id('chart-table').getByRole('link').count()).toBe(0);
    await id('chart-as-table').click();
    expect(await id('chart').count()).toBe(0);
    await stage.shoot('month-days');
    await id('chart-table')
      .getByRole('row', { name: /10月16日/ })
      .getByRole('link')
      .first()
      .click();
    await id('case-total').waitFor();
    expect(await id('case-total').innerText()).toContain('2');
  });

  it('shows the table in place of a chart that cannot be loaded', async () => {
    await stage.page.route('**/assets/EChart-*.js', (route) => route.abort());
    await open('?month=2018-10');
    await stage.page.getByText('图表未能载入').waitFor();
    expect(await id('chart-table').getByRole('link').count()).toBeGreaterThan(5);
    await stage.shoot('month-no-chart');
    await stage.page.unroute('**/assets/EChart-*.js');
  });

  it('gives the table as a file', async () => {
    await open('?month=2018-10&region=210100');
    const [download] = await Promise.all([stage.page.waitForEvent('download'), id('month-csv').click()]);
    expect(download.suggestedFilename()).toMatch(/2018-10.*\.csv$/);
    expect(new URL(download.url()).search).toBe('?month=2018-10&by=region&region=210100');
  });

  it('stands still for those who want no motion', async () => {
    await stage.page.emulateMedia({ reducedMotion: 'reduce' });
    await open('?month=2018-10');
    await id('month-previous').click();
    expect(await stage.page.evaluate('document.getAnimations().length')).toBe(0);
    await stage.page.emulateMedia({ reducedMotion: null });
  });

  describe('where there is nothing to show', () => {
    const STATISTICS = '**/api/v1/statistics/month?*';
    const state = (name: string) => stage.page.locator(`[data-testid=month-message][data-state=${name}]`);
    const answered = async (status: number): Promise<void> => {
      await stage.page.route(STATISTICS, (route) => route.fulfill({ status, json: { statusCode: status } }));
      await stage.page.goto('/month?month=2018-10&region=210100');
    };

    it('says that the month is empty, and leads to another one', async () => {
      await stage.page.goto('/month?month=2016-05&region=210100');
      await state('empty').waitFor();
      await stage.shoot('month-empty');
      await stage.page.getByRole('link', { name: '查看全部范围' }).click();
      await stage.page.waitForURL((url) => !url.searchParams.has('region'));
    });

    it('says that it loads', async () => {
      let release = (): void => undefined;
      await stage.page.route(STATISTICS, async (route) => {
        await new Promise<void>((done) => (release = done));
        await route.continue();
      });
      await stage.page.goto('/month?month=2018-10');
      await state('loading').waitFor();
      await stage.shoot('month-loading');
      release();
      await id('month-summary').waitFor();
      await stage.page.unroute(STATISTICS);
    });

    it('says that one has no right to it', async () => {
      await answered(403);
      await state('forbidden').waitFor();
      await stage.shoot('month-forbidden');
      await stage.page.unroute(STATISTICS);
      await stage.page.getByRole('link', { name: '查看我的范围' }).click();
      await id('month-summary').waitFor();
    });

    it('says of a month that there is not that there is none, and shows no other for it', async () => {
      await stage.page.goto('/month?month=2026-13');
      await state('no-month').waitFor();
      expect(await state('no-month').innerText()).toContain('2026-13');
      expect(await id('month-summary').count()).toBe(0);
      await state('no-month').getByRole('link', { name: '查看本月' }).click();
      await id('month-summary').waitFor();
    });

    it.each(['/nope', '/bulletins/xyz', '/bulletins/2026-13'])('leads on from %s, which is no page', async (path) => {
      await stage.page.goto(path);
      await id('no-page').waitFor();
      expect(await id('no-page').innerText()).toMatch(/^没有这个页面/);
      expect(new URL(stage.page.url()).pathname).toBe(path);
      await id('no-page').getByRole('link', { name: '实时监察' }).click();
      await stage.page.waitForURL('**/live');
    });

    it('says that the address is wrong', async () => {
      await answered(400);
      await state('missing').waitFor();
      await stage.shoot('month-missing');
      await stage.page.unroute(STATISTICS);
    });

    it('says of a region that there is not that it was not found', async () => {
      await stage.page.goto('/month?month=2018-10&region=nowhere');
      await state('missing').waitFor();
    });

    it('says that it failed, and tries again', async () => {
      await answered(500);
      await state('failed').waitFor();
      await stage.shoot('month-failed');
      await stage.page.unroute(STATISTICS);
      await stage.page.getByRole('button', { name: '重试' }).click();
      await id('month-summary').waitFor();
    });
  });

  it('breaks no rule of the page and asks nobody else', () => {
    expect(stage.watched.complaints).toEqual([]);
    expect(stage.watched.strangers).toEqual([]);
  });
});
