import type { ReviewRule } from '../../review/rule.js';

export const PROCEDURE_RULES: readonly ReviewRule[] = [];
