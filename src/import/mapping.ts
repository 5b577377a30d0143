import type { EventType } from '../domain/event.js';
import type { Scalar } from './event-members.js';
import type { TimeRules } from './source-time.js';

/** A mapping file, read and checked (`mapping-file.ts`). The format is described in `config/mappings/README.md`. */
export interface Mapping {
  readonly name: string;
  readonly input: InputRules;
  /** CloudEvents `source` of every event. */
  readonly source: string;
  /** What the mapping takes for granted and the file does not say; printed in every report. */
  readonly assumptions: readonly string[];
  readonly time: TimeRules;
  readonly caseNo: Value;
  readonly templates: readonly Template[];
  readonly ignored: readonly ValueSet[];
  /** `latest`: the latest instant of an event in the file; else a given instant. */
  readonly until: string;
}

export interface InputRules {
  readonly kind: 'xes' | 'csv';
  /** CSV only; XES states its own. */
  readonly encoding: string;
  readonly delimiter: string;
}

/** Whose attribute a value is taken from. */
export type Scope = 'trace' | 'event' | 'row';

export interface Attribute {
  readonly scope: Scope;
  readonly name: string;
}

/** Values of one attribute: those a template applies to, or those left out on purpose. */
export interface ValueSet {
  readonly attribute: Attribute;
  readonly values: ReadonlySet<string>;
}

/** A value table; `null` means: left out on purpose. A value that is not in the table is reported, never guessed. */
export interface Table {
  readonly name: string;
  readonly entries: ReadonlyMap<string, Scalar | null>;
}

export type Value =
  | { readonly of: 'const'; readonly value: Scalar }
  | { readonly of: 'attribute'; readonly attribute: Attribute; readonly table?: Table; readonly split?: string }
  | { readonly of: 'first'; readonly values: readonly Value[] };

export interface Condition {
  readonly attribute: Attribute;
  /** Absent: the attribute has only to be present and not blank. */
  readonly values?: ReadonlySet<string>;
}

/** One kind of event, made once for each trace, event of a trace, or row to which every condition applies. */
export interface Template {
  readonly type: EventType;
  readonly per: Scope;
  readonly when: readonly Condition[];
  readonly time: Value;
  readonly id?: Value;
  readonly data: readonly { readonly path: string; readonly value: Value }[];
}

/** Every attribute that the mapping looks at. */
export function attributesOf(mapping: Mapping): Attribute[] {
  const values = [
    mapping.caseNo,
    ...mapping.templates.flatMap((t) => [t.time, ...(t.id ? [t.id] : []), ...t.data.map((member) => member.value)]),
  ];
  const sets = [...mapping.templates.flatMap((t) => t.when), ...mapping.ignored];
  return [...values.flatMap(within), ...sets.map((set) => set.attribute)];
}

function within(value: Value): Attribute[] {
  if (value.of === 'const') return [];
  return value.of === 'attribute' ? [value.attribute] : value.values.flatMap(within);
}
