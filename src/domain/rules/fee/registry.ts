import type { ReviewRule } from '../../review/rule.js';

export const FEE_RULES: readonly ReviewRule[] = [];
