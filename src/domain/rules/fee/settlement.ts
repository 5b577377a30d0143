import { compare, type Decimal, decimalOf, larger, plus, yuanText } from '../../decimal.js';
import type { Instant } from '../../instant.js';
import type { GuideFee } from '../../item-guide.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { CannotJudge, Wait } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { RuleSetting } from '../../standards.js';
import { type Words, timeWords } from '../../wording.js';
import { plural, workingDaysAfter } from '../deadline.js';
import { openedItem } from '../opened-item.js';
import { OUR_CHOICE, inForce, workingDays } from '../thresholds.js';
import { bothWays, chargedWords, type Listed, listedFees, listText } from './charge.js';

/** All charges of one fee of the list: it may be paid in instalments. */
export interface Settlement {
  readonly entries: Listed;
  readonly charges: readonly [ReportedEvent, ...ReportedEvent[]];
  /** The sum; `undefined` where one of the amounts cannot be read. */
  readonly amount?: Decimal;
  /** The largest reported: instalments repeat the whole, or tell what is left of it. */
  readonly receivable?: Decimal;
}

/** Too little, by when nothing more is to be expected. */
export interface Shortfall {
  readonly expected: Words;
  readonly observed: Words;
  readonly arithmetic: readonly Words[];
}

/** By when the rest of a fee may come: until the licence is to be delivered (行政许可法 第四十四条). */
export const SETTLED = {
  days: workingDays(10, `《行政许可法》第四十四条：十日内颁发、送达；至此缴清费用为${OUR_CHOICE}`),
};

/**
 * What a case has been charged is judged as a whole, and only once it has been granted and the time for the rest has passed:
 * before that more may be paid, and of a case that was refused, withdrawn or terminated nobody asks for the rest.
 */
export function settlementWaits(
  seen: Seen,
  setting: RuleSetting,
  judge: (settlement: Settlement) => Shortfall | CannotJudge | undefined,
): readonly (Wait | CannotJudge)[] {
  const charges = seen.all('fee.charged');
  if (charges.length === 0) return [];
  const fees = openedItem(seen)?.guide?.fees;
  if (!fees) return [{ missing: 'item.fees' }];
  const { end } = seen;
  return settlementsOf(charges, fees).flatMap((settlement) => {
    const shortfall = judge(settlement);
    if (!shortfall || 'missing' in shortfall) return shortfall ?? [];
    if (end?.type !== 'case.decided' || end.data.outcome === 'refused') return [];
    const [from, ...more] = settlement.charges;
    const days = inForce(setting, SETTLED, 'days');
    const { dueAt } = workingDaysAfter(Math.max(end.at, from.at), days, seen.standards.calendar);
    return {
      ...shortfall,
      subject: nameOf(settlement.entries[0]),
      from,
      dueAt,
      evidence: [...more, end],
      itemText: listText(settlement.entries),
      arithmetic: [...sumLines(settlement), ...shortfall.arithmetic, ...byWhen(days, dueAt)],
    };
  });
}

const nameOf = ({ code, name }: GuideFee): string => code ?? name ?? '';

/** By the first entry that a charge means: some name the fee by its code, some by its name. */
function settlementsOf(charges: readonly ReportedEvent[], fees: readonly GuideFee[]): Settlement[] {
  const settlements = new Map<GuideFee, Settlement>();
  for (const charge of charges) {
    const entries = listedFees(fees, charge.data.feeItem);
    if (!entries) continue;
    const known = settlements.get(entries[0]);
    settlements.set(entries[0], known ? together(known, charge, entries) : single(charge, entries));
  }
  return [...settlements.values()];
}

const single = (charge: ReportedEvent, entries: Listed): Settlement => ({
  entries,
  charges: [charge],
  amount: decimalOf(charge.data.amount),
  receivable: decimalOf(charge.data.receivable),
});

function together(known: Settlement, charge: ReportedEvent, entries: Listed): Settlement {
  const more = single(charge, entries);
  const [one, other] = [known.receivable, more.receivable];
  return {
    entries: [...known.entries, ...entries.filter((entry) => !known.entries.includes(entry))] as unknown as Listed,
    charges: [...known.charges, charge],
    amount: known.amount && more.amount && plus(known.amount, more.amount),
    receivable: one && other ? larger(one, other) : (one ?? other),
  };
}

/** What was receivable beyond the whole of what was charged; `undefined`: nothing. */
export function reductionOf({
  amount,
  receivable,
}: Settlement): { readonly receivable: Decimal; readonly amount: Decimal } | undefined {
  return receivable && amount && compare(amount, receivable) < 0 ? { receivable, amount } : undefined;
}

/** `“工本费”收费 10.00 元`, `“工本费”收费 2 次，共 10.00 元` */
export function settledWords({ charges, amount }: Settlement): Words {
  const [first] = charges;
  if (charges.length === 1 || !amount) return chargedWords(first);
  const [name, n, yuan] = [first.data.feeItem ?? '', charges.length, yuanText(amount)];
  return {
    zh: `“${name}”收费 ${n} 次，共 ${yuan} 元`,
    en: `${yuan} yuan in all charged for “${name}” in ${n} payments`,
  };
}

function sumLines({ charges, amount }: Settlement): Words[] {
  if (charges.length === 1 || !amount) return [];
  const parts = charges.map(({ data }) => yuanText(decimalOf(data.amount)!));
  return [bothWays(`${parts.join(' + ')} = ${yuanText(amount)}`)];
}

function byWhen(days: number, dueAt: Instant | undefined): Words[] {
  if (dueAt === undefined) return [];
  const due = timeWords(dueAt);
  return [
    {
      zh: `办结后 ${days} 个工作日于${due.zh}届满`,
      en: `${plural(days, 'working day')} after the decision ended at ${due.en}`,
    },
  ];
}
