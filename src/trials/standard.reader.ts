import type { StandardBody } from '../console/catalogue.protocol.js';
import { knownMembers } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import { sameCode } from './draft.reader.js';

const MEMBERS = [
  ...(['code', 'name', 'from', 'until', 'statutory', 'basis', 'tiers', 'facts', 'exclusive'] as const),
  ...(['items', 'org'] as const),
] as const;
const TIER_VALUES: readonly unknown[] = ['fixed', 'range', 'ratio', 'multiple'];

/** A discretion row as the catalogue keeps it; without `items` it is for those of the version in force. @throws 400 */
export function readStandardDraft(code: string, given: unknown, inForce: StandardBody | undefined): StandardBody {
  const path = 'draft.body';
  const { code: own, items = inForce?.items, tiers, ...rest } = knownMembers(given, MEMBERS, path);
  sameCode(own, code);
  if (!Array.isArray(tiers) || tiers.length === 0 || !tiers.every(isTier))
    throw badRequest(`${path}.tiers`, {
      zh: '应为非空数组，每档有 code 和 value.type',
      en: 'must be a list of tiers with code and value.type, not empty',
    });
  if (!Array.isArray(items) || !items.every((one): one is string => typeof one === 'string'))
    throw badRequest(`${path}.items`, { zh: '应为实施编码的数组', en: 'must be a list of item codes' });
  return { ...(rest as Partial<StandardBody>), tiers, items };
}

const isTier = (tier: unknown): tier is StandardBody['tiers'][number] => {
  const { code, value } = (tier ?? {}) as { code?: unknown; value?: { type?: unknown } };
  return typeof code === 'string' && TIER_VALUES.includes(value?.type);
};
