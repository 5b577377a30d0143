import type { ReviewRule } from '../../review/rule.js';
import { combination } from './combination.rule.js';
import { conditions } from './conditions.rule.js';
import { rowExpired, rowUnknown, tierUnknown } from './row.rules.js';
import { aboveCeiling, belowFloor } from './statutory.rules.js';
import { valueExplained, valueOutside } from './value.rules.js';

export const DISCRETION_RULES: readonly ReviewRule[] = [
  rowUnknown,
  rowExpired,
  tierUnknown,
  conditions,
  valueOutside,
  valueExplained,
  belowFloor,
  aboveCeiling,
  combination,
];
