/** A binary heap: the least entry first. */
export class Heap<T> {
  private readonly entries: T[] = [];

  constructor(private readonly isBefore: (a: T, b: T) => boolean) {}

  get least(): T | undefined {
    return this.entries[0];
  }

  get size(): number {
    return this.entries.length;
  }

  push(entry: T): void {
    const { entries } = this;
    let at = entries.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(entry, entries[above]!)) break;
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = entry;
  }

  pop(): T | undefined {
    const least = this.entries[0];
    const last = this.entries.pop();
    if (last !== undefined && this.entries.length > 0) this.sink(last);
    return least;
  }

  /** The least entry has grown. */
  settle(): void {
    if (this.entries.length > 0) this.sink(this.entries[0]!);
  }

  private sink(entry: T): void {
    const { entries } = this;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && this.isBefore(entries[below + 1]!, entries[below]!)) below += 1;
      if (!this.isBefore(entries[below]!, entry)) break;
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = entry;
  }
}
