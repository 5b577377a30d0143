import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { isPresent } from './payloads/members.js';
import type { PayloadClass } from './payloads/registry.js';
import { RULES, type Rule } from './payload-rules.js';

export interface AppliedRule extends Rule {
  readonly constraints: unknown[];
  /** Applies to each entry of an array. */
  readonly each: boolean;
}

/** One member of a payload class, as its decorators describe it. */
export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly rules: readonly AppliedRule[];
  /** The class of a nested object. */
  readonly nested: PayloadClass | undefined;
}

/** Reads class-validator's own metadata; throws on whatever the fast checker could not repeat exactly. */
export function membersOf(type: PayloadClass): Member[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  if (metadata.length === 0) throw new Error(`${type.name}: no class-validator decorators`);
  const names = [...new Set(metadata.map((each) => each.propertyName))];
  return names.map((name) =>
    memberOf(
      type,
      name,
      metadata.filter((each) => each.propertyName === name),
    ),
  );
}

function memberOf(type: PayloadClass, name: string, metadata: ValidationMetadata[]): Member {
  const rules: AppliedRule[] = [];
  let required = true;
  let nested: PayloadClass | undefined;
  for (const each of metadata) {
    const where = `${type.name}.${name}: ${each.name ?? each.type}`;
    if (each.validateIf || each.always || each.groups?.length) throw new Error(`${where}: option not supported`);
    if (each.type === ValidationTypes.CONDITIONAL_VALIDATION) {
      if (each.constraints?.[0] !== isPresent) throw new Error(`${where}: only @Optional() may be conditional`);
      required = false;
    } else if (each.type === ValidationTypes.NESTED_VALIDATION) nested = nestedClass(type, name);
    else rules.push(appliedRule(each, where));
  }
  return { name, required, rules, nested };
}

function appliedRule(metadata: ValidationMetadata, where: string): AppliedRule {
  const rule = metadata.name !== undefined && Object.hasOwn(RULES, metadata.name) ? RULES[metadata.name] : undefined;
  if (metadata.type !== ValidationTypes.CUSTOM_VALIDATION || !rule)
    throw new Error(`${where}: a decorator that the payload checker does not know`);
  return { ...rule, constraints: metadata.constraints ?? [], each: metadata.each };
}

function nestedClass(type: PayloadClass, name: string): PayloadClass {
  const found: unknown = Reflect.getMetadata('design:type', type.prototype as object, name);
  if (typeof found !== 'function' || found === Object || found === Array)
    throw new Error(`${type.name}.${name}: the class of a nested member must be its property type`);
  return found as PayloadClass;
}
