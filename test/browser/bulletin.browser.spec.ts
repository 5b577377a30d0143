import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath } from '../support/browser.js';
import { type ConsoleStage, openConsoleStage, settles } from '../support/console-stage.js';
import { LIMITED, ORGS, PASSWORD, type Told } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const found = chromiumPath();

const handled = (caseNo: string, org: string, accepted: string, decided: string): Told[] => [
  [caseNo, 'case.received', `${accepted} 09:00`, { item: LIMITED, org }],
  [caseNo, 'case.accepted', `${accepted} 09:30`],
  [caseNo, 'case.decided', `${decided} 15:00`, { outcome: 'granted' }],
];

const TOLD: readonly Told[] = [
  ...handled('A-0', ORGS.dalian, '2018-09-03', '2018-09-04'),
  ...handled('A-1', ORGS.shenyang, '2018-10-16', '2018-10-17'),
  ...handled('A-2', ORGS.heping, '2018-10-16', '2018-10-30'),
  ...handled('A-3', ORGS.dalian, '2018-10-17', '2018-10-19'),
];

(found || process.env['CI'] ? describe : describe.skip)('the pages of bulletins', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await openConsoleStage(at('2018-11-05 09:00'), TOLD, '2018-11-02 09:00');
    await stage.province.account('province', 'province', null);
    await stage.province.query(`UPDATE account SET name = '演示丙' WHERE username = 'province'`);
    await stage.province.account('head', 'head', ORGS.shenyang);
  });
  afterAll(() => stage?.close());

  const id = (name: string) => stage.page.getByTestId(name);
  const text = (name: string) => () => id(name).innerText();
  const open = async (address: string): Promise<void> => {
    await stage.page.goto(`/bulletins${address}`);
    await id('bulletin-facts').waitFor();
  };
  const signIn = async (username: string): Promise<void> => {
    await id('sign-out').click();
    await id('sign-in-username').fill(username);
    await id('sign-in-password').fill(PASSWORD);
    await id('sign-in-submit').click();
    await id('sign-out').waitFor();
  };
  const sheets = () => id('bulletin-sheet');
  const rows = async (): Promise<string[]> =>
    (await id('bulletin-row').allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim());

  describe('for an inspector', () => {
    it('list the months from the first case on, each with its state', async () => {
      await stage.page.getByRole('link', { name: '通报' }).click();
      await id('bulletins').waitFor();
      expect(await rows()).toEqual([
        '2018年11月 当月未结束 — — — — — —',
        '2018年10月 草稿 — — — — — —',
        '2018年9月 草稿 — — — — — —',
      ]);
      await stage.shoot('bulletins');
    });

    it('show a draft as it would be printed: every page a picture that needs nothing from elsewhere', async () => {
      await stage.page.getByRole('link', { name: '2018年10月', exact: true }).click();
      await sheets().first().waitFor();
      const loaded = await stage.page.evaluate<[boolean, string][]>(
        `[...document.querySelectorAll('[data-testid=bulletin-sheet]')].map((i) => [i.naturalWidth > 500, i.src.slice(0, 19)])`,
      );
      expect(loaded).toHaveLength(6);
      for (const one of loaded) expect(one).toEqual([true, 'data:image/svg+xml;']);
      expect(await sheets().first().getAttribute('alt')).toBe('第 1 页，共 6 页');
      expect(await stage.page.title()).toContain('2018年10月通报');
      await stage.shoot('bulletin-draft');
    });

    it('tell the same in words, with headings and tables', async () => {
      await id('bulletin-view-text').click();
      const article = id('bulletin-text');
      expect(await article.getByRole('heading', { level: 3 }).first().innerText()).toBe('一、基本情况');
      expect(await article.getByRole('table').count()).toBe(4);
      expect(await article.innerText()).toContain('全省共收件3件');
      await stage.shoot('bulletin-text');
    });

    it('offer no issue, and say who may', async () => {
      await open('/2018-10');
      expect(await id('issue-form').count()).toBe(0);
      expect(await text('bulletin-reader')()).toContain('省级或管理员账号');
    });

    it.each(['pdf', 'docx', 'xlsx', 'json'])('give the draft as %s', async (format) => {
      const [download] = await Promise.all([
        stage.page.waitForEvent('download'),
        id(`bulletin-file-${format}`).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`bulletin-2018-10-draft.${format}`);
    });

    it('go to another month by the keyboard', async () => {
      await id('month-previous').focus();
      await stage.page.keyboard.press('Enter');
      await stage.page.waitForURL('**/bulletins/2018-09');
      await settles(() => stage.page.getByRole('heading', { level: 1 }).innerText(), '2018年9月通报');
    });

    it('say of the month that goes on from when it may be issued', async () => {
      await open('/2018-11');
      expect(await text('bulletin-relation')()).toContain('2018-12-01 起可以印发');
      await stage.shoot('bulletin-running');
    });
  });

  describe('for the provincial office', () => {
    beforeAll(() => signIn('province'));

    it('show number and date on the page before they are issued', async () => {
      await open('/2018-10');
      const first = await sheets().first().getAttribute('src');
      await id('issue-number').fill('12');
      await settles(text('bulletin-number'), '辽审监〔2018〕12号');
      expect(await sheets().first().getAttribute('src')).not.toBe(first);
      await id('issue-date').fill('2018-11-03');
      await id('bulletin-view-text').click();
      await settles(async () => (await text('bulletin-text')()).includes('2018年11月3日印发'), true);
      await id('bulletin-view-pages').click();
    });

    it('refuse what is no serial', async () => {
      await id('issue-number').fill('12a');
      await id('issue-submit').click();
      expect(await text('issue-fault')()).toContain('1–99999');
      await id('issue-number').fill('12');
    });

    it('ask before anything is frozen, and leave all as it is when one goes back', async () => {
      await settles(() => id('issue-submit').isEnabled(), true);
      await id('issue-submit').click();
      const dialog = id('issue-dialog');
      await dialog.getByText('辽审监〔2018〕12号').waitFor();
      expect(await dialog.innerText()).toMatch(/不能修改，也不能收回[\s\S]*2018-11-03/);
      expect(await stage.page.evaluate('document.activeElement.dataset.testid')).toBe('issue-no');
      await stage.page.keyboard.press('Escape');
      expect(await dialog.isVisible()).toBe(false);
      expect(await text('bulletin-editions')()).toContain('尚未印发');
    });

    it('look again when the figures have changed meanwhile', async () => {
      await stage.province.tell(handled('A-4', ORGS.shenyang, '2018-10-18', '2018-10-19'), '2018-11-02 10:00');
      const hash = await text('bulletin-hash')();
      await id('issue-submit').click();
      await id('issue-yes').click();
      await id('issue-fault').waitFor();
      expect(await text('issue-fault')()).toContain('数字与您所见的已不同');
      await settles(async () => (await text('bulletin-hash')()) !== hash, true);
      await stage.shoot('bulletin-changed');
    });

    it('issue it: frozen, numbered, dated, with files and their hashes', async () => {
      await settles(() => id('issue-submit').isEnabled(), true);
      await id('issue-submit').click();
      await id('issue-yes').focus();
      await stage.page.keyboard.press('Enter');
      await settles(text('bulletin-told'), '第 1 版已印发。');
      const facts = await text('bulletin-facts')();
      for (const said of [
        '已印发',
        '第 1 版',
        '辽审监〔2018〕12号',
        '2018-11-03',
        '演示丙（province）',
        '2018-11-05 09:00',
      ])
        expect(facts).toContain(said);
      expect(await text('bulletin-files')()).toMatch(/PDF[\s\S]*[0-9a-f]{64}[\s\S]*XLSX[\s\S]*数据/);
      expect(await id('issue-form').count()).toBe(0);
      expect(await stage.page.evaluate('document.activeElement.tagName')).toBe('H1');
      await stage.shoot('bulletin-issued');
    });

    it('say that there is nothing to correct while the figures are the same', async () => {
      await id('bulletin-editions').getByRole('link', { name: '按现状的草稿' }).click();
      await settles(async () => (await text('bulletin-relation')()).includes('相同，无需更正'), true);
      expect(await id('issue-submit').isDisabled()).toBe(true);
    });

    it('correct it by a new edition that says why, and keep the first one', async () => {
      await stage.province.tell(handled('A-5', ORGS.dalian, '2018-10-22', '2018-10-23'), '2018-11-02 11:00');
      await open('/2018-10?edition=draft');
      expect(await text('bulletin-relation')()).toContain('与第 1 版不同');
      await id('issue-submit').click();
      expect(await text('issue-fault')()).toContain('写明更正原因');
      await id('issue-reason').fill('大连市局补报办件');
      await settles(() => id('issue-submit').isEnabled(), true);
      await stage.shoot('bulletin-correction');
      await id('issue-submit').click();
      await id('issue-yes').click();
      await settles(text('bulletin-told'), '第 2 版已印发。');
      expect(await text('bulletin-facts')()).toContain('大连市局补报办件');
      await id('bulletin-editions').getByRole('link', { name: '第 1 版' }).click();
      await settles(async () => (await text('bulletin-relation')()).includes('已由第 2 版替代'), true);
      expect(await sheets().count()).toBe(6);
    });

    it('list what has been issued, with its files', async () => {
      await stage.page.goto('/bulletins');
      await id('bulletins').waitFor();
      expect((await rows())[1]).toMatch(
        /^2018年10月 已印发 第 2 版 .* 演示丙（province） 2018-11-05 09:00 PDF ?DOCX ?XLSX$/,
      );
      await stage.shoot('bulletins-issued');
      await id('bulletins-region').selectOption('210100');
      await stage.page.waitForURL(/region=210100/);
      await settles(async () => (await rows())[1], '2018年10月 草稿 — — — — — —');
      await stage.page.getByRole('link', { name: '2018年10月', exact: true }).click();
      await stage.page.waitForURL(/2018-10\?region=210100/);
      await id('bulletin-view-text').click();
      await settles(async () => (await text('bulletin-text')()).includes('沈阳市'), true);
    });
  });

  describe('for an account that is bound to an organisation', () => {
    beforeAll(() => signIn('head'));

    it('hold what has been issued, and no draft', async () => {
      await stage.page.goto('/bulletins');
      await id('bulletins').waitFor();
      expect(await rows()).toHaveLength(1);
      await stage.page.getByRole('link', { name: '2018年10月', exact: true }).click();
      await sheets().first().waitFor();
      expect(await text('bulletin-editions')()).not.toContain('草稿');
      expect(await id('bulletin-reader').count()).toBe(0);
      await stage.page.goto('/bulletins?region=210200');
      await id('bulletins-state').getByText('还没有印发的通报').waitFor();
      await stage.shoot('bulletins-none');
    });

    it.each([
      ['/2018-10?edition=draft', 'forbidden'],
      ['/2018-09', 'notIssued'],
      ['/2018-12', 'notBegun'],
      ['/2018-10?edition=9', 'missing'],
      ['/2018-10?region=990000', 'notIssued'],
    ])('say of %s what is the matter: %s', async (address, state) => {
      await stage.page.goto(`/bulletins${address}`);
      await stage.page.locator(`[data-testid=bulletin-message][data-state=${state}]`).waitFor();
      await stage.shoot(`bulletin-${state}`);
      await stage.page.getByRole('link', { name: '查看各月通报' }).click();
      await stage.page.waitForURL(/\/bulletins(\?|$)/);
    });
  });

  describe('when something is in the way', () => {
    const PREVIEW = '**/api/v1/bulletins/2018-10/preview*';
    const state = (name: string) => stage.page.locator(`[data-testid=bulletin-message][data-state=${name}]`);

    it('say that they load', async () => {
      let release = (): void => undefined;
      await stage.page.route(PREVIEW, async (route) => {
        await new Promise<void>((done) => (release = done));
        await route.continue();
      });
      await stage.page.goto('/bulletins/2018-10');
      await state('loading').waitFor();
      await stage.shoot('bulletin-loading');
      release();
      await sheets().first().waitFor();
      await stage.page.unroute(PREVIEW);
    });

    it.each([
      [503, 'documents-busy', 'busy'],
      [500, 'document-failed', 'failed'],
    ])('show the text when pages cannot be made (%s %s), and try again', async (status, code, fault) => {
      await stage.page.route(PREVIEW, (route) => route.fulfill({ status, json: { statusCode: status, code } }));
      await stage.page.goto('/bulletins/2018-10');
      await stage.page.locator(`[data-testid=bulletin-pages-fault][data-state=${fault}]`).waitFor();
      expect(await text('bulletin-text')()).toContain('一、基本情况');
      await stage.shoot(`bulletin-pages-${fault}`);
      await stage.page.unroute(PREVIEW);
      await id('bulletin-again').click();
      await sheets().first().waitFor();
    });

    it('say of pages that were set anew that the stored file is the one that counts', async () => {
      await stage.page.route(PREVIEW, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), asPrinted: false } });
      });
      await stage.page.goto('/bulletins/2018-10');
      expect(await text('bulletin-reprinted')()).toContain('以存下的 PDF 为准');
      await stage.page.unroute(PREVIEW);
    });

    it('say that they failed, and try again', async () => {
      for (const [pattern, page, failed] of [
        ['**/api/v1/bulletins/2018-10/preview*', '/bulletins/2018-10', 'bulletin-message'],
        ['**/api/v1/bulletins?*', '/bulletins', 'bulletins-state'],
      ] as const) {
        await stage.page.route(pattern, (route) => route.fulfill({ status: 500, json: {} }));
        await stage.page.goto(page);
        await stage.page.locator(`[data-testid=${failed}][data-state=failed]`).waitFor();
        await stage.shoot(`${failed}-failed`);
        await stage.page.unroute(pattern);
        await stage.page.getByRole('button', { name: '重试' }).click();
        await id(page === '/bulletins' ? 'bulletins' : 'bulletin-facts').waitFor();
      }
    });
  });

  it('break no rule of the page and ask nobody else', () => {
    expect(stage.watched.complaints).toEqual([]);
    expect(stage.watched.strangers).toEqual([]);
  });
});
