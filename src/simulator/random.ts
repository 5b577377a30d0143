/** A text as a whole number of 32 bits (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * Seeded chance: sfc32 by Chris Doty-Humphrey (PractRand, public domain). Whole numbers, sums and products only, so that
 * a seed gives the same bits on every machine.
 */
export class Random {
  private counter = 1;

  /** Three numbers name a sequence, e.g. seed, day and case. */
  constructor(
    private a: number,
    private b: number,
    private c: number,
  ) {
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return this.bits() / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.next());
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  private bits(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** A choice by weight in O(log n). */
export class Chances<T> {
  private readonly sums: Float64Array;

  constructor(
    private readonly entries: readonly T[],
    weight: (entry: T) => number,
  ) {
    let sum = 0;
    this.sums = Float64Array.from(entries, (entry) => (sum += weight(entry)));
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  pick(random: Random): T {
    const wanted = random.next() * this.sums[this.sums.length - 1]!;
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return this.entries[low]!;
  }
}
