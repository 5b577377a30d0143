import { compare, type Decimal, decimalOf, larger, smaller, yuanText } from '../../decimal.js';
import type { GuideFee } from '../../item-guide.js';
import { withoutBlanks } from '../../review/plain-text.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { Words } from '../../wording.js';

/** 收费标准 in yuan, both borders inclusive. */
export interface Standard {
  readonly min: Decimal;
  readonly max: Decimal;
}

/** Every entry of the list that a charge can mean; what is charged by one of them is charged by the list. */
export type Listed = readonly [GuideFee, ...GuideFee[]];

/** The entries that a charge names by their code, else by their name. */
export function listedFees(fees: readonly GuideFee[], feeItem: string | undefined): Listed | undefined {
  const named = (member: 'code' | 'name') =>
    fees.filter((fee) => fee[member] !== undefined && withoutBlanks(fee[member]) === withoutBlanks(feeItem ?? ''));
  const byCode = named('code');
  const [first, ...more] = byCode.length > 0 ? byCode : named('name');
  return first && [first, ...more];
}

/** From the lowest to the highest of the entries; `undefined` where the amount of one of them cannot be read. */
export function standardOf(entries: Listed): Standard | undefined {
  let hull: Standard | undefined;
  for (const { amount } of entries) {
    const [min, max] = [decimalOf(amount?.min), decimalOf(amount?.max)];
    if (!min || !max) return undefined;
    hull = hull ? { min: smaller(hull.min, min), max: larger(hull.max, max) } : { min, max };
  }
  return hull;
}

/** Charges of one instant are told apart by what was charged and how much. */
export const subjectOf = ({ data }: ReportedEvent): string => `${data.feeItem ?? ''}|${data.amount ?? ''}`;

/** `“工本费”收费 10.00 元` / `10.00 yuan charged for “工本费”` */
export function chargedWords({ data }: ReportedEvent): Words {
  const amount = decimalOf(data.amount);
  const yuan = amount ? yuanText(amount) : (data.amount ?? '');
  return { zh: `“${data.feeItem ?? ''}”收费 ${yuan} 元`, en: `${yuan} yuan charged for “${data.feeItem ?? ''}”` };
}

/** The entries as the item publishes them. */
export const listText = (entries: readonly GuideFee[]): string =>
  entries
    .map(({ code, name, amount, standard, basis, reductionBasis }) =>
      [
        [code, name].filter(Boolean).join(' '),
        standard ?? (amount && rangeText(amount)),
        basis && `依据：${basis}`,
        reductionBasis && `减免依据：${reductionBasis}`,
      ]
        .filter(Boolean)
        .join('，'),
    )
    .join('；');

const rangeText = ({ min, max }: { readonly min: string; readonly max: string }): string =>
  `${min === max ? min : `${min}–${max}`} 元`;

export function standardWords({ min, max }: Standard): Words {
  if (compare(min, max) === 0) return { zh: `标准 ${yuanText(max)} 元`, en: `the standard of ${yuanText(max)} yuan` };
  return {
    zh: `标准 ${yuanText(min)} 元至 ${yuanText(max)} 元（含）`,
    en: `the standard of ${yuanText(min)} to ${yuanText(max)} yuan (inclusive)`,
  };
}

export const bothWays = (line: string): Words => ({ zh: line, en: line });
