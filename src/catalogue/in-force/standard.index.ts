import type { StandardBody } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';
import type { Benchmark } from '../../domain/item-guide.js';
import type { ItemVersion } from '../../domain/standards.js';
import { inForceAt, type StoredVersion } from '../versions/version.js';

/** Item versions that are kept with their standards. */
const MAX_JOINED = 10_000;

/** The registered discretion standards, and the items whose decisions they govern. */
export class StandardIndex {
  private readonly versions = new Map<string, StoredVersion[]>();
  /** Codes of standards that have ever named the item. */
  private readonly ofItem = new Map<string, Set<string>>();
  private readonly joined = new Map<string, ItemVersion>();

  add(versions: readonly StoredVersion[]): void {
    for (const version of versions) {
      if (version.kind !== 'standards') continue;
      const known = this.versions.get(version.code) ?? [];
      this.versions.set(version.code, [...known, version]);
      for (const item of (version.body as StandardBody).items ?? []) {
        const codes = this.ofItem.get(item) ?? new Set();
        this.ofItem.set(item, codes.add(version.code));
      }
    }
  }

  /**
   * The item with the rows that are registered for it: those in force at `at` among the ones known at revision `rev`.
   *
   * @param tried a version that is in force for a trial; without a start, instead of every other one of its code
   */
  join(item: ItemVersion, at: Instant, rev: number, tried?: StoredVersion): ItemVersion {
    const codes = this.ofItem.get(item.code);
    if (!codes && !tried) return item;
    const all = new Set(codes);
    if (tried) all.add(tried.code);
    const rows = [...all].flatMap((code) => {
      const known = (this.versions.get(code) ?? []).filter(({ id }) => id <= rev);
      const version = tried?.code === code ? triedAt(tried, known, at) : inForceAt(known, at);
      return version && namesItem(version, item.code) ? [version] : [];
    });
    return rows.length === 0 ? item : this.remembered(item, rows);
  }

  /** The same version for the same rows: each event of a case asks. */
  private remembered(item: ItemVersion, rows: readonly StoredVersion[]): ItemVersion {
    const key = [item.id, ...rows.map(({ id }) => id)].join(' ');
    const known = this.joined.get(key);
    if (known) return known;
    if (this.joined.size >= MAX_JOINED) this.joined.clear();
    const joined = withRows(item, rows.map(benchmarkOf));
    this.joined.set(key, joined);
    return joined;
  }
}

const triedAt = (tried: StoredVersion, known: readonly StoredVersion[], at: Instant): StoredVersion | undefined =>
  tried.effectiveFrom === null ? tried : inForceAt([...known, tried], at);

const namesItem = ({ body }: StoredVersion, item: string): boolean =>
  (body as StandardBody).items?.includes(item) ?? false;

export function benchmarkOf({ code, body }: Pick<StoredVersion, 'code' | 'body'>): Benchmark {
  const { items: _items, org: _org, ...row } = body as StandardBody;
  return { ...row, code };
}

/** A registered row stands for one of the item's own with the same code. */
export const withRows = (item: ItemVersion, rows: readonly Benchmark[]): ItemVersion => {
  const codes = new Set(rows.map(({ code }) => code));
  const own = (item.guide?.discretion ?? []).filter(({ code }) => !codes.has(code));
  return { ...item, guide: { ...item.guide, discretion: [...own, ...rows] } };
};
