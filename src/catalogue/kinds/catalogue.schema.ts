import { ORGANISATION_KINDS } from '../../console/catalogue.protocol.js';
import { ORG_PATTERN } from '../org-patterns.js';
import type { Schema } from './schema-check.js';

const text = (maxLength: number): Schema => ({
  type: 'string',
  pattern: '\\S',
  maxLength,
  description: '非空文本 / a text that is not blank',
});
const DAY: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD / YYYY-MM-DD' };
const NUMBER: Schema = { type: 'number' };
const list = (items: Schema, maxItems = 1_000): Schema => ({ type: 'array', items, maxItems });
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const titled = (title: string, schema: Schema): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title,
  ...schema,
});

const ORG: Schema = {
  type: 'string',
  pattern: '^[^\\s*]+$',
  maxLength: 64,
  description: '不含空白和 * 的机构代码 / an organisation code without blanks and *',
};

export const ORGANISATION_SCHEMA = titled(
  '机构 / Organisation',
  object(
    {
      name: text(200),
      nameEn: text(200),
      kind: { type: 'string', enum: ORGANISATION_KINDS },
      region: text(12),
      parent: ORG,
      uscc: text(50),
    },
    ['name', 'kind'],
  ),
);

/** A century and more of days that notices declare. */
const MAX_DAYS = 10_000;

export const CALENDAR_SCHEMA = titled(
  '工作日历 / Calendar',
  object(
    {
      name: text(200),
      orgs: {
        ...list({
          type: 'string',
          pattern: ORG_PATTERN.source,
          maxLength: 64,
          description: '机构代码或“前缀*” / an organisation code or "prefix*"',
        }),
        uniqueItems: true,
      },
      extends: text(64),
      officeHours: {
        ...list({ ...list({ type: 'string' }, 2), minItems: 2 }, 12),
        minItems: 1,
        description: '[[开始, 结束], …] / [[opening, close], …]',
      },
      firstDay: DAY,
      lastDay: DAY,
      days: list(
        object({ date: DAY, off: { type: 'boolean' }, name: text(100), notice: text(200) }, [
          'date',
          'off',
          'name',
          'notice',
        ]),
        MAX_DAYS,
      ),
    },
    ['name', 'orgs', 'days'],
  ),
);

const CONDITION = object(
  {
    fact: text(64),
    min: NUMBER,
    max: NUMBER,
    // Texts, numbers or booleans.
    oneOf: { ...list({}, 100), minItems: 1 },
  },
  ['fact'],
);

const VALUE = object(
  {
    type: { type: 'string', enum: ['fixed', 'range', 'ratio', 'multiple'] },
    value: NUMBER,
    min: NUMBER,
    max: NUMBER,
    base: text(64),
    minPercent: NUMBER,
    maxPercent: NUMBER,
  },
  ['type'],
);

const TIER = object(
  {
    code: text(64),
    name: text(200),
    mitigated: { type: 'boolean' },
    conditions: list(CONDITION, 50),
    value: VALUE,
  },
  ['code', 'value'],
);

export const STANDARD_SCHEMA = titled(
  '裁量基准 / Discretion standard',
  object(
    {
      name: text(200),
      items: { ...list({ type: 'string', pattern: '^\\S+$', maxLength: 64 }), uniqueItems: true },
      org: ORG,
      from: DAY,
      until: DAY,
      statutory: object({ min: NUMBER, max: NUMBER }),
      basis: text(500),
      tiers: { ...list(TIER, 100), minItems: 1 },
      facts: { ...list(text(64), 50), uniqueItems: true },
      exclusive: list({ ...list(text(64), 10), minItems: 2 }, 50),
    },
    ['tiers'],
  ),
);
