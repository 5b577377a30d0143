import type { Rule } from '../finding.js';
import { deliverLate } from './deliver-late.rule.js';
import { noticeLate } from './notice-late.rule.js';
import { promiseNear } from './promise-near.rule.js';
import { promiseOver } from './promise-over.rule.js';
import { statuteOver } from './statute-over.rule.js';
import { stepOver } from './step-over.rule.js';

/** Every rule, in the order in which an inspector would ask. Levels, names and thresholds come from the profile. */
export const RULES: readonly Rule[] = [noticeLate, promiseNear, promiseOver, statuteOver, stepOver, deliverLate];
