import type { ReviewRule } from '../../review/rule.js';
import { feeOver, feeReduced, feeUnder } from './fee-amount.rules.js';
import { feeEarly, feeFree, feeUnlisted } from './fee-list.rules.js';

export const FEE_RULES: readonly ReviewRule[] = [feeFree, feeUnlisted, feeOver, feeUnder, feeReduced, feeEarly];
