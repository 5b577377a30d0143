import type { ReviewRule } from '../../review/rule.js';

export const DISCRETION_RULES: readonly ReviewRule[] = [];
