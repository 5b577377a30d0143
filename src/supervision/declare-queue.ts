import { Overloaded } from './try-later.js';

/** Watermarks that one process works on at once; batches and sweeps keep the other connections of the write path. */
export const MAX_DECLARES_AT_ONCE = 2;
/** Watermarks that may wait in one process; a further one is answered 503. */
export const MAX_DECLARES_WAITING = 64;

interface Turn {
  readonly feed: number;
  readonly go: () => void;
  readonly fail: (error: Error) => void;
}

/** Watermarks in the order in which they came: of one feed one at a time, and few at once. */
export class DeclareQueue {
  private readonly busy = new Set<number>();
  private waiting: Turn[] = [];

  /** Watermarks that wait for their turn. */
  get length(): number {
    return this.waiting.length;
  }

  get isFull(): boolean {
    return this.waiting.length >= MAX_DECLARES_WAITING;
  }

  /** @throws Overloaded when too many wait */
  async take<T>(feed: number, work: () => Promise<T>): Promise<T> {
    if (this.isFull) throw new Overloaded(`${MAX_DECLARES_WAITING} watermarks wait`);
    await new Promise<void>((go, fail) => {
      this.waiting.push({ feed, go, fail });
      this.next();
    });
    try {
      return await work();
    } finally {
      this.busy.delete(feed);
      this.next();
    }
  }

  /** Those that wait are turned away; those under way are not. */
  refuse(error: Error): void {
    const turns = this.waiting;
    this.waiting = [];
    for (const { fail } of turns) fail(error);
  }

  private next(): void {
    while (this.busy.size < MAX_DECLARES_AT_ONCE) {
      const i = this.waiting.findIndex(({ feed }) => !this.busy.has(feed));
      const [turn] = i < 0 ? [] : this.waiting.splice(i, 1);
      if (!turn) return;
      this.busy.add(turn.feed);
      turn.go();
    }
  }
}
