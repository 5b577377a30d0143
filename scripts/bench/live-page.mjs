import { openBrowser, signedInPage } from './browser.mjs';
import { Client } from './client.mjs';
import { cpuBelow, cpuOf, MachineWatch, shownMachine } from './machine.mjs';
import { scriptTime, shownProfile, writeProfile } from './profile.mjs';
import { ms, progress, say, target, title, whole } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { pause } from './statistics.mjs';
import { overdueCase } from './workload.mjs';

const ROWS = 5_000;
const RATE = 50;
/** The page is at rest before anything is counted: what came while its rows were loaded has been dealt with. */
const SETTLE = 3_000;
const SHOWN_WITHIN = 15_000;

/** Of the list: its rows by the height of what can be scrolled through, and how to get to its end. */
const LIST = `(() => {
  const row = document.querySelector('main table tbody tr:has(a[href])');
  let box = row?.closest('table');
  while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
  return { row, box };
})()`;
const ROW_COUNT = `(({ row, box }) => row && box ? Math.floor(box.scrollHeight / row.getBoundingClientRect().height) : 0)(${LIST})`;
const TO_END = `(({ box }) => box?.scrollTo({ top: box.scrollHeight }))(${LIST})`;
const TO_TOP = `(({ box }) => box?.scrollTo({ top: 0 }))(${LIST})`;

/** Frames, and the longest stretch without one, while the page does its work. */
const COUNT_FRAMES = `new Promise((resolve) => {
  const began = performance.now();
  let [frames, last, longest] = [0, began, 0];
  const tick = (now) => {
    frames += 1;
    longest = Math.max(longest, now - last);
    last = now;
    if (now - began < DURATION) requestAnimationFrame(tick);
    else resolve({ perSecond: (frames * 1000) / (now - began), longest });
  };
  requestAnimationFrame(tick);
})`;
const WATCH_TASKS = `globalThis.longTasks = []; new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
}).observe({ type: 'longtask' })`;

/** (g) What the live page costs its browser while cards come. @param {import('./options.mjs').Options} options */
export async function livePage({ quick, profile }) {
  const seconds = quick ? 5 : 20;
  title(
    `g · live page with ${whole(ROWS)} rows at ${RATE} changes/s, ${seconds} s of script and ${seconds} s of frames`,
  );
  const dataDir = scratchDirectory();
  const server = await startServer(dataDir);
  const { client: database, postmaster } = await connectDatabase(await server.databaseUrl());
  const http = new Client(server.port, 16);
  let browser;
  try {
    browser = await openBrowser();
    for (let made = 0; made < ROWS; made += 500) await http.events('demo-window', cards(`HELD-${made}`, 500), 500);
    const { page, devtools } = await signedInPage(browser, server.url);
    await page.goto('/live');
    const rows = await loadRows(page);
    const parties = {
      server: () => cpuOf(server.pid),
      postgres: () => cpuBelow(postmaster),
      browser: () => cpuBelow(process.pid) - cpuOf(process.pid) - cpuOf(server.pid),
      bench: () => cpuOf(process.pid),
    };
    print(rows, seconds, await underChanges({ page, devtools, http, parties, seconds, profile }));
    if (profile) say(shownProfile(profile));
  } finally {
    await browser?.close();
    http.close();
    await database.end();
    await server.stop();
    removeDirectory(dataDir);
  }
}

const cards = (mark, count) => Array.from({ length: count }, (_, i) => overdueCase(`${mark}-${i}`)).join('');

/** Scrolls to the end as often as that brings more rows, and back to the top. */
async function loadRows(page) {
  await page.locator('main table tbody tr a[href]').first().waitFor();
  let rows = 0;
  for (let idle = 0; idle < 20; idle += 1) {
    await page.evaluate(TO_END);
    await pause(100);
    const now = await page.evaluate(ROW_COUNT);
    if (now > rows) idle = 0;
    rows = now;
  }
  progress(`${whole(rows)} rows on the page`);
  await page.evaluate(TO_TOP);
  // Away from the list, which waits while somebody points at it.
  await page.mouse.move(0, 0);
  return rows;
}

async function underChanges({ page, devtools, http, parties, seconds, profile }) {
  await devtools.send('Performance.enable');
  await page.evaluate(WATCH_TASKS);
  const load = new Load(http);
  const last = load.run(SETTLE + 2 * seconds * 1_000);
  await pause(SETTLE);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.start');
  const watch = new MachineWatch(parties);
  const [before, sent] = [await metrics(devtools), load.sent];
  await pause(seconds * 1_000);
  const [after, machine] = [await metrics(devtools), watch.end()];
  const changes = load.sent - sent;
  const { profile: samples } = await devtools.send('Profiler.stop');
  if (profile) writeProfile(profile, samples);
  const tasks = await page.evaluate('globalThis.longTasks');
  const frames = await page.evaluate(COUNT_FRAMES.replace('DURATION', String(seconds * 1_000)));
  const shown = page.locator('main table', { hasText: await last });
  const isShown = await shown.waitFor({ timeout: SHOWN_WITHIN }).then(
    () => true,
    () => false,
  );
  const spent = Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - before[name]]));
  return { script: scriptTime(samples) / 1_000, spent, changes, machine, tasks, frames, isShown };
}

/** Seconds of the page's main thread. */
async function metrics(devtools) {
  const { metrics: all } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(all.filter(({ name }) => /Duration$/.test(name)).map(({ name, value }) => [name, value]));
}

/** One event a POST, each of which makes a card. */
class Load {
  sent = 0;

  constructor(http) {
    this.http = http;
  }

  /** @returns {Promise<string>} the last case */
  async run(duration) {
    const mark = `NEW-${Date.now().toString(36)}`;
    const began = performance.now();
    const underWay = [];
    for (let i = 0; i < (duration * RATE) / 1_000; i += 1) {
      await pause(began + (i * 1_000) / RATE - performance.now());
      underWay.push(this.http.events('demo-window', overdueCase(`${mark}-${i}`), 1));
      this.sent += 1;
    }
    await Promise.all(underWay);
    return `${mark}-${this.sent - 1}`;
  }
}

function print(rows, seconds, { script, spent, changes, machine, tasks, frames, isShown }) {
  const of = (name) => `${(spent[name] ?? 0).toFixed(2)} s`;
  const cpu = Object.entries(machine.cpu).map(([name, used]) => `${name} ${((used / machine.ms) * 100).toFixed(0)}%`);
  const longest =
    tasks.length === 0 ? 'none over 50 ms' : `${tasks.length} over 50 ms, longest ${ms(Math.max(...tasks))}`;
  say(
    `${whole(rows)} rows, ${whole(changes)} changes in ${seconds} s: script ${script.toFixed(2)} s, layout ${of('LayoutDuration')}, styles ${of('RecalcStyleDuration')}, all tasks ${of('TaskDuration')} · long tasks: ${longest}`,
  );
  say(`frames/s ${frames.perSecond.toFixed(1)}, longest without one ${ms(frames.longest)}`);
  say(`CPU of one core: ${cpu.join(', ')} · ${shownMachine(machine)}`);
  const in20 = script * (20 / seconds);
  const enough = rows >= ROWS ? '' : ` (only ${whole(rows)} rows)`;
  target(
    'g script in 20 s',
    `${in20.toFixed(2)} s${enough}${isShown ? '' : ', the last card was not shown'}`,
    '<= 1.0 s',
    in20 <= 1 && isShown && enough === '',
  );
}
