import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { stops } from './server.mjs';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/** The browser of this machine, or the one that CHROMIUM_PATH names, as the browser tests drive it. */
export async function openBrowser() {
  const executablePath = process.env.CHROMIUM_PATH ?? CHROMIUM.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error(
      '没有找到 Chromium：请安装，或以 CHROMIUM_PATH 指明 / there is no Chromium: install it, or name one in CHROMIUM_PATH',
    );
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const stop = () => browser.close();
  stops.add(stop);
  browser.once('disconnected', () => stops.delete(stop));
  return browser;
}

/** A page without anything in its cache, signed in. @param {import('playwright-core').Browser} browser @param {string} url */
export async function signedInPage(browser, url, username = 'inspector') {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
  });
  const data = { username, password: 'liangpai-demo' };
  const answer = await context.request.post('/api/v1/session', { data });
  if (!answer.ok()) throw new Error(`sign-in of ${username}: ${answer.status()}`);
  const page = await context.newPage();
  return { page, devtools: await context.newCDPSession(page), close: () => context.close() };
}
