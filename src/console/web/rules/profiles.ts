import type { RuleInProfile, RuleView } from '../../rules.protocol.js';

export type ProfileChoice = Pick<RuleInProfile, 'profile' | 'profileName' | 'inForce'>;

/** The profiles that the rules tell of, the one in force first. */
export function profilesOf(rules: readonly RuleView[]): ProfileChoice[] {
  const byName = new Map<string, ProfileChoice>();
  for (const { profiles } of rules) for (const one of profiles) byName.set(one.profile, one);
  return [...byName.values()].sort((a, b) => Number(b.inForce) - Number(a.inForce));
}

/** How a profile sets a rule; undefined where it does not know it, null where it is off. */
export const settingIn = ({ profiles }: RuleView, profile: string | null): RuleInProfile['setting'] | undefined =>
  profiles.find((one) => one.profile === profile)?.setting;
