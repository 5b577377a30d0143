import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeViolations, chromiumPath } from '../support/browser.js';
import { ConsolePage } from '../support/console-page.js';
import { event, FOOD, opened } from '../support/events.js';

const found = chromiumPath();

(found || process.env['CI'] ? describe : describe.skip)('the tour in a browser', () => {
  let desk: ConsolePage;
  beforeAll(async () => {
    expect(found).toBeDefined();
    desk = await ConsolePage.open();
  });
  afterAll(() => desk?.close());

  const panel = (step: string, state: string) =>
    desk.page.locator(`[data-testid=tour-panel][data-step=${step}][data-state=${state}]`);
  const press = (key: string) => desk.page.keyboard.press(key);
  const focused = () => desk.page.evaluate<string>(`document.activeElement?.dataset.testid ?? ''`);
  const shown = () => desk.page.locator('[data-tour-shown]').getAttribute('data-tour');
  const gone = (name: string) => desk.id(name).waitFor({ state: 'detached' });
  const startAgain = async (): Promise<void> => {
    await desk.id('help').focus();
    await press('Enter');
    await press('Enter');
  };

  it('is offered at the first sign-in, without taking the focus, and declined by Escape', async () => {
    await desk.signIn('inspector', '/live');
    await desk.id('tour-offer').waitFor();
    expect(await focused()).not.toMatch(/tour/);
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.shoot('tour-offer');
    await press('Escape');
    await gone('tour-offer');
  });

  it('is not offered again to this account, in no browser; another account is asked', async () => {
    await desk.signOut();
    await desk.page.evaluate('localStorage.clear()');
    await desk.signIn('inspector', '/live');
    await desk.page.waitForLoadState('networkidle');
    expect(await desk.id('tour-offer').count()).toBe(0);
    await desk.signOut();
    await desk.signIn('province', '/overview');
    await desk.id('tour-offer').waitFor();
    await desk.id('tour-decline').click();
    await desk.page.waitForURL('**/overview');
    expect(await focused()).toBe('help');
    await desk.signOut();
  });

  it('goes on where there is nothing to show yet, and says so', async () => {
    await desk.signIn('admin', '/live');
    await desk.id('tour-start').click();
    const parts = [
      ['cards', 'found'],
      ['card', 'missing'],
      ['clocks', 'missing'],
      ['month', 'missing'],
      ['sources', 'found'],
    ] as const;
    for (const [step, state] of parts) {
      await panel(step, state).waitFor();
      expect([step, await desk.id('tour-missing').count()]).toEqual([step, state === 'missing' ? 1 : 0]);
      expect(await focused()).toBe('tour-next');
      await press('Enter');
    }
    await gone('tour-panel');
    expect(await focused()).toBe('help');
    expect(await desk.page.locator('[data-tour-shown]').count()).toBe(0);
  });

  it('leads by keyboard from the list to a card, its case, the month and the sources, and back', async () => {
    await desk.server.post([
      ...opened('TOUR-1', '2026-03-02 09:10'),
      event('TOUR-1', 'case.decided', '2026-06-13 15:00', { outcome: 'granted' }),
      event('TOUR-2', 'case.received', `${new Date(Date.now() - 60_000).toISOString().slice(0, 10)} 00:01`, FOOD),
    ]);
    await startAgain();
    const places = [
      ['cards', '/live'],
      ['card', '/live/'],
      ['clocks', '/cases/TOUR-1'],
      ['month', '/month'],
      ['sources', '/sources'],
    ] as const;
    for (const [step, path] of places) {
      await panel(step, 'found').waitFor();
      expect([step, await shown(), await focused()]).toEqual([step, step, 'tour-next']);
      expect(new URL(desk.page.url()).pathname).toContain(path);
      if (step === 'card') expect(await desk.id('card-pane').innerText()).toContain('红牌');
      expect((await axeViolations(desk.page)).map((fault) => `${step}: ${fault}`)).toEqual([]);
      await desk.shoot(`tour-${step}`);
      if (step !== 'sources') await press('Enter');
    }
    await press('Shift+Tab');
    expect(await focused()).toBe('tour-back');
    await press('Enter');
    await panel('month', 'found').waitFor();
  });

  it('is in the language of the reader, ends by Escape, and leaves the keys of the page alone', async () => {
    await desk.id('language-switch').click();
    expect(await desk.id('tour-panel').innerText()).toContain('Step 4 of 5');
    await desk.shoot('tour-en');
    await desk.id('tour-next').focus();
    await press('Escape');
    await gone('tour-panel');
    expect(await focused()).toBe('help');
    await desk.id('language-switch').click();
  });

  it('leaves Escape to an open card first', async () => {
    await startAgain();
    await panel('cards', 'found').waitFor();
    await press('Enter');
    await panel('card', 'found').waitFor();
    await desk.page.locator('[data-testid=card-pane] [tabindex="0"]').first().focus();
    await press('Escape');
    await gone('card-pane');
    expect(await desk.id('tour-panel').count()).toBe(1);
    await press('Escape');
    await gone('tour-panel');
    await desk.signOut();
  });

  it('does not lead where an account may not go', async () => {
    await desk.signIn('head', '/live');
    await desk.id('tour-start').click();
    expect(await desk.id('tour-panel').innerText()).toContain('共 4 步');
    await desk.signOut();
    await gone('tour-panel');
    expect(desk.watched.complaints).toEqual([]);
    expect(desk.watched.strangers).toEqual([]);
  });
});
