import type { RuleState } from '../console/self-test.protocol.js';
import { RULE_BOOK } from '../domain/review/rule-book.js';
import { RULES } from '../domain/rules/registry.js';
import type { RuleProfile } from '../domain/standards.js';
import type { Words } from '../domain/wording.js';
import type { FiredRow, UnjudgedRow } from './self-test.repository.js';

const WHY: Record<RuleState['state'], Words> = {
  fires: { zh: '近十二个月触发过', en: 'has fired within twelve months' },
  silent: {
    zh: '近十二个月没有触发，也没有无法判断的办件',
    en: 'has neither fired nor been unable to judge within twelve months',
  },
  'cannot-judge': {
    zh: '没有触发，所需数据在下列办件中缺失',
    en: 'has not fired; the data that it needs is missing in these cases',
  },
  off: { zh: '现行方案未启用', en: 'the profile in force does not have it' },
};

/** Every rule of both tiers: has it fired, could it not judge, or is it silent, and why. */
export function ruleStates(
  profile: RuleProfile,
  fired: readonly FiredRow[],
  unjudged: readonly UnjudgedRow[],
): RuleState[] {
  const counts = new Map(fired.map((row) => [row.rule, row.fired]));
  const heads = [
    ...RULES.map(({ code, description }) => ({ code, name: description, setting: profile.rules[code] })),
    ...RULE_BOOK.map(({ code, name }) => ({ code, name, setting: profile.book?.[code] })),
  ];
  return heads.map(({ code, name, setting }) => {
    const lacks = unjudged.filter((row) => row.rule === code).map(({ missing, cases }) => ({ missing, cases }));
    const times = counts.get(code) ?? 0;
    const isOff = !setting || setting.enabled === false;
    const state = isOff ? 'off' : times > 0 ? 'fires' : lacks.length > 0 ? 'cannot-judge' : 'silent';
    return { code, name: setting?.name ?? name, state, fired: times, unjudged: lacks, why: WHY[state] };
  });
}
