import type { ReviewRule } from '../../review/rule.js';

export const NOTICE_RULES: readonly ReviewRule[] = [];
