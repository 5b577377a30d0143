import { basename } from 'node:path';
import { CARD_LEVELS, RULE_CODES, type RuleCode, type RuleProfile, type RuleSetting } from '../domain/standards.js';
import { YamlNode } from './yaml-node.js';

/** Thresholds that each rule needs, all of them working days. */
const PARAMS: Readonly<Record<RuleCode, readonly string[]>> = {
  'T-PROMISE-NEAR': ['daysBefore', 'minimumDays'],
  'T-PROMISE-OVER': [],
  'T-STATUTE-OVER': [],
  'T-STEP-OVER': [],
  'T-NOTICE-LATE': ['days'],
};

/** Reads a rule profile. @throws ConfigFileError that names the file, the place and the reason */
export function loadProfile(file: string): RuleProfile {
  const root = YamlNode.read(file);
  const { code, version, name, rules } = root.members(['code', 'version', 'rules'], ['name']);
  if (code.text() !== basename(file, '.yaml')) code.fail(`"${code.text()}" is not the name of the file`);
  if (/[@\s]/.test(code.text() + version.text())) root.fail('code and version must not contain "@" or blanks');
  if (name) readName(name);
  const settings = new Map<RuleCode, RuleSetting>();
  for (const node of rules.list()) {
    const setting = readRule(node);
    if (settings.has(setting.code)) node.fail(`rule ${setting.code} stands here twice`);
    settings.set(setting.code, setting);
  }
  const missing = RULE_CODES.filter((rule) => !settings.has(rule));
  if (missing.length > 0) rules.fail(`rules are missing: ${missing.join(', ')}`);
  return {
    code: code.text(),
    version: version.text(),
    rules: Object.fromEntries(settings) as Record<RuleCode, RuleSetting>,
  };
}

function readRule(node: YamlNode): RuleSetting & { readonly code: RuleCode } {
  const { code, version, level, name, params, basis } = node.members(
    ['code', 'version', 'level', 'name', 'basis'],
    ['params'],
  );
  const rule = oneOf(code, RULE_CODES);
  const names = PARAMS[rule];
  const given = params?.members(names) ?? (names.length === 0 ? {} : node.fail('member "params" is missing'));
  return {
    code: rule,
    version: version.text(),
    level: oneOf(level, CARD_LEVELS),
    name: readName(name),
    params: Object.fromEntries(Object.entries(given).map(([key, value]) => [key, days(value)])),
    basis: basis.list().map((entry) => entry.text()),
  };
}

function readName(node: YamlNode): RuleSetting['name'] {
  const { zh, en } = node.members(['zh', 'en']);
  return { zh: zh.text(), en: en.text() };
}

function oneOf<T extends string>(node: YamlNode, values: readonly T[]): T {
  const text = node.text();
  return values.find((value) => value === text) ?? node.fail(`"${text}" is none of: ${values.join(', ')}`);
}

function days(node: YamlNode): number {
  const { value } = node;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000) return value;
  return node.fail('must be a whole number of working days from 1 to 1000');
}
