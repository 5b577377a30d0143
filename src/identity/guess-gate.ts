/** Guesses that are worked out at a time: each holds a thread of Node's pool, and unzipping needs threads too. */
export const MAX_GUESSES_AT_ONCE = 2;
/** Guesses that wait for their turn. */
export const MAX_GUESSES_WAITING = 50;

/** More guesses at once than this process works out; nothing was tried. */
export class TooManyGuesses extends Error {
  override readonly name = 'TooManyGuesses';
}

/** Lets a few works run at a time and some wait, first come, first served. */
export class GuessGate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce = MAX_GUESSES_AT_ONCE,
    private readonly queue = MAX_GUESSES_WAITING,
  ) {}

  /** @throws TooManyGuesses */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1;
    else if (this.waiting.length >= this.queue) throw new TooManyGuesses('too many guesses at once');
    else await new Promise<void>((go) => this.waiting.push(go));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
