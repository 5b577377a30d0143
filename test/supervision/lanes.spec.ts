import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../src/supervision/delivery.js';
import { intoLanes, LANES, SPLIT_FROM } from '../../src/supervision/lanes.js';
import { incoming } from '../support/incoming-events.js';
import { Hall } from '../support/supervision-hall.js';

const FEED = { id: 1, name: 'feed', scope: ['*'], policy: 'clock' as const, maxLag: 60_000 };
const events = (n: number, cases = 50) =>
  Array.from({ length: n }, (_, i) =>
    incoming('2018-10-15 09:00', 'visit.made', { id: `${i}`, caseNo: `C${i % cases}` }),
  );
const rejection = { id: 'r', reason: 'too-long' as const, member: null, detail: 'x', body: '{}' };

function delivery(n: number, divisible = true) {
  const answers: (readonly Verdict[] | Error)[] = [];
  const given = {
    feed: FEED,
    events: events(n),
    rejections: [rejection],
    divisible,
    resolve: (verdicts: readonly Verdict[]) => void answers.push(verdicts),
    reject: (reason: unknown) => void answers.push(reason as Error),
  };
  return { answers, given, parts: intoLanes(given) };
}

describe('a long stream', () => {
  it('is parted by case: no event is lost, and no case is in two lanes', () => {
    const { given, parts } = delivery(SPLIT_FROM);
    expect(new Set(parts.map((p) => p.lane)).size).toBe(LANES);
    expect(new Set(parts.flatMap((p) => p.events))).toEqual(new Set(given.events));
    expect(parts.reduce((sum, p) => sum + p.events.length, 0)).toBe(SPLIT_FROM);
    const cases = parts.flatMap((p) => [...new Set(p.events.map((e) => e.caseNo))]);
    expect(new Set(cases).size).toBe(cases.length);
    expect(parts.flatMap((p) => p.rejections)).toEqual([rejection]);
  });

  it('is answered once, after its last part, in its own order', () => {
    const { answers, given, parts } = delivery(SPLIT_FROM);
    const verdict = (id: string): Verdict => ({ kind: 'rejected', reason: id, member: null, detail: '' });
    for (const part of [...parts].reverse()) {
      expect(answers).toEqual([]);
      part.resolve(part.events.map((e) => verdict(e.id)));
    }
    expect(answers).toEqual([given.events.map((e) => verdict(e.id))]);
  });

  it('fails once, after its last part, where one part fails', () => {
    const { answers, parts } = delivery(SPLIT_FROM);
    const [first, ...others] = parts;
    first!.reject(new Error('the disk is full'));
    expect(answers).toEqual([]);
    for (const part of others) part.resolve(part.events.map(() => ({ kind: 'accepted' })));
    expect(answers).toEqual([new Error('the disk is full')]);
  });
});

it.each([
  ['a short stream', SPLIT_FROM - 1, true],
  ['a batch', SPLIT_FROM * 3, false],
])('%s stays whole in the first lane', (_, n, divisible) => {
  const { given, parts } = delivery(n, divisible);
  expect(parts).toEqual([{ ...given, lane: 0 }]);
});

describe('in the running supervision', () => {
  let hall: Hall;
  beforeEach(async () => {
    hall = await Hall.open();
  });
  afterEach(() => hall.close());

  it('a stream takes a transaction a lane, a batch takes one', async () => {
    const [feed, supervisor] = [await hall.feed('clock'), hall.process()];
    const verdicts = await supervisor.deliver(feed, events(SPLIT_FROM), [], true);
    expect(verdicts).toEqual(Array(SPLIT_FROM).fill({ kind: 'accepted' }));
    expect(await hall.value('SELECT count(DISTINCT batch)::int FROM event')).toBe(LANES);
    const more = events(SPLIT_FROM).map((e) => ({ ...e, source: 'another' }));
    await supervisor.deliver(feed, more, []);
    expect(await hall.value(`SELECT count(DISTINCT batch)::int FROM event WHERE source = 'another'`)).toBe(1);
    expect(await hall.value('SELECT count(*)::int FROM event')).toBe(2 * SPLIT_FROM);
  });

  it('more cases than the cache holds are judged all the same', async () => {
    const [feed, supervisor] = [await hall.feed('clock'), hall.process()];
    const round = (time: string, n: number) =>
      Promise.all(
        [0, 1, 2, 3].map((k) =>
          supervisor.deliver(
            feed,
            Array.from({ length: 6_000 }, (_, i) =>
              incoming(time, 'visit.made', { id: `${n}-${k}-${i}`, caseNo: `C${k}-${i}` }),
            ),
            [],
            true,
          ),
        ),
      );
    await round('2018-10-15 09:00', 1);
    const verdicts = (await round('2018-10-15 10:00', 2)).flat();
    expect(verdicts.every((v) => v.kind === 'accepted')).toBe(true);
    expect(await hall.rows('SELECT version, count(*)::int FROM case_file GROUP BY 1')).toEqual([
      { version: 2, count: 24_000 },
    ]);
  });
});
