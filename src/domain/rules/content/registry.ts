import type { ReviewRule } from '../../review/rule.js';

export const CONTENT_RULES: readonly ReviewRule[] = [];
