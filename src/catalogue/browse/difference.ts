import { isDeepStrictEqual } from 'node:util';
import type { CatalogueKind, CatalogueWords, Difference } from '../../console/catalogue.protocol.js';
import { entryLabel, joinedLabels, kindWithin, memberLabel, ORDER, stageWords } from './member-labels.js';
import { sameWords } from '../kinds/kind.js';
import { wordsOf } from './member-words.js';

/** Differences that an answer holds at most; the others are counted. */
export const MAX_DIFFERENCES = 500;

export interface Differences {
  readonly differences: Difference[];
  readonly moreDifferences: number;
}

interface Place {
  readonly kind: CatalogueKind;
  readonly member: string;
  readonly labels: readonly CatalogueWords[];
}

/** What one version says and the other doesn't, member by member; `before` is null where there is none. */
export function differencesOf(kind: CatalogueKind, before: unknown, after: unknown): Differences {
  const all = before === null ? [] : compared({ kind, member: '', labels: [] }, plain(before), plain(after));
  return { differences: all.slice(0, MAX_DIFFERENCES), moreDifferences: Math.max(0, all.length - MAX_DIFFERENCES) };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function compared(place: Place, a: unknown, b: unknown): Difference[] {
  if (isDeepStrictEqual(a, b)) return [];
  if (isObject(a) && isObject(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) =>
      compared(memberOf(place, name), a[name], b[name]),
    );
  if (Array.isArray(a) && Array.isArray(b)) return comparedLists(place, a, b);
  return [told(place, a, b)];
}

const memberOf = ({ kind, member, labels }: Place, name: string): Place => ({
  kind: kindWithin(kind, name),
  member: member === '' ? name : `${member}.${name}`,
  labels: [...labels, memberLabel(kind, name)],
});

interface Named {
  readonly words: CatalogueWords;
  readonly entry: unknown;
}

const entryOf = ({ kind, member, labels }: Place, name: string, words: CatalogueWords): Place => ({
  kind,
  member: `${member}[${name}]`,
  labels: [...labels.slice(0, -1), entryLabel(labels.at(-1), words)],
});

function comparedLists(place: Place, a: readonly unknown[], b: readonly unknown[]): Difference[] {
  const nameOf = namesOf([...a, ...b]);
  const [before, after] = [nameOf && byName(a, nameOf), nameOf && byName(b, nameOf)];
  if (!before || !after) return [told(place, a, b)];
  const all = new Map([...before, ...after]);
  const entries = [...all].flatMap(([name, { words }]) =>
    compared(entryOf(place, name, words), before.get(name)?.entry, after.get(name)?.entry),
  );
  return [...entries, ...reordered(place, [...before.keys()], [...after.keys()])];
}

/** Entries that are on both sides stand in another order, and nothing says that the order means nothing. */
function reordered(place: Place, a: readonly string[], b: readonly string[]): Difference[] {
  const kept = a.filter((name) => b.includes(name));
  const now = b.filter((name) => a.includes(name));
  if (kept.length > 100 || isDeepStrictEqual(kept, now)) return [];
  return [told({ ...place, labels: [...place.labels, ORDER] }, kept, now)];
}

const KEYS = ['code', 'date', 'name', 'kind', 'fact'] as const;

type NameOf = (entry: unknown) => CatalogueWords;

/** By what the entries of a list are told apart: a member of theirs, or where a stage lies. */
function namesOf(entries: readonly unknown[]): NameOf | undefined {
  const key = KEYS.find((one) => entries.every((entry) => isObject(entry) && typeof entry[one] === 'string'));
  if (key) return (entry) => sameWords(String((entry as Record<string, unknown>)[key]));
  const stageOf = (entry: unknown): CatalogueWords | undefined =>
    isObject(entry) ? stageWords(entry['at']) : undefined;
  return entries.every(stageOf) ? (entry) => stageOf(entry)! : undefined;
}

function byName(entries: readonly unknown[], nameOf: NameOf): Map<string, Named> | undefined {
  const found = new Map(entries.map((entry) => [nameOf(entry).en, { words: nameOf(entry), entry }]));
  return found.size === entries.length ? found : undefined;
}

function told({ kind, member, labels }: Place, a: unknown, b: unknown): Difference {
  const [before, after] = [a, b].map((value) => (value === undefined ? null : wordsOf(kind, member, value)));
  return {
    member,
    label: joinedLabels(labels),
    change: a === undefined ? 'added' : b === undefined ? 'removed' : 'changed',
    before: before ?? null,
    after: after ?? null,
  };
}
