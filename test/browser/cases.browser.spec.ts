import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { LONG, longCase, RUNNING, runningCase } from '../support/case-stories.js';
import { eventually } from '../support/child.js';
import { ConsolePage } from '../support/console-page.js';
import { opened, PLANNING, watermark } from '../support/events.js';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('the cases in a browser', () => {
  let desk: ConsolePage;

  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open();
    await desk.signIn('inspector', '/cases');
  });
  afterAll(() => desk?.close());

  const listState = (state: string) => desk.inState('case-list-state', state);
  const rowOf = (caseNo: string) => desk.page.locator(`[data-testid=case-row][data-case-no="${caseNo}"]`);
  /** The number of cases as the page tells it, or that there are none. */
  const shownTotal = async (): Promise<string> => {
    const text = await desk.page.locator('[data-testid=case-total], [data-testid=case-list-state]').first().innerText();
    return text.split(/ · |\n/)[0] ?? '';
  };
  const busy = async (): Promise<boolean> =>
    (await desk.page.locator('[data-testid=case-table][aria-busy]').count()) > 0;
  const param = (name: string): string | null => new URL(desk.page.url()).searchParams.get(name);

  it('say that there are none yet', async () => {
    await listState('empty').waitFor();
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.shoot('cases-empty');
  });

  it('are listed by receipt, fifty a page, with what is left of their limit', async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      opened(`辽审-2026-${1000 + i}`, `2026-10-${String(10 + (i % 20)).padStart(2, '0')} 10:${10 + (i % 49)}`),
    ).flat();
    const { body } = await desk.server.post(
      [...many, ...longCase(), ...runningCase(), watermark('2026-11-16 11:00')],
      'demo-replay',
    );
    expect(body.rejected).toEqual([]);
    await desk.page.reload();
    await rowOf(RUNNING).waitFor();
    expect(await desk.id('case-row').count()).toBe(50);
    expect(await desk.id('case-total').innerText()).toContain('62');
    expect(await rowOf(RUNNING).innerText()).toMatch(/甄\*[\s\S]*已受理[\s\S]*11-23 17:00\s*还剩 5 个工作日 5 小时/);
    await desk.shoot('cases');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('are turned page by page, forth and back, also by the browser', async () => {
    await desk.id('page-next').click();
    await desk.page.waitForURL(/cursor=/);
    await rowOf(LONG).waitFor();
    expect(await desk.id('case-row').count()).toBe(12);
    expect(await desk.id('page-next').isDisabled()).toBe(true);
    await desk.id('page-previous').click();
    await rowOf(RUNNING).waitFor();
    expect(param('cursor')).toBeNull();
    await desk.page.goBack();
    await rowOf(LONG).waitFor();
    await desk.page.goForward();
    await rowOf(RUNNING).waitFor();
  });

  it.each([
    ['沈规', LONG],
    ['自然资源', LONG],
    ['甄', RUNNING],
    ['杨', RUNNING],
    ['建设工程', LONG],
    [RUNNING, RUNNING],
  ])('are found by “%s”, which the address keeps', async (q, caseNo) => {
    await desk.id('case-q').fill(q);
    await desk.page.keyboard.press('Enter');
    await desk.page.waitForURL(/[?&]q=/);
    await desk.id('case-total').filter({ hasText: '1 件' }).waitFor();
    await desk.page.reload();
    await rowOf(caseNo).waitFor();
    expect([param('q'), await desk.id('case-row').count()]).toEqual([q, 1]);
    expect(await desk.id('case-q').inputValue()).toBe(q);
  });

  it.each([
    ['applicant', '甄', RUNNING],
    ['applicant', '某*', LONG],
    ['officer', '王', LONG],
    ['officer', '杨', RUNNING],
  ])('are found by %s “%s” in a field of its own', async (name, value, caseNo) => {
    await desk.id('case-clear').click();
    await desk.page.waitForURL(/\/cases$/);
    await desk.id(`case-${name}`).fill(value);
    await desk.page.keyboard.press('Enter');
    await desk.id('case-total').filter({ hasText: '1 件' }).waitFor();
    await rowOf(caseNo).waitFor();
    expect([param(name), await desk.id('case-row').count()]).toEqual([value, 1]);
  });

  it('are not found by the full name of an applicant, which nobody keeps', async () => {
    await desk.page.goto(`/cases?applicant=${encodeURIComponent('甄好')}`);
    await listState('empty').waitFor();
  });

  it('are found by the days of their receipt', async () => {
    await desk.page.goto('/cases');
    await rowOf(RUNNING).waitFor();
    await desk.id('case-received-from').fill('2026-11-06');
    await desk.id('case-received-to').fill('2026-11-06');
    await desk.id('case-submit').click();
    await desk.id('case-total').filter({ hasText: '1 件' }).waitFor();
    await rowOf(RUNNING).waitFor();
    expect([param('receivedFrom'), param('receivedTo')]).toEqual(['2026-11-06', '2026-11-06']);
  });

  it('are found by the working days that are left, as many as the server counts', async () => {
    for (const days of ['0', '1', '3', '5', '10']) {
      await desk.page.goto('/cases');
      await rowOf(RUNNING).waitFor();
      await desk.id('case-left-filter').selectOption(days);
      await desk.page.waitForURL(/dueWithin=/);
      const { body } = await desk.server.get<{ total: number }>(`/api/v1/cases?dueWithin=${days}`);
      await eventually(async () => /^(没有|共 \d)/.test(await shownTotal()) && !(await busy()));
      expect([days, await shownTotal()]).toEqual([
        days,
        body.total === 0 ? '没有符合条件的办件' : `共 ${body.total} 件`,
      ]);
    }
  });

  it('are found by state and by what is left, at once when it is chosen', async () => {
    await desk.id('case-clear').click();
    await desk.id('case-state-filter').selectOption('decided');
    await desk.id('case-total').filter({ hasText: '1 件' }).waitFor();
    expect(param('state')).toBe('decided');
    await desk.id('case-clear').click();
    await desk.id('case-left-filter').selectOption('overdue');
    await desk.page.waitForURL(/overdue=true/);
    await rowOf(RUNNING).waitFor({ state: 'detached' });
    const rows = await desk.id('case-row').allInnerTexts();
    expect(rows.length).toBe(50);
    expect(rows.filter((row) => !row.includes('超期'))).toEqual([]);
    await desk.id('case-clear').click();
    await desk.page.waitForURL(/\/cases$/);
  });

  it('keep the conditions of a figure that leads here, by name, and drop them one by one', async () => {
    await desk.page.goto(`/cases?org=${PLANNING.org}&acceptedFrom=2026-09-01`);
    await rowOf(LONG).waitFor();
    await desk.page.getByText('单位: 辽宁省自然资源厅').waitFor();
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.getByRole('button', { name: /去掉条件：单位/ }).click();
    await rowOf(RUNNING).waitFor();
    expect([param('org'), param('acceptedFrom')]).toEqual([null, '2026-09-01']);
  });

  it('say so when none is found, a condition is wrong, the server is away, or the account may not look', async () => {
    await desk.page.goto('/cases?q=nothing-like-this');
    await listState('empty').waitFor();
    expect(await desk.page.getByText('没有符合条件的办件').count()).toBe(1);
    await desk.page.goto('/cases?dueWithin=many');
    await listState('invalid').waitFor();
    expect(await listState('invalid').innerText()).toContain('dueWithin');
    await desk.shoot('cases-invalid');
    await desk.withAnswer('cases?*', 0, async () => {
      await desk.page.goto('/cases');
      await listState('failed').waitFor();
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await desk.page.getByRole('button', { name: '重试' }).click();
    await rowOf(RUNNING).waitFor();
    await desk.withAnswer('cases?*', 403, async () => {
      await desk.page.goto('/cases');
      await listState('denied').waitFor();
    });
  });

  it('say that they are on their way', async () => {
    await desk.whileHeld('cases?*', async () => {
      await desk.page.goto('/cases');
      await listState('loading').waitFor();
      await desk.shoot('cases-loading');
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await rowOf(RUNNING).waitFor();
  });

  it('are opened by the keyboard alone', async () => {
    await desk.page.goto('/cases');
    await rowOf(RUNNING).waitFor();
    await desk.page.keyboard.press('/');
    expect(await desk.page.evaluate(`document.activeElement?.getAttribute('data-testid')`)).toBe('case-q');
    await desk.page.keyboard.type(RUNNING);
    await desk.page.keyboard.press('Enter');
    await desk.id('case-total').filter({ hasText: '1 件' }).waitFor();
    await desk.id('case-row').getByRole('link').focus();
    await desk.page.keyboard.press('Enter');
    await desk.id('case-page').waitFor();
    expect(decodeURIComponent(new URL(desk.page.url()).pathname)).toBe(`/cases/${RUNNING}`);
  });

  it('speak English on demand', async () => {
    await desk.id('language-switch').click();
    await desk.page.goto('/cases');
    await desk.page.getByText('Received from').waitFor();
    await desk.shoot('cases-english');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('language-switch').click();
  });

  it('have broken no security policy and asked no other host for anything', () => {
    expect(desk.watched.complaints).toEqual([]);
    expect(desk.watched.strangers).toEqual([]);
  });
});
