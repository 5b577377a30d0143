import { OUR_CHOICE, readProfile } from '../catalogue/profiles/profile.reader.js';
import type { RuleProfile } from '../domain/standards.js';
import { knownMembers } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import { sameCode } from './draft.reader.js';
import { DRAFT_VERSION } from './draft.js';

type Json = Readonly<Record<string, unknown>>;

/** A profile as it is written; what it does not say is as the one says that it extends, or the rules themselves. */
interface Written extends Json {
  readonly rules?: Readonly<Record<string, Json>>;
}

/**
 * A whole profile as the published schema says (it has a `version`), or changes of single rules laid over the one in
 * force: `{rules: {CODE: {level?, mode?, params?} | null}}`, null: switched off. @throws 400
 *
 * @param known profiles in force, for one that extends another
 */
export function readProfileDraft(
  code: string,
  given: unknown,
  inForce: Written | undefined,
  known: ReadonlyMap<string, RuleProfile>,
): unknown {
  const isWhole = Object.hasOwn(given ?? {}, 'version');
  const body = isWhole ? (given as Json) : laidOver(given, code, inForce);
  const reading = readProfile(body, known);
  if ('faults' in reading) {
    const [{ path, zh, en, nearest }] = reading.faults;
    throw badRequest(path === '' ? 'draft.body' : `draft.body.${path}`, {
      zh: nearest === undefined ? zh : `${zh}，最接近的是 ${nearest}`,
      en: nearest === undefined ? en : `${en}; the nearest is ${nearest}`,
    });
  }
  sameCode(reading.profile.code, code);
  return body;
}

function laidOver(given: unknown, code: string, inForce: Written | undefined): Written {
  const { rules } = knownMembers(given, ['rules'], 'draft.body');
  const changes = knownMembers(rules, Object.keys(rules ?? {}), 'draft.body.rules');
  if (!inForce) throw badRequest('draft.code', { zh: '没有这个方案', en: 'there is no such profile' });
  const laid = Object.entries(changes).map(([rule, change]): [string, Json] => [
    rule,
    changedRule(inForce.rules?.[rule] ?? {}, change, `draft.body.rules.${rule}`),
  ]);
  return { ...inForce, code, version: DRAFT_VERSION, rules: { ...inForce.rules, ...Object.fromEntries(laid) } };
}

function changedRule(rule: Json, change: unknown, path: string): Json {
  if (change === null) return { ...rule, enabled: false };
  const { level, mode, params } = knownMembers(change, ['level', 'mode', 'params'], path);
  const numbers = params === undefined ? {} : knownMembers(params, Object.keys(params ?? {}), `${path}.params`);
  const cited = Object.entries(numbers).map(([name, value]): [string, Json] => [name, { value, source: OUR_CHOICE }]);
  return {
    ...rule,
    enabled: true,
    ...(level !== undefined && { level, levelSource: OUR_CHOICE }),
    ...(mode !== undefined && { mode }),
    ...(cited.length > 0 && { params: { ...(rule.params as Json | undefined), ...Object.fromEntries(cited) } }),
  };
}
