import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { DatabaseClock, MAX_ROUND_TRIP_MS } from '../../src/time/clock.js';

/** A database whose clock is ahead, and whose answer takes its time. */
const database = (ahead: number, takes = 0) => ({
  query: async <T>(): Promise<T> => {
    const now = String(Date.now() + ahead);
    await sleep(takes);
    return [{ now }] as T;
  },
});

describe("the database's clock", () => {
  it('is followed by what it differs', async () => {
    const clock = new DatabaseClock();
    expect(await clock.synchronise(database(5_000))).toBe(true);
    expect(Math.abs(clock.skew - 5_000)).toBeLessThan(50);
    expect(Math.abs(clock.now() - (Date.now() + 5_000))).toBeLessThan(50);
  });

  it('is not followed by an answer that took too long', async () => {
    const clock = new DatabaseClock();
    await clock.synchronise(database(1_000));
    const { skew } = clock;
    expect(await clock.synchronise(database(9_000, MAX_ROUND_TRIP_MS + 20))).toBe(false);
    expect(clock.skew).toBe(skew);
  });

  it('is not followed by a measurement that a later one has overtaken', async () => {
    const clock = new DatabaseClock();
    const early = clock.synchronise(database(9_000, 60));
    await clock.synchronise(database(1_000));
    const { skew } = clock;
    expect(await early).toBe(false);
    expect(clock.skew).toBe(skew);
  });

  it('is kept when the database answers nothing sensible', async () => {
    const clock = new DatabaseClock();
    expect(await clock.synchronise({ query: <T>() => Promise.resolve([] as T) })).toBe(false);
    expect(clock.skew).toBe(0);
  });
});
