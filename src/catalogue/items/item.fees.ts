import { compare, type Decimal, decimalOf, decimalText } from '../../domain/decimal.js';
import type { FeeAmount, GuideFee } from '../../domain/item-guide.js';
import { attempt, type Given, type GuideWarning } from '../kinds/given.js';

/**
 * 收费项目. Its standard may be a text that no program can read (80 元/件: of how many?): then the amount is not known.
 * @throws UnreadError where nobody can say which fee it is
 */
export function readFee(fee: Given, warnings: GuideWarning[]): GuideFee {
  const [code, name] = [fee.at('code').maybe((text) => text.text()), fee.at('name').maybe((text) => text.text())];
  if (code === undefined && name === undefined) fee.fail('应有 code 或 name', 'needs "code" or "name"');
  const optional = (member: string) => fee.at(member).maybe((text) => attempt(() => text.text(), warnings));
  return {
    code,
    name,
    amount: attempt(() => amountOf(fee), warnings),
    standard: optional('standard'),
    basis: optional('basis'),
    reductionBasis: optional('reductionBasis'),
  };
}

/** From `amount`, else from a `standard` that is nothing but a number of yuan. */
function amountOf(fee: Given): FeeAmount {
  const [amount, standard] = [fee.at('amount'), fee.at('standard')];
  if (amount.isObject) return rangeOf(amount);
  if (!amount.isAbsent) return exactly(yuanOf(amount));
  if (standard.isAbsent) return fee.fail('没有收费标准，不能比对金额', 'has no standard to compare an amount with');
  return exactly(yuanOf(standard));
}

/** Without `min` from nothing on; without `max` it is no standard. */
function rangeOf(range: Given): FeeAmount {
  const [min, max] = [range.at('min').maybe(yuanOf) ?? decimalOf(0)!, yuanOf(range.at('max'))];
  if (compare(max, min) < 0) range.at('max').fail('不得小于 min', 'must not be less than "min"');
  return { min: decimalText(min), max: decimalText(max) };
}

const exactly = (amount: Decimal): FeeAmount => ({ min: decimalText(amount), max: decimalText(amount) });

/** `10`, `"10.00"`, `10 元` */
function yuanOf(given: Given): Decimal {
  const { value } = given;
  const amount = decimalOf(typeof value === 'string' ? value.normalize('NFKC').replace(/\s*元\s*$/u, '') : value);
  if (amount && amount.units >= 0n) return amount;
  return given.fail(
    '读不出金额（应为数字或“10 元”），不能比对金额',
    'cannot be read as an amount (a number, or “10 元”): amounts are not compared',
  );
}
