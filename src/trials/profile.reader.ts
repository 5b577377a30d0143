import { RULE_BOOK } from '../domain/review/rule-book.js';
import { RULES } from '../domain/rules/registry.js';
import { CARD_LEVELS, type RuleProfile, type RuleSetting } from '../domain/standards.js';
import { knownMembers } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import { defaultsOf, readProfile } from '../catalogue/profile.reader.js';
import { DRAFT_VERSION } from './draft.js';

const MODES = ['confirm', 'hint'] as const;

/**
 * A whole profile as the published schema says (it has a `version`), or changes of single rules laid over the one in
 * force; null switches a rule off. @throws 400
 *
 * @param known by code, for a profile that extends another
 */
export function readProfileDraft(
  body: unknown,
  inForce: RuleProfile,
  known: ReadonlyMap<string, RuleProfile>,
): RuleProfile {
  if (Object.hasOwn((body ?? {}), 'version')) return wholeProfile(body, inForce.code, known);
  const { rules } = knownMembers(body, ['rules'], 'draft.body');
  const changed = Object.entries(knownMembers(rules, Object.keys((rules ?? {})), 'draft.body.rules'));
  const settings: Record<string, RuleSetting> = { ...inForce.rules };
  const book: Record<string, RuleSetting> = { ...inForce.book };
  for (const [code, change] of changed) {
    const path = `draft.body.rules.${code}`;
    const isTimed = RULES.some((rule) => rule.code === code);
    const tier = isTimed ? settings : book;
    tier[code] = changedSetting(tier[code] ?? defaultOf(code, path), change, isTimed, path);
  }
  return { ...inForce, version: DRAFT_VERSION, rules: settings as RuleProfile['rules'], book };
}

function wholeProfile(body: unknown, code: string, known: ReadonlyMap<string, RuleProfile>): RuleProfile {
  const reading = readProfile(body, known);
  if ('faults' in reading) {
    const [{ path, zh, en }] = reading.faults;
    throw badRequest(path === '' ? 'draft.body' : `draft.body.${path}`, { zh, en });
  }
  if (reading.profile.code !== code)
    throw badRequest('draft.body.code', { zh: '与 draft.code 不一致', en: 'is not draft.code' });
  return reading.profile;
}

/** Rules of pure time limits always issue by themselves. */
function changedSetting(setting: RuleSetting, change: unknown, isTimed: boolean, path: string): RuleSetting {
  if (change === null) return { ...setting, version: DRAFT_VERSION, enabled: false };
  const members = isTimed ? (['level', 'params'] as const) : (['level', 'mode', 'params'] as const);
  const { level, mode, params } = knownMembers<'level' | 'mode' | 'params'>(change, members, path);
  const given = params === undefined ? {} : knownMembers(params, Object.keys(setting.params), `${path}.params`);
  for (const [name, value] of Object.entries(given))
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > 1_000_000)
      throw badRequest(`${path}.params.${name}`, { zh: '应为不小于 0 的数', en: 'must be a number from 0' });
  return {
    ...setting,
    version: DRAFT_VERSION,
    enabled: true,
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

function defaultOf(code: string, path: string): RuleSetting {
  const rule = [...RULES, ...RULE_BOOK].find((one) => one.code === code);
  if (rule) return defaultsOf(rule);
  throw badRequest(path, { zh: '没有这条规则', en: 'there is no such rule' });
}
