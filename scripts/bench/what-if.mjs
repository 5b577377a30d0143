import { Client } from './client.mjs';
import { cpuBelow, cpuOf, MachineWatch, shownMachine } from './machine.mjs';
import { ALL_CASES } from './options.mjs';
import { profileFlags, shownProfile } from './profile.mjs';
import { reportProvince, writeProvince } from './province.mjs';
import { progress, say, seconds, target, title, whole } from './report.mjs';
import { reviewed } from './rule-book.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { median, pause } from './statistics.mjs';
import { Workload } from './workload.mjs';

const PERIOD = { from: '2014-01-01', to: '2014-06-30', profile: 'published' };
const OFF = { off: true, name: '试', notice: '试' };
/** Days off that nobody has declared; every case is judged by both calendars, by every rule. */
const DRAFT = {
  name: 'bench',
  draft: { kind: 'calendar', code: 'cn', body: { days: { '2014-03-12': OFF, '2014-03-13': OFF, '2014-05-14': OFF } } },
  from: '2014-01-01',
  to: '2014-07-01',
};
const POST = 500;
const IN_FLIGHT = 4;
/** Rounds with and without a trial, in turn. */
const ROUNDS = { quick: 2, full: 6 };
const ROUND_EVENTS = { quick: 5_000, full: 30_000 };
/** A thousandth of a trial is enough to know its rate; longer than this nobody waits (milliseconds). */
const TRIAL_WITHIN = 1_800_000;

/**
 * (j) Try before use: a draft of a calendar over the half-year, beside the version in force; and how much slower the
 * live line is while a trial runs.
 * @param {import('./options.mjs').Options} options
 */
export async function whatIf({ tryCases, seed, quick, profile }) {
  title(`j · try before use: a calendar over ${whole(tryCases)} cases of the half-year, and the live line meanwhile`);
  const dataDir = scratchDirectory();
  try {
    const province = await writeProvince({ ...PERIOD, cases: tryCases, seed }, dataDir);
    const server = await startServer(dataDir, profile ? profileFlags(profile) : []);
    const { client: database, postmaster } = await connectDatabase(await server.databaseUrl());
    const http = new Client(server.port, 8);
    try {
      await reportProvince(http, province);
      await reviewed(database);
      const session = await http.signIn('province');
      const watch = new MachineWatch({ server: () => cpuOf(server.pid), postgres: () => cpuBelow(postmaster) });
      const trial = await over(http, session, (await start(http, session)).id);
      printTrial(trial, watch.end());
      const size = quick ? 'quick' : 'full';
      printLine(await liveLine(http, session, { seed, rounds: ROUNDS[size], events: ROUND_EVENTS[size] }));
    } finally {
      http.close();
      await database.end();
      await server.stop();
    }
    if (profile) say(shownProfile(profile));
  } finally {
    removeDirectory(dataDir);
  }
}

const start = (http, session) => http.ask('/api/v1/trials', session, DRAFT);
const read = async (http, session, id) => JSON.parse((await http.read(`/api/v1/trials/${id}`, session)).toString());
const isOpen = ({ state }) => state === 'queued' || state === 'running';

async function over(http, session, id) {
  const end = performance.now() + TRIAL_WITHIN;
  for (;;) {
    const trial = await read(http, session, id);
    if (!isOpen(trial)) return trial;
    if (performance.now() > end) throw new Error(`the trial still runs after ${seconds(TRIAL_WITHIN)}`);
    await pause(100);
  }
}

/** Rounds of the same load, every other one while a trial runs from its first event to its last. */
async function liveLine(http, session, { seed, rounds, events }) {
  const workload = new Workload({ seed, times: 'live', openCases: 2_000 });
  await round(http, workload, events);
  const [without, beside, tried] = [[], [], []];
  for (let i = 0; i < rounds; i += 1) {
    without.push(await round(http, workload, events));
    const { id } = await start(http, session);
    // Its start is over: it judges.
    for (let now = await read(http, session, id); isOpen(now) && now.progress.casesDone === 0;) {
      await pause(50);
      now = await read(http, session, id);
    }
    const speed = await round(http, workload, events);
    const trial = await read(http, session, id);
    // One that ended before the load says nothing of the load.
    if (trial.state === 'running') beside.push(speed);
    tried.push(trial.progress.casesDone);
    if (isOpen(trial)) await http.ask(`/api/v1/trials/${id}/cancel`, session, {});
    await over(http, session, id);
    progress(`round ${i + 1} of ${rounds}: alone ${whole(without[i])}, beside a trial ${whole(speed)} events/s`);
  }
  return { without, beside, tried };
}

/** Events a second. */
async function round(http, workload, events) {
  const bodies = Array.from({ length: Math.ceil(events / POST) }, () => workload.body(POST));
  const count = bodies.length * POST;
  const began = performance.now();
  const worker = async () => {
    for (let body = bodies.shift(); body; body = bodies.shift()) await http.events('demo-window', body, POST);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return (count / (performance.now() - began)) * 1_000;
}

function printTrial({ state, summary, startedAt, endedAt }, { cpu, ...machine }) {
  if (state !== 'done') throw new Error(`the trial is ${state}`);
  const took = Date.parse(endedAt) - Date.parse(startedAt);
  const { judged, unjudgeable } = summary.cases;
  const rate = (judged / took) * 1_000;
  const { appear, vanish, moved } = summary.cards;
  say(
    `${whole(judged)} cases judged twice in ${seconds(took)}: ${whole(rate)} cases/s · ${whole(appear)} cards appear, ${whole(vanish)} vanish, ${whole(moved)} move · not judged ${unjudgeable}`,
  );
  const perCase = Object.entries(cpu).map(([name, used]) => `${name} ${((used / judged) * 1_000).toFixed(0)} µs`);
  say(`CPU per case: ${perCase.join(', ')} · ${shownMachine(machine)}`);
  const isWhole = judged >= ALL_CASES;
  const all = (ALL_CASES / rate) * 1_000;
  target(
    'j what-if of the half-year',
    isWhole
      ? seconds(took)
      : `${seconds(took)} for ${whole(judged)} cases: ${seconds(all)} for ${whole(ALL_CASES)} at this rate`,
    'minutes (<= 600 s)',
    isWhole ? took <= 600_000 : undefined,
  );
}

function printLine({ without, beside, tried }) {
  const [alone, along] = [median(without), median(beside)];
  const ratio = along / alone;
  say(
    `live line alone ${whole(alone)} events/s · beside a trial ${whole(along)} events/s (${beside.length} rounds in which it ran throughout; ${whole(median(tried))} cases tried in a round)`,
  );
  target(
    'j live line beside a trial',
    `${ratio.toFixed(2)} of alone`,
    '>= 0.9',
    beside.length > 0 ? ratio >= 0.9 : undefined,
  );
}
