import { type Member, type Scalar, coerce } from './event-members.js';
import type { Attribute, Condition, Scope, Table, Value, ValueSet } from './mapping.js';
import type { Shape } from './shape.js';
import type { TimeRules } from './source-time.js';

/** What a value of the mapping may refer to where it stands. */
export interface Context {
  readonly scopes: readonly Scope[];
  readonly tables: ReadonlyMap<string, Table>;
  readonly time: TimeRules;
}

export function readTables(shape: Shape): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [name, table] of shape.present ? (shape.entries() ?? []) : []) {
    const entries = new Map<string, Scalar | null>();
    for (const [from, to] of table.entries() ?? []) {
      const value = to.value === null ? null : to.scalar();
      if (value !== undefined) entries.set(from, value);
    }
    tables.set(name, { name, entries });
  }
  return tables;
}

/** `{const: …}`, `{trace|event|row: attribute, table, split}` or `{first: [value, …]}`; `member` says what it must fit. */
export function readValue(shape: Shape, context: Context, member?: Member): Value | undefined {
  const parts = shape.object('const', 'trace', 'event', 'row', 'first', 'table', 'split');
  if (!parts) return undefined;
  const kinds = (['const', 'trace', 'event', 'row', 'first'] as const).filter((kind) => parts[kind].present);
  const [kind] = kinds;
  if (!kind || kinds.length > 1) return shape.fault('must have exactly one of const, trace, event, row, first');
  if (kind === 'const' || kind === 'first') {
    for (const extra of [parts.table, parts.split]) if (extra.present) extra.fault('goes only with an attribute');
  }
  if (kind === 'const') return readConst(parts.const, context, member);
  if (kind === 'first') {
    const values = parts.first.list()?.map((value) => readValue(value, context, member));
    return values?.every((value) => value !== undefined) ? { of: 'first', values } : undefined;
  }
  const attribute = readAttribute(parts[kind], kind, context);
  if (!attribute) return undefined;
  const split = parts.split.present ? parts.split.text() : undefined;
  if (split !== undefined && member && member.kind !== 'list') parts.split.fault('this member is not a list');
  return { of: 'attribute', attribute, table: readTableName(parts.table, context, member), split };
}

function readConst(shape: Shape, { time }: Context, member?: Member): Value | undefined {
  const value = shape.scalar();
  if (value === undefined) return undefined;
  const coerced = member && coerce(member.kind, value, time);
  if (coerced && 'fault' in coerced) return shape.fault(coerced.fault);
  return { of: 'const', value };
}

function readTableName(shape: Shape, { tables, time }: Context, member?: Member): Table | undefined {
  if (!shape.present) return undefined;
  const name = shape.text();
  const table = name === undefined ? undefined : tables.get(name);
  if (!table) return shape.fault(`no such table (there are: ${[...tables.keys()].join(', ') || 'none'})`);
  for (const [from, to] of member ? table.entries : []) {
    const coerced = member && to !== null ? coerce(member.kind, to, time) : undefined;
    if (coerced && 'fault' in coerced) shape.fault(`table ${table.name}, ${from}: ${coerced.fault}`);
  }
  return table;
}

function readAttribute(shape: Shape, scope: Scope, { scopes }: Context): Attribute | undefined {
  if (!scopes.includes(scope)) return shape.fault(`has no meaning here (here: ${scopes.join(', ')})`);
  const name = shape.text();
  return name === undefined ? undefined : { scope, name };
}

/** `{trace|event|row: attribute}` with the list of values under `valuesName`. */
function readSet(
  shape: Shape,
  context: Context,
  valuesName: 'in' | 'values',
): { attribute: Attribute; values?: Set<string> } | undefined {
  const parts = shape.object('trace', 'event', 'row', valuesName);
  if (!parts) return undefined;
  const scopes = (['trace', 'event', 'row'] as const).filter((scope) => parts[scope].present);
  const [scope] = scopes;
  if (!scope || scopes.length > 1) return shape.fault('must have exactly one of trace, event, row');
  const attribute = readAttribute(parts[scope], scope, context);
  const list = parts[valuesName].present ? parts[valuesName].list() : undefined;
  const values = list?.map((value) => String(value.scalar() ?? ''));
  return attribute && { attribute, values: values && new Set(values) };
}

/** One condition or a list of them, all of which must hold. */
export function readConditions(shape: Shape, context: Context): Condition[] {
  if (!shape.present) return [];
  const shapes = Array.isArray(shape.value) ? (shape.list() ?? []) : [shape];
  return shapes.map((one) => readSet(one, context, 'in')).filter((one) => one !== undefined);
}

export function readIgnored(shape: Shape, context: Context): ValueSet[] {
  if (!shape.present) return [];
  const sets: ValueSet[] = [];
  for (const one of shape.list() ?? []) {
    const set = readSet(one, context, 'values');
    if (set?.values) sets.push({ attribute: set.attribute, values: set.values });
    else if (set) one.fault('needs values: […]');
  }
  return sets;
}
