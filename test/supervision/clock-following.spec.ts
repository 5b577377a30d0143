import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseClock } from '../../src/time/clock.js';
import { eventually } from '../support/child.js';
import { Hall } from '../support/supervision-hall.js';

let hall: Hall;
let clock: DatabaseClock;
beforeEach(async () => {
  hall = await Hall.open();
  clock = new DatabaseClock();
  await goWrong();
});
afterEach(() => hall.close());

/** As this process's own clock does that is set forward while it runs. */
const goWrong = () =>
  clock.synchronise({ query: <T>() => Promise.resolve([{ now: String(Date.now() + 60_000) }] as T) });
const isRight = (): boolean => Math.abs(clock.skew) < 1_000;

describe('the clock of a process that nobody asks whether it is ready', () => {
  it('is set by the database with the sweep', async () => {
    expect(isRight()).toBe(false);
    hall.process({ sweepEvery: 10 }, clock);
    expect(await eventually(isRight)).toBe(true);
  });

  it('is measured no more often than it is said', async () => {
    const supervisor = hall.process({ sweepEvery: 10 }, clock);
    expect(await eventually(isRight)).toBe(true);
    await goWrong();
    const { sweeps } = supervisor.totals;
    expect(await eventually(() => supervisor.totals.sweeps > sweeps + 3)).toBe(true);
    expect(isRight()).toBe(false);
  });
});
