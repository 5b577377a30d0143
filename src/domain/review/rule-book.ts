import { CONTENT_RULES } from '../rules/content/registry.js';
import { DISCRETION_RULES } from '../rules/discretion/registry.js';
import { FEE_RULES } from '../rules/fee/registry.js';
import { INTEGRITY_RULES } from '../rules/integrity/registry.js';
import { NOTICE_RULES } from '../rules/notice/registry.js';
import { PROCEDURE_RULES } from '../rules/procedure/registry.js';
import { SERVICE_RULES } from '../rules/service/registry.js';
import { TIME_REVIEW_RULES } from '../rules/time/registry.js';
import type { ReviewRule } from './rule.js';

/** The wider rule book, in the order in which an inspector would ask; the rules of pure time limits are in `RULES`. */
export const RULE_BOOK: readonly ReviewRule[] = [
  ...TIME_REVIEW_RULES,
  ...NOTICE_RULES,
  ...PROCEDURE_RULES,
  ...CONTENT_RULES,
  ...FEE_RULES,
  ...DISCRETION_RULES,
  ...INTEGRITY_RULES,
  ...SERVICE_RULES,
];
