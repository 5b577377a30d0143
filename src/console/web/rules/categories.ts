import type { RuleCategory } from '../../../domain/review/rule.js';

/** 监察点类别, in the order in which an inspector would ask. */
export const CATEGORIES = [
  'time',
  'notice',
  'procedure',
  'content',
  'fee',
  'discretion',
  'integrity',
  'rating',
  'complaint',
] as const satisfies readonly RuleCategory[];
