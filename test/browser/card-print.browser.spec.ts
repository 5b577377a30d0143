import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CardView } from '../../src/console/console.protocol.js';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { LONG, longCase } from '../support/case-stories.js';
import { ConsolePage } from '../support/console-page.js';
import { opened, watermark, WATER } from '../support/events.js';
import { confirmedCard } from '../support/findings.js';

/** 45 working days by law, none promised: a ledger of ten weeks and more. */
const WIDE = '沈审-2026-0045';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('a card on paper', () => {
  let desk: ConsolePage;
  let cards: CardView[];

  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open();
    const { body } = await desk.server.post(
      [...longCase(), ...opened(WIDE, '2026-08-03 10:00', undefined, WATER), watermark('2026-11-16 11:00')],
      'demo-replay',
    );
    expect(body.rejected).toEqual([]);
    cards = [...(await desk.server.caseView(LONG)).cards, ...(await desk.server.caseView(WIDE)).cards];
    await desk.signIn('inspector', '/cases');
  });
  afterAll(() => desk?.close());

  const paper = () => desk.id('card-paper');
  const printed = (card: { id: string }) => `/cards/${card.id}/print`;
  const of = (rule: string, caseNo = LONG): CardView =>
    cards.find((card) => card.rule === rule && card.caseNo === caseNo)!;

  /** Pages of A4 that a printer would give. */
  async function pages(): Promise<(number | undefined)[]> {
    await desk.page.waitForTimeout(150);
    const text = (await desk.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(text)?.slice(1) ?? [];
    return [text.match(/\/Type\s*\/Page\b/g)?.length, ...box.map((n) => Math.round(Number(n)))];
  }

  it('is reached from its pane and from its case', async () => {
    await desk.page.goto(`/live/${of('T-PROMISE-OVER').id}`);
    await desk.id('to-card-print').click();
    await desk.page.waitForURL(/\/cards\/\d+\/print$/);
    await paper().waitFor();
    await desk.page.goto(`/cases/${encodeURIComponent(LONG)}`);
    await desk.id('case-card-print').first().click();
    await paper().waitFor();
  });

  it('tells in both languages what was expected and seen, by which article, events, days and versions', async () => {
    const card = of('T-PROMISE-OVER');
    await desk.page.goto(printed(card));
    await paper().waitFor();
    const text = await paper().innerText();
    expect(await desk.id('paper-no').innerText()).toBe(card.no);
    for (const part of [
      card.explanation.expected.zh,
      card.explanation.expected.en,
      card.explanation.observed.zh,
      card.explanation.observed.en,
      ...card.explanation.basis,
      card.explanation.versions.calendar,
      `${card.rule} v${card.ruleVersion}`,
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/违法|违规|处分|违纪|guilt|illegal|punish/i);
    const events = await desk.id('paper-events').innerText();
    expect(events).toMatch(/收件\s*Received[\s\S]*受理\s*Accepted[\s\S]*特别程序开始\s*Special procedure started/);
    const day = (date: string) => desk.page.locator(`[data-testid=paper-ledger] [data-date="${date}"]`).innerText();
    expect(await day('2026-10-01')).toMatch(/国庆节\s*National Day/);
    expect(await day('2026-10-30')).toMatch(/第 15 日\s*day 15\s*应办\s*due/);
    await desk.shoot('card-print');
    expect(await axeViolations(desk.page)).toEqual([]);
    expect(await pages()).toEqual([1, 595, 842]);
  });

  it('is one page of A4 for every card of a long case, and for a limit of 45 working days', async () => {
    expect(of('T-STATUTE-OVER', WIDE).explanation.ledger.length).toBeGreaterThan(60);
    for (const card of cards) {
      await desk.page.goto(printed(card));
      await paper().waitFor();
      expect([card.rule, await pages()]).toEqual([card.rule, [1, 595, 842]]);
    }
    await desk.shoot('card-print-long');
  });

  it('says the same whatever language the console speaks', async () => {
    await desk.page.goto(printed(of('T-PROMISE-OVER')));
    await paper().waitFor();
    const chinese = await paper().innerText();
    await desk.id('language-switch').click();
    await desk.page.getByText('Back to the alert').waitFor();
    expect(await paper().innerText()).toBe(chinese);
    await desk.shoot('card-print-english');
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.id('language-switch').click();
  });

  it('of a confirmed finding has its events, the item’s own text and the arithmetic, and no clock', async () => {
    const card = confirmedCard(of('T-PROMISE-OVER'));
    await desk.page.route(`**/api/v1/cards/${card.id}`, (route) => route.fulfill({ json: card }));
    await desk.page.goto(printed(card));
    await paper().waitFor();
    const text = await paper().innerText();
    expect(text).toMatch(/事项原文[\s\S]*经营场所平面图/);
    expect(text).toMatch(/补正告知\s*Correction requested\s*2026-10-20 14:05:00\s*2026-10-20 14:09:12/);
    expect(await desk.id('paper-sums').innerText()).toMatch(/清单 3 项[\s\S]*3 on the list/);
    expect(text).toContain('本牌经人工确认后发出');
    const confirmed = await desk.id('paper-confirmed').innerText();
    expect(confirmed).toMatch(
      /演示甲（沈阳市）于 2026-10-21 09:00:00 核对后确认发牌\s*checked and confirmed by 演示甲 \(Shenyang\)/,
    );
    expect(await desk.id('paper-notify').innerText()).toMatch(
      /告知\s*Told\s*部门监察员\s*the monitor\s*出处：某规则第三条/,
    );
    expect(text).not.toContain('应办时限');
    expect(await desk.id('paper-ledger').count()).toBe(0);
    await desk.shoot('card-print-confirmed');
    expect(await axeViolations(desk.page)).toEqual([]);
    expect(await pages()).toEqual([1, 595, 842]);
    await desk.page.unroute(`**/api/v1/cards/${card.id}`);
  });

  it('says so when it has been revoked', async () => {
    const card = { ...of('T-PROMISE-OVER'), status: 'revoked' };
    await desk.page.route(`**/api/v1/cards/${card.id}`, (route) => route.fulfill({ json: card }));
    await desk.page.goto(printed(card));
    expect(await desk.id('paper-revoked').innerText()).toMatch(/已撤销\s*Revoked/);
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.unroute(`**/api/v1/cards/${card.id}`);
    const path = `**/api/v1/cases/${encodeURIComponent(LONG)}`;
    const file = await desk.server.caseView(LONG);
    file.cards = file.cards.map((one) => (one.id === card.id ? { ...one, status: 'revoked' } : one));
    await desk.page.route(path, (route) => route.fulfill({ json: file }));
    await desk.page.goto(`/cases/${encodeURIComponent(LONG)}`);
    await desk.id('case-cards').locator('li').filter({ hasText: card.no }).getByText('已撤销').waitFor();
    expect(await desk.id('case-timeline').getByText('已撤销').count()).toBe(1);
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.unroute(path);
  });

  it('says that it loads, that there is none, and that the server is away', async () => {
    const state = (name: string) => desk.inState('card-print-state', name);
    const { id } = of('T-PROMISE-OVER');
    await desk.whileHeld(`cards/${id}`, async () => {
      await desk.page.goto(`/cards/${id}/print`);
      await state('loading').waitFor();
      expect(await axeViolations(desk.page)).toEqual([]);
    });
    await paper().waitFor();
    await desk.page.goto('/cards/999999/print');
    await state('missing').waitFor();
    await desk.withAnswer(`cards/${id}`, 0, async () => {
      await desk.page.goto(`/cards/${id}/print`);
      await state('failed').waitFor();
    });
    await desk.page.getByRole('button', { name: '重试' }).click();
    await paper().waitFor();
    await desk.withAnswer(`cases/${encodeURIComponent(LONG)}`, 500, async () => {
      await desk.page.goto(`/cards/${id}/print`);
      await desk.page.getByText('办件经过未能载入，见办件页。').waitFor();
    });
  });

  it('has broken no security policy and asked no other host for anything', () => {
    expect(desk.watched.complaints).toEqual([]);
    expect(desk.watched.strangers).toEqual([]);
  });
});
