import { isWaitRule } from '../../domain/review/rule.js';
import { RULE_BOOK } from '../../domain/review/rule-book.js';
import type { RuleHead, Threshold } from '../../domain/rule-head.js';
import { RULES } from '../../domain/rules/registry.js';
import { OUR_CHOICE } from '../../domain/rules/thresholds.js';
import { CARD_LEVELS, COUNTINGS } from '../../domain/standards.js';
import { ORG_PATTERN } from '../org-patterns.js';
import type { Schema } from '../kinds/schema-check.js';

export const PROFILE_SCHEMA_PATH = '/api/v1/schemas/profile.json';

/** Every rule of both tiers: those of pure time limits, then the wider rule book. */
export const ALL_RULES: readonly RuleHead[] = [...RULES, ...RULE_BOOK];

const TEXT: Schema = {
  type: 'string',
  pattern: '\\S',
  maxLength: 500,
  description: '非空文本 / a text that is not blank',
};
const WORDS: Schema = { $ref: '#/$defs/words' };
const CITED: Schema = { $ref: '#/$defs/cited' };
const NAMED: Schema = {
  type: 'string',
  pattern: '^[^@\\s]+$',
  maxLength: 40,
  description: '不含 @ 和空白的文本 / a text without @ and blanks',
};

const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const perLevel = (description: string): Schema => ({
  ...object(Object.fromEntries(CARD_LEVELS.map((level) => [level, CITED]))),
  description,
});

function thresholdSchema({ value, min, max, unit, source }: Threshold): Schema {
  const type = [value, min, max].every(Number.isInteger) ? 'integer' : 'number';
  return {
    ...object({ value: { type, minimum: min, maximum: max, title: unit }, source: { $ref: '#/$defs/text' } }, [
      'value',
      'source',
    ]),
    description: '每个数字都须注明出处，写作 { value, source } / each number states its source, as { value, source }',
    default: { value, source },
  };
}

/** How far from the due instant a stage may lie, in working days. */
export const STAGE_DAYS = {
  daysBefore: { minimum: 0, maximum: 60 },
  daysOver: { minimum: 1, maximum: 250 },
} as const;

const OFFSETS: Schema = {
  ...object(
    Object.fromEntries(
      Object.entries(STAGE_DAYS).map(([way, range]) => [way, { type: 'integer', ...range, title: 'workingDay' }]),
    ),
  ),
  minProperties: 1,
  maxProperties: 1,
  description:
    'daysBefore（期限前）和 daysOver（超过期限后）只写其一，按工作日计 / either daysBefore (the due instant) or daysOver (after it), in working days',
};

const STAGES: Schema = {
  type: 'array',
  maxItems: 5,
  description:
    '期限届满之外的级次，写作 { level, at, source }；写明即取代沿用的全部级次 / levels besides that of the due instant, as { level, at, source }; where given, they replace all that are taken over',
  items: object({ level: { type: 'string', enum: CARD_LEVELS }, at: OFFSETS, source: { $ref: '#/$defs/text' } }, [
    'level',
    'at',
    'source',
  ]),
};

const NO_STAGES: Schema = {
  type: 'array',
  maxItems: 0,
  description: '只有等待某事在期限内做完的规则分级次 / only rules that wait for something to be done have stages',
};

function ruleSchema(rule: RuleHead): Schema {
  const { name, level, mode, params } = rule;
  const isTime = mode === 'automatic';
  return {
    ...object({
      version: NAMED,
      enabled: { type: 'boolean', description: 'false：停用 / false: switched off', default: rule.enabled !== false },
      level: { type: 'string', enum: CARD_LEVELS, default: level },
      levelSource: { $ref: '#/$defs/text', default: rule.levelSource ?? OUR_CHOICE },
      mode: {
        type: 'string',
        enum: isTime ? ['automatic'] : ['confirm', 'hint'],
        default: mode,
        description: isTime
          ? '单纯时限规则一经成立即发牌，可用 enabled: false 停用 / a rule of a pure time limit issues its card at once; enabled: false switches it off'
          : '只有单纯时限规则可以自动发牌 / only rules of pure time limits issue cards by themselves',
      },
      name: WORDS,
      params: object(Object.fromEntries(Object.entries(params).map(([key, one]) => [key, thresholdSchema(one)]))),
      basis: { type: 'array', items: { $ref: '#/$defs/text' }, minItems: 1, maxItems: 20, uniqueItems: true },
      stages: isWaitRule(rule) ? STAGES : NO_STAGES,
    }),
    dependentRequired: { level: ['levelSource'] },
    title: `${name.zh} / ${name.en}`,
  };
}

/** The one description of a profile: files and drafts are checked against it, and it is published. */
export const profileSchema = (rules: readonly RuleHead[] = ALL_RULES): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: '监察规则方案 / Rule profile',
  ...object(
    {
      code: NAMED,
      version: { ...NAMED, description: '不含 @ 和空白的文本，加引号 / a text without @ and blanks, in quotes' },
      name: WORDS,
      extends: { ...NAMED, title: '未写的成员取自此方案 / members that are not given are taken over from it' },
      orgs: {
        type: 'array',
        uniqueItems: true,
        maxItems: 1_000,
        items: {
          type: 'string',
          pattern: ORG_PATTERN.source,
          maxLength: 64,
          description: '机构代码或“前缀*” / an organisation code or "prefix*"',
        },
      },
      counting: {
        ...object({ value: { type: 'string', enum: COUNTINGS }, source: { $ref: '#/$defs/text' } }, [
          'value',
          'source',
        ]),
        description: '计时方法须注明出处，写作 { value, source } / states its source, as { value, source }',
      },
      labels: perLevel('各级名称 / what the levels are called'),
      notify: perLevel('各级告知谁 / who is told of each level'),
      rules: object(Object.fromEntries(rules.map((rule) => [rule.code, ruleSchema(rule)]))),
    },
    ['code', 'version'],
  ),
  $defs: {
    text: TEXT,
    words: object({ zh: TEXT, en: TEXT }, ['zh', 'en']),
    cited: object({ zh: TEXT, en: TEXT, source: TEXT }, ['zh', 'en', 'source']),
  },
});
