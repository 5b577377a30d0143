import { burst } from './burst.js';
import { feedBehind, silentFeed } from './feed-alarms.js';
import type { RuleInWords } from './hint.js';
import { likeCases } from './like-cases.js';
import { limitChanged } from './limit-changed.js';
import { MONTH_RULES } from './month-shares.js';
import { sequenceGap } from './sequence-gap.js';
import { unknownCode } from './unknown-code.js';

/** What a person reads about each rule over many cases and about feeds, in the order in which it is listed. */
export const HINT_RULES: readonly RuleInWords[] = [
  burst,
  likeCases,
  limitChanged,
  ...MONTH_RULES,
  silentFeed,
  feedBehind,
  sequenceGap,
  unknownCode,
];
