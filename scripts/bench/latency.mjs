import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Client, metric } from './client.mjs';
import { connectConsole } from './consoles.mjs';
import { cpuBelow, cpuOf, MachineWatch, shownMachine } from './machine.mjs';
import { ms, progress, say, target, title } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { pause, quantile } from './statistics.mjs';
import { overdueCase, Workload } from './workload.mjs';

const CONSOLES = 20;
const POST = 20;
const RATES = [200, 1_000];
/** Milliseconds for the last changes of a run to arrive. */
const ARRIVE_WITHIN = 3_000;
const LAG_RESOLUTION = 1;
/** Milliseconds that the server's own measure of its lag includes: the resolution of prom-client. */
const SERVER_LAG_RESOLUTION = 10;

/** (b) From the POST of 20 events, one of which makes a card, to the change on 20 consoles. @param {import('./options.mjs').Options} options */
export async function latency({ quick, seed }) {
  const [runs, seconds] = quick ? [1, 3] : [5, 10];
  title(`b · POST of ${POST} events -> changes on ${CONSOLES} consoles, ${runs} runs of ${seconds} s each`);
  const dataDir = scratchDirectory();
  const server = await startServer(dataDir);
  const { client: database, postmaster } = await connectDatabase(await server.databaseUrl());
  const http = new Client(server.port, 64);
  const consoles = new Consoles();
  const ours = {
    server: () => cpuOf(server.pid),
    postgres: () => cpuBelow(postmaster),
    bench: () => cpuOf(process.pid),
  };
  try {
    await consoles.connect(server.url, await http.signIn('inspector'));
    const workload = new Workload({ seed, times: 'live', openCases: 5_000 });
    await oneRun({ http, consoles, workload, server, ours, rate: 200, seconds: 2 });
    for (const rate of RATES) {
      const results = [];
      for (let i = 0; i < runs; i += 1) {
        results.push(await oneRun({ http, consoles, workload, server, ours, rate, seconds }));
        progress(`${rate} events/s, run ${i + 1} of ${runs}: p99 ${ms(results.at(-1).p99)}`);
      }
      print(rate, results);
    }
  } finally {
    consoles.close();
    http.close();
    await database.end();
    await server.stop();
    removeDirectory(dataDir);
  }
}

/** Consoles that note when the card of a case arrives. */
class Consoles {
  sockets = [];
  /** Case number -> when its event was sent. @type {Map<string, number>} */
  sent = new Map();
  /** Milliseconds, one for each card and console. @type {number[]} */
  samples = [];

  async connect(url, token) {
    for (let i = 0; i < CONSOLES; i += 1) {
      const socket = await connectConsole(url, token);
      this.sockets.push(socket);
      const seen = new Set();
      socket.on('changes', ({ cards }) => this.#arrived(cards, seen));
    }
  }

  /** A card may come again with its evidence: the first time counts. */
  #arrived(cards, seen) {
    const now = performance.now();
    for (const { caseNo } of cards) {
      const sent = this.sent.get(caseNo);
      if (sent === undefined || seen.has(caseNo)) continue;
      seen.add(caseNo);
      this.samples.push(now - sent);
    }
  }

  close() {
    for (const socket of this.sockets) socket.disconnect();
  }
}

/** Sends at a fixed rate, whether or not the answers come. */
async function oneRun({ http, consoles, workload, server, ours, rate, seconds }) {
  consoles.samples = [];
  consoles.sent.clear();
  const posts = Math.round((rate * seconds) / POST);
  const prepared = Array.from({ length: posts }, (_, i) => {
    const caseNo = `LATE-${rate}-${Date.now().toString(36)}-${i}`;
    return { caseNo, body: Buffer.concat([Buffer.from(overdueCase(caseNo)), workload.body(POST - 1)]) };
  });
  await metric(server.url, 'nodejs_eventloop_lag_p99_seconds');
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION });
  lag.enable();
  const watch = new MachineWatch(ours);
  const began = performance.now();
  const underWay = [];
  const answers = [];
  for (const [i, { caseNo, body }] of prepared.entries()) {
    await pause(began + (i * 1_000 * POST) / rate - performance.now());
    const sent = performance.now();
    consoles.sent.set(caseNo, sent);
    underWay.push(http.events('demo-window', body, POST).then(() => answers.push(performance.now() - sent)));
  }
  await Promise.all(underWay);
  const expected = posts * CONSOLES;
  const until = performance.now() + ARRIVE_WITHIN;
  while (consoles.samples.length < expected && performance.now() < until) await pause(10);
  const machine = watch.end();
  lag.disable();
  const lagSeconds = await metric(server.url, 'nodejs_eventloop_lag_p99_seconds');
  const serverLag = lagSeconds === undefined ? undefined : Math.max(0, lagSeconds * 1_000 - SERVER_LAG_RESOLUTION);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(consoles.samples, share));
  const benchLag = Math.max(0, lag.percentile(99) / 1e6 - LAG_RESOLUTION);
  const answered = quantile(answers, 0.5);
  return { p50, p95, p99, answered, machine, serverLag, benchLag, missing: expected - consoles.samples.length };
}

function print(rate, results) {
  const best = results.reduce((a, b) => (b.p99 < a.p99 ? b : a));
  for (const [i, r] of results.entries())
    say(
      `${rate} events/s, run ${i + 1}: p50 ${ms(r.p50)}, p95 ${ms(r.p95)}, p99 ${ms(r.p99)} · answer to the POST p50 ${ms(r.answered)} · p99 of the loop's lag: server ${lagOf(r.serverLag)}, bench ${ms(r.benchLag)} · ${shownMachine(r.machine)}${r.missing ? ` · MISSING ${r.missing}` : ''}`,
    );
  const complete = results.every((r) => r.missing === 0);
  say(boundOf(best));
  target(
    `b p99 at ${rate} events/s`,
    `${ms(best.p99)}${complete ? '' : ', changes missing'}`,
    '<= 50 ms, best of five',
    best.p99 <= 50 && complete,
  );
}

const lagOf = (lag) => (lag === undefined ? '?' : ms(lag));

/** Each POST waits for a commit and for the consoles' feed; what exceeds that is waiting for a core. */
function boundOf({ p50, p99, answered, serverLag, machine }) {
  const tail = p99 - p50;
  const lag = serverLag ?? 0;
  if (machine.busy + machine.steal > 0.9)
    return `bound by: the CPU of the machine, shared with whoever else uses it (p99 - p50 ${ms(tail)})`;
  if (lag > tail / 2) return `bound by: the server's event loop (p99 of its lag ${ms(lag)}, p99 - p50 ${ms(tail)})`;
  return `bound by: the commit (answer p50 ${ms(answered)}) and the reading of the feed behind it (${ms(p50 - answered)} more), p99 - p50 ${ms(tail)}`;
}
