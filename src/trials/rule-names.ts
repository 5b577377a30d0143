import { RULE_BOOK } from '../domain/review/rule-book.js';
import type { RuleProfile } from '../domain/standards.js';
import type { Words } from '../domain/wording.js';

/** Names of rules by code: as the profile in force gives them, else as they describe themselves. */
export function ruleNames({ rules, book }: RuleProfile): (code: string) => Words {
  const names = new Map<string, Words>(RULE_BOOK.map(({ code, name }) => [code, name]));
  for (const { code, name } of Object.values({ ...book, ...rules })) names.set(code, name);
  return (code) => names.get(code) ?? { zh: code, en: code };
}
