/** Guesses that are worked out at a time: each holds a thread of Node's pool, and unzipping needs threads too. */
export const MAX_GUESSES_AT_ONCE = 2;
/** Guesses of one share that wait for their turn. */
export const MAX_WAITING_OF_SHARE = 50;
/** Guesses that wait for their turn in all. */
export const MAX_GUESSES_WAITING = 250;

/** More guesses at once than this process works out; nothing was tried. */
export class TooManyGuesses extends Error {
  override readonly name = 'TooManyGuesses';
}

interface Waiting {
  readonly go: () => void;
  readonly turnAway: (reason: Error) => void;
}

const tooMany = (): Error => new TooManyGuesses('too many guesses at once');

/**
 * Lets few guesses run at a time. Those who wait do so by shares, which take turns, so that a flood from one share holds
 * the others up by one guess; where all places are taken, the longest queue gives one up.
 */
export class GuessGate {
  #free: number;
  #waiting = 0;
  /** In the order in which the shares come next. */
  readonly #shares = new Map<string, Waiting[]>();

  constructor(
    atOnce = MAX_GUESSES_AT_ONCE,
    private readonly mayWaitOfShare = MAX_WAITING_OF_SHARE,
    private readonly mayWait = MAX_GUESSES_WAITING,
  ) {
    this.#free = atOnce;
  }

  /** @throws TooManyGuesses */
  async take<T>(share: string, guess: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#queue(share);
    try {
      return await guess();
    } finally {
      this.#next();
    }
  }

  #queue(share: string): Promise<void> {
    const own = this.#shares.get(share) ?? [];
    if (own.length >= this.mayWaitOfShare) throw tooMany();
    if (this.#waiting >= this.mayWait) this.#makeRoom(own.length);
    this.#shares.set(share, own);
    this.#waiting += 1;
    return new Promise((go, turnAway) => own.push({ go, turnAway }));
  }

  /** @throws TooManyGuesses where no share has more waiting than would be with the newcomer */
  #makeRoom(waitingOfOwn: number): void {
    const [longest] = [...this.#shares.values()].sort((a, b) => b.length - a.length);
    if (longest === undefined || longest.length <= waitingOfOwn + 1) throw tooMany();
    this.#waiting -= 1;
    longest.pop()?.turnAway(tooMany());
  }

  #next(): void {
    const [next] = this.#shares;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    const [share, queue] = next;
    this.#shares.delete(share);
    const first = queue.shift();
    if (queue.length > 0) this.#shares.set(share, queue);
    this.#waiting -= 1;
    first?.go();
  }
}
