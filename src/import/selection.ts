import type { Attribute, Mapping, Template, ValueSet } from './mapping.js';
import type { Problem } from './problem.js';
import { type Scopes, type Unit, nameOf, read } from './values.js';

export const applies = (template: Template, scopes: Scopes): boolean =>
  template.when.every(({ attribute, values }) => {
    const text = read(attribute, scopes);
    return text !== undefined && (values === undefined || values.has(text));
  });

export interface Selection {
  readonly attribute: Attribute;
  readonly taken: Set<string>;
  readonly ignored: Set<string>;
}

/** The attributes by whose value templates are chosen, with all the values that the mapping knows of them. */
export function selectionsOf(mapping: Mapping): Selection[] {
  const selections = new Map<string, Selection>();
  const note = ({ attribute, values }: ValueSet, which: 'taken' | 'ignored') => {
    const key = nameOf(attribute);
    const selection = selections.get(key) ?? { attribute, taken: new Set(), ignored: new Set() };
    selections.set(key, selection);
    for (const value of values) selection[which].add(value);
  };
  for (const { attribute, values } of mapping.templates.flatMap((template) => template.when)) {
    if (values) note({ attribute, values }, 'taken');
  }
  for (const set of mapping.ignored) note(set, 'ignored');
  return [...selections.values()];
}

/** Reports values that no template takes and the mapping does not leave out; returns how many it leaves out. */
export function checkSelections(selections: Selection[], unit: Unit, caseNo: string, problems: Problem[]): number {
  let ignored = 0;
  for (const { attribute, taken, ignored: leftOut } of selections) {
    const text = attribute.scope === unit.per ? read(attribute, unit.scopes) : undefined;
    if (text === undefined || taken.has(text)) continue;
    if (leftOut.has(text)) ignored++;
    else {
      const detail = `${nameOf(attribute)}: no template takes ${JSON.stringify(text)}, nor does ignored name it`;
      problems.push({ position: unit.position, caseNo, member: 'when', reason: 'unknown-value', detail });
    }
  }
  return ignored;
}
