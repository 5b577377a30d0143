import { isDeepStrictEqual } from 'node:util';
import type { CatalogueKind, CatalogueRemark } from '../../console/catalogue.protocol.js';
import { remark } from '../kinds/kind.js';

type Members = Readonly<Record<string, unknown>>;

/** A value and the source that is cited for it. */
interface Cited {
  /** Of the value. */
  readonly member: string;
  readonly value: unknown;
  readonly source: unknown;
}

/**
 * Values of a profile that two versions say differently while the source that is cited for them stayed: the citation may
 * belong to the former value.
 *
 * @param before the version that the other one would follow; null: there is none
 */
export function keptSources(kind: CatalogueKind, before: unknown, after: unknown): CatalogueRemark[] {
  if (kind !== 'profiles' || before === null) return [];
  const former = new Map(citedIn(before).map((one) => [one.member, one]));
  return citedIn(after)
    .filter(({ member, value, source }) => {
      const old = former.get(member);
      return old?.source !== undefined && old.source === source && !isDeepStrictEqual(old.value, value);
    })
    .map(({ member, value }) => keptSource(member, former.get(member)?.value, value));
}

const keptSource = (member: string, before: unknown, after: unknown): CatalogueRemark => {
  const isLevel = member.endsWith('.level');
  const [was, is] = [shown(before), shown(after)];
  return remark(
    member,
    `${isLevel ? '级别' : '数值'}改了，出处未改（${was} → ${is}）：请核对所引出处是否支持新值`,
    `the ${isLevel ? 'level' : 'value'} has changed (${was} → ${is}), its source has not: check that the source says so`,
  );
};

const shown = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value).replaceAll('"', ''));

/** Every level, threshold and way of counting, with what is cited for it. */
function citedIn(profile: unknown): Cited[] {
  const { counting, rules } = membersOf(profile);
  const { value, source } = membersOf(counting);
  return [
    { member: 'counting.value', value, source },
    ...Object.entries(membersOf(rules)).flatMap(([code, rule]) => citedOf(`rules.${code}`, membersOf(rule))),
  ];
}

function citedOf(path: string, { level, levelSource, params }: Members): Cited[] {
  const thresholds = Object.entries(membersOf(params)).map(([name, given]): Cited => {
    const { value, source } = membersOf(given);
    return { member: `${path}.params.${name}.value`, value, source };
  });
  return [{ member: `${path}.level`, value: level, source: levelSource }, ...thresholds];
}

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
