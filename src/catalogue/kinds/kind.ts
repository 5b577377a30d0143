import type {
  CalendarBody,
  CatalogueKind,
  CatalogueRemark,
  CatalogueWords,
  OrganisationBody,
} from '../../console/catalogue.protocol.js';

/** What is in force beside an entry: what it may refer to, and must not contradict. */
export interface Beside {
  readonly organisations: Map<string, OrganisationBody>;
  readonly calendars: Map<string, CalendarBody>;
  /** As written. */
  readonly profiles: Map<string, unknown>;
  readonly hasItem: (code: string) => boolean;
}

/** One entry as it has been read. */
export interface ReadEntry {
  readonly body: unknown;
  readonly name: CatalogueWords;
  /** The organisation that it belongs to; null: to nobody, and only unlimited accounts may change it. */
  readonly org: string | null;
}

export type EntryReading = ReadEntry | { readonly faults: readonly [CatalogueRemark, ...CatalogueRemark[]] };

/** How the entries of one kind are read, checked and told apart. */
export interface KindRules {
  readonly kind: CatalogueKind;
  /** By itself. */
  read(code: string, value: unknown): EntryReading;
  /** Beside what is in force: refusals. */
  faults(code: string, body: unknown, beside: Beside): CatalogueRemark[];
  /** What is doubtful, but may be. */
  warnings(code: string, body: unknown, beside: Beside): CatalogueRemark[];
}

export const remark = (member: string, zh: string, en: string): CatalogueRemark => ({ member, zh, en });

export const sameWords = (text: string): CatalogueWords => ({ zh: text, en: text });

/** With the reading, or with every fault. */
export function readingOf(faults: readonly CatalogueRemark[], entry: () => ReadEntry): EntryReading {
  const [first, ...more] = faults;
  return first ? { faults: [first, ...more] } : entry();
}

/** Follows `next` from a code until nothing more comes; `undefined`: it comes back to `from`, or to itself. */
export function chainOf(from: string, next: (code: string) => string | undefined): readonly string[] | undefined {
  const chain = [from];
  for (let code = next(from); code !== undefined; code = next(code)) {
    if (chain.includes(code)) return undefined;
    chain.push(code);
  }
  return chain;
}

/** Patterns that another entry names already. */
export const takenPatterns = (
  code: string,
  orgs: readonly string[],
  others: ReadonlyMap<string, { readonly orgs?: readonly string[] }>,
): CatalogueRemark[] =>
  orgs.flatMap((org, i) => {
    const other = [...others].find(([name, body]) => name !== code && body.orgs?.includes(org));
    if (!other) return [];
    return [remark(`orgs[${i}]`, `“${org}”已属于“${other[0]}”`, `"${org}" already belongs to "${other[0]}"`)];
  });
