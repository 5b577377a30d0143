import type { ReviewRule } from '../../review/rule.js';

export const TIME_REVIEW_RULES: readonly ReviewRule[] = [];
