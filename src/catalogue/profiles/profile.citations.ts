import { isDeepStrictEqual } from 'node:util';
import type { CatalogueKind, CatalogueRemark } from '../../console/catalogue.protocol.js';
import { remark } from '../kinds/kind.js';

type Members = Readonly<Record<string, unknown>>;

/** A value and the source that is cited for it. */
interface Cited {
  /** Of the value. */
  readonly member: string;
  /** By this the same thing is found in another version. */
  readonly key: string;
  readonly value: unknown;
  readonly source: unknown;
}

/** Only a profile cites a source for each of its values. */
export const hasCitations = (kind: CatalogueKind): boolean => kind === 'profiles';

/**
 * Values of a profile that two versions say differently while the source that is cited for them stayed: the citation may
 * belong to the former value.
 *
 * @param before the version that the other one would follow; null: there is none
 */
export function keptSources(kind: CatalogueKind, before: unknown, after: unknown): CatalogueRemark[] {
  if (!hasCitations(kind) || before === null) return [];
  const former = citedIn(before);
  return citedIn(after).flatMap(({ member, key, value, source }) => {
    const cited = former.filter((one) => one.key === key && one.source !== undefined && one.source === source);
    const [old] = cited;
    return !old || cited.some((one) => isDeepStrictEqual(one.value, value))
      ? []
      : [keptSource(member, old.value, value)];
  });
}

const keptSource = (member: string, before: unknown, after: unknown): CatalogueRemark => {
  const isLevel = /\.level$|\.stages\[\d+\]$/u.test(member);
  const [was, is] = [shown(before), shown(after)];
  return remark(
    member,
    `${isLevel ? '级别' : '数值'}改了，出处未改（${was} → ${is}）：请核对所引出处是否支持新值`,
    `the ${isLevel ? 'level' : 'value'} has changed (${was} → ${is}), its source has not: check that the source says so`,
  );
};

function shown(value: unknown): string {
  if (value === undefined) return '—';
  return JSON.stringify(value).replace(/["{}]/gu, '');
}

/** Every level, threshold and way of counting, with what is cited for it. */
function citedIn(profile: unknown): Cited[] {
  const { counting, rules } = membersOf(profile);
  const { value, source } = membersOf(counting);
  return [
    cited('counting.value', value, source),
    ...Object.entries(membersOf(rules)).flatMap(([code, rule]) => citedOf(`rules.${code}`, membersOf(rule))),
  ];
}

function citedOf(path: string, { level, levelSource, params, stages }: Members): Cited[] {
  const thresholds = Object.entries(membersOf(params)).map(([name, given]) => {
    const { value, source } = membersOf(given);
    return cited(`${path}.params.${name}.value`, value, source);
  });
  return [cited(`${path}.level`, level, levelSource), ...thresholds, ...stagesOf(path, stages)];
}

/** A stage has no name: in another version it is the one with the same source. */
const stagesOf = (path: string, stages: unknown): Cited[] =>
  (Array.isArray(stages) ? (stages as unknown[]) : []).map((stage, i) => {
    const { source, ...value } = membersOf(stage);
    return { ...cited(`${path}.stages[${i}]`, value, source), key: `${path}.stages` };
  });

const cited = (member: string, value: unknown, source: unknown): Cited => ({ member, key: member, value, source });

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
