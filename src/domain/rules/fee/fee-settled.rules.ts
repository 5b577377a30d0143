import { compare, minus, yuanText } from '../../decimal.js';
import type { WaitRule } from '../../review/rule.js';
import { bothWays, standardOf, standardWords } from './charge.js';
import { reductionOf, SETTLED, settledWords, settlementWaits } from './settlement.js';

const head = {
  category: 'fee',
  level: 'yellow',
  mode: 'confirm',
  basis: ['《行政许可法》第五十九条'],
  params: SETTLED,
} as const;

/** 低于标准收费, where it is no reduction: a reduction has a rule of its own. */
export const feeUnder: WaitRule = {
  ...head,
  code: 'M-FEE-UNDER',
  name: { zh: '收费低于标准', en: 'Charged below the standard' },
  description: {
    zh: '办结（不予许可的除外）后规定的工作日届满，同一收费项目各次收费的合计低于公布的标准，且不是减免（应收未报送或者不高于实收）；目录列有减免依据而应收未报送的无法判断',
    en: 'The charges of one fee together are below the published standard when the working days after a decision (not a refusal) have passed, and no reduction (nothing receivable reported, or no more than that); where the list allows a reduction and nothing receivable is reported, it cannot be judged',
  },
  needs: ['item.fees', 'item.fees.amount', 'fee.charged.amount', 'fee.charged.receivable', 'calendar'],
  shows: {
    zh: '各次收费的金额与合计、收费标准和差额的算式',
    en: 'the amounts and their sum, the standard and the difference, computed',
  },
  waits: (seen, setting) =>
    settlementWaits(seen, setting, (settlement) => {
      const { amount, entries } = settlement;
      if (!amount) return { missing: 'fee.charged.amount' };
      const standard = standardOf(entries);
      if (!standard) return { missing: 'item.fees.amount' };
      if (compare(amount, standard.min) >= 0 || reductionOf(settlement)) return undefined;
      // The list allows a reduction: whether this is one, only what was receivable tells.
      if (!settlement.receivable && entries.some(({ reductionBasis }) => reductionBasis))
        return { missing: 'fee.charged.receivable' };
      const less = yuanText(minus(standard.min, amount));
      const [charged, words] = [settledWords(settlement), standardWords(standard)];
      return {
        expected: { zh: `不低于${words.zh}`, en: `not below ${words.en}` },
        observed: { zh: `${charged.zh}，低 ${less} 元`, en: `${charged.en}, ${less} yuan below it` },
        arithmetic: [bothWays(`${yuanText(standard.min)} − ${yuanText(amount)} = ${less}`)],
      };
    }),
};

/** 无依据减免: less than was receivable, and the list names no basis on which it may be reduced. */
export const feeReduced: WaitRule = {
  ...head,
  code: 'M-FEE-REDUCED',
  name: { zh: '减免收费没有公布的依据', en: 'A reduction without published basis' },
  description: {
    zh: '办结（不予许可的除外）后规定的工作日届满，同一收费项目各次实收的合计少于应收，收费目录未列该项目的减免依据',
    en: 'The charges of one fee together are less than receivable when the working days after a decision (not a refusal) have passed, and the list gives no basis for a reduction of the fee',
  },
  needs: ['item.fees', 'calendar'],
  shows: { zh: '应收、实收和差额的算式', en: 'what was receivable, what was charged and the difference, computed' },
  waits: (seen, setting) =>
    settlementWaits(seen, setting, (settlement) => {
      const reduction = reductionOf(settlement);
      if (!reduction || settlement.entries.some(({ reductionBasis }) => reductionBasis)) return undefined;
      const [receivable, amount] = [yuanText(reduction.receivable), yuanText(reduction.amount)];
      const less = yuanText(minus(reduction.receivable, reduction.amount));
      const charged = settledWords(settlement);
      return {
        expected: {
          zh: `按应收 ${receivable} 元收取，或者收费目录列明减免依据`,
          en: `${receivable} yuan as receivable, or a basis for the reduction in the list of fees`,
        },
        observed: {
          zh: `${charged.zh}，少收 ${less} 元，目录未列减免依据`,
          en: `${charged.en}, ${less} less; the list gives no basis`,
        },
        arithmetic: [bothWays(`${receivable} − ${amount} = ${less}`)],
      };
    }),
};
