import type { Instant } from '../../domain/instant.js';
import type { ItemVersion } from '../../domain/standards.js';

const startOf = (version: ItemVersion): Instant => version.effectiveFrom ?? -Infinity;

/** Every version of every item in memory; there are few, and each event of a case asks. */
export class ItemIndex {
  private readonly items = new Map<string, ItemVersion[]>();
  /** The highest number that is in here. */
  revision = 0;

  add(versions: readonly ItemVersion[]): void {
    for (const version of versions) {
      if (version.id <= this.revision) continue;
      const known = this.items.get(version.code) ?? [];
      known.push(version);
      known.sort((a, b) => (startOf(a) === startOf(b) ? a.id - b.id : startOf(a) - startOf(b)));
      this.items.set(version.code, known);
      this.revision = version.id;
    }
  }

  /** The version in force at `at` among those known at revision `rev`; of two from the same instant, the later number. */
  at(code: string, at: Instant, rev: number): ItemVersion | undefined {
    return this.items.get(code)?.findLast((version) => version.id <= rev && startOf(version) <= at);
  }

  /** The version made last. */
  newest(code: string): ItemVersion | undefined {
    return this.items.get(code)?.reduce((a, b) => (b.id > a.id ? b : a));
  }
}
