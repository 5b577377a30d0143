import { compare, type Decimal, decimalOf, larger, minus, percentOf, yuanText } from '../../decimal.js';
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
import { inForce } from '../thresholds.js';
import {
  bothWays,
  chargedWords,
  type Listed,
  listedFees,
  listText,
  type Standard,
  standardOf,
  standardWords,
  subjectOf,
} from './charge.js';

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

const OVER = {
  percent: {
    value: 5,
    unit: 'percent',
    min: 0,
    max: 1000,
    source: '江苏省交通运输厅电子监察规则（2013）：实收与应收相差超过 5%',
  },
} satisfies Record<string, Threshold>;

/** The most that was receivable by any charge of the fee up to now: instalments tell the whole, or what is left of it. */
function receivableBy(seen: Seen, entries: Listed): Decimal | undefined {
  const fees = seen.item?.guide?.fees ?? [];
  return seen
    .all('fee.charged')
    .filter(({ data }) => listedFees(fees, data.feeItem)?.[0] === entries[0])
    .flatMap(({ data }) => decimalOf(data.receivable) ?? [])
    .reduce<Decimal | undefined>((most, one) => (most ? larger(most, one) : one), undefined);
}

/** 多收: within the standard, and more than was receivable. */
function aboveReceivable(
  act: ReportedEvent,
  amount: Decimal,
  receivable: Decimal | undefined,
  entries: Listed,
): Outcome {
  if (!receivable || compare(amount, receivable) <= 0) return FINE;
  const [charged, whole, more] = [chargedWords(act), yuanText(receivable), yuanText(minus(amount, receivable))];
  return found({
    subject: subjectOf(act),
    expected: { zh: `不高于应收 ${whole} 元`, en: `not above the ${whole} yuan receivable` },
    observed: { zh: `${charged.zh}，比应收多 ${more} 元`, en: `${charged.en}, ${more} yuan more than receivable` },
    itemText: listText(entries),
    arithmetic: [bothWays(`${yuanText(amount)} − ${whole} = ${more}`)],
  });
}

/** 超标准收费; a good deal above it is more than a slip of the pen. */
export const feeOver: ActRule = {
  ...head,
  code: 'M-FEE-OVER',
  name: { zh: '收费高于标准', en: 'Charged above the standard' },
  description: {
    zh: '收费金额高于公布的标准，或者高于报送的应收金额；高出标准的部分超过规定比例的，按红牌提请确认',
    en: 'The amount is above the published standard, or above what was reported as receivable; by more than the percentage above the standard it is put forward as red',
  },
  needs: ['item.fees', 'item.fees.amount', 'fee.charged.amount'],
  shows: {
    zh: '收费金额、收费标准或者应收金额、差额及其比例的算式',
    en: 'the amount, the standard or what was receivable, the difference and its share, computed',
  },
  params: OVER,
  examine: (act, seen, setting) =>
    byStandard(act, seen, (amount, standard, entries) => {
      if (compare(amount, standard.min) < 0) return FINE;
      if (compare(amount, standard.max) <= 0) return aboveReceivable(act, amount, receivableBy(seen, entries), entries);
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
