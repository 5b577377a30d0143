import type { ReviewRule } from '../../review/rule.js';
import { decidedSwift } from './decided-swift.rule.js';
import { enteredLate } from './entered-late.rule.js';
import { lastTenth } from './last-tenth.rule.js';
import { nightEntry } from './night-entry.rule.js';
import { promiseDate } from './promise-date.rule.js';
import { contradictingTimes } from './times.rule.js';

export const INTEGRITY_RULES: readonly ReviewRule[] = [
  enteredLate,
  decidedSwift,
  contradictingTimes,
  promiseDate,
  lastTenth,
  nightEntry,
];
