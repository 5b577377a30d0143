import { loadProfiles } from '../../src/catalogue/profiles/profile.loader.js';
import { readProfile } from '../../src/catalogue/profiles/profile.reader.js';
import type { RuleProfile } from '../../src/domain/standards.js';
import type { VerifyProfile } from '../../src/verify/history.js';
import { StoredStandards } from '../../src/verify/stored-standards.js';

/** Those of `config/profiles`. */
export const shippedProfiles = loadProfiles('config/profiles');

const known = new Map(shippedProfiles.codes.map((code) => [code, shippedProfiles.get(code)!]));

/** A shipped profile with some rules set otherwise. */
export function profileWith(parent: string, rules: object = {}): RuleProfile {
  const reading = readProfile({ code: 'own', version: '1', extends: parent, rules }, known);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  return reading.profile;
}

/** As the second evaluator reads it from the database. */
export const storedProfile = (profile: RuleProfile): VerifyProfile =>
  new StoredStandards([{ ref: 'own@1', kind: 'profile', body: JSON.parse(JSON.stringify(profile)) }]).profile('own@1');
