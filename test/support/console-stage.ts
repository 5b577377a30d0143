import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Instant } from '../../src/domain/instant.js';
import { axeViolations, buildConsole, openPage, type WatchedPage } from './browser.js';
import { eventually } from './child.js';
import { PASSWORD, type SmallProvince, startSmallProvince, type Told } from './small-province.js';

const WIDTHS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** The built console of a small province whose clock stands still, with the inspector signed in. */
export interface ConsoleStage {
  readonly province: SmallProvince;
  readonly page: Page;
  readonly watched: WatchedPage;
  /** Pictures in both languages at both widths; nothing reaches beyond the edge, and both are accessible. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openConsoleStage(
  now: Instant,
  told: readonly Told[],
  until: string,
  configDir?: string,
): Promise<ConsoleStage> {
  buildConsole();
  const province = await startSmallProvince(now, undefined, configDir);
  let watched: WatchedPage | undefined;
  const close = async (): Promise<void> => {
    await watched?.close();
    await province.stop();
  };
  try {
    await province.tell(told, until);
    watched = await openPage(province.url);
    await signIn(watched.page, now);
  } catch (error) {
    await close();
    throw error;
  }
  const { page } = watched;
  return { province, page, watched, shoot: (name) => shoot(page, name), close };
}

async function signIn(page: Page, now: Instant): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.goto('/sign-in');
  await page.getByTestId('sign-in-username').fill('inspector');
  await page.getByTestId('sign-in-password').fill(PASSWORD);
  await page.getByTestId('sign-in-submit').click();
  await page.waitForURL('**/live');
}

async function shoot(page: Page, name: string): Promise<void> {
  const faults: string[] = [];
  for (const language of ['zh', 'en']) {
    if (language === 'en') await page.getByTestId('language-switch').click();
    for (const size of WIDTHS) {
      await page.setViewportSize(size);
      await page.waitForTimeout(200);
      const beyond = await page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`);
      if (beyond !== 0) faults.push(`${language} ${size.width}: ${String(beyond)} px beyond the right edge`);
      if (size === WIDTHS[0]) faults.push(...(await axeViolations(page)).map((fault) => `${language}: ${fault}`));
      await page.screenshot({ path: join(tmpdir(), `liangpai-${name}-${language}-${size.width}.png`) });
    }
  }
  await page.getByTestId('language-switch').click();
  await page.setViewportSize(WIDTHS[0]!);
  expect(faults).toEqual([]);
}

/** Reads until it is what is expected; after a while it must be. */
export async function settles<T>(read: () => Promise<T>, expected: T): Promise<void> {
  await eventually(async () => JSON.stringify(await read()) === JSON.stringify(expected));
  expect(await read()).toEqual(expected);
}

/** The numbers of a page that are links: each with the address behind it. */
export const linkedNumbers = (page: Page, within: string): Promise<{ text: string; href: string }[]> =>
  page.evaluate(
    `[...document.querySelectorAll('${within} a')].filter((a) => /^\\/(cases|cards)\\?/.test(a.getAttribute('href')))
       .map((a) => ({ text: a.title.match(/\\d+/)?.[0] ?? a.textContent.trim(), href: a.getAttribute('href') }))`,
  );

/** How many cases or cards there are behind an address of the console: its list takes the members of the interface. */
export async function totalBehind(province: SmallProvince, href: string): Promise<number> {
  const { status, body } = await province.get<{ total: number }>(`/api/v1${href}`);
  expect({ href, status }).toEqual({ href, status: 200 });
  return body.total;
}
