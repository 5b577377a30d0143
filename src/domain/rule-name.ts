import { RULE_BOOK } from './review/rule-book.js';
import { RULES } from './rules/registry.js';
import type { RuleProfile } from './standards.js';
import type { Words } from './wording.js';

/** As the profile calls it, else as the rule calls itself; one that is known no longer is named by its code. */
export function ruleName(code: string, { rules, book = {} }: RuleProfile): Words {
  const set = [...Object.values(rules), ...Object.values(book)].find((setting) => setting.code === code);
  return (set ?? [...RULES, ...RULE_BOOK].find((rule) => rule.code === code))?.name ?? { zh: code, en: code };
}
