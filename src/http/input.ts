import { isStorable } from '../intake/text.js';
import { badRequest } from './problem.js';

/** The members of a JSON object. @throws 400 on anything else and on a member that is not known */
export function knownMembers<K extends string>(value: unknown, known: readonly K[], path = ''): { [N in K]?: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(path || 'body', { zh: '应为 JSON 对象', en: 'must be a JSON object' });
  for (const name of Object.keys(value))
    if (!known.some((member) => member === name))
      throw badRequest(path ? `${path}.${name}` : name, {
        zh: `不认识的成员，可用：${known.join('、') || '无'}`,
        en: `unknown member; known: ${known.join(', ') || 'none'}`,
      });
  return value;
}

/** Query parameters, each given at most once. @throws 400 on one that is not known */
export function knownQuery<K extends string>(query: unknown, known: readonly K[]): { [N in K]?: string } {
  const members = knownMembers(query, known);
  for (const name of known) {
    const value = members[name];
    if (value !== undefined && (typeof value !== 'string' || !isStorable(value)))
      throw badRequest(name, { zh: '只能给出一次', en: 'must be given once' });
  }
  return members as { [N in K]?: string };
}

/** A text of 1…`max` characters that can be stored. */
export function textOf(value: unknown, member: string, max: number): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= max && isStorable(value)) return value;
  throw badRequest(member, {
    zh: `应为 1–${max} 个字符的文字`,
    en: `must be a text of 1–${max} characters`,
  });
}
