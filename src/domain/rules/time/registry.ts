import type { ReviewRule } from '../../review/rule.js';
import { jointLate, preliminaryLate } from './handling.rules.js';
import { inspectionLate } from './inspection-late.rule.js';
import { preAcceptanceLate } from './pre-acceptance-late.rule.js';
import { hearingLate, pauseOver } from './special-procedure.rules.js';
import { stepTotal } from './step-total.rule.js';

export const TIME_REVIEW_RULES: readonly ReviewRule[] = [
  preAcceptanceLate,
  inspectionLate,
  preliminaryLate,
  jointLate,
  hearingLate,
  pauseOver,
  stepTotal,
];
