import { Client } from './client.mjs';
import { CopyTables } from './copy.mjs';
import { CORES, cpuBelow, cpuOf, MachineWatch, rssOf, shownMachine } from './machine.mjs';
import { profileFlags, shownProfile } from './profile.mjs';
import { ms, progress, say, target, title, whole } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { median, sum } from './statistics.mjs';
import { watermark, Workload } from './workload.mjs';

const POST = 1_000;
const IN_FLIGHT = 4;
const ROUND = 50_000;
const WARM_UP = 20 * POST;
/** Milliseconds between two looks at the server's memory. */
const LOOK_EVERY = 250;

/** (a) Events durable and judged per second, against plain COPY of the same rows. @param {import('./options.mjs').Options} options */
export async function throughput(options) {
  title(
    `a · NDJSON over HTTP: POSTs of ${POST}, ${IN_FLIGHT} in flight, ${whole(options.events)} events, source ${options.source}`,
  );
  const dataDir = scratchDirectory();
  const { profile } = options;
  const server = await startServer(dataDir, profile ? profileFlags(profile) : []);
  const { client: database, postmaster } = await connectDatabase(await server.databaseUrl());
  const http = new Client(server.port, IN_FLIGHT);
  try {
    const copy = new CopyTables(database, () => cpuBelow(postmaster));
    await copy.create();
    const workload = new Workload(options);
    const parties = {
      server: () => cpuOf(server.pid),
      postgres: () => cpuBelow(postmaster),
      bench: () => cpuOf(process.pid),
    };
    const rounds = [];
    const rss = [];
    const total = Math.max(1, Math.round(options.events / ROUND));
    await postRound(http, { ...options, workload, count: WARM_UP });
    await copy.skip();
    for (let i = 0; i < total; i += 1) {
      const count = i < total - 1 ? ROUND : options.events - ROUND * (total - 1);
      const looks = setInterval(() => rss.push(rssOf(server.pid)), LOOK_EVERY);
      const round = await postRound(http, { ...options, workload, count, parties });
      clearInterval(looks);
      const plain = await copy.round(i < 4);
      rounds.push({ ...round, ...plain, count });
      progress(
        `round ${i + 1} of ${total}: ${whole(rate(round.ms, count))} events/s, COPY ${whole(rate(plain.small, plain.rows))} rows/s`,
      );
    }
    print(rounds, rss, http);
  } finally {
    http.close();
    await database.end();
    await server.stop();
    removeDirectory(dataDir);
    if (profile) say(shownProfile(profile));
  }
}

const rate = (duration, count) => (count / duration) * 1_000;

/** Sends `count` events, prepared before the time is taken. */
async function postRound(http, { workload, count, source, parties = {} }) {
  const token = `demo-${source}`;
  const bodies = [];
  for (let left = count; left > 0; left -= POST) {
    const size = Math.min(POST, left);
    bodies.push({ size, body: workload.body(size) });
  }
  const bytes = sum(bodies.map(({ body }) => body.length)) / count;
  const watch = new MachineWatch(parties);
  const posts = [];
  const worker = async () => {
    for (let next = bodies.shift(); next; next = bodies.shift()) {
      const sent = performance.now();
      await http.events(token, next.body, next.size);
      posts.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  // Events of a declared feed wait for its word; what counts is that they are judged.
  if (source === 'replay') await http.events(token, watermark(Date.now()), 1);
  return { ...watch.end(), bytes, posts };
}

function print(rounds, rss, http) {
  const events = sum(rounds.map((r) => r.count));
  const perEvent = (name) => (sum(rounds.map((r) => r.cpu[name])) / events) * 1_000;
  const took = sum(rounds.map((r) => r.ms));
  const speed = median(rounds.map((r) => rate(r.ms, r.count)));
  const ratios = rounds.map((r) => rate(r.ms, r.count) / rate(r.small, r.rows));
  const big = rounds.filter((r) => r.big !== undefined);
  const bigRatios = big.map((r) => rate(r.ms, r.count) / rate(r.big, r.rows));
  const ratio = median(ratios);
  say(
    `events/s ${whole(speed)} (median of ${rounds.length} rounds), ${whole(rounds[0].bytes)} B per event, POST p50 ${ms(median(rounds.flatMap((r) => r.posts)))}, repeated POSTs ${http.repeats}`,
  );
  say(
    `plain COPY of the same rows, 1,000 a transaction: ${whole(median(rounds.map((r) => rate(r.small, r.rows))))} rows/s · all in one: ${whole(median(big.map((r) => rate(r.big, r.rows))))} rows/s`,
  );
  say(
    `ratio ${ratio.toFixed(3)} (rounds ${Math.min(...ratios).toFixed(3)}–${Math.max(...ratios).toFixed(3)}) · against one big COPY ${median(bigRatios).toFixed(3)}`,
  );
  const cpu = ['server', 'postgres', 'bench'].map((name) => [name, perEvent(name)]);
  const copyCpu = (sum(rounds.map((r) => r.smallCpu)) / sum(rounds.map((r) => r.rows))) * 1_000;
  say(
    `CPU per event: ${cpu.map(([name, us]) => `${name} ${us.toFixed(1)} µs`).join(', ')} · of plain COPY: postgres ${copyCpu.toFixed(1)} µs`,
  );
  say(shownMachine(averaged(rounds, took)));
  say(boundOf(Object.fromEntries(cpu), events, took, averaged(rounds, took)));
  const tenths = Array.from({ length: 10 }, (_, i) =>
    rss.slice(Math.floor((i * rss.length) / 10), Math.floor(((i + 1) * rss.length) / 10)),
  );
  const byTenth = tenths.map((part) => median(part));
  say(
    `server memory by tenths, MB: ${byTenth.map((mb) => (Number.isNaN(mb) ? '-' : mb.toFixed(0))).join(' ')} · most ${Math.max(...rss).toFixed(0)}`,
  );
  target('a ratio to plain COPY', ratio.toFixed(3), '>= 0.3, going to 0.5', ratio >= 0.3);
  target('a events/s on a quiet machine', whole(speed), '>= 10,000', speed >= 10_000);
  const growth = byTenth[9] / Math.max(...byTenth.slice(1, 4));
  const long = events >= 1_000_000;
  target(
    'a memory flat',
    `last tenth ${growth.toFixed(2)} of the most of tenths 2-4`,
    '<= 1.2 over 5 million events',
    long ? growth <= 1.2 : undefined,
  );
}

const averaged = (rounds, took) =>
  Object.fromEntries(['busy', 'steal', 'others'].map((key) => [key, sum(rounds.map((r) => r[key] * r.ms)) / took]));

/** Says what holds the rate back, from what was measured. */
function boundOf({ server, postgres, bench }, events, took, machine) {
  const thread = (server * events) / (took * 1_000);
  const cores = machine.busy + machine.steal;
  const limit = `${CORES} cores / ${(server + postgres + bench).toFixed(1)} µs = ${whole((CORES * 1e6) / (server + postgres + bench))} events/s at most`;
  if (thread > 0.85)
    return `bound by: the server's process (${(thread * 100).toFixed(0)}% of one core: one JavaScript thread); ${limit}`;
  if (cores > 0.9) return `bound by: the CPU of the machine (all cores ${(cores * 100).toFixed(0)}% used); ${limit}`;
  return `bound by: waiting for commits and for each other (server ${(thread * 100).toFixed(0)}% of one core, machine ${(cores * 100).toFixed(0)}%); ${limit}`;
}
