import { compare, type Decimal, decimalOf, decimalText, minus } from '../../decimal.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found, type Outcome, type Threshold } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { RuleSetting } from '../../standards.js';
import type { Words } from '../../wording.js';
import { inForce, OUR_CHOICE } from '../thresholds.js';
import { byTier } from './applied.js';
import { HEAD } from './head.js';
import { type Allowed, allowedBy } from './tier-value.js';
import { nameOf, rangeWords } from './tier-words.js';

const characters: Threshold = { value: 10, unit: 'character', min: 1, max: 1000, source: OUR_CHOICE };

const head = {
  ...HEAD,
  basis: [...HEAD.basis, '《民法典》第一千二百五十九条'],
  needs: ['item.discretion', 'discretion.benchmark', 'discretion.tier', 'discretion.value', 'discretion.facts'],
  params: { characters },
} as const;

/** 超出所适用阶次的幅度, with no reason that says anything. */
export const valueOutside: ActRule = {
  ...head,
  code: 'D-VALUE-OUTSIDE',
  name: { zh: '裁量值超出阶次幅度，未说明理由', en: 'The value lies outside the tier, without justification' },
  description: {
    zh: '裁量值低于阶次的下限或者高于上限（边界均含本数），未载明理由或者理由不足规定字数',
    en: 'The value is below or above what the tier allows (borders included), and no justification of the length is given',
  },
  shows: { zh: '裁量值、阶次幅度和算式', en: 'the value, what the tier allows and the computation' },
  examine: (act, seen, setting) => byDeviation(act, seen, setting, 'unexplained'),
};

/** 说明理由的偏离: an explained deviation, for a person to read. */
export const valueExplained: ActRule = {
  ...head,
  code: 'D-VALUE-EXPLAINED',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '裁量值超出阶次幅度，已说明理由', en: 'The value lies outside the tier, with a justification' },
  description: {
    zh: '裁量值低于阶次的下限或者高于上限，载明了理由，供人工阅看',
    en: 'The value is below or above what the tier allows, and a justification is given, for a person to read',
  },
  shows: {
    zh: '裁量值、阶次幅度、算式和载明的理由',
    en: 'the value, what the tier allows, the computation and the reason',
  },
  examine: (act, seen, setting) => byDeviation(act, seen, setting, 'explained'),
};

function byDeviation(act: ReportedEvent, seen: Seen, setting: RuleSetting, kind: 'explained' | 'unexplained'): Outcome {
  return byTier(act, seen, ({ row, tier, discretion, itemText }) => {
    const value = decimalOf(discretion.value);
    if (!value) return cannotJudge('discretion.value');
    const allowed = allowedBy(tier.value, discretion, value);
    if ('missing' in allowed) return [allowed];
    const side = sideOf(value, allowed);
    const reason = discretion.justification?.trim() ?? '';
    const length = [...reason.replace(/\s/gu, '')].length;
    const isExplained = length >= inForce(setting, head.params, 'characters');
    if (!side || isExplained !== (kind === 'explained')) return FINE;
    const range = rangeWords(allowed.min && decimalText(allowed.min), allowed.max && decimalText(allowed.max));
    const why = isExplained ? quoted(reason) : shortReason(length);
    return found({
      expected: {
        zh: `按“${nameOf(row)}”适用“${nameOf(tier)}”阶次，裁量值应为 ${range.zh}`,
        en: `by tier “${nameOf(tier)}” of “${nameOf(row)}” a value ${range.en}`,
      },
      observed: {
        zh: `裁量值 ${decimalText(value)}，${side.words.zh}；${why.zh}`,
        en: `value ${decimalText(value)}, ${side.words.en}; ${why.en}`,
      },
      itemText,
      arithmetic: [...allowed.arithmetic, side.line],
    });
  });
}

interface Side {
  readonly words: Words;
  readonly line: Words;
}

/** On which side of what is allowed; `undefined` inside. */
function sideOf(value: Decimal, { min, max }: Allowed): Side | undefined {
  const text = decimalText(value);
  if (min && compare(value, min) < 0) {
    const [line, short] = [`${text} < ${decimalText(min)}`, decimalText(minus(min, value))];
    return {
      words: { zh: `低于下限 ${decimalText(min)}`, en: `below the lower border ${decimalText(min)}` },
      line: { zh: `${line}，低 ${short}`, en: `${line}, ${short} below` },
    };
  }
  if (!max || compare(value, max) <= 0) return undefined;
  const [line, more] = [`${text} > ${decimalText(max)}`, decimalText(minus(value, max))];
  return {
    words: { zh: `高于上限 ${decimalText(max)}`, en: `above the upper border ${decimalText(max)}` },
    line: { zh: `${line}，高 ${more}`, en: `${line}, ${more} above` },
  };
}

const shortReason = (length: number): Words =>
  length === 0
    ? { zh: '未载明理由', en: 'no justification given' }
    : { zh: `载明的理由只有 ${length} 字`, en: `the justification given has ${length} characters` };

const SHOWN = 200;

function quoted(reason: string): Words {
  const letters = [...reason];
  const shown = letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : reason;
  return { zh: `载明理由：“${shown}”`, en: `justified: “${shown}”` };
}
