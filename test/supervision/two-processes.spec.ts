import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventType } from '../../src/domain/event.js';
import type { IncomingEvent } from '../../src/intake/cloud-event.js';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { decodeCaseFile } from '../../src/supervision/case-file-text.js';
import { incoming, watermark } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

let hall: Hall;
let feed: Feed;
let [one, two]: Supervisor[] = [];
beforeEach(async () => {
  hall = await Hall.open();
  feed = await hall.feed('declared');
  hall.clock.at = at('2018-12-01 12:00');
  [one, two] = [hall.process(), hall.process()];
});
afterEach(() => hall.close());

const CASES = 40;
/** Events of many cases, no two alike. */
const day = (): IncomingEvent[] => {
  const event = (caseNo: string, time: string, type: EventType) =>
    incoming(time, type, { caseNo, id: `${caseNo} ${type}` });
  return Array.from({ length: CASES }, (_, i) => `C${i}`).flatMap((no, i) => [
    event(no, '2018-10-15 09:00', 'case.received'),
    event(no, `2018-10-${15 + (i % 4)} 10:00`, 'case.accepted'),
    event(no, '2018-10-17 10:00', 'visit.made'),
    ...(i % 3 === 0 ? [event(no, `2018-10-${20 + (i % 9)} 16:00`, 'case.decided')] : []),
  ]);
};

/** Sends in deliveries of `size`, several at once; gives the verdict of each event by its id. */
async function send(process: Supervisor, events: readonly IncomingEvent[], size: number): Promise<Map<string, string>> {
  const verdicts = new Map<string, string>();
  const deliveries: Promise<void>[] = [];
  for (let i = 0; i < events.length; i += size) {
    const part = events.slice(i, i + size);
    const note = (all: string[]): void => part.forEach((e, n) => verdicts.set(e.id, all[n]!));
    deliveries.push(process.deliver(feed, part, []).then((v) => note(words(v))));
  }
  await Promise.all(deliveries);
  return verdicts;
}

/** Everything that must not depend on who wrote it, or in what order. */
const outcome = async (of: Hall): Promise<unknown> => ({
  events: await of.rows(
    'SELECT source, id, type, case_no, occurred_at, late, hash, data FROM event WHERE case_no IS NOT NULL ORDER BY id',
  ),
  cases: (
    await of.rows<{ file: string }>('SELECT case_no, item, org, state, file, feeds, next_at FROM case_file ORDER BY 1')
  ).map((row) => ({ ...row, file: decodeCaseFile(row.file) })),
  cards: await of.rows(
    'SELECT case_no, rule, level, breach_key, raised_at, due_at, explanation FROM card ORDER BY 1, 4',
  ),
});

/** The same events by one process alone. */
async function alone(events: readonly IncomingEvent[]): Promise<unknown> {
  const other = await Hall.open();
  try {
    const only = await other.feed('declared');
    other.clock.at = hall.clock.at;
    const process = other.process();
    await process.deliver(only, events, []);
    await process.declare(only, watermark('2018-12-01 00:00'));
    return await outcome(other);
  } finally {
    await other.close();
  }
}

const pairs = (a: Map<string, string>, b: Map<string, string>): string[] => [
  ...new Set([...a].map(([id, verdict]) => [verdict, b.get(id)].sort().join(' + '))),
];

describe('two processes on one database', () => {
  it('given the same events of new cases at once store each once and judge as one process alone', async () => {
    const events = day();
    const backwards = events.slice().reverse();
    const [a, b] = await Promise.all([send(one!, events, 7), send(two!, backwards, 11)]);
    expect(pairs(a, b)).toEqual(['accepted + duplicate']);
    await Promise.all([
      one!.declare(feed, watermark('2018-11-30 00:00')),
      two!.declare(feed, watermark('2018-12-01 00:00')),
    ]);
    expect(await outcome(hall)).toEqual(await alone(events));
    expect(await hall.value('SELECT count(*) = count(DISTINCT no) AND count(*) > 60 FROM card')).toBe(true);
    expect(
      await hall.value(`SELECT count(*)::int - (SELECT count(*)::int FROM card) FROM change WHERE kind = 'raised'`),
    ).toBe(0);
    expect(await hall.value('SELECT count(*)::int FROM quarantine')).toBe(0);
  });

  it('each given a part of every case leave no event out', async () => {
    const events = day();
    const [odd, even] = [1, 0].map((rest) => events.filter((_, i) => i % 2 === rest));
    const [a, b] = await Promise.all([send(one!, odd!, 5), send(two!, even!, 5)]);
    expect([...a.values(), ...b.values()].every((v) => v === 'accepted')).toBe(true);
    await two!.declare(feed, watermark('2018-12-01 00:00'));
    expect(await outcome(hall)).toEqual(await alone(events));
  });

  it('given contents that contradict each other take one, and keep the other as evidence', async () => {
    const content = (org: string) =>
      Array.from({ length: 20 }, (_, i) =>
        incoming('2018-10-15 09:00', 'case.received', { id: `${i}`, caseNo: `C${i}`, data: { org } }),
      );
    const [a, b] = await Promise.all([send(one!, content('org-a'), 3), send(two!, content('org-b'), 3)]);
    expect(pairs(a, b)).toEqual(['accepted + conflict']);
    expect(await hall.rows('SELECT count(*)::int, count(DISTINCT id)::int AS ids FROM event')).toEqual([
      { count: 20, ids: 20 },
    ]);
    expect(await hall.value(`SELECT count(*)::int FROM quarantine WHERE reason = 'conflict'`)).toBe(20);
    // What was judged is what was stored.
    expect(
      await hall.value(
        `SELECT count(*)::int FROM event e JOIN case_file c USING (case_no) WHERE (e.data::jsonb ->> 'org') <> c.org`,
      ),
    ).toBe(0);
  });

  it('told the same watermark at once move it once', async () => {
    await one!.deliver(feed, day(), []);
    const verdicts = await Promise.all([one!, two!].map((p) => p.declare(feed, watermark('2018-12-01 00:00', 'same'))));
    expect(words(verdicts).sort()).toEqual(['accepted', 'duplicate']);
    expect(await outcome(hall)).toEqual(await alone(day()));
  });

  it('one of which delivers while the other declares judge every event', async () => {
    const events = day();
    await Promise.all([
      send(one!, events, 3),
      ...['2018-10-16', '2018-10-20', '2018-11-01'].map((day) => two!.declare(feed, watermark(`${day} 00:00`))),
    ]);
    await two!.declare(feed, watermark('2018-12-01 00:00'));
    const due = await hall.value(`SELECT count(*)::int FROM case_file WHERE next_at <= '2018-12-01T00:00:00+08:00'`);
    expect(due).toBe(0);
    expect(
      await hall.value(
        `SELECT count(*)::int FROM case_file WHERE judged_to < '2018-12-01T00:00:00+08:00' AND next_at IS NOT NULL AND ended_at IS NULL AND next_at < '2018-12-01'`,
      ),
    ).toBe(0);
    expect(await hall.value('SELECT count(*)::int FROM event WHERE case_no IS NOT NULL')).toBe(events.length);
  });
});
