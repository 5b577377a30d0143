import type { ReviewRule } from '../../review/rule.js';

export const INTEGRITY_RULES: readonly ReviewRule[] = [];
