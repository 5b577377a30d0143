import { validateSync, ValidationTypes, type ValidationError } from 'class-validator';
import { isPlainObject, isReservedName } from './payloads/values.js';
import { PAYLOADS, type IncomingType, type PayloadClass } from './payloads/registry.js';
import { membersOf, type AppliedRule, type Member } from './payload-metadata.js';
import type { Check } from './payload-rules.js';

export interface Fault {
  readonly code: 'missing-member' | 'unknown-member' | 'invalid-member';
  /** Path from the event: `data.applicant.kind`. */
  readonly member: string;
  /** Chinese / English. */
  readonly reason: string;
}

const NONE: readonly Fault[] = Object.freeze([]);

/**
 * The faults of `data`; none for nearly every event. The checkers are generated at boot from the decorators of the
 * payload classes; class-validator itself (70 times slower) runs only on what they turn down, for the messages.
 */
export function checkPayload(type: IncomingType, data: unknown): readonly Fault[] {
  return CHECKS[type](data) ? NONE : explainPayload(type, data);
}

/** The generated checker's verdict alone. */
export const acceptsPayload = (type: IncomingType, data: unknown): boolean => CHECKS[type](data);

/** class-validator's verdict. */
export function explainPayload(type: IncomingType, data: unknown): readonly Fault[] {
  if (!isPlainObject(data)) return [{ code: 'invalid-member', member: 'data', reason: NOT_AN_OBJECT }];
  const faults: Fault[] = [];
  const instance = instantiate(PAYLOADS[type], data, 'data', faults);
  collect(validateSync(instance, OPTIONS), 'data', faults);
  return faults;
}

const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
const NOT_AN_OBJECT = '应为对象 / must be an object';
const UNKNOWN = '没有这个成员 / no such member';
const MISSING = '缺少必填成员 / required member is missing';
const NULL = '不应为 null，不填即省略该成员 / must not be null: leave the member out';

const CHECKS = Object.fromEntries(
  Object.entries(PAYLOADS).map(([type, payload]) => [type, compile(payload)]),
) as Record<IncomingType, Check>;

/** Exported for the boot test: throws on a class whose decorators it doesn't know. */
export function compile(type: PayloadClass): Check {
  const members = membersOf(type);
  const checks = new Map(members.map((member) => [member.name, memberCheck(member)]));
  const required = members.filter((member) => member.required).map((member) => member.name);
  return (data) => {
    if (!isPlainObject(data)) return false;
    for (const name in data) {
      const check = checks.get(name);
      if (check === undefined || !check(data[name])) return false;
    }
    for (const name of required) if (data[name] === undefined) return false;
    return true;
  };
}

function memberCheck(member: Member): Check {
  const checks = member.rules.map(ruleCheck);
  if (member.nested) checks.push(compile(member.nested));
  const [first = () => true, second, ...rest] = checks;
  if (second === undefined) return (value) => value === undefined || first(value);
  if (rest.length === 0) return (value) => value === undefined || (first(value) && second(value));
  return (value) => value === undefined || checks.every((check) => check(value));
}

function ruleCheck(rule: AppliedRule): Check {
  const check = rule.check(rule.constraints);
  return rule.each ? (value) => (Array.isArray(value) ? value.every(check) : check(value)) : check;
}

/** class-validator looks rules up by the object's class, and cannot see members that every object inherits. */
function instantiate(type: PayloadClass, plain: object, path: string, faults: Fault[]): object {
  const instance = Object.create(type.prototype as object) as Record<string, unknown>;
  const nested = nestedMembers(type);
  for (const [name, value] of Object.entries(plain) as [string, unknown][]) {
    const member = `${path}.${name}`;
    const nestedType = nested.get(name);
    if (isReservedName(name)) faults.push({ code: 'unknown-member', member, reason: UNKNOWN });
    else if (nestedType === undefined) instance[name] = value;
    else if (isPlainObject(value)) instance[name] = instantiate(nestedType, value, member, faults);
    // An array would be taken for a list of nested objects.
    else instance[name] = Array.isArray(value) ? '' : value;
  }
  return instance;
}

const NESTED = new Map<PayloadClass, Map<string, PayloadClass>>();
function nestedMembers(type: PayloadClass): Map<string, PayloadClass> {
  let found = NESTED.get(type);
  if (!found) {
    found = new Map(membersOf(type).flatMap(({ name, nested }) => (nested ? [[name, nested] as const] : [])));
    NESTED.set(type, found);
  }
  return found;
}

function collect(errors: ValidationError[], path: string, faults: Fault[]): void {
  for (const error of errors) {
    const member = `${path}.${error.property}`;
    const constraints = error.constraints ?? {};
    if (ValidationTypes.WHITELIST in constraints) faults.push({ code: 'unknown-member', member, reason: UNKNOWN });
    else if (error.value === undefined && error.constraints)
      faults.push({ code: 'missing-member', member, reason: MISSING });
    else if (error.constraints) {
      const reasons = error.value === null ? [NULL] : [...new Set(Object.values(constraints))];
      faults.push({ code: 'invalid-member', member, reason: reasons.join('；') });
    }
    collect(error.children ?? [], member, faults);
  }
}
