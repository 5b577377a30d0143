import { type Decimal, decimalOf, decimalText, percentOf, rounded, times } from '../../decimal.js';
import type { TierValue } from '../../item-guide.js';
import type { ReportedDiscretion } from '../../review/reported-event.js';
import type { CannotJudge } from '../../review/rule.js';
import type { Words } from '../../wording.js';

/** What a tier allows in the case at hand, both borders inclusive, and how it was computed. */
export interface Allowed {
  readonly min?: Decimal;
  readonly max?: Decimal;
  readonly arithmetic: readonly Words[];
}

/** A fact that was reported; names are the item's own. */
export const factOf = ({ facts }: ReportedDiscretion, name: string): string | number | boolean | undefined =>
  facts && Object.hasOwn(facts, name) ? facts[name] : undefined;

export function allowedBy(value: TierValue, discretion: ReportedDiscretion, applied: Decimal): Allowed | CannotJudge {
  switch (value.type) {
    case 'fixed':
      return { min: decimalOf(value.value), max: decimalOf(value.value), arithmetic: [] };
    case 'range':
      return { min: decimalOf(value.min), max: decimalOf(value.max), arithmetic: [] };
    case 'ratio':
      return ofBase(value.base, discretion, applied, [value.minPercent, value.maxPercent], {
        symbol: '%',
        compute: percentOf,
      });
    case 'multiple':
      return ofBase(value.base, discretion, applied, [value.min, value.max], { symbol: '', compute: times });
  }
}

interface Kind {
  readonly symbol: string;
  readonly compute: (base: Decimal, factor: Decimal) => Decimal;
}

function ofBase(
  fact: string,
  discretion: ReportedDiscretion,
  applied: Decimal,
  factors: readonly [min?: number, max?: number],
  { symbol, compute }: Kind,
): Allowed | CannotJudge {
  const base = decimalOf(factOf(discretion, fact));
  if (!base || base.units < 0n) return { missing: `discretion.facts.${fact}` };
  // A border finer than a hundredth (a fen) can be met by no value: it gives way outwards, never inwards.
  const places = Math.max(2, applied.scale);
  const arithmetic: Words[] = [];
  const border = (factor: number | undefined, to: 'down' | 'up'): Decimal | undefined => {
    const exact = decimalOf(factor);
    if (!exact) return undefined;
    const [product, name] = [compute(base, exact), to === 'down' ? LOWER : UPPER];
    const kept = rounded(product, to, places);
    const line = `${decimalText(base)} × ${decimalText(exact)}${symbol} = ${decimalText(product)}`;
    const [isRounded, result] = [decimalText(kept) !== decimalText(product), decimalText(kept)];
    arithmetic.push({
      zh: `${name.zh}：“${fact}” ${line}${isRounded ? `，取 ${result}` : ''}`,
      en: `${name.en}: “${fact}” ${line}${isRounded ? `, taken as ${result}` : ''}`,
    });
    return kept;
  };
  return { min: border(factors[0], 'down'), max: border(factors[1], 'up'), arithmetic };
}

const LOWER: Words = { zh: '下限', en: 'lower border' };
const UPPER: Words = { zh: '上限', en: 'upper border' };
