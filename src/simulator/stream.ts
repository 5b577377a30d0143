import { type Day, type Instant, startOfDay } from '../domain/instant.js';
import type { Delivery } from './dispatch.js';
import { Heap } from './heap.js';

interface Cursor {
  readonly deliveries: readonly Delivery[];
  /** Breaks ties, so that the order is one. */
  readonly number: number;
  next: number;
}

const isBefore = (a: Cursor, b: Cursor): boolean => {
  const [x, y] = [a.deliveries[a.next]!.at, b.deliveries[b.next]!.at];
  return x < y || (x === y && a.number < b.number);
};

/**
 * Deliveries in the order in which they are handed over. Days are planned one after the other: in memory are the cases
 * that have begun and not yet ended.
 */
export class DeliveryStream {
  private readonly heap = new Heap(isBefore);
  private cases = 0;
  private day: Day;

  /** @param casesOf the cases that begin on a day, each with its deliveries in order */
  constructor(
    private readonly casesOf: (day: Day) => Iterable<readonly Delivery[]>,
    first: Day,
    private readonly last: Day,
  ) {
    this.day = first;
  }

  /** Cases that have begun and have something left to hand over. */
  get open(): number {
    return this.heap.size;
  }

  /** A case from elsewhere. */
  add(deliveries: readonly Delivery[]): void {
    if (deliveries.length > 0) this.heap.push({ deliveries, number: (this.cases += 1), next: 0 });
  }

  /** The next delivery up to `until`, or `undefined` when there is none. */
  next(until: Instant): Delivery | undefined {
    for (;;) {
      const least = this.heap.least;
      const at = least ? least.deliveries[least.next]!.at : Infinity;
      if (this.day <= this.last && at >= startOfDay(this.day) && startOfDay(this.day) <= until) {
        for (const deliveries of this.casesOf(this.day)) this.add(deliveries);
        this.day += 1;
        continue;
      }
      if (!least || at > until) return undefined;
      const delivery = least.deliveries[least.next]!;
      least.next += 1;
      if (least.next === least.deliveries.length) this.heap.pop();
      else this.heap.settle();
      return delivery;
    }
  }

  /** Everything up to `until`. */
  *upTo(until: Instant): Generator<Delivery> {
    for (let delivery = this.next(until); delivery; delivery = this.next(until)) yield delivery;
  }
}
