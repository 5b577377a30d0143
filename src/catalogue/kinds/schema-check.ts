import { nearest } from './nearest.js';

/** The keywords of JSON Schema 2020-12 that are understood here; nothing else may stand in a schema of this house. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: `#/$defs/${string}`;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  /** Chinese / English; told where a value has the wrong type. */
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly items?: Schema;
  readonly uniqueItems?: true;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** What is wrong with a value, and where. */
export interface SchemaFault {
  /** `rules.T-PROMISE-NEAR.params.daysBefore.value`; empty for the whole. */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
  /** The valid value nearest to the one given. */
  readonly nearest?: string | number;
}

/** Every fault of a value, in the order of its members. */
export const faultsIn = (value: unknown, schema: Schema): SchemaFault[] => new Checker(schema).check(value, schema, '');

const TYPES: Record<NonNullable<Schema['type']>, readonly [zh: string, en: string, is: (value: unknown) => boolean]> = {
  object: ['对象', 'an object', (v) => typeof v === 'object' && v !== null && !Array.isArray(v)],
  array: ['数组', 'a list', Array.isArray],
  string: ['文本', 'a text', (v) => typeof v === 'string'],
  integer: ['整数', 'a whole number', Number.isInteger],
  number: ['数', 'a number', (v) => typeof v === 'number' && Number.isFinite(v)],
  boolean: ['true 或 false', 'true or false', (v) => typeof v === 'boolean'],
};

class Checker {
  constructor(private readonly root: Schema) {}

  check(value: unknown, given: Schema, path: string): SchemaFault[] {
    const schema = given.$ref === undefined ? given : { ...this.definition(given.$ref), ...given };
    const mistyped = schema.type && !TYPES[schema.type][2](value) ? this.mistyped(value, schema, path) : undefined;
    if (mistyped) return [mistyped];
    if (typeof value === 'string') return ofText(value, schema, path);
    if (typeof value === 'number') return ofNumber(value, schema, path);
    if (Array.isArray(value)) return this.ofList(value, schema, path);
    return typeof value === 'object' && value !== null ? this.ofObject(value, schema, path) : [];
  }

  private definition(ref: string): Schema {
    return this.root.$defs?.[ref.slice('#/$defs/'.length)] ?? {};
  }

  private mistyped(value: unknown, { type = 'object', description, minimum, maximum }: Schema, path: string) {
    const [zh, en] = TYPES[type];
    const [moreZh = '', moreEn = ''] = description?.split(' / ') ?? [];
    const whole = type === 'integer' && typeof value === 'number' && Number.isFinite(value);
    return {
      path,
      zh: `应为${zh}${moreZh && `：${moreZh}`}`,
      en: `must be ${en}${moreEn && `: ${moreEn}`}`,
      ...(whole && { nearest: within(Math.round(value), minimum, maximum) }),
    };
  }

  private ofObject(value: object, schema: Schema, path: string): SchemaFault[] {
    const { properties = {}, required = [], dependentRequired = {} } = schema;
    const faults = ofCount(Object.keys(value).length, schema, path);
    for (const [name, member] of Object.entries(value)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known) faults.push(...this.check(member, known, joined(path, name)));
      else if (schema.additionalProperties === false)
        faults.push({
          path: joined(path, name),
          zh: '不认识的成员',
          en: 'unknown member',
          nearest: nearest(name, Object.keys(properties)),
        });
    }
    const wanted = [
      ...required,
      ...Object.entries(dependentRequired).flatMap(([name, more]) => (name in value ? more : [])),
    ];
    for (const name of new Set(wanted))
      if (!(name in value)) faults.push({ path: joined(path, name), zh: '缺少', en: 'is missing' });
    return faults;
  }

  private ofList(value: readonly unknown[], schema: Schema, path: string): SchemaFault[] {
    const { items, uniqueItems, minItems = 0, maxItems = Infinity, description } = schema;
    const [moreZh = '', moreEn = ''] = description?.split(' / ') ?? [];
    const faults = items ? value.flatMap((entry, i) => this.check(entry, items, `${path}[${i}]`)) : [];
    if (value.length < minItems) faults.push({ path, zh: `至少 ${minItems} 项`, en: `needs at least ${minItems}` });
    if (value.length > maxItems)
      faults.push({
        path,
        zh: `至多 ${maxItems} 项${moreZh && `：${moreZh}`}`,
        en: `takes at most ${maxItems}${moreEn && `: ${moreEn}`}`,
      });
    const twice = uniqueItems ? value.findIndex((entry, i) => value.indexOf(entry) !== i) : -1;
    if (twice >= 0) faults.push({ path: `${path}[${twice}]`, zh: '重复', en: 'stands here twice' });
    return faults;
  }
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function ofCount(n: number, { minProperties = 0, maxProperties = Infinity, description }: Schema, path: string) {
  const [zh = '', en = ''] = description?.split(' / ') ?? [];
  const faults: SchemaFault[] = [];
  if (n < minProperties)
    faults.push({ path, zh: `至少 ${minProperties} 个成员：${zh}`, en: `needs at least ${minProperties}: ${en}` });
  if (n > maxProperties)
    faults.push({ path, zh: `至多 ${maxProperties} 个成员：${zh}`, en: `takes at most ${maxProperties}: ${en}` });
  return faults;
}

function ofText(value: string, { enum: values, maxLength = Infinity, pattern, description }: Schema, path: string) {
  const [moreZh = '', moreEn = ''] = description?.split(' / ') ?? [];
  if (values && !values.includes(value)) {
    const [zh, en] = [moreZh && `（${moreZh}）`, moreEn && ` (${moreEn})`];
    const list = values.join(', ');
    return [
      {
        path,
        zh: `“${value}”不在 ${list} 之中${zh}`,
        en: `"${value}" is none of: ${list}${en}`,
        nearest: nearest(value, values),
      },
    ];
  }
  if (value.length > maxLength)
    return [{ path, zh: `至多 ${maxLength} 字`, en: `has more than ${maxLength} characters` }];
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    return [{ path, zh: `“${value}”不符合：${moreZh || pattern}`, en: `"${value}" is not ${moreEn || pattern}` }];
  return [];
}

function ofNumber(value: number, { minimum, maximum }: Schema, path: string): SchemaFault[] {
  const fitting = within(value, minimum, maximum);
  if (fitting === value) return [];
  const range = `${minimum ?? '…'}–${maximum ?? '…'}`;
  return [{ path, zh: `${value} 不在 ${range} 之间`, en: `${value} is not from ${range}`, nearest: fitting }];
}

const within = (value: number, minimum = -Infinity, maximum = Infinity): number =>
  Math.min(Math.max(value, minimum), maximum);
