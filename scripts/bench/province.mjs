import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../lib/project.mjs';
import { watermark } from './workload.mjs';

/** The feed to which `liangpai simulate` reports. */
const TOKEN = 'demo-replay';

/** Days between two watermarks, as with `--watermark-every 7`: who loads history need not declare every day of it. */
export const MARK_EVERY = 7;

/**
 * @typedef {{ cases: number, from: string, to: string, seed: number, profile: string }} Period
 * @typedef {{ at: number, length: number }} Body where it lies in the file
 * @typedef {{ until: number, bodies: Body[] }} Day what is posted before a watermark
 * @typedef {{ cases: number, events: number, repeats: number, wrong: number, bytes: number, days: Day[], cards: Record<string, number> }} Province
 */

/**
 * The events of `liangpai simulate` with the same arguments, in the same POSTs, written to a file before any time is taken:
 * making them is the work of the window systems. @param {Period} period @param {string} directory @returns {Promise<Province & { file: string }>}
 */
export async function writeProvince(period, directory) {
  const { sendBulk } = await import('../../dist/server/simulator/bulk.js');
  const { simulation, from, until } = await simulationOf(period);
  const file = join(directory, 'events.ndjson');
  const recorder = new Recorder(openSync(file, 'w'));
  try {
    const { cases, events } = await sendBulk(
      { stream: simulation.stream(), from, until, markEvery: MARK_EVERY },
      recorder,
      () => undefined,
    );
    const { repeats, wrong, bytes, days } = recorder;
    return { file, cases, events, repeats, wrong, bytes, days, cards: await cardsOf(simulation, from, until) };
  } finally {
    closeSync(recorder.descriptor);
  }
}

async function simulationOf({ cases, from, to, seed, profile }) {
  const { loadSimulator, Simulation } = await import('../../dist/server/simulator/simulation.js');
  const { dayFromIso, startOfDay } = await import('../../dist/server/domain/instant.js');
  const config = loadSimulator(inProject('config'));
  const [firstDay, lastDay] = [dayFromIso(from), dayFromIso(to)];
  const since = startOfDay(firstDay);
  const run = { profile: config.settings.profiles.get(profile), seed, firstDay, since, volume: { cases, lastDay } };
  return { simulation: new Simulation(config, run), from: since, until: startOfDay(lastDay + 1) };
}

/** Stands where the simulator posts, and writes down what it would have sent. */
export class Recorder {
  repeats = 0;
  wrong = 0;
  bytes = 0;
  /** @type {Day[]} */
  days = [];
  #bodies = [];
  #declared = 0;

  /** @param {number} descriptor of the file */
  constructor(descriptor) {
    this.descriptor = descriptor;
  }

  async post(deliveries) {
    if (deliveries.length === 0) return;
    const text = Buffer.from(deliveries.map(({ event }) => `${JSON.stringify(event)}\n`).join(''));
    writeSync(this.descriptor, text);
    this.#bodies.push({ at: this.bytes, length: text.length });
    this.bytes += text.length;
    this.repeats += deliveries.filter(({ kind }) => kind === 'repeat').length;
    this.wrong += deliveries.filter(({ kind }) => kind === 'wrong').length;
  }

  /** The simulator asks for it when it has posted everything before its next watermark. */
  async acknowledged() {
    this.days.push({ until: NaN, bodies: this.#bodies });
    this.#bodies = [];
  }

  async declare(until) {
    this.days[this.#declared].until = until;
    this.#declared += 1;
  }
}

/** Cards that the planned cases must bring until the end of the period, by level: judged one by one, without server or database. */
async function cardsOf(simulation, from, until) {
  const { examine } = await import('../../dist/server/domain/examine.js');
  const { caseOf } = await import('../../dist/server/simulator/case-of.js');
  const { dayOf } = await import('../../dist/server/domain/instant.js');
  const standards = await standardsOf(simulation);
  const cards = { reminder: 0, yellow: 0, red: 0 };
  for (let day = dayOf(from); day < dayOf(until); day += 1)
    for (const arrival of simulation.arrivals.of(day)) {
      if (arrival.scenario === 'lawful') continue;
      const events = caseOf(arrival, simulation.source)
        .inOrder()
        .map(({ type, at, data }) => ({ ...data, promiseDate: undefined, type, at, feed: 1 }));
      for (const { rule } of examine(events, standards, until).findings)
        cards[standards.profile.rules[rule].level] += 1;
    }
  return cards;
}

async function standardsOf(simulation) {
  const { loadCalendars } = await import('../../dist/server/catalogue/calendars/calendar.loader.js');
  const { loadProfile } = await import('../../dist/server/catalogue/profiles/profile.loader.js');
  const { judgedVersion } = await import('../../dist/server/catalogue/items/item.js');
  const { items } = simulation.source.world;
  const versions = new Map(
    items.map(({ code, body }) => [code, judgedVersion({ id: 1, version: 1, code, effectiveFrom: null, body })]),
  );
  return {
    calendar: loadCalendars(inProject('config/calendars')).get('cn'),
    profile: loadProfile(inProject('config/profiles/default.yaml')),
    itemAt: (code) => versions.get(code),
  };
}

/**
 * Reports a province as `liangpai simulate` does: a watermark goes out when everything before it is answered for, while
 * the next day is on its way. @param {import('./client.mjs').Client} http @param {Province & { file: string }} province
 * @returns {Promise<{ accepted: number, duplicates: number, rejected: number }>}
 */
export async function reportProvince(http, { file, days }, onDay = () => undefined) {
  const { POSTS_AT_ONCE } = await import('../../dist/server/simulator/posting.js');
  const descriptor = openSync(file, 'r');
  const sent = { accepted: 0, duplicates: 0, rejected: 0 };
  const inFlight = new Set();
  const post = async ({ at, length }) => {
    while (inFlight.size >= POSTS_AT_ONCE) await Promise.race(inFlight);
    const body = Buffer.allocUnsafe(length);
    readSync(descriptor, body, 0, length, at);
    const one = http.report(TOKEN, body).then((answer) => {
      sent.accepted += answer.accepted;
      sent.duplicates += answer.duplicates;
      sent.rejected += answer.rejectedTotal;
      inFlight.delete(one);
    });
    // A failed one stays among those in flight, where it is met next.
    one.catch(() => undefined);
    inFlight.add(one);
  };
  try {
    let declaring = Promise.resolve();
    for (const { until, bodies } of days) {
      for (const body of bodies) await post(body);
      const [before, posted] = [declaring, Promise.all(inFlight)];
      declaring = Promise.all([before, posted]).then(() => http.events(TOKEN, watermark(until), 1));
      declaring.catch(() => undefined);
      await before;
      onDay(until);
    }
    await declaring;
    return sent;
  } finally {
    closeSync(descriptor);
  }
}
