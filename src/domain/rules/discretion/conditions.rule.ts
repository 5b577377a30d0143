import { compare, decimalOf } from '../../decimal.js';
import type { TierCondition } from '../../item-guide.js';
import { withoutBlanks } from '../../review/plain-text.js';
import { type ActRule, type CannotJudge, found } from '../../review/rule.js';
import type { Words } from '../../wording.js';
import { byTier } from './applied.js';
import { HEAD } from './head.js';
import { factOf } from './tier-value.js';
import { conditionWords, nameOf } from './tier-words.js';

type Fact = string | number | boolean;

/** 事实不符合所适用阶次的条件. */
export const conditions: ActRule = {
  ...HEAD,
  code: 'D-CONDITIONS',
  name: { zh: '事实不符合所适用阶次的条件', en: 'The facts do not meet the conditions of the tier' },
  description: {
    zh: '报送的事实与所适用阶次的条件逐项比对，有不符合的；条件的边界均含本数',
    en: 'Of the conditions of the tier applied, one or more are not met by the facts reported; borders are included',
  },
  basis: [...HEAD.basis, '《民法典》第一千二百五十九条'],
  needs: ['item.discretion', 'discretion.benchmark', 'discretion.tier', 'discretion.facts'],
  shows: { zh: '每项条件和报送的事实', en: 'each condition beside the fact reported' },
  examine: (act, seen) =>
    byTier(act, seen, ({ tier, discretion, itemText }) => {
      const compared = (tier.conditions ?? []).map((condition) => {
        const fact = factOf(discretion, condition.fact);
        return { condition, fact, met: fact === undefined ? undefined : isMet(condition, fact) };
      });
      const lacking: CannotJudge[] = compared
        .filter(({ met }) => met === undefined)
        .map(({ condition }) => ({ missing: `discretion.facts.${condition.fact}` }));
      const unmet = compared.filter(({ met }) => met === false);
      if (unmet.length === 0) return lacking;
      const wanted = unmet.map(({ condition }) => conditionWords(condition));
      const reported = unmet.map(({ condition, fact }) => ({
        zh: `报送的“${condition.fact}”为 ${String(fact)}`,
        en: `“${condition.fact}” ${String(fact)}`,
      }));
      return [
        ...lacking,
        ...found({
          expected: {
            zh: `适用“${nameOf(tier)}”阶次的条件：${wanted.map(({ zh }) => zh).join('；')}`,
            en: `for tier “${nameOf(tier)}”: ${wanted.map(({ en }) => en).join('; ')}`,
          },
          observed: {
            zh: reported.map(({ zh }) => zh).join('；'),
            en: `facts reported: ${reported.map(({ en }) => en).join('; ')}`,
          },
          itemText,
          arithmetic: compared.map(({ condition, fact, met }) => line(condition, fact, met)),
        }),
      ];
    }),
};

/** `undefined`: the fact is no number, and the condition asks for one. */
function isMet({ min, max, oneOf }: TierCondition, fact: Fact): boolean | undefined {
  if (oneOf && !oneOf.some((value) => isSame(value, fact))) return false;
  const [low, high] = [decimalOf(min), decimalOf(max)];
  if (!low && !high) return true;
  const number = decimalOf(fact);
  return number && (!low || compare(number, low) >= 0) && (!high || compare(number, high) <= 0);
}

function isSame(a: Fact, b: Fact): boolean {
  const [left, right] = [decimalOf(a), decimalOf(b)];
  return left && right ? compare(left, right) === 0 : withoutBlanks(String(a)) === withoutBlanks(String(b));
}

function line(condition: TierCondition, fact: Fact | undefined, met: boolean | undefined): Words {
  const { zh, en } = conditionWords(condition);
  if (met === undefined)
    return fact === undefined
      ? { zh: `${zh}：未报送`, en: `${en}: not reported` }
      : { zh: `${zh}：报送 ${String(fact)}，不是数字`, en: `${en}: reported ${String(fact)}, not a number` };
  return {
    zh: `${zh}：报送 ${String(fact)}，${met ? '符合' : '不符合'}`,
    en: `${en}: reported ${String(fact)}, ${met ? 'met' : 'not met'}`,
  };
}
