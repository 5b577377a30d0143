import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { GuessGate, MAX_GUESSES_AT_ONCE, MAX_GUESSES_WAITING, TooManyGuesses } from '../../src/identity/guess-gate.js';
import { verifyPassword } from '../../src/identity/password.js';

describe('the gate before the guesses', () => {
  it('lets two run at a time, the others in order, and turns away what is too many', async () => {
    const gate = new GuessGate();
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const guess = (n: number) =>
      gate.take(async () => {
        most = Math.max(most, ++running);
        await sleep(1);
        running -= 1;
        order.push(n);
      });
    const all = await Promise.allSettled(
      Array.from({ length: MAX_GUESSES_AT_ONCE + MAX_GUESSES_WAITING + 3 }, (_, n) => guess(n)),
    );
    const turnedAway = all.flatMap((r) => (r.status === 'rejected' ? [r.reason as unknown] : []));
    expect(turnedAway).toHaveLength(3);
    expect(turnedAway.every((reason) => reason instanceof TooManyGuesses)).toBe(true);
    expect(most).toBe(MAX_GUESSES_AT_ONCE);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('stays open after a guess that failed', async () => {
    const gate = new GuessGate(1, 0);
    await expect(gate.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate.take(() => Promise.resolve('open'))).toBe('open');
  });

  it('stands before every password', async () => {
    const many = MAX_GUESSES_AT_ONCE + MAX_GUESSES_WAITING + 1;
    const cheap = '$scrypt$ln=4,r=8,p=1$c2FsdA$a2V5a2V5a2V5';
    const guesses = Array.from({ length: many }, () => verifyPassword('亮牌', cheap));
    await expect(guesses.at(-1)).rejects.toThrow(TooManyGuesses);
    expect(new Set(await Promise.all(guesses.slice(0, -1)))).toEqual(new Set([false]));
  });
});
