import { openBrowser, signedInPage } from './browser.mjs';
import { Client } from './client.mjs';
import { CountingProxy } from './counting-proxy.mjs';
import { cpuBelow, cpuOf, MachineWatch, shownMachine } from './machine.mjs';
import { reportProvince, writeProvince } from './province.mjs';
import { ms, progress, say, target, title } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { median, pause } from './statistics.mjs';

const THROTTLE = 4;
const WITHIN = 60_000;
/** A month as the first start of the demonstration has it, with some hundred cards. */
const MONTH = { cases: 3_000, from: '2026-05-01', to: '2026-05-31', profile: 'lively' };

/** Milliseconds from the navigation to the frame that shows the first row: a row in the main part with a link in it. */
const WATCH = `(() => {
  const look = () => {
    const row = document.querySelector('main table tbody tr a[href]');
    if (!row || row.getBoundingClientRect().height === 0) return requestAnimationFrame(look);
    setTimeout(() => firstRowsAt(performance.now()));
  };
  requestAnimationFrame(look);
})()`;

/** (f) From the navigation to the first rows of the live page: what is transferred, and how long it takes. @param {import('./options.mjs').Options} options */
export async function firstRows({ quick, seed }) {
  const runs = quick ? 2 : 7;
  title(`f · first rows of the live page: nothing cached, CPU ${THROTTLE} times slower, ${runs} runs`);
  const dataDir = scratchDirectory();
  const server = await startServer(dataDir);
  const { client: database, postmaster } = await connectDatabase(await server.databaseUrl());
  const http = new Client(server.port, 4);
  const proxy = new CountingProxy();
  let browser;
  try {
    browser = await openBrowser();
    await reportProvince(http, await writeProvince({ ...MONTH, seed }, dataDir));
    const parties = { server: () => cpuOf(server.pid), postgres: () => cpuBelow(postmaster) };
    const counted = await transferred(browser, proxy, await proxy.listen(server.port));
    // The first one, which has started the browser's processes, is not timed.
    const watch = new MachineWatch({ ...parties, bench: () => cpuBelow(process.pid) - cpuOf(server.pid) });
    const took = [];
    for (let i = 0; i < runs; i += 1) {
      took.push(await oneLoad(browser, server.url));
      progress(`run ${i + 1} of ${runs}: ${ms(took.at(-1).rows)}`);
    }
    print(counted, took, watch.end());
  } finally {
    await browser?.close();
    proxy.close();
    http.close();
    await database.end();
    await server.stop();
    removeDirectory(dataDir);
  }
}

async function oneLoad(browser, url) {
  const { page, devtools, close } = await signedInPage(browser, url);
  try {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const rows = await rowsOf(page);
    const { metrics } = await devtools.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    return { rows, busy: busy * 1_000 };
  } finally {
    await close();
  }
}

/** @returns {Promise<number>} milliseconds */
async function rowsOf(page) {
  let shown;
  const seen = new Promise((resolve) => (shown = resolve));
  await page.exposeFunction('firstRowsAt', shown);
  await page.addInitScript(WATCH);
  await page.goto('/live', { waitUntil: 'commit' });
  const at = await Promise.race([seen, pause(WITHIN)]);
  if (at === undefined) throw new Error(`no row was seen within ${WITHIN / 1_000} s`);
  return at;
}

/** Bytes that the server sent until the first rows, by kind; what no request accounts for came over the socket. */
async function transferred(browser, proxy, url) {
  const { page, devtools, close } = await signedInPage(browser, url);
  const kinds = new Map();
  const requests = new Map();
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ requestId, type, response }) =>
    requests.set(requestId, {
      kind: kindOf(type),
      encoded: Object.keys(response.headers).some((name) => /^content-encoding$/i.test(name)),
    }),
  );
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { kind = 'other' } = requests.get(requestId) ?? {};
    kinds.set(kind, (kinds.get(kind) ?? 0) + encodedDataLength);
  });
  try {
    const before = proxy.bytes;
    await rowsOf(page);
    const bytes = proxy.bytes - before;
    const named = new Map(kinds);
    const rest = bytes - [...named.values()].reduce((a, b) => a + b, 0);
    named.set('socket', Math.max(0, rest));
    return { bytes, kinds: named, plain: [...requests.values()].filter(({ encoded }) => !encoded).length };
  } finally {
    await close();
  }
}

const KINDS = { Document: 'page', Script: 'script', Stylesheet: 'style', XHR: 'API', Fetch: 'API' };
const kindOf = (type) => KINDS[type] ?? 'other';

const kb = (bytes) => `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} KB`;

function print({ bytes, kinds, plain }, took, machine) {
  const times = took.map(({ rows }) => rows);
  const parts = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, n]) => `${kind} ${kb(n)}`);
  say(
    `from the server until the first rows: ${kb(bytes)} · ${parts.join(', ')} · ${plain} answers without Content-Encoding`,
  );
  say(
    `navigation to the first rows: ${times.map(ms).join(', ')} (network without delay), of that CPU of the page ${ms(median(took.map(({ busy }) => busy)))} · ${shownMachine(machine)}`,
  );
  target('f transferred until the first rows', kb(bytes), '<= 180 KB', bytes <= 180_000);
  target(`f first rows at ${THROTTLE} times less CPU`, ms(median(times)), '<= 1.2 s, median', median(times) <= 1_200);
}
