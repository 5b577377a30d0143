import type { CatalogueKind, VersionOrigin } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';

/** One version of one entry of the catalogue; never edited. */
export interface StoredVersion {
  /** One sequence over all kinds. */
  readonly id: number;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly version: number;
  /** `null`: in force from the beginning. */
  readonly effectiveFrom: Instant | null;
  readonly body: unknown;
  readonly origin: VersionOrigin;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly checker: string | null;
  readonly note: string | null;
  readonly draft: number | null;
}

/** A version with the names of those who made it; null where an account is not known by that user name. */
export interface NamedVersion extends StoredVersion {
  readonly authorName: string | null;
  readonly checkerName: string | null;
}

type Dated = Pick<StoredVersion, 'id' | 'effectiveFrom'>;

export const startOf = ({ effectiveFrom }: Pick<StoredVersion, 'effectiveFrom'>): Instant => effectiveFrom ?? -Infinity;

/** The version in force at `at`: the one that began last; of two from the same instant, the later number. */
export function inForceAt<V extends Dated>(versions: readonly V[], at: Instant): V | undefined {
  let found: V | undefined;
  for (const version of versions) if (startOf(version) <= at && (!found || isLater(version, found))) found = version;
  return found;
}

const isLater = (a: Dated, b: Dated): boolean => (startOf(a) === startOf(b) ? a.id > b.id : startOf(a) > startOf(b));

export function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
