import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { eventually } from '../support/child.js';
import { incoming, watermark } from '../support/incoming-events.js';
import { Hall } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

let hall: Hall;
let window: Feed;
let supervisor: Supervisor;
beforeEach(async () => {
  hall = await Hall.open();
  window = await hall.feed('clock');
  supervisor = hall.process({ sweepEvery: 10 });
});
afterEach(() => hall.close());

const visit = (id: string) => incoming('2018-10-15 10:00', 'visit.made', { id });
const deliver = (id: string) => supervisor.deliver(window, [visit(id)], []);
const heard = (id = window.id): Promise<Date | null> =>
  hall.value<Date | null>(`SELECT last_received_at FROM feed WHERE id = ${id}`);
const isHeardAt = (time: string, id?: number) => (): Promise<boolean> =>
  heard(id).then((found) => found?.getTime() === at(time));
/** Lets some sweeps pass. */
const sweeps = async (): Promise<void> => {
  const { sweeps: before } = supervisor.totals;
  expect(await eventually(() => supervisor.totals.sweeps > before + 2)).toBe(true);
};

describe('when a feed was last heard of', () => {
  it('is written soon after its events, which do not wait for it', async () => {
    const release = await hall.hold('SELECT FROM feed FOR UPDATE');
    await deliver('1');
    await sweeps();
    expect(await heard()).toBeNull();
    await release();
    expect(await eventually(isHeardAt('2018-10-15 10:00:30'))).toBe(true);
  });

  it('is told by a watermark, too', async () => {
    const replay = await hall.feed('declared');
    await supervisor.declare(replay, watermark('2018-10-15 00:00'));
    expect(await eventually(isHeardAt('2018-10-15 10:00:30', replay.id))).toBe(true);
  });

  it('moves once in ten seconds at most, however many processes hear of it', async () => {
    await deliver('1');
    expect(await eventually(isHeardAt('2018-10-15 10:00:30'))).toBe(true);
    hall.clock.at = at('2018-10-15 10:00:39');
    await deliver('2');
    await hall.process({ sweepEvery: 10 }).deliver(window, [visit('3')], []);
    await sweeps();
    expect(await isHeardAt('2018-10-15 10:00:30')()).toBe(true);
    hall.clock.at = at('2018-10-15 10:00:40');
    await deliver('4');
    expect(await eventually(isHeardAt('2018-10-15 10:00:40'))).toBe(true);
  });

  it('is not moved by what it repeats', async () => {
    await deliver('1');
    expect(await eventually(isHeardAt('2018-10-15 10:00:30'))).toBe(true);
    hall.clock.at = at('2018-10-15 11:00');
    await deliver('1');
    await sweeps();
    expect(await isHeardAt('2018-10-15 10:00:30')()).toBe(true);
  });
});

describe('how much a feed delivers', () => {
  const hours = () =>
    hall.value<string>(
      `SELECT string_agg(slot || ':' || events, ' ' ORDER BY slot) FROM feed_hour WHERE feed = ${window.id}`,
    );
  const isCounted = (expected: string) => (): Promise<boolean> => hours().then((found) => found === expected);

  it('is counted by the hour, what it repeats left out, all processes together', async () => {
    await deliver('1');
    expect(await eventually(isCounted('10:1'))).toBe(true);
    hall.clock.at = at('2018-10-15 10:00:45');
    await supervisor.deliver(window, [visit('1'), visit('2'), visit('3')], []);
    await hall.process({ sweepEvery: 10 }).deliver(window, [visit('4')], []);
    expect(await eventually(isCounted('10:4'))).toBe(true);
    hall.clock.at = at('2018-10-15 12:00');
    await deliver('5');
    expect(await eventually(isCounted('10:4 12:1'))).toBe(true);
  });

  it('loses nothing that comes between the last writing and a silence', async () => {
    await deliver('1');
    expect(await eventually(isCounted('10:1'))).toBe(true);
    await deliver('2');
    await sweeps();
    expect(await hours()).toBe('10:1');
    hall.clock.at = at('2018-10-15 10:00:50');
    expect(await eventually(isCounted('10:2'))).toBe(true);
  });

  it('gives the place of an hour to the same hour of the next day', async () => {
    await deliver('1');
    expect(await eventually(isCounted('10:1'))).toBe(true);
    hall.clock.at = at('2018-10-16 10:30');
    await supervisor.deliver(window, [visit('2'), visit('3')], []);
    expect(await eventually(isCounted('10:2'))).toBe(true);
  });
});
