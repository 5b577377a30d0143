import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Credits } from '../../src/supervision/credits.js';

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Takes credits and notes by name when they were given. */
function taker(credits: Credits) {
  const given: string[] = [];
  const back = new Map<string, () => void>();
  const take = async (name: string, amount: number): Promise<void> => {
    void credits.take(amount).then((giveBack) => {
      given.push(name);
      back.set(name, giveBack);
    });
    await turn();
  };
  const giveBack = async (name: string): Promise<void> => {
    back.get(name)!();
    await turn();
  };
  return { given, take, giveBack };
}

describe('credits', () => {
  it('are given at once while there are enough', async () => {
    const credits = new Credits(10);
    const { given, take } = taker(credits);
    await take('a', 4);
    await take('b', 6);
    expect(given).toEqual(['a', 'b']);
    expect([credits.used, credits.queue]).toEqual([10, 0]);
  });

  it('keep a taker waiting until enough are back', async () => {
    const credits = new Credits(10);
    const { given, take, giveBack } = taker(credits);
    await take('a', 4);
    await take('b', 6);
    await take('c', 7);
    expect([credits.used, credits.queue]).toEqual([10, 1]);
    await giveBack('b');
    expect(given).toEqual(['a', 'b']);
    await giveBack('a');
    expect(given).toEqual(['a', 'b', 'c']);
    expect([credits.used, credits.queue]).toEqual([7, 0]);
  });

  it('are given first come, first served: a small taker does not overtake a large one', async () => {
    const { given, take, giveBack } = taker(new Credits(10));
    await take('a', 6);
    await take('large', 8);
    await take('small', 1);
    expect(given).toEqual(['a']);
    await giveBack('a');
    expect(given).toEqual(['a', 'large', 'small']);
  });

  it('more than there are is taken as all of them', async () => {
    const credits = new Credits(10);
    const { given, take, giveBack } = taker(credits);
    await take('huge', 1_000);
    expect(given).toEqual(['huge']);
    expect(credits.used).toBe(10);
    await giveBack('huge');
    expect(credits.used).toBe(0);
  });

  it('are given back once, however often it is said', async () => {
    const credits = new Credits(10);
    const { take, giveBack } = taker(credits);
    await take('a', 3);
    await take('b', 3);
    await giveBack('a');
    await giveBack('a');
    expect(credits.used).toBe(3);
  });

  it('never exceed their capacity, and all takers are served in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 }),
        fc.nat(5),
        async (amounts, hold) => {
          const credits = new Credits(10);
          const served: number[] = [];
          let most = 0;
          const work = amounts.map(async (amount, i) => {
            const giveBack = await credits.take(amount);
            served.push(i);
            most = Math.max(most, credits.used);
            for (let n = 0; n < i % (hold + 1); n += 1) await Promise.resolve();
            giveBack();
          });
          await Promise.all(work);
          expect(served).toEqual(amounts.map((_, i) => i));
          expect(most).toBeLessThanOrEqual(10);
          expect([credits.used, credits.queue]).toEqual([0, 0]);
        },
      ),
    );
  });
});
