import type { ReviewRule } from '../../review/rule.js';

export const SERVICE_RULES: readonly ReviewRule[] = [];
