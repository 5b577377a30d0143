import { Turns } from '../http/turns.js';

/** Guesses that are worked out at a time: each holds a thread of Node's pool, and unzipping needs threads too. */
export const MAX_GUESSES_AT_ONCE = 2;
/** Guesses that wait for their turn. */
export const MAX_GUESSES_WAITING = 50;

/** More guesses at once than this process works out; nothing was tried. */
export class TooManyGuesses extends Error {
  override readonly name = 'TooManyGuesses';
}

/** @throws TooManyGuesses */
export class GuessGate extends Turns {
  constructor(atOnce = MAX_GUESSES_AT_ONCE, mayWait = MAX_GUESSES_WAITING) {
    super(atOnce, mayWait, () => new TooManyGuesses('too many guesses at once'));
  }
}
