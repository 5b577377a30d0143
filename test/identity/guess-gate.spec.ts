import { setImmediate as settle } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  GuessGate,
  MAX_GUESSES_AT_ONCE,
  MAX_GUESSES_WAITING,
  MAX_WAITING_OF_SHARE,
  TooManyGuesses,
} from '../../src/identity/guess-gate.js';

/** A gate whose guesses end when the test says so, and the order in which they have begun. */
function aGate(...bounds: number[]) {
  const gate = new GuessGate(...bounds);
  const begun: string[] = [];
  const turnedAway: string[] = [];
  const open: (() => void)[] = [];
  return {
    begun,
    turnedAway,
    take(share: string, name = share): void {
      const guess = gate.take(share, () => {
        begun.push(name);
        return new Promise<void>((end) => open.push(end));
      });
      guess.catch((error: unknown) => {
        expect(error).toBeInstanceOf(TooManyGuesses);
        turnedAway.push(name);
      });
    },
    async endOne(): Promise<void> {
      open.shift()?.();
      await settle();
    },
  };
}

describe('the gate before the guesses', () => {
  it('lets two run at a time, those of one share in order, and turns away what is too many', async () => {
    const gate = aGate();
    const many = MAX_GUESSES_AT_ONCE + MAX_WAITING_OF_SHARE + 3;
    for (let n = 0; n < many; n++) gate.take('a', String(n));
    await settle();
    expect(gate.begun).toHaveLength(MAX_GUESSES_AT_ONCE);
    expect(gate.turnedAway).toEqual([many - 3, many - 2, many - 1].map(String));
    for (let n = 0; n < many; n++) await gate.endOne();
    expect(gate.begun).toEqual(Array.from({ length: many - 3 }, (_, n) => String(n)));
    gate.take('a', 'after');
    expect(gate.begun.at(-1)).toBe('after');
  });

  it('lets a newcomer wait for one guess of a flood from elsewhere, not for the whole', async () => {
    const gate = aGate(1);
    for (let n = 0; n < 60; n++) gate.take('flood');
    gate.take('person');
    for (let n = 0; n < 2; n++) await gate.endOne();
    expect(gate.begun).toEqual(['flood', 'flood', 'person']);
  });

  it('has room for a newcomer while any other share has more than one waiting', async () => {
    const gate = aGate(1, 2, 4);
    for (const share of ['a', 'a', 'a', 'b', 'b']) gate.take(share);
    for (const share of ['c', 'd']) gate.take(share);
    await settle();
    expect(gate.turnedAway).toEqual(['a', 'b']);
    gate.take('e');
    gate.take('b', 'second of b');
    await settle();
    expect(gate.turnedAway).toEqual(['a', 'b', 'e', 'second of b']);
    for (let n = 0; n < 5; n++) await gate.endOne();
    expect(gate.begun).toEqual(['a', 'a', 'b', 'c', 'd']);
  });

  it('never holds more than its bound', async () => {
    const gate = aGate();
    for (let n = 0; n < MAX_GUESSES_AT_ONCE + MAX_GUESSES_WAITING + 5; n++) gate.take(`address ${n}`);
    await settle();
    expect(gate.turnedAway).toHaveLength(5);
  });

  it('stays open after a guess that failed', async () => {
    const gate = new GuessGate(1, 0);
    await expect(gate.take('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate.take('a', () => Promise.resolve('open'))).toBe('open');
  });
});
