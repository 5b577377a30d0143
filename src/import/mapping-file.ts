import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { parseDocument } from 'yaml';
import { EVENT_PREFIX, EVENT_TYPES, type EventType } from '../domain/event.js';
import { DAY, MINUTE, parseRfc3339 } from '../domain/instant.js';
import { memberAt, membersOf } from './event-members.js';
import type { InputRules, Mapping, Scope, Template, Value, ValueSet } from './mapping.js';
import { type Context, readConditions, readIgnored, readTables, readValue } from './mapping-values.js';
import { Shape } from './shape.js';
import { type TimeRules, offsetAt } from './source-time.js';

/** A mapping file that cannot be used; the message lists every fault with its path in the file. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super(`mapping ${file} cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** What the command line may set over the mapping file. */
export interface InputOverrides {
  readonly encoding?: string;
  readonly delimiter?: string;
}

/** Reads and checks a mapping file. Throws MappingError with all its faults. */
export async function loadMapping(file: string, overrides: InputOverrides = {}): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new MappingError(file, [error instanceof Error ? error.message : String(error)]);
  });
  return parseMapping(text, file, overrides);
}

export function parseMapping(text: string, file: string, overrides: InputOverrides = {}): Mapping {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0)
    throw new MappingError(
      file,
      document.errors.map((error) => error.message),
    );
  const faults: string[] = [];
  const mapping = readMapping(new Shape(document.toJS(), '', faults), overrides);
  if (!mapping || faults.length > 0) throw new MappingError(file, faults);
  return mapping;
}

type Parts = Record<(typeof TOP)[number], Shape>;
const TOP = [
  'name',
  'input',
  'source',
  'assumptions',
  'time',
  'case',
  'item',
  'org',
  'tables',
  'events',
  'ignored',
  'watermark',
] as const;

function readMapping(shape: Shape, overrides: InputOverrides): Mapping | undefined {
  const parts = shape.object(...TOP);
  if (!parts) return undefined;
  const [name, source] = [parts.name.text(), parts.source.text()];
  const input = readInput(parts.input, overrides);
  const time = readTimeRules(parts.time);
  const assumptions = parts.assumptions.present ? parts.assumptions.list()?.map((one) => one.text() ?? '') : [];
  const until = readUntil(parts.watermark);
  if (!input) return undefined;
  const wide: Scope = input.kind === 'xes' ? 'trace' : 'row';
  const context: Context = { scopes: [wide], tables: readTables(parts.tables), time };
  const caseNo = readValue(parts.case, context);
  const templates = readTemplates(parts, context);
  const ignored = readIgnored(parts.ignored, { ...context, scopes: wide === 'trace' ? ['trace', 'event'] : ['row'] });
  checkIgnored(parts.ignored, ignored, templates);
  if (!name || !source || !assumptions || !caseNo || !until) return undefined;
  return { name, input, source, assumptions, time, caseNo, templates, ignored, until };
}

function readInput(shape: Shape, overrides: InputOverrides): InputRules | undefined {
  const parts = shape.object('kind', 'encoding', 'delimiter');
  const kind = parts?.kind.oneOf('xes', 'csv');
  if (!parts || !kind) return undefined;
  const encoding = overrides.encoding ?? (parts.encoding.present ? parts.encoding.text() : 'utf-8') ?? 'utf-8';
  if (!iconv.encodingExists(encoding)) parts.encoding.fault(`unknown encoding ${String(encoding)} (utf-8, gb18030, …)`);
  const written = overrides.delimiter ?? (parts.delimiter.present ? parts.delimiter.value : ',');
  const delimiter = written === 'tab' || written === '\\t' ? '\t' : written;
  if (typeof delimiter !== 'string' || delimiter.length !== 1 || /["\r\n]/.test(delimiter))
    return parts.delimiter.fault('must be one character, or tab');
  if (kind === 'xes' && (parts.encoding.present || parts.delimiter.present))
    shape.fault('encoding and delimiter are for csv only');
  return { kind, encoding, delimiter };
}

function readTimeRules(shape: Shape): TimeRules {
  const otherwise = { zone: 'Asia/Shanghai' };
  const parts = shape.present ? shape.object('zone', 'dateOnlyAt') : undefined;
  if (!parts) return otherwise;
  const zone = parts.zone.present ? parts.zone.text() : otherwise.zone;
  const at = parts.dateOnlyAt.present ? /^(\d{2}):(\d{2})$/.exec(parts.dateOnlyAt.text() ?? '') : undefined;
  const dateOnlyAt = at ? (Number(at[1]) * 60 + Number(at[2])) * MINUTE : undefined;
  if (at === null || (dateOnlyAt ?? 0) >= DAY) parts.dateOnlyAt.fault('must be a time of day, "17:00"');
  try {
    offsetAt(0, zone ?? otherwise.zone);
    return { zone: zone ?? otherwise.zone, dateOnlyAt };
  } catch {
    parts.zone.fault(`unknown time zone ${zone}`);
    return otherwise;
  }
}

function readUntil(shape: Shape): string | undefined {
  if (!shape.present) return 'latest';
  const until = shape.object('until')?.until;
  const text = until?.text();
  if (until && text !== undefined && text !== 'latest' && parseRfc3339(text) === undefined)
    return until.fault('must be latest, or an RFC 3339 time with an offset, in quotes');
  return text;
}

function readTemplates(parts: Parts, context: Context): Template[] {
  const shapes = parts.events.list() ?? [];
  if (shapes.length === 0) parts.events.fault('needs at least one event');
  const templates = shapes.map((shape) => readTemplate(shape, parts, context)).filter((one) => one !== undefined);
  const named = new Set<string>();
  for (const { type, per, id } of templates) {
    if (per !== 'trace' || id) continue;
    if (named.has(type)) parts.events.fault(`two templates make ${type} per trace: give each an id`);
    named.add(type);
  }
  return templates;
}

function checkIgnored(shape: Shape, ignored: readonly ValueSet[], templates: readonly Template[]): void {
  const chosenBy = templates.flatMap((template) => template.when).filter((condition) => condition.values);
  for (const { attribute } of ignored) {
    if (!chosenBy.some((one) => one.attribute.scope === attribute.scope && one.attribute.name === attribute.name))
      shape.fault(`no template is chosen by the values of ${attribute.scope} ${attribute.name} (when … in)`);
  }
}

function readTemplate(shape: Shape, top: Parts, context: Context): Template | undefined {
  const parts = shape.object('type', 'per', 'when', 'time', 'id', 'data');
  const type = parts && readType(parts.type);
  const csv = context.scopes.includes('row');
  const per: Scope | undefined = csv
    ? parts?.per.present
      ? parts.per.oneOf('row')
      : 'row'
    : parts?.per.oneOf('trace', 'event');
  if (!parts || !type || !per) return undefined;
  const here: Context = { ...context, scopes: per === 'event' ? ['event', 'trace'] : [per] };
  const when = readConditions(parts.when, here);
  const time = readValue(parts.time, here, { kind: 'instant', required: true });
  const id = parts.id.present ? readValue(parts.id, here) : undefined;
  const data = readData(type, parts.data, top, here);
  return time && { type, per, when, time, id, data };
}

function readType(shape: Shape): EventType | undefined {
  const name = shape.text();
  const type = EVENT_TYPES.find((one) => one === name || EVENT_PREFIX + one === name);
  return type ?? (name === undefined ? undefined : shape.fault(`unknown event type ${name}`));
}

function readData(type: EventType, shape: Shape, top: Parts, context: Context): { path: string; value: Value }[] {
  const members = membersOf(type);
  const shapes = new Map(shape.present ? (shape.entries() ?? []) : []);
  for (const name of ['item', 'org'] as const) {
    if (Object.hasOwn(members, name) && top[name].present && !shapes.has(name)) shapes.set(name, top[name]);
  }
  const data: { path: string; value: Value }[] = [];
  for (const [path, one] of shapes) {
    const member = memberAt(type, path);
    const value = member ? readValue(one, context, member) : one.fault(`${type} has no such member`);
    if (value) data.push({ path, value });
  }
  for (const [path, member] of Object.entries(members)) {
    if (member.required && !shapes.has(path)) shape.fault(`${type} needs ${path}`);
  }
  return data;
}
