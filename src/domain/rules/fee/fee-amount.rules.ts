import { compare, type Decimal, decimalOf, minus, percentOf, yuanText } from '../../decimal.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import {
  type ActRule,
  cannotJudge,
  type CannotJudge,
  FINE,
  found,
  type Outcome,
  type Threshold,
} from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { Words } from '../../wording.js';
import { inForce } from '../thresholds.js';
import { chargedWords, type Listed, listedFees, listText, type Standard, standardOf, subjectOf } from './charge.js';

const head = {
  category: 'fee',
  level: 'yellow',
  mode: 'confirm',
  on: ['fee.charged'],
  basis: ['《行政许可法》第五十九条'],
  params: {},
} as const;

/** The entries of a charge; none where the list does not have it, which another rule says. */
function entriesOf(act: ReportedEvent, seen: Seen): Listed | CannotJudge | undefined {
  const fees = seen.item?.guide?.fees;
  return fees ? listedFees(fees, act.data.feeItem) : { missing: 'item.fees' };
}

/** What was charged, beside the standard of the list. */
function byStandard(
  act: ReportedEvent,
  seen: Seen,
  judge: (amount: Decimal, standard: Standard, entries: Listed) => Outcome,
): Outcome {
  const entries = entriesOf(act, seen);
  if (!entries) return FINE;
  if ('missing' in entries) return [entries];
  const amount = decimalOf(act.data.amount);
  if (!amount) return cannotJudge('fee.charged.amount');
  const standard = standardOf(entries);
  return standard ? judge(amount, standard, entries) : cannotJudge('item.fees.amount');
}

function standardWords({ min, max }: Standard): Words {
  if (compare(min, max) === 0) return { zh: `标准 ${yuanText(max)} 元`, en: `the standard of ${yuanText(max)} yuan` };
  return {
    zh: `标准 ${yuanText(min)} 元至 ${yuanText(max)} 元（含）`,
    en: `the standard of ${yuanText(min)} to ${yuanText(max)} yuan (inclusive)`,
  };
}

const OVER = {
  percent: {
    value: 5,
    unit: 'percent',
    min: 0,
    max: 1000,
    source: '江苏省交通运输厅电子监察规则（2013）：实收与应收相差超过 5%',
  },
} satisfies Record<string, Threshold>;

/** 超标准收费; a good deal above it is more than a slip of the pen. */
export const feeOver: ActRule = {
  ...head,
  code: 'M-FEE-OVER',
  name: { zh: '收费高于标准', en: 'Charged above the standard' },
  description: {
    zh: '收费金额高于公布的标准；高出部分超过规定比例的，按红牌提请确认',
    en: 'The amount is above the published standard; by more than the percentage it is put forward as red',
  },
  needs: ['item.fees', 'item.fees.amount', 'fee.charged.amount'],
  shows: {
    zh: '收费金额、收费标准、差额及其比例的算式',
    en: 'the amount, the standard, the difference and its share, computed',
  },
  params: OVER,
  examine: (act, seen, setting) =>
    byStandard(act, seen, (amount, standard, entries) => {
      if (compare(amount, standard.max) <= 0) return FINE;
      const share = inForce(setting, OVER, 'percent');
      const over = minus(amount, standard.max);
      const border = percentOf(standard.max, decimalOf(share)!);
      const isFar = compare(over, border) > 0;
      const [charged, words] = [chargedWords(act), standardWords(standard)];
      const [more, most] = [yuanText(over), yuanText(border)];
      return found({
        subject: subjectOf(act),
        expected: { zh: `不高于${words.zh}`, en: `not above ${words.en}` },
        observed: { zh: `${charged.zh}，高出 ${more} 元`, en: `${charged.en}, ${more} yuan above it` },
        itemText: listText(entries),
        arithmetic: [
          bothWays(`${yuanText(amount)} − ${yuanText(standard.max)} = ${more}`),
          bothWays(`${yuanText(standard.max)} × ${share}% = ${most}`),
          isFar
            ? { zh: `${more} > ${most}，超过标准的 ${share}%`, en: `${more} > ${most}: more than ${share}% above` }
            : {
                zh: `${more} ≤ ${most}，未超过标准的 ${share}%`,
                en: `${more} ≤ ${most}: not more than ${share}% above`,
              },
        ],
        ...(isFar ? { level: 'red' as const } : {}),
      });
    }),
};

const bothWays = (line: string): Words => ({ zh: line, en: line });

/** 低于标准收费, where it is no reduction: a reduction has a rule of its own. */
export const feeUnder: ActRule = {
  ...head,
  code: 'M-FEE-UNDER',
  name: { zh: '收费低于标准', en: 'Charged below the standard' },
  description: {
    zh: '收费金额低于公布的标准，且不是减免（应收未报送或者不高于实收）',
    en: 'The amount is below the published standard and no reduction (nothing receivable reported, or no more than that)',
  },
  needs: ['item.fees', 'item.fees.amount', 'fee.charged.amount'],
  shows: { zh: '收费金额、收费标准和差额的算式', en: 'the amount, the standard and the difference, computed' },
  examine: (act, seen) =>
    byStandard(act, seen, (amount, standard, entries) => {
      if (compare(amount, standard.min) >= 0 || reductionOf(act)) return FINE;
      const less = yuanText(minus(standard.min, amount));
      const [charged, words] = [chargedWords(act), standardWords(standard)];
      return found({
        subject: subjectOf(act),
        expected: { zh: `不低于${words.zh}`, en: `not below ${words.en}` },
        observed: { zh: `${charged.zh}，低 ${less} 元`, en: `${charged.en}, ${less} yuan below it` },
        itemText: listText(entries),
        arithmetic: [bothWays(`${yuanText(standard.min)} − ${yuanText(amount)} = ${less}`)],
      });
    }),
};

/** What was receivable and what was left of it; `undefined` where nothing was reduced. */
function reductionOf({ data }: ReportedEvent): { readonly receivable: Decimal; readonly amount: Decimal } | undefined {
  const [receivable, amount] = [decimalOf(data.receivable), decimalOf(data.amount)];
  return receivable && amount && compare(amount, receivable) < 0 ? { receivable, amount } : undefined;
}

/** 无依据减免: less than was receivable, and the list names no basis on which it may be reduced. */
export const feeReduced: ActRule = {
  ...head,
  code: 'M-FEE-REDUCED',
  name: { zh: '减免收费没有公布的依据', en: 'A reduction without published basis' },
  description: {
    zh: '实收少于应收，收费目录未列该项目的减免依据',
    en: 'Less was charged than receivable, and the list gives no basis for a reduction of the fee',
  },
  needs: ['item.fees'],
  shows: { zh: '应收、实收和差额的算式', en: 'what was receivable, what was charged and the difference, computed' },
  examine(act, seen) {
    const entries = entriesOf(act, seen);
    if (!entries) return FINE;
    if ('missing' in entries) return [entries];
    const reduction = reductionOf(act);
    if (!reduction || entries.some(({ reductionBasis }) => reductionBasis)) return FINE;
    const [receivable, amount] = [yuanText(reduction.receivable), yuanText(reduction.amount)];
    const less = yuanText(minus(reduction.receivable, reduction.amount));
    return found({
      subject: subjectOf(act),
      expected: {
        zh: `按应收 ${receivable} 元收取，或者收费目录列明减免依据`,
        en: `${receivable} yuan as receivable, or a basis for the reduction in the list of fees`,
      },
      observed: {
        zh: `“${act.data.feeItem ?? ''}”实收 ${amount} 元，少收 ${less} 元，目录未列减免依据`,
        en: `${amount} yuan charged for “${act.data.feeItem ?? ''}”, ${less} less; the list gives no basis`,
      },
      itemText: listText(entries),
      arithmetic: [bothWays(`${receivable} − ${amount} = ${less}`)],
    });
  },
};
