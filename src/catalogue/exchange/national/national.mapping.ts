import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { parse } from 'yaml';
import { PAUSE_KINDS, type PauseKind } from '../../../domain/event.js';
import { LIMIT_UNITS, type LimitUnit } from '../../../domain/standards.js';
import { problem } from '../../../http/problem.js';
import { ORG_PATTERN } from '../../org-patterns.js';
import { faultsIn, type Schema } from '../../kinds/schema-check.js';
import { isMembers } from '../members.js';
import { NATIONAL_TABLES, type NationalName } from './national.tables.js';

export interface MappedPause {
  readonly kind: PauseKind;
  readonly maxDays?: number;
  readonly basis?: string;
}

/** What the code values of each column mean at one source; a column that is not here is not read. */
export interface NationalValues {
  readonly anticipate_type?: Readonly<Record<string, LimitUnit | null>>;
  readonly promise_type?: Readonly<Record<string, LimitUnit | null>>;
  readonly project_type?: Readonly<Record<string, 'instant' | 'promised'>>;
  readonly special_procedure?: Readonly<Record<string, readonly MappedPause[]>>;
  /** Is the item taken over? */
  readonly task_state?: Readonly<Record<string, boolean>>;
  readonly is_fee?: Readonly<Record<string, boolean>>;
  readonly is_need?: Readonly<Record<string, boolean>>;
  readonly is_desc?: Readonly<Record<string, boolean>>;
}

/** How one source writes its implementation list. */
export interface NationalMapping {
  readonly kind: 'national-items';
  readonly name: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly assumptions?: readonly string[];
  readonly org: {
    readonly column: 'dept_code' | 'dept_name';
    readonly values?: Readonly<Record<string, string>>;
    /** `same`: what is not among the values is the code of the organisation itself. */
    readonly otherwise?: 'same';
  };
  /** Which column of each other table names which column of the basic one. */
  readonly links?: Readonly<Partial<Record<NationalName, { readonly column: string; readonly basic: string }>>>;
  readonly counted?: { readonly anticipate?: 'acceptance' | 'receipt'; readonly promise?: 'acceptance' | 'receipt' };
  readonly effectiveFrom?: 'plan_effective_date' | 'check';
  /** Of several rows of one task_code: the highest task_version. Else they are refused. */
  readonly versions?: 'highest';
  /** `leave-out`: a limit whose unit is not known is left out with a warning. Else the row is refused. */
  readonly unknownLimit?: 'refuse' | 'leave-out';
  readonly values: NationalValues;
}

const TEXT: Schema = { type: 'string', pattern: '\\S', maxLength: 500, description: '非空文本 / a text' };
const choice = (...values: string[]): Schema => ({ type: 'string', enum: values });
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const START = choice('acceptance', 'receipt');

const PAUSES: Schema = {
  type: 'array',
  maxItems: 20,
  items: object(
    { kind: choice(...PAUSE_KINDS), maxDays: { type: 'integer', minimum: 1, maximum: 10_000 }, basis: TEXT },
    ['kind'],
  ),
};
/** What the values of each column may be mapped to. */
const VALUES: Readonly<Record<keyof NationalValues, { readonly schema: Schema; readonly orNothing?: true }>> = {
  anticipate_type: { schema: choice(...LIMIT_UNITS), orNothing: true },
  promise_type: { schema: choice(...LIMIT_UNITS), orNothing: true },
  project_type: { schema: choice('instant', 'promised') },
  special_procedure: { schema: PAUSES },
  task_state: { schema: { type: 'boolean' } },
  is_fee: { schema: { type: 'boolean' } },
  is_need: { schema: { type: 'boolean' } },
  is_desc: { schema: { type: 'boolean' } },
};

const SCHEMA = object(
  {
    kind: choice('national-items'),
    name: TEXT,
    encoding: TEXT,
    delimiter: { type: 'string', maxLength: 1 },
    assumptions: { type: 'array', items: TEXT, maxItems: 50 },
    org: object({ column: choice('dept_code', 'dept_name'), values: { type: 'object' }, otherwise: choice('same') }, [
      'column',
    ]),
    links: object(
      Object.fromEntries(
        NATIONAL_TABLES.slice(1).map((name) => [name, object({ column: TEXT, basic: TEXT }, ['column', 'basic'])]),
      ),
    ),
    counted: object({ anticipate: START, promise: START }),
    effectiveFrom: choice('plan_effective_date', 'check'),
    versions: choice('highest'),
    unknownLimit: choice('refuse', 'leave-out'),
    values: object(Object.fromEntries(Object.keys(VALUES).map((name) => [name, { type: 'object' }]))),
  },
  ['kind', 'name', 'org', 'values'],
);

interface MappingFault {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

/** What is wrong with a mapping file. */
export function mappingFaults(value: unknown): MappingFault[] {
  const faults: MappingFault[] = faultsIn(value, SCHEMA);
  if (faults.length > 0) return faults;
  const { values, org, encoding } = value as NationalMapping;
  for (const [column, meanings] of Object.entries(values)) {
    const { schema, orNothing } = VALUES[column as keyof NationalValues];
    for (const [code, meaning] of Object.entries(meanings as Record<string, unknown>))
      if (meaning !== null || !orNothing)
        faults.push(
          ...faultsIn(meaning, schema).map((one) => ({ ...one, path: `values.${column}.${code}${one.path}` })),
        );
  }
  for (const [name, code] of Object.entries(org.values ?? {}))
    if (typeof code !== 'string' || !ORG_PATTERN.test(code))
      faults.push({ path: `org.values.${name}`, zh: '应为机构代码', en: 'must be the code of an organisation' });
  if (encoding !== undefined && !iconv.encodingExists(encoding))
    faults.push({ path: 'encoding', zh: '不认识的编码', en: 'unknown encoding (utf-8, gb18030, …)' });
  return faults;
}

/** The mapping of a source, `config/mappings/<source>.yaml`. @throws 400, 404 */
export function loadNationalMapping(configDir: string, source: string): NationalMapping {
  const folder = join(configDir, 'mappings');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  if (!names.includes(`${source}.yaml`)) {
    const known = names.map((name) => name.slice(0, -'.yaml'.length)).join(', ');
    const words = {
      zh: `config/mappings 中没有 ${source}，有：${known}`,
      en: `config/mappings has no ${source}; it has: ${known}`,
    };
    throw problem(404, 'unknown-mapping', words, 'source');
  }
  const value = readMapping(join(folder, `${source}.yaml`));
  const faults = typeof value === 'string' ? [{ path: '', zh: value, en: value }] : mappingFaults(value);
  if (faults.length === 0) return value as NationalMapping;
  const line = (language: 'zh' | 'en') => faults.map((one) => `${one.path}: ${one[language]}`).join('; ');
  throw problem(
    400,
    'invalid-mapping',
    { zh: `config/mappings/${source}.yaml：${line('zh')}`, en: `config/mappings/${source}.yaml: ${line('en')}` },
    faults[0]?.path,
  );
}

/** A text: why it is no YAML. */
function readMapping(file: string): unknown {
  try {
    const value: unknown = parse(readFileSync(file, 'utf8'));
    return isMembers(value) ? value : 'must be an object';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
