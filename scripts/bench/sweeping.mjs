import 'reflect-metadata';
import { inProject } from '../lib/project.mjs';
import { Client } from './client.mjs';
import { cpuBelow, cpuOf, MachineWatch, rssOf, shownMachine } from './machine.mjs';
import { ms, progress, say, target, title, whole } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer, stops } from './server.mjs';
import { pause, quantile } from './statistics.mjs';
import { acceptedCase } from './workload.mjs';

const DUE = 1_000;
/** More than this much longer among ten times as many open cases counts as growth. */
const MAX_GROWTH = 1.5;
const OPEN = 'BENCH-OPEN';
const BREACHED = 'BENCH-BREACHED';
/** Days ago that a case was accepted whose promised limit of 7 working days is certainly over, the statutory one not. */
const BREACHED_DAYS = 16;

/** (c) Sweeps with nothing and with 1,000 cases due, among many open ones. @param {import('./options.mjs').Options} options */
export async function sweeping({ quick }) {
  const sizes = quick ? [10_000, 100_000] : [100_000, 1_000_000];
  title(`c · sweep among ${sizes.map(whole).join(' and ')} open cases`);
  const dataDir = scratchDirectory();
  try {
    await makeTemplates(dataDir);
    const results = [];
    for (const size of sizes) results.push(await measure(dataDir, size, quick ? 20 : 200, quick ? 2 : 5));
    const memory = await serverMemory(dataDir, quick ? 5_000 : 20_000);
    print(results, memory);
  } finally {
    removeDirectory(dataDir);
  }
}

/** Two real cases, written by a real server: one open, one whose limit has been passed. */
async function makeTemplates(dataDir) {
  const server = await startServer(dataDir);
  const http = new Client(server.port, 1);
  try {
    await http.events('demo-window', acceptedCase(OPEN, 0), 2);
    await http.events('demo-window', acceptedCase(BREACHED, BREACHED_DAYS), 2);
  } finally {
    http.close();
    await server.stop();
  }
}

/** Copies of the open case, their next deadlines spread over the month that begins in ten days. */
const FILL = `INSERT INTO case_file
  SELECT 'OPEN-' || g, item, org, state, file, feeds, parked_feed, now() + interval '10 days' + random() * interval '30 days',
    catalogue_rev, calendar, profile, received_at, ended_at, judged_to, version
  FROM case_file, generate_series($1::int, $2::int) g WHERE case_no = '${OPEN}'`;

/** Makes open cases, spread over the whole table, into such whose cards have yet to be made. */
const MAKE_DUE = `UPDATE case_file c SET file = (b.file::jsonb - 'r')::text, received_at = b.received_at, next_at = now() - interval '1 hour'
  FROM case_file b WHERE b.case_no = '${BREACHED}' AND c.case_no = ANY($1::text[])`;

/** Other cases in every run, none of which has cards. */
async function makeDue(client, from, to, run) {
  const step = Math.floor((to - from) / DUE);
  await client.query(MAKE_DUE, [Array.from({ length: DUE }, (_, i) => `OPEN-${from + i * step + run + 1}`)]);
}

/** Sweeps by the server's own code, on its database, without the server: nobody else sweeps meanwhile. */
async function measure(dataDir, size, emptyPasses, duePasses) {
  const { startEmbedded } = await import('../../dist/server/database/embedded-postgres.js');
  const embedded = await startEmbedded({ dataDir, log: () => undefined });
  const stop = () => embedded.stop();
  stops.add(stop);
  const { client, postmaster } = await connectDatabase(embedded.url);
  const { sweep, close } = await makeSweep(embedded.url);
  try {
    const { rows } = await client.query(`SELECT count(*)::int AS n FROM case_file WHERE case_no LIKE 'OPEN-%'`);
    const filled = rows[0].n;
    progress(`filling up to ${whole(size)} cases`);
    await client.query(FILL, [filled + 1, size]);
    await client.query('VACUUM (ANALYZE) case_file');
    await client.query('CHECKPOINT');
    const watch = new MachineWatch({ bench: () => cpuOf(process.pid), postgres: () => cpuBelow(postmaster) });
    const empty = [];
    for (let i = 0; i < emptyPasses; i += 1) {
      const { took } = await onePass(sweep);
      // The first ones prepare statements and warm up the code.
      if (i >= emptyPasses / 4) empty.push(took);
      await pause(10);
    }
    const due = [];
    for (let run = 0; run < duePasses; run += 1) {
      await makeDue(client, filled, size, run);
      const { took, report } = await onePass(sweep);
      if (report.cases < DUE || report.cards < DUE)
        throw new Error(`a sweep took ${report.cases} cases and made ${report.cards} cards`);
      due.push({ took, cards: report.cards });
      progress(`${whole(size)} open: ${DUE} due in ${ms(took)}`);
    }
    return { size, empty, due, machine: watch.end() };
  } finally {
    await close();
    await client.end();
    await stop();
    stops.delete(stop);
  }
}

async function onePass(sweep) {
  const began = performance.now();
  const report = await sweep.pass();
  return { took: performance.now() - began, report };
}

async function makeSweep(url) {
  const from = (path) => import(`../../dist/server/${path}.js`);
  const [{ Sweep }, { createDataSource }, { createHotPool }, { DatabaseClock }] = await Promise.all(
    ['supervision/sweep', 'database/data-source', 'supervision/hot-pool', 'time/clock'].map(from),
  );
  const [{ CatalogueService }, { ItemRepository }, { StandardRepository }, { FeedService }, { FeedRepository }] =
    await Promise.all(
      [
        'catalogue/catalogue.service',
        'catalogue/items/item.repository',
        'catalogue/in-force/standard.repository',
        'sources/feed.service',
        'sources/feed.repository',
      ].map(from),
    );
  const source = await createDataSource(url).initialize();
  const pool = createHotPool(url);
  const clock = new DatabaseClock();
  await clock.synchronise(source);
  const standards = new CatalogueService(
    new ItemRepository(source),
    undefined,
    inProject('config'),
    new StandardRepository(source),
  );
  await standards.ensure(await standards.revision());
  const log = (message, error) => progress(`${message}: ${error}`);
  const sweep = new Sweep({ pool, clock, feeds: new FeedService(new FeedRepository(source)), standards, log });
  const close = async () => {
    await pool.end();
    await source.destroy();
  };
  return { sweep, close };
}

/** Most of the server's memory while it starts, stands idle and sweeps 1,000 due cases among all. */
async function serverMemory(dataDir, duration) {
  const server = await startServer(dataDir);
  const { client } = await connectDatabase(await server.databaseUrl());
  try {
    const looks = [];
    await makeDue(client, 0, 10 * DUE, 8);
    for (const end = performance.now() + duration; performance.now() < end; await pause(200))
      looks.push(rssOf(server.pid));
    return Math.max(...looks);
  } finally {
    await client.end();
    await server.stop();
  }
}

function print(results, memory) {
  for (const { size, empty, due, machine } of results) {
    const took = due.map((d) => d.took);
    say(
      `${whole(size)} open: nothing due p50 ${ms(quantile(empty, 0.5))}, p95 ${ms(quantile(empty, 0.95))} · ${DUE} due, ${due[0].cards} cards: ${took.map(ms).join(', ')} · ${shownMachine(machine)}`,
    );
  }
  const [few, many] = results;
  const growth = { empty: quantile(many.empty, 0.5) / quantile(few.empty, 0.5), due: best(many.due) / best(few.due) };
  const times = many.size / few.size;
  say(
    `with ${times} times as many open cases: nothing due ${growth.empty.toFixed(2)} times, ${DUE} due ${growth.due.toFixed(2)} times as long`,
  );
  say(boundOf(growth));
  const enough = many.size >= 1_000_000 ? '' : ` (only ${whole(many.size)} open)`;
  target('c nothing due', `p50 ${ms(quantile(many.empty, 0.5))}${enough}`, '<= 5 ms', quantile(many.empty, 0.5) <= 5);
  target(`c ${DUE} due`, `${ms(best(many.due))}${enough}`, '<= 1 s', best(many.due) <= 1_000);
  target(
    'c does not grow',
    `${growth.empty.toFixed(2)} and ${growth.due.toFixed(2)} times`,
    `<= ${MAX_GROWTH} times at ${times} times the cases`,
    Math.max(growth.empty, growth.due) <= MAX_GROWTH,
  );
  target('c memory of the server', `${memory.toFixed(0)} MB${enough}`, '<= 500 MB', memory <= 500);
}

const best = (due) => Math.min(...due.map((d) => d.took));

const boundOf = ({ empty }) =>
  empty > MAX_GROWTH
    ? 'bound by: a query that reads the open cases one by one - look at its plan with plan_cache_mode = force_generic_plan'
    : 'bound by: nothing due - the round trips of two short transactions for each feed; due - judging and explaining each case and writing its cards';
