import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { fromRoot } from './child.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or the one that CHROMIUM_PATH names; undefined without one. */
export const chromiumPath = (): string | undefined =>
  process.env['CHROMIUM_PATH'] ?? CHROMIUM.find((path) => existsSync(path));

export const buildConsole = (): void => {
  const build = `import { ensureBuilt } from ${JSON.stringify(fromRoot('scripts/lib/build.mjs'))}; await ensureBuilt(['console']);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** A page in Chinese, and everything about it that must not happen. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Messages of the browser about the page's security policy, and errors of its scripts. */
  readonly complaints: string[];
  /** Requests to any host but the server. */
  readonly strangers: string[];
  close(): Promise<void>;
}

export async function openPage(url: string): Promise<WatchedPage> {
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
  });
  const page = await context.newPage();
  const [complaints, strangers]: [string[], string[]] = [[], []];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/content security policy|refused to|violates/i.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== 'data:' && host !== new URL(url).host) strangers.push(request.url());
  });
  return { page, context, complaints, strangers, close: () => browser.close() };
}

/** Rules of accessibility that the page breaks, with the elements that do. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>(
    'axe.run(document)',
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
