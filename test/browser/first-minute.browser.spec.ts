import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromiumPath } from '../support/browser.js';
import { eventually } from '../support/child.js';
import { ConsolePage } from '../support/console-page.js';

const found = chromiumPath();
/** A month or two of history, on a machine that is busy with other tests. */
const HISTORY_MS = 90_000;

(found || process.env['CI'] ? describe : describe.skip)('the first minute', () => {
  let desk: ConsolePage;
  let message = '';
  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open({ LIANGPAI_SIMULATOR: 'on' });
    await eventually(() => Promise.resolve(desk.server.output.includes('/bulletins/')), 10_000);
    // The browser has its session for the address that the tests use.
    message = desk.server.output.replaceAll('http://localhost:', 'http://127.0.0.1:');
    const red = async (): Promise<boolean> => (await desk.server.cards({ level: 'red' })).total > 5;
    expect(await eventually(red, HISTORY_MS)).toBe(true);
  });
  afterAll(() => desk?.close());

  const linkTo = (path: string): string => new RegExp(`http://127\\.0\\.0\\.1:\\d+${path}\\S*`).exec(message)![0];

  it('leads with the printed account and by the printed link to red cards, and each of them to its articles', async () => {
    const [account] = /账号 accounts\s+(\w+)/.exec(message)!.slice(1);
    await desk.signIn(account!, linkTo('/live\\?level=red'));
    const rows = desk.id('live-row');
    await rows.first().waitFor();
    for (const row of await rows.all()) expect(await row.getAttribute('data-level')).toBe('red');
    await rows.first().click();
    await desk
      .id('card-pane')
      .getByText(/第.+条/)
      .first()
      .waitFor();
    expect(await desk.id('card-pane').innerText()).toMatch(/依据\s+\S[\s\S]*第.+条[\s\S]*逐日计时/);
  });

  it('shows the cards of the printed command at once on the live page, and its case behind the printed link', async () => {
    const link = linkTo('/cases/');
    const caseNo = link.split('/').at(-1)!;
    // Among its like: the history may still be loading, and its cards would push these out of sight.
    await desk.page.goto(`/live?q=${caseNo}`);
    await desk.id('live-empty').waitFor();
    const command = /^ *(curl(?:.*\\\n)*.*)$/m.exec(message)![1]!;
    expect(JSON.parse((await promisify(execFile)('sh', ['-c', command])).stdout)).toMatchObject({ accepted: 1 });
    await desk.id('live-row').filter({ hasText: caseNo }).nth(2).waitFor();
    await desk.page.goto(link);
    await desk.id('case-page').getByText('商品房预售许可').first().waitFor();
    for (const level of ['预警', '黄牌', '红牌']) await desk.id('case-page').getByText(level).first().waitFor();
  });

  it('has a whole month of figures and its bulletin behind the printed links', async () => {
    await desk.page.goto(linkTo('/month\\?month='));
    await desk.id('month-summary').waitFor();
    const { total } = await desk.server
      .get<{ total: { received: number; decided: number } }>(
        `/api/v1/statistics${new URL(desk.page.url()).pathname}${new URL(desk.page.url()).search}`,
      )
      .then(({ body }) => body);
    expect(total.received).toBeGreaterThan(1_000);
    expect(total.decided).toBeGreaterThan(1_000);
    await desk.page.goto(linkTo('/bulletins/'));
    await desk.id('bulletin-sheet').first().waitFor({ timeout: 60_000 });
  });

  it('raises a card while one looks on', async () => {
    await desk.page.goto('/live');
    await desk.id('live-row').first().waitFor();
    const newest = (): Promise<string | null> => desk.id('live-row').first().getAttribute('data-card-id');
    const before = await newest();
    expect(await eventually(async () => (await newest()) !== before, 120_000)).toBe(true);
  }, 150_000);
});
