import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { ConsolePage } from '../support/console-page.js';
import { event, FOOD, opened, type WindowEvent } from '../support/events.js';

/** What a window system may get wrong. */
const WRONG: WindowEvent[] = [
  event('沈审-2026-0666', 'case.received', '2026-10-20 10:00', {
    item: FOOD.item,
    orgg: FOOD.org,
    applicant: { kind: 'person', name: '甄好', idNumber: '210102199001011234' },
  }),
  {
    ...event('沈审-2026-0667', 'case.decided', '2026-10-20 10:00', { outcome: 'granted' }),
    type: 'approval.case.decide',
  },
  event('沈审-2026-0668', 'step.started', '2026-10-20 10:00', { step: '审查' }),
];

/** Texts of the table that reach beyond the padding of their cell, or are cut. */
const LEAVING_THEIR_CELL = `[...document.querySelectorAll('[data-testid=source-table] tr > *')].flatMap((cell) => {
  const right = cell.getBoundingClientRect().right - 7;
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const left = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const { scrollWidth, clientWidth } = text.parentElement;
    const cut = clientWidth > 0 && scrollWidth > clientWidth;
    if (cut || range.getBoundingClientRect().right > right) left.push(text.data);
  }
  return left;
})`;

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('sources and quarantine in a browser', () => {
  let desk: ConsolePage;

  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open();
    const token = await desk.server.login('admin');
    const body = { name: '大连市夜间交换', scope: ['210200*'], watermark: 'declared', maxLag: '24h' };
    expect((await desk.server.ask('/api/v1/sources', { method: 'POST', token, body })).status).toBe(201);
    await desk.server.post(opened('沈审-2026-0001', '2026-10-15 10:00'));
    await desk.server.post(WRONG);
  });
  afterAll(() => desk?.close());

  const rejected = (caseNo: string) => desk.id('quarantine-row').filter({ hasText: caseNo });
  const outcome = (state: string) => desk.inState('entry-outcome', state);
  const total = (text: string) => desk.id('quarantine-total').filter({ hasText: text }).waitFor();

  it('are not for everyone: the server refuses, and the page says so', async () => {
    await desk.signIn('head', '/sources/quarantine');
    await desk.inState('sources-state', 'denied').waitFor();
    expect(await desk.page.locator('nav a[href="/overview"]').count()).toBe(1);
    expect(await desk.page.locator('nav a[href="/sources"]').count()).toBe(0);
    await desk.shoot('sources-denied');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.signOut();
  });

  it('are not asked for again and again by an account without the right', async () => {
    await desk.page.clock.install();
    await desk.signIn('head', '/sources');
    await desk.inState('sources-state', 'denied').waitFor();
    let asked = 0;
    await desk.page.route('**/api/v1/sources', (route) => (asked++, route.continue()));
    await desk.page.clock.runFor(60_000);
    expect(asked).toBe(0);
    await desk.page.unroute('**/api/v1/sources');
    await desk.page.clock.resume();
    await desk.signOut();
  });

  it('show each source with its state, last event, rate and watermark', async () => {
    await desk.signIn('admin', '/sources');
    const row = (name: string) => desk.id('source-row').filter({ hasText: name });
    await row('demo-window').getByText('秒前').waitFor({ timeout: 30_000 });
    await row('demo-window').getByText('2 件').waitFor({ timeout: 30_000 });
    expect(await row('demo-window').innerText()).toMatch(
      /全部机构[\s\S]*正常[\s\S]*本小时 2[\s\S]*实时，延迟不超过 60 秒/,
    );
    expect(await row('大连市夜间交换').innerText()).toMatch(
      /210200\*[\s\S]*尚未报送[\s\S]*从未[\s\S]*申报，节奏 24 小时/,
    );
    expect(await desk.page.getByRole('img', { name: '近 24 小时收到 2 件，本小时 2 件' }).count()).toBe(1);
    await desk.shoot('sources');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('give a line to send a test event by, without a token, which the server takes as it stands', async () => {
    const line = await desk.id('test-command').innerText();
    expect(line).toContain('Bearer $LIANGPAI_TOKEN');
    expect(line).not.toContain('demo-window');
    const sent: unknown = JSON.parse(/-d '(.*)'/s.exec(line)?.[1] ?? '');
    expect(await desk.server.postOne(sent)).toMatchObject({ status: 200, body: { accepted: 1 } });
    await desk.id('source-row').filter({ hasText: 'demo-window' }).getByText('3 件').waitFor({ timeout: 40_000 });
    await desk.watched.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await desk.id('shell-powershell').click();
    const other = await desk.id('test-command').innerText();
    expect(other).toContain('Bearer $env:LIANGPAI_TOKEN');
    const twin = JSON.parse(/-Body '([^']*)'/.exec(other)?.[1] ?? '') as object;
    expect(await desk.server.postOne({ ...twin, id: 'from PowerShell' })).toMatchObject({ body: { accepted: 1 } });
    await desk.shoot('sources-powershell');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('shell-curl').click();
    await desk.id('copy-command').click();
    await desk.page.getByText('已复制').waitFor();
    expect(await desk.page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^curl -sS http:\/\/127\.0\.0\.1:\d+\/api/,
    );
  }, 90_000);

  it('list turned-down events with their reason, newest first, and filter them by the address', async () => {
    await desk.id('tab-quarantine').filter({ hasText: '3' }).click();
    await rejected('0666').waitFor();
    const rows = await desk.id('quarantine-row').allInnerTexts();
    expect(rows[0]).toMatch(/缺少必填成员\s*data\.officer/);
    expect(rows[2]).toMatch(/没有这个成员\s*data\.orgg/);
    await desk.shoot('quarantine');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('quarantine-reason').selectOption('unknown-type');
    await total('共 1 条');
    expect(new URL(desk.page.url()).searchParams.get('reason')).toBe('unknown-type');
    await desk.page.reload();
    await rejected('0667').waitFor();
    expect(await desk.id('quarantine-row').count()).toBe(1);
    await desk.id('quarantine-reason').selectOption('');
    await total('共 3 条');
  });

  it('let the administrator correct an event in place, guided by what the server names, and resubmit it', async () => {
    await rejected('0666').getByRole('link').click();
    await desk.id('quarantine-entry').waitFor();
    expect(await desk.id('entry-detail').innerText()).toBe('data.orgg: 没有这个成员；data.org: 缺少必填成员');
    expect(await desk.id('event-text').inputValue()).not.toContain('甄好');
    await desk.id('find-member').click();
    const marked = `(() => { const e = document.getElementById('event-text'); return e.value.slice(e.selectionStart, e.selectionEnd); })()`;
    expect(await desk.page.evaluate(marked)).toBe('"orgg"');
    await desk.shoot('quarantine-entry');
    expect(await axeViolations(desk.page)).toEqual([]);

    const text = await desk.id('event-text').inputValue();
    await desk.id('event-text').fill(text.slice(0, -1));
    await desk.id('resubmit').click();
    await desk.page
      .getByRole('alert')
      .filter({ hasText: /^不是有效的 JSON：第 \d+ 行第 \d+ 列$/ })
      .waitFor();
    await desk.id('event-text').fill(text.replace('"orgg"', '"organ"'));
    await desk.page.keyboard.press('Control+Enter');
    await outcome('again').waitFor();
    expect(await outcome('again').innerText()).toMatch(/仍被拒绝[\s\S]*data\.organ/);
    await desk.shoot('quarantine-again');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('event-text').fill(text.replace('"orgg"', '"org"'));
    await desk.id('resubmit').click();
    await outcome('accepted').waitFor();
    expect(await desk.id('event-text').getAttribute('readonly')).not.toBeNull();
    await desk.shoot('quarantine-accepted');
    expect(await axeViolations(desk.page)).toEqual([]);
    await total('共 2 条');
    expect((await desk.server.caseView('沈审-2026-0666')).state).toMatch(/received|deemed-accepted/);
  });

  it('dismiss with a reason, which is kept', async () => {
    await rejected('0667').getByRole('link').click();
    await desk.id('dismiss-reason').fill('  ');
    await desk.id('dismiss').click();
    await desk.page.getByRole('alert').filter({ hasText: '请填写不予处理的理由' }).waitFor();
    await desk.shoot('quarantine-reason-needed');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('dismiss-reason').fill('联调数据');
    expect(await desk.page.getByText('请填写不予处理的理由').count()).toBe(0);
    await desk.id('dismiss').click();
    await outcome('dismissed').waitFor();
    await total('共 1 条');
    await desk.page.keyboard.press('Escape');
    await desk.id('quarantine-entry').waitFor({ state: 'detached' });
    await desk.id('quarantine-status').selectOption('resolved');
    await rejected('0667').filter({ hasText: 'admin 不予处理：联调数据' }).waitFor();
    await desk.id('quarantine-status').selectOption('open');
    await rejected('0668').waitFor();
  });

  it('say that they are on their way', async () => {
    await desk.whileHeld('sources', async () => {
      await desk.page.goto('/sources');
      await desk.inState('sources-state', 'loading').waitFor();
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await desk.id('source-table').waitFor();
    await desk.whileHeld('quarantine?*', async () => {
      await desk.page.goto('/sources/quarantine');
      await desk.inState('quarantine-state', 'loading').waitFor();
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await desk.id('quarantine-table').waitFor();
  });

  it('say so when there is nothing, no such entry, or the server is away', async () => {
    const state = (name: string) => desk.inState('quarantine-state', name);
    await desk.page.goto('/sources/quarantine?feed=nobody');
    await state('empty').waitFor();
    await desk.page.goto('/sources/quarantine/999999');
    await desk.page.getByText('没有找到这条记录').waitFor();
    await desk.page.route('**/api/v1/quarantine?*', (route) => route.abort());
    await desk.page.goto('/sources/quarantine');
    await state('failed').waitFor();
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.goto('/sources');
    await desk.inState('sources-state', 'failed').waitFor();
    await desk.page.unroute('**/api/v1/quarantine?*');
    await desk.page.getByRole('button', { name: '重试' }).click();
    await desk.id('source-table').waitFor();
    await desk.signOut();
  });

  it('let an inspector look and not touch, in English as well', async () => {
    await desk.signIn('inspector', '/sources/quarantine');
    await desk.id('language-switch').click();
    await rejected('0668').getByRole('link').click();
    await desk.id('entry-read-only').waitFor();
    expect(await desk.id('entry-detail').innerText()).toBe('required member is missing');
    expect([await desk.id('resubmit').count(), await desk.id('dismiss-form').count()]).toEqual([0, 0]);
    await desk.shoot('quarantine-english');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('tab-sources').click();
    await desk.id('source-table').waitFor();
    await desk.shoot('sources-english');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('that only rest because the simulator is off are said to, and are no alarm; a real one still is', async () => {
    const { body } = await desk.server.get<{ items: { name: string }[] }>('/api/v1/sources');
    const rest = { state: 'disabled', alarm: false, simulated: true, reason: { zh: '模拟器已关闭', en: 'off' } };
    const line = { ...body.items[0], ...rest, name: 'demo-simulator-dalian', since: '2026-11-20T10:00:00+08:00' };
    const items: object[] = [...body.items.map((one) => ({ ...one, alarm: false })), line];
    const health = (state: string) => desk.inState('feed-health', state);
    await desk.page.route('**/api/v1/sources', (route) => route.fulfill({ json: { items } }));
    await desk.page.goto('/sources');
    await desk.id('language-switch').click();
    await health('resting').waitFor();
    expect(await health('resting').innerText()).toBe('演示信息源已停用');
    await health('resting').click();
    expect(await desk.id('feed-health-source').filter({ hasText: 'demo-simulator' }).innerText()).toMatch(
      /已停用[\s\S]*模拟器已关闭/,
    );
    await desk.shoot('sources-resting');
    expect(await axeViolations(desk.page)).toEqual([]);
    items.push({ ...line, name: '大厅', simulated: false, alarm: true });
    await desk.page.reload();
    await health('alarm').waitFor();
    expect(await health('alarm').innerText()).toBe('信息源异常 1');
    await desk.page.unroute('**/api/v1/sources');
  });

  it('have room for large numbers in every cell, in both languages, at both widths', async () => {
    const { body } = await desk.server.get<{ items: object[] }>('/api/v1/sources');
    const hours = (last: number): number[] => [...Array.from({ length: 23 }, () => 0), last];
    const at = '2026-11-22T18:00:00+08:00';
    const busy = { lastReceivedAt: at, reportedUntil: at, since: at, alarm: true, state: 'behind', maxLag: 3_600 };
    const items = [1_234_567, 10_527, 2_420].map((n) => ({ ...body.items[0], ...busy, received: hours(n) }));
    items.push({ ...items[0]!, ...{ watermark: 'clock', state: 'never-reported' } });
    await desk.page.route('**/api/v1/sources', (route) => route.fulfill({ json: { items } }));
    for (const million of ['1,234,567 件', '1,234,567 events']) {
      if (million.endsWith('events')) await desk.id('language-switch').click();
      else await desk.page.goto('/sources');
      await desk.id('source-row').getByText(million).first().waitFor();
      for (const width of [1366, 1920]) {
        await desk.page.setViewportSize({ width, height: 900 });
        expect([width, million, await desk.page.evaluate(LEAVING_THEIR_CELL)]).toEqual([width, million, []]);
      }
      await desk.shoot(`sources-busy-${million.endsWith('events') ? 'en' : 'zh'}`);
    }
    await desk.id('language-switch').click();
    await desk.page.unroute('**/api/v1/sources');
  });

  it('have broken no security policy and asked no other host for anything', () => {
    expect(desk.watched.complaints).toEqual([]);
    expect(desk.watched.strangers).toEqual([]);
  });
});
