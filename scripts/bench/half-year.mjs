import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { inProject } from '../lib/project.mjs';
import { Client } from './client.mjs';
import { cpuBelow, cpuOf, MachineWatch, rssOf, shownMachine } from './machine.mjs';
import { ALL_CASES } from './options.mjs';
import { profileFlags, shownProfile } from './profile.mjs';
import { MARK_EVERY, reportProvince, writeProvince } from './province.mjs';
import { readingTimes } from './reading.mjs';
import { progress, say, seconds, target, title, whole } from './report.mjs';
import { connectDatabase, removeDirectory, scratchDirectory, startServer } from './server.mjs';
import { sum } from './statistics.mjs';

const PERIOD = { from: '2014-01-01', to: '2014-06-30', profile: 'published' };
const LEVELS = ['reminder', 'yellow', 'red'];

/** (e) Half a year of the demo province, from an empty database to its last card, its figures and its bulletins. @param {import('./options.mjs').Options} options */
export async function halfYear({ cases, seed, verify, profile }) {
  title(
    `e · half a year of the province: ${whole(cases)} cases, ${PERIOD.from} to ${PERIOD.to}, seed ${seed}, a watermark every ${MARK_EVERY} days`,
  );
  const dataDir = scratchDirectory();
  try {
    const began = performance.now();
    const province = await writeProvince({ ...PERIOD, cases, seed }, dataDir);
    const generated = performance.now() - began;
    say(
      `the simulator wrote ${whole(province.events)} events, ${(province.bytes / 1e6).toFixed(0)} MB, in ${seconds(generated)} (the work of the window systems: not counted)`,
    );
    await onServer(dataDir, province, { verify, profile });
    if (profile) say(shownProfile(profile));
  } finally {
    removeDirectory(dataDir);
  }
}

async function onServer(dataDir, province, { verify, profile }) {
  const server = await startServer(dataDir, profile ? profileFlags(profile) : []);
  const url = await server.databaseUrl();
  const { client: database, postmaster } = await connectDatabase(url);
  const http = new Client(server.port, 8);
  try {
    const result = await report(http, province, {
      server: () => cpuOf(server.pid),
      postgres: () => cpuBelow(postmaster),
      bench: () => cpuOf(process.pid),
    });
    const session = await http.signIn('province');
    const cards = await cardsOf(http, session);
    const memory = rssOf(server.pid);
    const times = await readingTimes(http, session);
    print(province, result, cards, memory, times);
    if (verify) await verifyCards(url);
  } finally {
    http.close();
    await database.end();
    await server.stop();
  }
}

async function report(http, province, parties) {
  const watch = new MachineWatch(parties);
  const began = performance.now();
  let shownAt = began;
  const sent = await reportProvince(http, province, (until) => {
    if (performance.now() - shownAt < 10_000) return;
    shownAt = performance.now();
    progress(`${seconds(shownAt - began)}: judged up to ${new Date(until).toISOString().slice(0, 10)}`);
  });
  return { sent, ...watch.end() };
}

/** All cards there are, by level. @returns {Promise<Record<string, number>>} */
async function cardsOf(http, session) {
  const cards = {};
  for (const level of LEVELS) {
    const answer = await http.read(`/api/v1/cards?level=${level}&limit=1`, session);
    cards[level] = JSON.parse(answer.toString()).total;
  }
  return cards;
}

function print(province, { sent, ms, cpu, ...machine }, cards, memory, times) {
  const { events, repeats, wrong } = province;
  const rate = (events / ms) * 1_000;
  const perEvent = Object.entries(cpu).map(([name, used]) => `${name} ${((used / events) * 1_000).toFixed(1)} µs`);
  say(
    `posting to the last card ${seconds(ms)} · ${whole(rate)} events/s · accepted ${whole(sent.accepted)}, repeated ${sent.duplicates} of ${repeats}, wrong ones rejected ${sent.rejected} of ${wrong}`,
  );
  say(`cards: ${shownCards(cards)} · planned by the simulator: ${shownCards(province.cards)}`);
  say(`CPU per event: ${perEvent.join(', ')} · server memory ${memory.toFixed(0)} MB · ${shownMachine(machine)}`);
  for (const line of times.lines) say(line);
  const isWhole = province.cases === ALL_CASES;
  const part = isWhole ? '' : ` (only ${whole(province.cases)} cases)`;
  const total = ms + times.months;
  target(
    'e half-year',
    `${seconds(total)}${part}`,
    '<= 180 s to all cards and the month page',
    isWhole ? total <= 180_000 : undefined,
  );
  target(
    'e events and cards',
    `${whole(sum(Object.values(cards)))} cards`,
    'as the simulator planned them',
    LEVELS.every((level) => cards[level] === province.cards[level]) &&
      sent.accepted === events - repeats - wrong &&
      sent.rejected === wrong,
  );
  for (const { what, took, most } of times.targets)
    target(`e ${what}`, `${seconds(took)}${part}`, `<= ${most / 1_000} s`, isWhole ? took <= most : undefined);
}

const shownCards = ({ reminder, yellow, red }) =>
  `${reminder + yellow} reminders and yellow (${reminder} + ${yellow}), ${red} red`;

/** The second evaluator, from the stored events. */
async function verifyCards(url) {
  const began = performance.now();
  const child = spawn(process.execPath, [inProject('scripts/liangpai.mjs'), 'verify', 'cards', '--url', url], {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  say(out.trim());
  target(
    'e verify cards',
    `${code === 0 ? 'equal' : `exit ${code}`} in ${seconds(performance.now() - began)}`,
    'equal',
    code === 0,
  );
}
