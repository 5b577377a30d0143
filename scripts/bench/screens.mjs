import { fork } from 'node:child_process';
import { inProject } from '../lib/project.mjs';
import { Client, metric } from './client.mjs';
import { cpuBelow, cpuOf, MachineWatch, shownMachine } from './machine.mjs';
import { ms, progress, say, target, title } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { monotonic, Sightings } from './sightings.mjs';
import { pause, quantile } from './statistics.mjs';
import { overdueCase, Workload } from './workload.mjs';

/** An account has 50 consoles at most; `head` sees one organisation only, that of the cards. */
const ACCOUNTS = ['inspector', 'head', 'province', 'admin'];
const SCREENS = 200;
const RATE = 200;
const POST = 20;
/** Of the events of a POST, those that make a card: 50 changes a second, as in part g. */
const CARDS = 5;
const ARRIVE_WITHIN = 5_000;

/** (h) From the POST to the last of 200 screens. @param {import('./options.mjs').Options} options */
export async function screens({ quick, seed }) {
  const [runs, seconds] = quick ? [1, 5] : [5, 20];
  title(
    `h · ${RATE} events/s, ${(RATE / POST) * CARDS} cards/s -> the last of ${SCREENS} consoles, ${runs} runs of ${seconds} s each`,
  );
  const dataDir = scratchDirectory();
  const server = await startServer(dataDir);
  const { client: database, postmaster } = await connectDatabase(await server.databaseUrl());
  const http = new Client(server.port, 64);
  const children = [];
  try {
    const workload = new Workload({ seed, times: 'live', openCases: 5_000 });
    // Those who come meet a list, and statements that have been prepared.
    await send(http, prepare(workload, 2 * RATE));
    await connectAll(children, http, server.url);
    const parties = {
      server: () => cpuOf(server.pid),
      postgres: () => cpuBelow(postmaster),
      consoles: () => children.reduce((all, { pid }) => all + cpuOf(pid), 0),
      bench: () => cpuOf(process.pid),
    };
    const results = [];
    for (let i = 0; i < runs; i += 1) {
      results.push(await oneRun({ http, children, workload, parties, events: RATE * seconds }));
      progress(`run ${i + 1} of ${runs}: p99 ${ms(results.at(-1).p99)}`);
    }
    print(results, await metric(server.url, 'liangpai_console_slow_total'));
  } finally {
    for (const child of children) child.disconnect();
    http.close();
    await database.end();
    await server.stop();
    removeDirectory(dataDir);
  }
}

async function connectAll(children, http, url) {
  for (const account of ACCOUNTS) {
    const child = fork(inProject('scripts/bench/screen-process.mjs'), { stdio: 'inherit' });
    children.push(child);
    const connected = answerOf(child);
    child.send({ connect: { url, token: await http.signIn(account), screens: SCREENS / ACCOUNTS.length } });
    await connected;
  }
}

const answerOf = (child) =>
  new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`a process with consoles ended (${code})`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
  });

let runNo = 0;

function prepare(workload, events) {
  runNo += 1;
  const mark = `SCREEN-${Date.now().toString(36)}-${runNo}`;
  return Array.from({ length: events / POST }, (_, i) => {
    const caseNos = Array.from({ length: CARDS }, (_, card) => `${mark}-${i}-${card}`);
    return {
      caseNos,
      body: Buffer.concat([Buffer.from(caseNos.map(overdueCase).join('')), workload.body(POST - CARDS)]),
    };
  });
}

/** At a fixed rate, whether or not the answers come. @returns {Promise<Map<string, number>>} when the event of each case was sent */
async function send(http, posts) {
  const sent = new Map();
  const underWay = [];
  const began = performance.now();
  for (const [i, { caseNos, body }] of posts.entries()) {
    await pause(began + (i * 1_000 * POST) / RATE - performance.now());
    for (const caseNo of caseNos) sent.set(caseNo, monotonic());
    underWay.push(http.events('demo-window', body, POST));
  }
  await Promise.all(underWay);
  return sent;
}

async function oneRun({ http, children, workload, parties, events }) {
  const posts = prepare(workload, events);
  const watch = new MachineWatch(parties);
  const sent = await send(http, posts);
  const machine = watch.end();
  const sightings = new Sightings();
  const until = performance.now() + ARRIVE_WITHIN;
  let result;
  do {
    await pause(200);
    const answers = children.map(answerOf);
    for (const child of children) child.send({});
    for (const { sightings: seen } of await Promise.all(answers)) sightings.merge(seen);
    result = sightings.delays(sent, SCREENS);
  } while (result.missing > 0 && performance.now() < until);
  const { delays, missing } = result;
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(delays, share));
  return { p50, p95, p99, missing, machine };
}

function print(results, slow) {
  for (const [i, { p50, p95, p99, missing, machine }] of results.entries()) {
    const cpu = Object.entries(machine.cpu).map(([name, used]) => `${name} ${((used / machine.ms) * 100).toFixed(0)}%`);
    say(
      `run ${i + 1}: p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)} · CPU of one core: ${cpu.join(', ')} · ${shownMachine(machine)}${missing ? ` · MISSING ${missing}` : ''}`,
    );
  }
  const best = results.reduce((a, b) => (b.p99 < a.p99 ? b : a));
  const complete = results.every(({ missing }) => missing === 0) && !slow;
  target(
    `h p99 to ${SCREENS} screens at ${RATE} events/s`,
    `${ms(best.p99)}${complete ? '' : `, changes missing or consoles cut off`}`,
    `<= 300 ms, best of ${results.length}`,
    best.p99 <= 300 && complete,
  );
}
