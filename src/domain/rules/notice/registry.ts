import type { ReviewRule } from '../../review/rule.js';
import { materialExtra } from './material-extra.rule.js';
import { receiptMissing } from './receipt-missing.rule.js';
import { supplementAfter } from './supplement-after.rule.js';
import { supplementTwice } from './supplement-twice.rule.js';

/** 告知: what the applicant is told and given. */
export const NOTICE_RULES: readonly ReviewRule[] = [supplementTwice, supplementAfter, materialExtra, receiptMissing];
