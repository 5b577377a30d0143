import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FindingPage, FindingView } from '../../src/console/findings.protocol.js';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { eventually } from '../support/child.js';
import { ConsolePage } from '../support/console-page.js';
import { event, opened, watermark } from '../support/events.js';
import { findingBrief, findingPage } from '../support/findings.js';

/** Refused without a reason or a document number; nobody says whether remedies were told, nor which steps were taken. */
const REFUSED = '沈审-2026-0701';
/** The same, for a second decision. */
const SECOND = '沈审-2026-0702';
const THIRD = '沈审-2026-0703';
/** A step taken at night: a hint. */
const NIGHT = '沈审-2026-0704';

const refused = (caseNo: string) => [
  ...opened(caseNo, '2026-11-12 10:00'),
  event(caseNo, 'case.decided', '2026-11-13 10:00', { outcome: 'refused', officer: '杨某' }),
];
const RULE = 'C-REASON-MISSING';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('findings in a browser', () => {
  let desk: ConsolePage;

  const list = async (query: string): Promise<FindingPage> =>
    (await desk.server.get<FindingPage>(`/api/v1/findings?${query}`)).body;
  const idOf = async (caseNo: string): Promise<string> =>
    (await list(`case=${encodeURIComponent(caseNo)}&rule=${RULE}`)).items[0]!.id;

  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open();
    const { body } = await desk.server.post(
      [
        ...[REFUSED, SECOND, THIRD].flatMap(refused),
        ...opened(NIGHT, '2026-11-12 10:00'),
        event(NIGHT, 'step.started', '2026-11-12 23:30', { step: '审查', officer: '杨某' }),
        watermark('2026-11-16 11:00'),
      ],
      'demo-replay',
    );
    expect(body.rejected).toEqual([]);
    await eventually(async () => (await list(`rule=${RULE}`)).total === 3 && (await list('mode=hint')).total > 0);
  });
  afterAll(() => desk?.close());

  const rows = () => desk.id('finding-row');
  const state = (name: string) => desk.inState('findings-state', name);
  const outcome = (name: string) => desk.inState('decision-outcome', name);
  const param = (name: string) => new URL(desk.page.url()).searchParams.get(name);
  const waiting = async (): Promise<number> => Number((await desk.id('tab-pending').innerText()).replace(/\D/g, ''));

  it('are not for heads: they are not led there, and are told why', async () => {
    await desk.signIn('head', '/findings');
    await state('forbidden').waitFor();
    expect(await desk.page.locator('nav a[href="/findings"]').count()).toBe(0);
    expect(await desk.id('findings-page').innerText()).toContain('确认之后成为告警');
    await desk.shoot('findings-denied');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.signOut();
  });

  it('are listed with what waits in each tab', async () => {
    await desk.signIn('inspector', '/findings');
    await rows().first().waitFor();
    const { total } = await list('status=pending&mode=confirm');
    expect(await desk.id('findings-total').innerText()).toBe(`共 ${total} 条`);
    await desk.id('tab-unjudged').filter({ hasText: /\d/ }).waitFor();
    expect(await waiting()).toBe(total);
    const row = rows().filter({ hasText: REFUSED }).filter({ hasText: '理由' }).first();
    expect(await row.innerText()).toMatch(/牌[\s\S]*内容[\s\S]*食品经营许可[\s\S]*11-13 10:00/);
    await desk.shoot('findings');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('are narrowed by category and level, which the address keeps', async () => {
    await desk.id('filter-category').selectOption('content');
    await desk.page.waitForURL(/category=content/);
    await desk.id('filter-level').selectOption('red');
    await state('nothing').waitFor();
    expect([param('category'), param('level')]).toEqual(['content', 'red']);
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.getByRole('link', { name: '去掉全部条件' }).click();
    await rows().first().waitFor();
    await desk.page.goto(`/findings?case=${encodeURIComponent(REFUSED)}&rule=${RULE}`);
    await rows().first().waitFor();
    expect(await rows().count()).toBe(1);
    await desk.id('drop-case').click();
    await desk.id('findings-total').filter({ hasText: '共 3 条' }).waitFor();
  });

  it('are read by key: J and K move, Enter opens, Escape closes', async () => {
    await desk.page.goto(`/findings?rule=${RULE}`);
    await rows().first().waitFor();
    const second = await rows().nth(1).getAttribute('data-finding-id');
    for (const key of ['j', 'j', 'j', 'k', 'Enter']) await desk.page.keyboard.press(key);
    await desk.id('finding-pane').waitFor();
    expect(desk.page.url()).toContain(`/findings/pending/${second}?rule=${RULE}`);
    await desk.page.keyboard.press('Escape');
    await desk.id('finding-pane').waitFor({ state: 'detached' });
    expect(new URL(desk.page.url()).pathname).toBe('/findings');
  });

  it('explain themselves: expected, seen, articles, events with their times, versions, and the way to the case', async () => {
    const id = await idOf(REFUSED);
    const { explanation } = (await desk.server.get<FindingView>(`/api/v1/findings/${id}`)).body;
    await desk.page.goto(`/findings/pending/${id}`);
    await desk.id('finding-sentence').waitFor();
    const text = await desk.id('finding-pane').innerText();
    for (const part of [
      explanation.expected.zh,
      explanation.observed.zh,
      ...explanation.basis,
      explanation.versions.profile,
      '系统发现',
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/办结[\s\S]*2026-11-13 10:00:00/);
    expect(text).not.toMatch(/违法|处分/);
    await desk.shoot('finding');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('finding-to-case').click();
    await desk.id('case-head').waitFor();
    expect(await desk.id('case-review').innerText()).toContain('待确认');
    expect(await desk.id('case-unjudged-rules').innerText()).toContain('缺少：');
    await desk.shoot('case-review');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('become a card of the chosen level when they are confirmed, which says its number and leads to it', async () => {
    const id = await idOf(REFUSED);
    await desk.page.goto(`/findings/pending/${id}`);
    await desk.id('confirm-level').selectOption('red');
    await desk.id('confirm').click();
    await desk.id('level-fault').filter({ hasText: '级别与拟发的不同，请填写理由' }).waitFor();
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('confirm-reason').fill('已核对纸质决定书');
    const before = await waiting();
    await desk.id('confirm').click();
    await outcome('confirmed').waitFor();
    const no = await desk.id('to-card').innerText();
    expect(no).toMatch(/^红〔2026〕\d{6}$/);
    expect(await desk.id('finding-status').innerText()).toBe('已确认');
    expect(await desk.id('finding-history').innerText()).toMatch(/确认 红〔2026〕\d{6}\s*理由：已核对纸质决定书/);
    expect(await desk.id('finding-level').innerText()).toMatch(/^原拟发\s*黄牌$/);
    const result = await desk.id('finding-result').innerText();
    expect(result).toMatch(/级别改为\s*红牌\s*红〔2026〕\d{6}\s*演示甲，\d{4}-\d\d-\d\d .*\s*理由：已核对纸质决定书/);
    await eventually(async () => (await waiting()) === before - 1);
    await desk.shoot('finding-confirmed');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('to-card').click();
    await desk.id('card-no').filter({ hasText: no }).waitFor();
    expect(await desk.id('explained-events').innerText()).toMatch(/办结\s*2026-11-13 10:00:00/);
    expect(await desk.id('card-ledger').count()).toBe(0);
    const told =
      /演示甲（辽宁省行政审批电子监察办公室）于 [\d :-]+ 核对后确认发牌\s*.*拟发\s*黄牌.*改为\s*红牌\s*理由：已核对纸质决定书/;
    expect(await desk.id('card-confirmed').innerText()).toMatch(told);
    await desk.shoot('card-confirmed');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('to-card-print').click();
    await desk.id('card-paper').waitFor();
    expect(await desk.id('card-paper').innerText()).toContain('本牌经人工确认后发出');
    expect(await desk.id('paper-confirmed').innerText()).toMatch(told);
    expect(await desk.id('paper-confirmed').innerText()).toMatch(
      /proposed by the system: Yellow card; confirmed as: Red card/,
    );
    const paper = (await desk.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
  });

  it('are dismissed for a reason only, and kept with it', async () => {
    const id = await idOf(SECOND);
    await desk.page.goto(`/findings/pending/${id}`);
    await desk.id('dismiss-reason').fill('  ');
    await desk.id('dismiss').click();
    await desk.page.getByRole('alert').filter({ hasText: '请填写理由' }).waitFor();
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('dismiss-reason').fill('决定书已写明理由，窗口系统漏报');
    await desk.page.keyboard.press('Enter');
    await outcome('dismissed').waitFor();
    await desk.page.goto('/findings/decided');
    const outcomes = desk.id('finding-outcome');
    await outcomes.filter({ hasText: '已排除 · 演示甲' }).filter({ hasText: '漏报' }).waitFor();
    await outcomes.filter({ hasText: '已确认 · 演示甲' }).filter({ hasText: '红〔2026〕' }).waitFor();
    expect(await desk.id('findings-order').innerText()).toBe('按记录的先后，新的在前');
    expect(await rows().first().innerText()).toMatch(/11-13 10:00\s*记录 /);
    await desk.shoot('findings-decided-all');
    await desk.id('filter-status').selectOption('dismissed');
    await rows().filter({ hasText: SECOND }).filter({ hasText: '漏报' }).waitFor();
    await desk.id('filter-status').selectOption('confirmed');
    await rows().filter({ hasText: REFUSED }).filter({ hasText: '红〔2026〕' }).waitFor();
    await desk.shoot('findings-decided');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('tell who was first when two decide at once, and what became of it', async () => {
    const id = await idOf(THIRD);
    await desk.page.goto(`/findings/pending/${id}`);
    await desk.id('confirm').waitFor();
    const token = await desk.server.login('province');
    const first = await desk.server.ask<FindingView>(`/api/v1/findings/${id}/dismiss`, {
      method: 'POST',
      token,
      body: { reason: '重复' },
    });
    expect(first.status).toBe(200);
    await desk.id('confirm').click();
    await outcome('meanwhile').waitFor();
    expect(await outcome('meanwhile').innerText()).toContain(
      `您决定时，${first.body.decidedBy} 已排除此条，您的决定没有执行。`,
    );
    expect(await desk.id('finding-status').innerText()).toBe('已排除');
    expect(await desk.id('decision').count()).toBe(0);
    await desk.shoot('finding-meanwhile');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('that are hints can only be dismissed', async () => {
    await desk.id('tab-hints').click();
    await rows().filter({ hasText: NIGHT }).first().getByRole('link').click();
    await desk.id('dismiss-form').waitFor();
    expect(await desk.id('confirm-form').count()).toBe(0);
    expect(await desk.id('finding-status').innerText()).toBe('待查看');
    await desk.shoot('finding-hint');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('say what could not be judged, by rule and by what is wanting, down to the cases', async () => {
    await desk.id('tab-unjudged').click();
    await desk.id('unjudged-row').first().waitFor();
    await desk.shoot('unjudged');
    expect(await axeViolations(desk.page)).toEqual([]);
    const group = desk.id('unjudged-group').first();
    const cases = (await group.innerText()).match(/\d+$/)?.[0];
    await group.click();
    await desk.page.waitForURL(/missing=/);
    await desk
      .id('unjudged-total')
      .filter({ hasText: `共 ${cases} 条` })
      .waitFor();
    await desk.id('unjudged-row').first().getByRole('link').click();
    await desk.id('case-head').waitFor();
  });

  it('leave the list as it stands when new ones come, and say so', async () => {
    await desk.page.clock.install();
    const one = findingPage([findingBrief(1)]);
    let answer = one;
    await desk.page.route('**/api/v1/findings?*', (route) => route.fulfill({ json: answer }));
    await desk.page.goto('/findings');
    await rows().first().waitFor();
    answer = findingPage([findingBrief(2), findingBrief(1)]);
    await desk.page.clock.runFor(31_000);
    await desk.id('findings-fresh').waitFor();
    expect(await rows().count()).toBe(1);
    await desk.id('findings-fresh').click();
    await eventually(async () => (await rows().count()) === 2);
    await desk.page.unroute('**/api/v1/findings?*');
    await desk.page.clock.resume();
  });

  it('say that they load, that there are none, and that the server is away', async () => {
    await desk.whileHeld('findings?*', async () => {
      await desk.page.goto('/findings');
      await state('loading').waitFor();
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await rows().first().waitFor();
    await desk.page.goto('/findings/decided?status=withdrawn');
    await desk.page.getByText('没有这样处理过的发现').waitFor();
    await desk.page.goto(`/findings?rule=${'X'.repeat(30)}`);
    await state('missing').waitFor();
    await desk.page.goto('/findings/pending/999999');
    await desk.page.getByText('没有找到这条发现').waitFor();
    await desk.withAnswer('findings?*', 0, async () => {
      await desk.page.goto('/findings');
      await state('failed').waitFor();
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await desk.page.getByRole('button', { name: '重试' }).click();
    await rows().first().waitFor();
  });

  it('do not lose a decision in silence when the server is away', async () => {
    await desk.page.goto('/findings');
    await rows().first().getByRole('link').click();
    await desk.withAnswer('findings/*/confirm', 0, async () => {
      await desk.id('confirm').click();
      await outcome('away').waitFor();
    });
    expect(await desk.id('finding-status').innerText()).toBe('待确认');
    expect(await desk.id('confirm').isEnabled()).toBe(true);
    await desk.signOut();
  });

  it('are shown to an administrator, who decides nothing, in English as well', async () => {
    await desk.signIn('admin', '/findings');
    await desk.id('language-switch').click();
    await rows().first().getByRole('link').click();
    await desk.id('finding-read-only').waitFor();
    expect(await desk.id('decision').count()).toBe(0);
    await desk.shoot('finding-english');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await desk.shoot('findings-english');
    expect(await axeViolations(desk.page)).toEqual([]);
  });

  it('have broken no security policy and asked no other host for anything', () => {
    expect(desk.watched.complaints).toEqual([]);
    expect(desk.watched.strangers).toEqual([]);
  });
});
