import type { ReviewRule } from '../../review/rule.js';
import { documentMissing } from './document-missing.rule.js';
import { reasonMissing, reasonShort, reasonUnlisted } from './reason.rules.js';
import { remedyMissing } from './remedy-missing.rule.js';

/** 内容: what a refusal and a decision must say. */
export const CONTENT_RULES: readonly ReviewRule[] = [
  reasonMissing,
  reasonShort,
  reasonUnlisted,
  remedyMissing,
  documentMissing,
];
