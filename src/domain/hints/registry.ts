import { burst } from './burst.js';
import type { HintRule } from './hint.js';
import { likeCases } from './like-cases.js';
import { limitChanged } from './limit-changed.js';
import { MONTH_RULES } from './month-shares.js';
import { sequenceGap } from './sequence-gap.js';
import { unknownCode } from './unknown-code.js';

/** What a person reads about each rule over many cases, in the order in which it is listed. */
export const HINT_RULES: readonly Omit<HintRule<never>, 'examine'>[] = [
  burst,
  likeCases,
  limitChanged,
  ...MONTH_RULES,
  sequenceGap,
  unknownCode,
];
