import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RuleProfile } from '../../domain/standards.js';
import { orgMatcher } from '../org-patterns.js';
import { type ReadProfile, readProfile } from './profile.reader.js';
import type { SchemaFault } from '../kinds/schema-check.js';
import { ConfigFileError, YamlNode } from '../kinds/yaml-node.js';

/** The profile of every organisation that no other profile names. */
export const DEFAULT_PROFILE = 'default';

export interface ProfileSet {
  readonly codes: readonly string[];
  get(code: string): RuleProfile | undefined;
  /** The profile with the most specific pattern for the organisation, else `default`. */
  forOrg(org: string | null): RuleProfile;
}

/**
 * Reads one profile.
 *
 * @throws ConfigFileError that names the file, the place, the reason and the nearest valid value
 */
export const loadProfile = (file: string, known?: ReadonlyMap<string, RuleProfile>): RuleProfile =>
  readFile(YamlNode.read(file), known).profile;

function readFile(node: YamlNode, known?: ReadonlyMap<string, RuleProfile>): ReadProfile {
  const reading = readProfile(node.value, known);
  if ('faults' in reading) throw new ConfigFileError(node.file, reading.faults[0].path, toldFault(reading.faults[0]));
  const { code } = reading.profile;
  if (code !== basename(node.file, '.yaml'))
    throw new ConfigFileError(node.file, 'code', `“${code}”不是文件名 / "${code}" is not the name of the file`);
  return reading;
}

/** In both languages, with the nearest valid value. */
export const toldFault = ({ zh, en, nearest }: SchemaFault): string =>
  nearest === undefined ? `${zh} / ${en}` : `${zh}，最接近的是 ${nearest} / ${en}; the nearest is ${nearest}`;

/** Reads every profile of a folder. @throws ConfigFileError */
export function loadProfiles(dir: string): ProfileSet {
  const nodes = readNodes(dir);
  const profiles = new Map<string, RuleProfile>();
  const orgs = new Map<string, RuleProfile>();
  while (profiles.size < nodes.size) {
    const waiting = [...nodes].filter(([code]) => !profiles.has(code));
    // One that extends what is not there, or itself by way of others, is read all the same: the reader says so.
    const [code, node] = waiting.find(([, { value }]) => isReady(value, profiles)) ?? waiting[0]!;
    const { profile, orgs: own } = readFile(node, profiles);
    for (const [i, org] of own.entries()) {
      const other = orgs.get(org)?.code;
      if (other !== undefined)
        throw new ConfigFileError(
          node.file,
          `orgs[${i}]`,
          `“${org}”已属于方案“${other}” / "${org}" already belongs to the profile "${other}"`,
        );
      orgs.set(org, profile);
    }
    profiles.set(code, profile);
  }
  const otherwise = profiles.get(DEFAULT_PROFILE)!;
  const ofOrg = orgMatcher(orgs, otherwise);
  return {
    codes: [...profiles.keys()],
    get: (code) => profiles.get(code),
    forOrg: (org) => (org === null ? otherwise : ofOrg(org)),
  };
}

/** What the files of a folder say, as the catalogue keeps it. @throws ConfigFileError */
export function loadProfileBodies(dir: string): { readonly code: string; readonly body: unknown }[] {
  loadProfiles(dir);
  return [...readNodes(dir)].map(([code, { value: body }]) => ({ code, body }));
}

function readNodes(dir: string): Map<string, YamlNode> {
  const names = existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : [];
  const nodes = new Map(names.map((name) => [basename(name, '.yaml'), YamlNode.read(join(dir, name))]));
  if (!nodes.has(DEFAULT_PROFILE))
    throw new ConfigFileError(
      join(dir, `${DEFAULT_PROFILE}.yaml`),
      '',
      '缺少默认方案 / the default profile is missing',
    );
  return nodes;
}

function isReady(value: unknown, profiles: ReadonlyMap<string, RuleProfile>): boolean {
  const parent = (value as { extends?: unknown } | null)?.extends;
  return typeof parent !== 'string' || profiles.has(parent);
}
