import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { SWEEP_CHUNK } from '../../src/supervision/sweep.js';
import { Stopping } from '../../src/supervision/try-later.js';
import { eventually } from '../support/child.js';
import { incoming, watermark } from '../support/incoming-events.js';
import { Hall } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

let hall: Hall;
let supervisor: Supervisor;
beforeEach(async () => {
  hall = await Hall.open();
  supervisor = hall.process();
});
afterEach(() => hall.close());

const accepted = (caseNo: string) => incoming('2018-10-15 10:00', 'case.accepted', { caseNo });
const open = (feed: Feed, ...caseNos: string[]) => supervisor.deliver(feed, caseNos.map(accepted), []);
/** The reminder of each case is due. */
const DUE = at('2018-10-22 09:01');
const NEAR = 'T-PROMISE-NEAR 2018-10-22 09:00';

describe('a sweep that is stopped', () => {
  const MANY = Array.from({ length: 2 * SWEEP_CHUNK + 1 }, (_, i) => `C${i}`);

  it('ends after the chunk that it is writing, and leaves the rest to the next process', async () => {
    const [window, other] = [await hall.feed('clock'), await hall.feed('clock')];
    await open(window, ...MANY);
    await open(other, 'other');
    hall.clock.at = DUE;
    const spy = jest.spyOn(hall.clock, 'now').mockImplementation(() => {
      supervisor.sweep.stop();
      return DUE;
    });
    expect(await supervisor.sweep.pass()).toEqual({ cases: SWEEP_CHUNK, cards: SWEEP_CHUNK });
    spy.mockRestore();
    expect(await supervisor.sweep.pass()).toEqual({ cases: 0, cards: 0 });
    expect(await hall.process().sweep.pass()).toEqual({ cases: SWEEP_CHUNK + 2, cards: SWEEP_CHUNK + 2 });
  });

  it('with its process ends that before every case is judged', async () => {
    await open(await hall.feed('clock'), ...MANY);
    const sweeping = hall.process({ sweepEvery: 5 });
    const first = new Promise<void>((begun) => {
      // The clock is read while a chunk is being written.
      const pass = sweeping.sweep.pass.bind(sweeping.sweep);
      jest.spyOn(sweeping.sweep, 'pass').mockImplementation(() => {
        jest.spyOn(hall.clock, 'now').mockImplementation(() => {
          begun();
          return DUE;
        });
        return pass();
      });
    });
    await first;
    await sweeping.stop();
    expect(await hall.value('SELECT count(*)::int FROM card')).toBe(SWEEP_CHUNK);
    expect(sweeping.totals.failedSweeps).toBe(0);
  });

  it('answers no watermark whose cases it has not judged', async () => {
    const replay = await hall.feed('declared');
    await open(replay, 'C1');
    const release = await hall.hold('SELECT FROM case_file FOR UPDATE');
    const declared = supervisor.declare(replay, watermark('2018-11-01 00:00')).catch((error: unknown) => error);
    const moved = () => hall.value<boolean>('SELECT declared_until IS NOT NULL FROM feed');
    expect(await eventually(moved)).toBe(true);
    await supervisor.stop();
    expect(await declared).toBeInstanceOf(Stopping);
    await release();
  });
});

describe('a feed whose cases cannot be swept', () => {
  let broken: Feed;
  /** What is looked up for its cases cannot be found, until the returned function is called. */
  const breakDown = (): (() => void) => {
    const { byId } = hall.feeds;
    hall.feeds.byId = (id) => (id === broken.id ? Promise.reject(new Error('the feed is broken')) : byId(id));
    return () => (hall.feeds.byId = byId);
  };
  let feeds: Feed[];
  beforeEach(async () => {
    feeds = [await hall.feed('clock'), await hall.feed('clock'), await hall.feed('clock')];
    broken = feeds[1]!;
    for (const feed of feeds) await open(feed, `C${feed.id}`);
    hall.clock.at = DUE;
  });

  it('does not keep the cases of the others waiting; they are judged when it is whole again', async () => {
    const mend = breakDown();
    await expect(supervisor.sweep.pass()).rejects.toThrow('the sweep of 1 feeds failed');
    expect(await hall.cards()).toEqual([`C${feeds[0]!.id} ${NEAR}`, `C${feeds[2]!.id} ${NEAR}`]);
    mend();
    expect(await supervisor.sweep.pass()).toEqual({ cases: 1, cards: 1 });
  });

  it('ends readiness when it stays so, and not sooner', async () => {
    const mend = breakDown();
    const sweeping = hall.process({ sweepEvery: 10, sweepStall: 300 });
    expect(await eventually(() => sweeping.totals.failedSweeps >= 2)).toBe(true);
    expect(sweeping.stalls()).toEqual([]);
    // The sweep itself goes on: the feeds beside it are looked at again and again.
    expect(await eventually(() => sweeping.stalls().length > 0)).toBe(true);
    expect(sweeping.stalls()).toEqual(['sweep-failing']);
    mend();
    expect(await eventually(() => sweeping.stalls().length === 0)).toBe(true);
    expect(await hall.value('SELECT count(*)::int FROM card')).toBe(3);
  });
});

describe('a database that does not take what is sent', () => {
  let window: Feed;
  beforeEach(async () => {
    window = await hall.feed('clock');
    await hall.rows(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`);
  });
  const fill = () => hall.rows('CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse()');
  const empty = () => hall.rows('DROP TRIGGER refuse ON event');
  const store = async (process: Supervisor): Promise<string> =>
    process.deliver(window, [accepted('C1')], []).then(
      (verdicts) => verdicts.map((v) => v.kind).join(),
      () => 'repeat',
    );
  /** As a sender does: again and again. */
  const untilStalled = (process: Supervisor) =>
    eventually(async () => {
      expect(await store(process)).toBe('repeat');
      return process.stalls().length > 0;
    });

  it('ends readiness when it stays so, though sweeps find nothing to write, until it takes an event', async () => {
    const process = hall.process({ sweepEvery: 10, deliveryStall: 200 });
    await fill();
    expect(await store(process)).toBe('repeat');
    expect(process.stalls()).toEqual([]);
    expect(await untilStalled(process)).toBe(true);
    expect(process.stalls()).toEqual(['cannot-store']);
    expect(process.closed).toBe(false);
    await empty();
    expect(await store(process)).toBe('accepted');
    expect(process.stalls()).toEqual([]);
  });

  it('ends it until a sweep has written something', async () => {
    await store(supervisor);
    const process = hall.process({ sweepEvery: 10, deliveryStall: 200 });
    await fill();
    expect(await untilStalled(process)).toBe(true);
    hall.clock.at = DUE;
    expect(await eventually(() => process.stalls().length === 0)).toBe(true);
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`]);
  });

  it('does not end it for ever where nobody sends any more', async () => {
    const process = hall.process({ sweepEvery: 10, deliveryStall: 100, sweepStall: 500 });
    await fill();
    expect(await untilStalled(process)).toBe(true);
    expect(await eventually(() => process.stalls().length === 0)).toBe(true);
  });
});
