import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inProject } from '../lib/project.mjs';
import { Client } from './client.mjs';
import { cpuBelow, cpuOf, MachineWatch, shownMachine } from './machine.mjs';
import { MARK_EVERY, reportProvince, writeProvince } from './province.mjs';
import { progress, say, seconds, target, title, whole } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { median, pause } from './statistics.mjs';

const PERIOD = { from: '2014-01-01', to: '2014-06-30', profile: 'published' };
/** Runs of each kind, one after the other in turn; the medians are compared. */
const RUNS = { quick: 1, full: 3 };
/** Milliseconds for what waits for its review after the last card. */
const REVIEW_WITHIN = 600_000;

/**
 * (i) Judged events per second with the whole rule book, from the first POST until the last case is reviewed, against the
 * time limits alone (a profile in which every rule of the wider book is off).
 * @param {import('./options.mjs').Options} options
 */
export async function ruleBook({ ruleCases, seed, quick }) {
  title(
    `i · the whole rule book against the time limits alone: ${whole(ruleCases)} cases of the half-year, a watermark every ${MARK_EVERY} days`,
  );
  const scratch = scratchDirectory();
  try {
    const province = await writeProvince({ ...PERIOD, cases: ruleCases, seed }, scratch);
    const [alone, all] = [[], []];
    for (let i = 0; i < (quick ? RUNS.quick : RUNS.full); i += 1) {
      alone.push(await run(province, false));
      all.push(await run(province, true));
    }
    print(province, alone, all);
  } finally {
    removeDirectory(scratch);
  }
}

async function run(province, isWhole) {
  const dataDir = scratchDirectory();
  const server = await startServer(dataDir);
  const { client: database, postmaster } = await connectDatabase(await server.databaseUrl());
  const http = new Client(server.port, 8);
  try {
    if (!isWhole) await switchOff(http);
    const watch = new MachineWatch({ server: () => cpuOf(server.pid), postgres: () => cpuBelow(postmaster) });
    await reportProvince(http, province);
    const judged = performance.now() - watch.started;
    await reviewed(database);
    const done = watch.end();
    const findings = await count(database, 'finding');
    const result = { ...done, judged, rate: (province.events / done.ms) * 1_000, findings };
    progress(
      `${isWhole ? 'whole rule book' : 'time limits alone'}: ${whole(result.rate)} events/s, ${findings} findings`,
    );
    return result;
  } finally {
    http.close();
    await database.end();
    await server.stop();
    removeDirectory(dataDir);
  }
}

/** A profile without the wider book is drafted by one account and checked by another, as an office would do it. */
async function switchOff(http) {
  const [author, checker] = [await http.signIn('province'), await http.signIn('admin')];
  const profile = parse(readFileSync(inProject('config/profiles/default.yaml'), 'utf8'));
  const { items } = JSON.parse((await http.read('/api/v1/rules', author)).toString());
  const off = items.filter(({ tier }) => tier === 'review').map(({ code }) => [code, { enabled: false }]);
  const body = { ...profile, version: 'bench', rules: { ...profile.rules, ...Object.fromEntries(off) } };
  const path = '/api/v1/catalogue/profiles/default/drafts';
  const { id, edition } = await http.ask(path, author, { body, note: '只留时限规则 only the rules of time limits' });
  const { state } = await http.ask(`${path}/${id}/check`, checker, { edition, decision: 'approve' });
  if (state !== 'in-force') throw new Error(`the profile without the wider book is ${state}`);
}

/** Until nothing waits for its review any more. */
export async function reviewed(database) {
  const end = performance.now() + REVIEW_WITHIN;
  while ((await count(database, 'review_mark')) > 0) {
    if (performance.now() > end) throw new Error(`cases still wait for their review after ${seconds(REVIEW_WITHIN)}`);
    await pause(50);
  }
}

async function count(database, table) {
  const { rows } = await database.query(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0].n;
}

function print({ events }, alone, all) {
  const rate = (runs) => median(runs.map((run) => run.rate));
  const cpu = ({ cpu: used }) =>
    Object.entries(used)
      .map(([name, ms]) => `${name} ${((ms / events) * 1_000).toFixed(1)} µs`)
      .join(', ');
  const ratio = rate(all) / rate(alone);
  say(
    `time limits alone ${whole(rate(alone))} events/s · whole rule book ${whole(rate(all))} events/s, all cases reviewed`,
  );
  say(`CPU per event: alone ${cpu(alone[0])} · whole ${cpu(all[0])}`);
  say(
    `the last review came ${seconds(median(all.map(({ ms, judged }) => ms - judged)))} after the last card · findings ${all.map(({ findings }) => findings).join(', ')} (alone ${alone.map(({ findings }) => findings).join(', ')})`,
  );
  say(shownMachine(all[0]));
  target('i whole rule book', `${ratio.toFixed(2)} of the time limits alone`, '>= 0.7', ratio >= 0.7);
  target(
    'i findings',
    `${all[0].findings} whole, ${alone[0].findings} alone`,
    'some, and none',
    all.every(({ findings }) => findings > 0) && alone.every(({ findings }) => findings === 0),
  );
}
