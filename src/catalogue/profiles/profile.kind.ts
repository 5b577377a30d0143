import type { CatalogueRemark } from '../../console/catalogue.protocol.js';
import type { RuleProfile } from '../../domain/standards.js';
import { type Beside, chainOf, type KindRules, remark, sameWords, takenPatterns } from '../kinds/kind.js';
import { type ProfileReading, readProfile } from './profile.reader.js';
import { DEFAULT_PROFILE } from './profile.loader.js';
import { profileFaults } from './profile.faults.js';
import type { SchemaFault } from '../kinds/schema-check.js';

interface Written {
  readonly code: string;
  readonly version: string;
  readonly name?: { readonly zh: string; readonly en: string };
  readonly extends?: string;
  readonly orgs?: readonly string[];
}

/** 监察规则方案 */
export const PROFILE_KIND: KindRules = {
  kind: 'profiles',
  read: (code, given) => {
    const value = withCode(code, given);
    const [fault, ...more] = profileFaults(value).map(told);
    if (fault) return { faults: [fault, ...more] };
    const { name, code: stated } = value as Written;
    if (stated !== code) return { faults: [remark('code', `应为 ${code}`, `must be ${code}, as the path says`)] };
    return { body: value, name: name ?? sameWords(code), org: null };
  },
  faults: (code, value, { profiles }) => {
    const { extends: parent, orgs = [] } = value as Written;
    if (parent !== undefined && !profiles.has(parent))
      return [remark('extends', `没有方案“${parent}”`, `there is no profile "${parent}"`)];
    const chain = chainOf(code, (one) => (one === code ? parent : writtenOf(profiles, one)?.extends));
    if (!chain) return [remark('extends', '沿用关系成环', 'the profile would extend itself')];
    const others = new Map([...profiles].map(([name, body]) => [name, body as Written]));
    return takenPatterns(code, orgs, others);
  },
  warnings: (code, value) => {
    const { orgs = [] } = value as Written;
    return orgs.length > 0 || code === DEFAULT_PROFILE
      ? []
      : [remark('orgs', '没有机构使用', 'no organisation has it')];
  },
};

/** The path names the profile: the body may leave its code out. */
const withCode = (code: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('code' in value)
    ? { code, ...value }
    : value;

/** In both languages, with the nearest valid value. */
function told({ path, zh, en, nearest }: SchemaFault): CatalogueRemark {
  if (nearest === undefined) return remark(path, zh, en);
  return remark(path, `${zh}，最接近的是 ${nearest}`, `${en}; the nearest is ${nearest}`);
}

const writtenOf = (profiles: Beside['profiles'], code: string): Written | undefined =>
  profiles.get(code) as Written | undefined;

/** A profile as a case would have it, those that it extends as they are in force. */
export function resolvedProfile(code: string, body: unknown, profiles: Beside['profiles']): RuleProfile | undefined {
  const bodyOf = (one: string): unknown => (one === code ? body : profiles.get(one));
  const chain = chainOf(code, (one) => (bodyOf(one) as Written | undefined)?.extends) ?? [];
  const known = new Map<string, RuleProfile>();
  for (const one of [...chain].reverse()) {
    const reading: ProfileReading = readProfile(bodyOf(one), known);
    if ('faults' in reading) return undefined;
    known.set(one, reading.profile);
  }
  return known.get(code);
}
