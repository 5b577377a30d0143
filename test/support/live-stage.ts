import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './child.js';
import { ConsolePage } from './console-page.js';
import { decided, opened, PLANNING } from './events.js';

/** Cases of 2018 that nobody has decided: each has a reminder, a yellow and a red card. */
export const OPEN_CASES = 80;
export const CARDS_PER_CASE = 3;
/** Of the cards in the beginning: those cases, one more of another item, and a decided one with two cards. */
export const CARDS = (OPEN_CASES + 1) * CARDS_PER_CASE + 2;

/** The live page of a server with more cards than a snapshot holds, and what its tests do on it. */
export class LiveStage {
  private raised = 0;

  private constructor(readonly console: ConsolePage) {}

  static async open(): Promise<LiveStage> {
    const console = await ConsolePage.open();
    await console.server.post(
      Array.from({ length: OPEN_CASES }, (_, i) =>
        opened(`沈审-2018-${String(i).padStart(4, '0')}`, `2018-0${1 + (i % 9)}-15 10:00`),
      ).flat(),
    );
    await console.server.post([
      ...opened('辽规-2018-0001', '2018-10-15 10:00', undefined, PLANNING),
      ...opened('办结-2018-0001', '2018-10-15 10:00'),
      decided('办结-2018-0001', '2018-10-31 11:00'),
    ]);
    const stage = new LiveStage(console);
    await console.signIn('inspector', '/live');
    await stage.rows.first().waitFor();
    return stage;
  }

  get page(): Page {
    return this.console.page;
  }

  readonly id = (name: string): Locator => this.console.id(name);

  get rows(): Locator {
    return this.id('live-row');
  }

  rowOf(caseNo: string): Locator {
    return this.rows.filter({ hasText: caseNo });
  }

  /** The page of an address, once it has loaded what it holds. */
  async visit(query: string): Promise<void> {
    await this.page.goto(`/live${query}`);
    await this.id('list-count').waitFor();
    await eventually(async () => /\d/.test(await this.id('list-count').innerText()));
    await eventually(async () => (await this.id('list-extent').count()) === 0);
  }

  search(): string {
    return new URL(this.page.url()).search;
  }

  async hasText(name: string, text: string): Promise<void> {
    await eventually(async () => (await this.id(name).innerText()) === text);
    expect(await this.id(name).innerText()).toBe(text);
  }

  /** A new case, which has three cards at once. */
  async raise(): Promise<string> {
    const caseNo = `新办-2018-${String(++this.raised).padStart(4, '0')}`;
    await this.console.server.post(opened(caseNo, '2018-10-15 10:00'));
    return caseNo;
  }

  away(): Promise<void> {
    return this.page.mouse.move(5, 5);
  }

  first(): Promise<string | null> {
    return this.rows.first().getAttribute('data-card-id');
  }

  connection(state: string): Promise<void> {
    return this.console.inState('connection-state', state).waitFor();
  }

  /** Cards come while something holds the rows: none moves, their number stands above; then they are there. */
  async heldWhile(reason: string, release: () => Promise<unknown>): Promise<void> {
    // What was just scrolled has been drawn.
    await this.page.waitForTimeout(150);
    const [top, caseNo] = [await this.first(), await this.raise()];
    await this.hasText('held-bar', `有 ${CARDS_PER_CASE} 条新告警，点击载入${reason}`);
    expect([await this.first(), await this.rowOf(caseNo).count()]).toEqual([top, 0]);
    expect(await this.page.title()).toMatch(/^\(3\) 实时监察/);
    await this.connection('held');
    await release();
    await this.id('held-bar').waitFor({ state: 'detached' });
    await this.rowOf(caseNo).first().waitFor();
    await this.connection('live');
  }

  /** The lines of the file that a click on the export gives. */
  async exported(): Promise<{ name: string; lines: string[] }> {
    const download = this.page.waitForEvent('download');
    await this.id('export-csv').click();
    const file = await download;
    return {
      name: file.suggestedFilename(),
      lines: readFileSync(await file.path(), 'utf8')
        .trimEnd()
        .split('\r\n'),
    };
  }

  close(): Promise<void> {
    return this.console.close();
  }
}
