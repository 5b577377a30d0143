import type { ReviewRule } from '../../review/rule.js';
import { feeEarly, feeFree, feeUnlisted } from './fee-list.rules.js';
import { feeOver } from './fee-over.rule.js';
import { feeReduced, feeUnder } from './fee-settled.rules.js';

export const FEE_RULES: readonly ReviewRule[] = [feeFree, feeUnlisted, feeOver, feeUnder, feeReduced, feeEarly];
