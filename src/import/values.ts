import type { Scalar } from './event-members.js';
import type { Attribute, Scope, Value } from './mapping.js';
import { Unmappable } from './problem.js';
import type { Attributes, Position } from './records.js';

/** The attributes that a value may be taken from: those of the trace and one of its events, or those of a row. */
export type Scopes = Partial<Record<Scope, Attributes>>;

/** What templates are applied to: a trace, an event of a trace, or a row. */
export interface Unit {
  readonly per: Scope;
  readonly scopes: Scopes;
  readonly position: Position;
}

/** The value as the source has it, after its table; absent when blank or left out. Throws Unmappable. */
export function resolve(value: Value, scopes: Scopes): { raw: Scalar; split?: string } | undefined {
  if (value.of === 'const') return { raw: value.value };
  if (value.of === 'first') {
    for (const one of value.values) {
      const found = resolve(one, scopes);
      if (found) return found;
    }
    return undefined;
  }
  const text = read(value.attribute, scopes);
  if (text === undefined) return undefined;
  if (text.includes('\uFFFD'))
    throw new Unmappable('undecodable', `${nameOf(value.attribute)}: ${JSON.stringify(text)}`);
  if (!value.table) return { raw: text, split: value.split };
  const raw = value.table.entries.get(text);
  if (raw === undefined)
    throw new Unmappable(
      'unknown-value',
      `${nameOf(value.attribute)}: ${JSON.stringify(text)} is not in table ${value.table.name}`,
    );
  return raw === null ? undefined : { raw, split: value.split };
}

/** A blank attribute counts as absent. */
export function read({ scope, name }: Attribute, scopes: Scopes): string | undefined {
  return scopes[scope]?.get(name)?.trim() || undefined;
}

/** The value as text. Throws Unmappable when it is absent. */
export function required(value: Value, scopes: Scopes): string {
  const found = resolve(value, scopes);
  if (found === undefined) throw new Unmappable('missing', describe(value));
  return String(found.raw);
}

export const nameOf = ({ scope, name }: Attribute): string => `${scope} ${name}`;

export function describe(value: Value): string {
  if (value.of === 'const') return 'const';
  return value.of === 'attribute' ? nameOf(value.attribute) : value.values.map(describe).join(' / ');
}
