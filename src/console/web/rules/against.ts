import type { RuleStatistics } from '../../rules.protocol.js';

/** Of what a rule has found, how much people decided and how much of that went against it. */
export function against({ total, tier }: RuleStatistics): { decided: number; against: number } {
  const no = total.dismissed + total.revoked;
  // Cards that a rule issues by itself are decided by nobody until one is revoked.
  return { decided: tier === 'time' ? total.fired : total.confirmed + total.dismissed, against: no };
}
