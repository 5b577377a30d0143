import type { Rule } from '../finding.js';
import { deliverLate } from './deliver-late.rule.js';
import { noticeLate } from './notice-late.rule.js';
import { promiseFar } from './promise-far.rule.js';
import { promiseNear } from './promise-near.rule.js';
import { promiseOver } from './promise-over.rule.js';
import { promisePart } from './promise-part.rule.js';
import { statuteFar } from './statute-far.rule.js';
import { statuteOver } from './statute-over.rule.js';
import { stepOver } from './step-over.rule.js';

/** Every rule, in the order in which an inspector would ask. Levels, names and thresholds come from the profile. */
export const RULES: readonly Rule[] = [
  noticeLate,
  promiseNear,
  promisePart,
  promiseOver,
  promiseFar,
  statuteOver,
  statuteFar,
  stepOver,
  deliverLate,
];
