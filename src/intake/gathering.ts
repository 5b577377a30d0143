/** Things on their way to be handed over together: when there are enough of them, or when their sender pauses. */
export class Gathering<T> {
  #items: T[] = [];
  #bytes = 0;
  #pause: { readonly over: Promise<undefined>; readonly timer: NodeJS.Timeout } | undefined;

  /** `linger`: milliseconds for which the first of them may wait for company. */
  constructor(private readonly limits: { chunk: number; chunkBytes: number; linger: number }) {}

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  get isFull(): boolean {
    return this.#items.length >= this.limits.chunk || this.#bytes >= this.limits.chunkBytes;
  }

  add(item: T, bytes: number): void {
    this.#items.push(item);
    this.#bytes += bytes;
  }

  take(): T[] {
    this.cancel();
    const items = this.#items;
    this.#items = [];
    this.#bytes = 0;
    return items;
  }

  /** What comes next, or `undefined` when it would keep the gathered ones waiting too long. */
  orPause<N>(next: Promise<N>): Promise<N | undefined> {
    if (this.isEmpty) return next;
    this.#pause ??= this.#startPause();
    return Promise.race([next, this.#pause.over]);
  }

  cancel(): void {
    clearTimeout(this.#pause?.timer);
    this.#pause = undefined;
  }

  #startPause() {
    const { promise, resolve } = withResolver();
    return { over: promise, timer: setTimeout(resolve, this.limits.linger) };
  }
}

function withResolver() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<undefined>((done) => (resolve = () => done(undefined)));
  return { promise, resolve };
}
