import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Feed } from '../../src/sources/feed.js';
import { MAX_DECLARES_WAITING } from '../../src/supervision/declare-queue.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { Overloaded, Stopping } from '../../src/supervision/try-later.js';
import { eventually } from '../support/child.js';
import { incoming, watermark } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';

let hall: Hall;
let supervisor: Supervisor;
let feeds: Feed[];
beforeEach(async () => {
  hall = await Hall.open();
  feeds = [];
  for (let i = 0; i < 10; i += 1) feeds.push(await hall.feed('declared'));
  supervisor = hall.process();
});
afterEach(() => hall.close());

/** The cases of these feeds cannot be swept, and their watermarks not be answered, until the returned function is called. */
async function blocked(sources: readonly Feed[]): Promise<() => Promise<void>> {
  for (const feed of sources)
    await supervisor.deliver(feed, [incoming('2018-10-15 10:00', 'case.accepted', { caseNo: `of ${feed.id}` })], []);
  return hall.hold('SELECT FROM case_file FOR UPDATE');
}
const moved = (): Promise<number[]> =>
  hall
    .rows<{ id: number }>('SELECT id FROM feed WHERE declared_until IS NOT NULL ORDER BY id')
    .then((rows) => rows.map(({ id }) => id));

describe('many watermarks at once', () => {
  it('leave connections to the deliveries, and are all answered in the end', async () => {
    const release = await blocked(feeds);
    const declared = feeds.map((feed) => supervisor.declare(feed, watermark('2018-11-01 00:00')));
    expect(await eventually(async () => (await moved()).length === 2)).toBe(true);
    const window = await hall.feed('clock');
    expect(words(await supervisor.deliver(window, [incoming('2018-10-15 10:00', 'case.accepted')], []))).toEqual([
      'accepted',
    ]);
    expect(await moved()).toEqual([feeds[0]!.id, feeds[1]!.id]);
    expect(supervisor.declares.length).toBe(8);
    await release();
    expect(words(await Promise.all(declared))).toEqual(Array(10).fill('accepted'));
    expect(await hall.value('SELECT count(*)::int FROM card')).toBe(20);
  });

  it('of one feed come one after the other and do not keep another feed waiting', async () => {
    const [slow, other] = feeds as [Feed, Feed];
    const release = await blocked([slow]);
    const marks = ['2018-10-16 00:00', '2018-10-17 00:00', '2018-10-18 00:00'];
    const declared = marks.map((until) => supervisor.declare(slow, watermark(until)));
    expect(words([await supervisor.declare(other, watermark('2018-11-01 00:00'))])).toEqual(['accepted']);
    expect(await hall.value(`SELECT count(*)::int FROM event WHERE feed = ${slow.id} AND case_no IS NULL`)).toBe(1);
    await release();
    expect(words(await Promise.all(declared))).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('are turned away beyond a bound, and all that wait when the process stops', async () => {
    const [slow] = feeds as [Feed];
    const release = await blocked([slow]);
    const declare = (): Promise<unknown> =>
      supervisor.declare(slow, watermark('2018-11-01 00:00')).catch((e: unknown) => e);
    const answers = Array.from({ length: MAX_DECLARES_WAITING + 1 }, declare);
    expect(supervisor.declares.isFull).toBe(true);
    expect(await declare()).toBeInstanceOf(Overloaded);
    expect(await eventually(async () => (await moved()).length === 1)).toBe(true);
    await supervisor.stop();
    for (const answer of await Promise.all(answers)) expect(answer).toBeInstanceOf(Stopping);
    await release();
  });
});
