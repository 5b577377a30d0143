import { NOW } from './stage.mjs';

const PASSWORD = 'liangpai-demo';
const HEIGHTS = { 1366: 768, 1920: 1080 };
/** Time for a page to draw what has come (milliseconds). */
const SETTLE_MS = 400;
/** Longest wait for the answers to come in: those that never come must not hold everything up (milliseconds). */
const ANSWERS_MS = 3_000;
const NO_ANSWERS_MS = 1_000;
/** What a page that is being told nothing may still ask: who is signed in. */
const ALWAYS_ANSWERED = /\/api\/v1\/(session|tour)(\/|$)/;

/** Takes one picture in a browser context of its own. @returns the PNG and what is wrong with the page */
export async function take(browser, url, examples, picture, { language, width }) {
  const { name, path, as = 'inspector', act } = picture;
  const context = await browser.newContext({
    baseURL: url,
    locale: language === 'zh' ? 'zh-CN' : 'en',
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height: HEIGHTS[width] },
    reducedMotion: 'reduce',
  });
  try {
    await context.addInitScript(`localStorage.setItem('liangpai.locale', '${language}')`);
    if (as !== null) await signIn(context, as);
    const page = await context.newPage();
    const faults = watch(page);
    await page.clock.setFixedTime(NOW);
    await answer(page, picture);
    await page.goto(typeof path === 'string' ? path : path(examples));
    await settle(page, picture);
    await act?.(page).catch((error) => faults.push(String(error).split('\n')[0]));
    if (act) await settle(page, picture);
    const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (beyond > 0) faults.push(`${beyond} px beyond the right edge`);
    return { png: await page.screenshot(), faults: faults.map((fault) => `${name} ${language} ${width}: ${fault}`) };
  } finally {
    await context.close();
  }
}

async function signIn(context, username) {
  const answered = await context.request.post('/api/v1/session', { data: { username, password: PASSWORD } });
  if (!answered.ok()) throw new Error(`sign-in of ${username}: ${answered.status()}`);
}

function watch(page) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/content security policy|\[Vue warn\]|\[intlify\]/i.test(message.text())) faults.push(message.text());
  });
  return faults;
}

async function answer(page, { answers, firstTime = false }) {
  if (answers !== undefined) {
    await page.route('**/socket.io/**', (route) => route.abort());
    await page.routeWebSocket('**/socket.io/**', (socket) => socket.close());
    await page.route('**/api/v1/**', (route) => {
      if (ALWAYS_ANSWERED.test(new URL(route.request().url()).pathname)) return route.fallback();
      if (answers === 'failed') return route.abort();
      if (answers === 'denied') return route.fulfill({ status: 403, json: { code: 'out-of-scope' } });
      // A request that is never answered ends with its page.
      return undefined;
    });
  }
  await page.route('**/api/v1/tour', (route) =>
    route.request().method() === 'GET' ? route.fulfill({ json: { seen: !firstTime } }) : route.fulfill({ status: 204 }),
  );
}

/** Until nothing more is under way, or waits for an answer that does not come. */
async function settle(page, { answers }) {
  const timeout = answers === 'waiting' ? NO_ANSWERS_MS : ANSWERS_MS;
  await page.waitForLoadState('networkidle', { timeout }).catch(() => undefined);
  await page.waitForTimeout(SETTLE_MS);
}
