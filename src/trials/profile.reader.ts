import type { ReviewRule } from '../domain/review/rule.js';
import { RULE_BOOK } from '../domain/review/rule-book.js';
import { CARD_LEVELS, type RuleProfile, type RuleSetting } from '../domain/standards.js';
import { knownMembers } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import { DRAFT_VERSION } from './draft.js';

const MODES = ['confirm', 'hint'] as const;

/** Changes of single rules laid over the profile in force; null switches a rule of the wider book off. @throws 400 */
export function readProfileDraft(body: unknown, inForce: RuleProfile): RuleProfile {
  const { rules } = knownMembers(body, ['rules'], 'draft.body');
  const changed = Object.entries(knownMembers(rules, Object.keys(rules ?? {}), 'draft.body.rules'));
  const settings: Record<string, RuleSetting> = { ...inForce.rules };
  const book: Record<string, RuleSetting> = { ...inForce.book };
  for (const [code, change] of changed) {
    const path = `draft.body.rules.${code}`;
    const timed = settings[code];
    if (timed) settings[code] = changedSetting(timed, timeChange(change, path), path);
    else if (change === null) delete book[code];
    else book[code] = changedSetting(book[code] ?? defaultOf(ruleOf(code, path)), change, path);
  }
  return { ...inForce, version: DRAFT_VERSION, rules: settings as RuleProfile['rules'], book };
}

/** Rules of pure time limits are always on and always issue by themselves. */
function timeChange(change: unknown, path: string): unknown {
  if (change !== null && !Object.hasOwn(change as object, 'mode')) return change;
  throw badRequest(path, {
    zh: '时限规则只能改 level 和 params',
    en: 'of a rule of time limits only level and params can be changed',
  });
}

function changedSetting(setting: RuleSetting, change: unknown, path: string): RuleSetting {
  const { level, mode, params } = knownMembers(change, ['level', 'mode', 'params'], path);
  const given = params === undefined ? {} : knownMembers(params, Object.keys(setting.params), `${path}.params`);
  for (const [name, value] of Object.entries(given))
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > 1_000_000)
      throw badRequest(`${path}.params.${name}`, { zh: '应为不小于 0 的数', en: 'must be a number from 0' });
  return {
    ...setting,
    version: DRAFT_VERSION,
    ...(level !== undefined && { level: oneOf(level, CARD_LEVELS, `${path}.level`) }),
    ...(mode !== undefined && { mode: oneOf(mode, MODES, `${path}.mode`) }),
    params: { ...setting.params, ...(given as Record<string, number>) },
  };
}

function oneOf<T extends string>(value: unknown, values: readonly T[], member: string): T {
  const found = values.find((one) => one === value);
  if (found !== undefined) return found;
  throw badRequest(member, { zh: `只能是 ${values.join('、')}`, en: `must be one of ${values.join(', ')}` });
}

function ruleOf(code: string, path: string): ReviewRule {
  const rule = RULE_BOOK.find((one) => one.code === code);
  if (rule) return rule;
  throw badRequest(path, { zh: '没有这条规则', en: 'there is no such rule' });
}

/** A rule that the profile has not yet, as it describes itself. */
const defaultOf = (rule: ReviewRule): RuleSetting => ({
  code: rule.code,
  version: DRAFT_VERSION,
  level: rule.level,
  mode: rule.mode,
  name: rule.name,
  params: Object.fromEntries(Object.entries(rule.params).map(([name, { value }]) => [name, value])),
  basis: [...rule.basis],
});
