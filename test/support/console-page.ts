import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { buildConsole, openPage, type WatchedPage } from './browser.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';
import { type ServerProcess, startServerProcess } from './server-process.js';

const WIDTHS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** The console of a server of its own, in a browser. */
export class ConsolePage {
  private constructor(
    readonly server: ServerProcess,
    readonly watched: WatchedPage,
    private readonly database: TestDatabase,
  ) {}

  /** @param settings of the server, beside those of all tests */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<ConsolePage> {
    buildConsole();
    const database = await createTestDatabase();
    const server = await startServerProcess(database.url, undefined, settings);
    return new ConsolePage(server, await openPage(server.url), database);
  }

  get page(): Page {
    return this.watched.page;
  }

  readonly id = (name: string): Locator => this.page.getByTestId(name);

  /** An element in the state that its `data-state` tells. */
  readonly inState = (name: string, state: string): Locator =>
    this.page.locator(`[data-testid=${name}][data-state=${state}]`);

  async signIn(username: string, path: string): Promise<void> {
    await this.page.goto(path);
    await this.id('sign-in-username').fill(username);
    await this.id('sign-in-password').fill('liangpai-demo');
    await this.id('sign-in-submit').click();
    await this.id('sign-out').waitFor();
  }

  async signOut(): Promise<void> {
    await this.id('sign-out').click();
    await this.id('sign-in-username').waitFor();
  }

  /** Pictures at both widths, at neither of which the page is wider than the window. */
  async shoot(name: string): Promise<void> {
    for (const size of WIDTHS) {
      await this.page.setViewportSize(size);
      await this.page.waitForTimeout(200);
      const wide = await this.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      expect([name, size.width, wide]).toEqual([name, size.width, false]);
      await this.page.screenshot({ path: join(tmpdir(), `liangpai-${name}-${size.width}.png`) });
    }
    await this.page.setViewportSize(WIDTHS[0]!);
  }

  /** Does something while the server answers a path with a status, or (0) not at all. */
  async withAnswer(path: string, status: number, act: () => Promise<void>): Promise<void> {
    const pattern = `**/api/v1/${path}`;
    await this.page.route(pattern, (route) => (status === 0 ? route.abort() : route.fulfill({ status, json: {} })));
    await act();
    await this.page.unroute(pattern);
  }

  /** Does something while answers of a path are on their way, which then come. */
  async whileHeld(path: string, act: () => Promise<void>): Promise<void> {
    const pattern = `**/api/v1/${path}`;
    let release = (): void => undefined;
    const held = new Promise<void>((done) => (release = done));
    const answers: Promise<void>[] = [];
    await this.page.route(pattern, (route) => {
      answers.push(held.then(() => route.continue()));
    });
    try {
      await act();
    } finally {
      release();
      await Promise.all(answers);
      await this.page.unroute(pattern);
    }
  }

  async close(): Promise<void> {
    await this.watched.close();
    await this.server.end('SIGKILL');
    await this.database.drop();
  }
}
