import { inProject } from '../lib/project.mjs';
import { CORES, MachineWatch, cpuOf, shownMachine } from './machine.mjs';
import { say, target, title } from './report.mjs';
import { quantile, randomOf } from './statistics.mjs';

const HOUR = 3_600_000;
const SIZE = 4_096;
/** Each measurement is the best of this many turns: whatever disturbs a turn only makes it slower. */
const TURNS = 7;
/** Years that both calendars know in full. */
const [FIRST, LAST] = [Date.UTC(2019, 0, 2), Date.UTC(2025, 5, 30)];

/** (d) Working-day arithmetic against well-known libraries. @param {import('./options.mjs').Options} options */
export async function arithmetic({ quick, seed }) {
  title('d · working-day arithmetic, nanoseconds per operation');
  const { loadCalendars } = await import('../../dist/server/catalogue/calendars/calendar.loader.js');
  const { dayOf, isoOfDay } = await import('../../dist/server/domain/instant.js');
  const { default: days } = await import('chinese-days');
  const fns = await import('date-fns');
  const cn = loadCalendars(inProject('config/calendars')).get('cn');
  const random = randomOf(seed);
  const pick = (from, to) => from + Math.floor(random() * (to - from));
  const at = Array.from({ length: SIZE }, () => pick(FIRST, LAST));
  const day = at.map(dayOf);
  const later = day.map((d) => d + pick(1, 60));
  const iso = day.map(isoOfDay);
  const isoLater = later.map(isoOfDay);
  const dates = iso.map((text) => new Date(`${text}T00:00:00Z`));
  const datesLater = isoLater.map((text) => new Date(`${text}T00:00:00Z`));
  const n = at.map(() => pick(1, 30));
  const hours = at.map(() => pick(1, 80) * HOUR);
  const atLater = at.map((a, i) => a + n[i] * 24 * HOUR);
  agree(cn, days, day, iso, n, isoOfDay);

  const watch = new MachineWatch({ bench: () => cpuOf(process.pid) });
  const time = (rounds, work) => nsPerOperation(quick ? Math.ceil(rounds / 10) : rounds, work);
  const ours = {
    addDays: time(400, (i) => cn.addWorkingDays(day[i], n[i])),
    measureDays: time(400, (i) => cn.rank(later[i]) - cn.rank(day[i])),
    addHours: time(400, (i) => cn.addWorkingTime(at[i], hours[i])),
    measureHours: time(400, (i) => cn.workingTime(atLater[i]) - cn.workingTime(at[i])),
  };
  const theirs = {
    addDays: time(1, (i) => days.findWorkday(n[i], iso[i]).length),
    measureDays: time(1, (i) => days.getWorkdaysInRange(iso[i], isoLater[i]).length),
    addBusiness: time(10, (i) => fns.addBusinessDays(dates[i], n[i]).getTime()),
    measureBusiness: time(10, (i) => fns.differenceInBusinessDays(datesLater[i], dates[i])),
  };
  print(ours, theirs, watch.end());
}

/** A fast wrong answer is worth nothing: both must give the same days before they are timed. */
function agree(cn, days, day, iso, n, isoOfDay) {
  for (const i of day.keys()) {
    const [mine, other] = [isoOfDay(cn.addWorkingDays(day[i], n[i])), days.findWorkday(n[i], iso[i])];
    if (mine !== other) throw new Error(`${iso[i]} + ${n[i]} working days: ${mine}, chinese-days says ${other}`);
  }
}

/** Nanoseconds; the results are added up so that nothing can be left out. */
function nsPerOperation(rounds, work) {
  let total = 0;
  const turns = [];
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const began = process.hrtime.bigint();
    for (let round = 0; round < rounds; round += 1) for (let i = 0; i < SIZE; i += 1) total += work(i);
    // The first turn only warms up.
    if (turn > 0) turns.push(Number(process.hrtime.bigint() - began) / (rounds * SIZE));
  }
  if (Number.isNaN(total)) throw new Error('an operation had no answer');
  return quantile(turns, 0);
}

const us = (ns) => `${(ns / 1_000).toFixed(3)} µs`;
const times = (other, mine) => `${Math.round(other / mine)} times`;

function print(ours, theirs, machine) {
  say(
    `add days      ${us(ours.addDays)} · chinese-days findWorkday ${us(theirs.addDays)} (${times(theirs.addDays, ours.addDays)}) · date-fns addBusinessDays, knows weekends only, ${us(theirs.addBusiness)} (${times(theirs.addBusiness, ours.addDays)})`,
  );
  say(
    `measure days  ${us(ours.measureDays)} · chinese-days getWorkdaysInRange ${us(theirs.measureDays)} (${times(theirs.measureDays, ours.measureDays)}) · date-fns differenceInBusinessDays ${us(theirs.measureBusiness)} (${times(theirs.measureBusiness, ours.measureDays)})`,
  );
  say(
    `add hours     ${us(ours.addHours)} · measure hours ${us(ours.measureHours)} · neither library knows office hours`,
  );
  say(`${shownMachine(machine)}; one of ${CORES} cores is ours`);
  say('bound by: two or three reads of typed arrays (days), and the division by the length of a working day (hours)');
  const days = Math.max(ours.addDays, ours.measureDays);
  const hours = Math.max(ours.addHours, ours.measureHours);
  const least = Math.min(theirs.addDays / ours.addDays, theirs.measureDays / ours.measureDays);
  target('d days', us(days), '<= 0.1 µs', days <= 100);
  target('d hours', us(hours), '<= 1 µs', hours <= 1_000);
  target('d against chinese-days', `${Math.round(least)} times faster`, '>= 100 times', least >= 100);
}
