import { isMidnight } from '../day-table.js';
import { groupBy } from '../group.js';
import { feesOf, type Fee, written } from './guide.js';
import { isLess, numberOf, share, total, type Fraction } from './number.js';
import type { Judges, Notes } from './judge.js';
import type { Act, Story } from './story.js';

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

interface Charge {
  readonly act: Act;
  readonly subject: string;
  readonly fees: readonly Fee[] | undefined;
  /** Entries of the list that it may be: those of the code, else those of the name. */
  readonly entries: readonly Fee[];
  readonly amount: Fraction | undefined;
  readonly receivable: Fraction | undefined;
}

const feesThen = (story: Story, act: Act): Fee[] | undefined => feesOf(story.moment(act.at).item);

const chargesOf = (story: Story, feesFor = feesThen): Charge[] =>
  story.all('fee.charged').map((act) => {
    const fees = feesFor(story, act);
    const item = plain(written(act.data['feeItem']));
    const byCode = fees?.filter(({ code }) => code !== undefined && plain(code) === item) ?? [];
    const byName = fees?.filter(({ name }) => name !== undefined && plain(name) === item) ?? [];
    return {
      act,
      subject: `${written(act.data['feeItem'])}|${written(act.data['amount'])}`,
      fees,
      entries: byCode.length > 0 ? byCode : byName,
      amount: numberOf(act.data['amount']),
      receivable: numberOf(act.data['receivable']),
    };
  });

/** The borders of a standard, from the lowest to the highest entry; undefined: of one of them they cannot be read. */
function rangeOf(entries: readonly Fee[]): Range | undefined {
  const ranges = entries.flatMap(({ min, max }) => (min && max ? [{ min, max }] : []));
  if (ranges.length < Math.max(1, entries.length)) return undefined;
  return { min: ranges.map(({ min }) => min).reduce(smallest), max: ranges.map(({ max }) => max).reduce(largest) };
}

interface Range {
  readonly min: Fraction;
  readonly max: Fraction;
}

const largest = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? b : a);
const smallest = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? a : b);

/** What has been paid for one fee of the list, in however many parts. */
interface Account {
  readonly first: Act;
  readonly entries: readonly Fee[];
  /** undefined: one of the amounts cannot be read. */
  readonly sum: Fraction | undefined;
  /** The most that was to be paid by any of its charges. */
  readonly owed: Fraction | undefined;
}

function accountsOf(story: Story, notes: Notes): Account[] {
  const fees = feesOf(story.openedItem);
  const charges = chargesOf(story, () => fees);
  if (charges.length > 0 && !fees) notes.lacks('item.fees');
  const listed = charges.filter(({ entries }) => entries.length > 0);
  return [...groupBy(listed, ({ entries }) => entries[0])].map(([, parts]) => {
    const amounts = parts.flatMap(({ amount }) => amount ?? []);
    const owed = parts.flatMap(({ receivable }) => receivable ?? []);
    return {
      first: parts[0]!.act,
      entries: [...new Set(parts.flatMap(({ entries }) => entries))],
      sum: amounts.length === parts.length ? amounts.reduce(total) : undefined,
      owed: owed.length > 0 ? owed.reduce(largest) : undefined,
    };
  });
}

/** The most that any charge of the same fee has said to be owed, up to this one. */
function owedBy(
  story: Story,
  { at }: Act,
  fees: readonly Fee[] | undefined,
  [entry]: readonly Fee[],
): Fraction | undefined {
  const told = chargesOf(story, () => fees && [...fees])
    .filter((charge) => charge.act.at <= at && charge.entries[0] === entry)
    .flatMap(({ receivable }) => receivable ?? []);
  return told.length > 0 ? told.reduce(largest) : undefined;
}

const isAbove = (amount: Fraction, owed: Fraction | undefined): boolean => owed !== undefined && isLess(owed, amount);

const isReduced = ({ sum, owed }: Account): boolean => sum !== undefined && owed !== undefined && isLess(sum, owed);

/** Too little of a case that was granted, at the latest when its licence had to be delivered. */
function short(story: Story, notes: Notes, { first, entries }: Account, days: number): void {
  const { end } = story.now;
  if (end?.type !== 'case.decided' || end.data['outcome'] === 'refused') return;
  const since = Math.max(end.at, first.at);
  const subject = entries[0]!.code ?? entries[0]!.name;
  notes.due({ since, due: story.closeAfter(since, days), done: undefined, subject });
}

export const FEES: Judges = {
  'M-FEE-FREE': (story, notes) => {
    for (const { act, subject, fees, amount } of chargesOf(story)) {
      if (!fees) notes.lacks('item.fees');
      else if (fees.length === 0 && amount?.above !== 0n) notes.found(act.at, subject);
    }
  },

  'M-FEE-UNLISTED': (story, notes) => {
    for (const { act, subject, fees, entries, amount } of chargesOf(story)) {
      if (!fees) notes.lacks('item.fees');
      else if (fees.length > 0 && entries.length === 0 && amount?.above !== 0n) notes.found(act.at, subject);
    }
  },

  'M-FEE-OVER': (story, notes, param) => {
    for (const { act, subject, fees, entries, amount } of chargesOf(story)) {
      const range = rangeOf(entries);
      if (!fees) notes.lacks('item.fees');
      if (entries.length === 0) continue;
      if (!amount) notes.lacks('fee.charged.amount');
      else if (!range) notes.lacks('item.fees.amount');
      else if (isLess(range.max, amount)) {
        const farAbove = total(range.max, share(numberOf(param('percent', 5))!, range.max));
        notes.found(act.at, subject, isLess(farAbove, amount) ? 'red' : undefined);
      } else if (!isLess(amount, range.min) && isAbove(amount, owedBy(story, act, fees, entries)))
        notes.found(act.at, subject);
    }
  },

  'M-FEE-UNDER': (story, notes, param) => {
    for (const account of accountsOf(story, notes)) {
      const { entries, sum } = account;
      const range = rangeOf(entries);
      if (!sum) notes.lacks('fee.charged.amount');
      else if (!range) notes.lacks('item.fees.amount');
      else if (isLess(sum, range.min) && !account.owed && entries.some(({ mayBeReduced }) => mayBeReduced))
        notes.lacks('fee.charged.receivable');
      else if (isLess(sum, range.min) && !isReduced(account)) short(story, notes, account, param('days', 10));
    }
  },

  'M-FEE-REDUCED': (story, notes, param) => {
    for (const account of accountsOf(story, notes))
      if (isReduced(account) && !account.entries.some(({ mayBeReduced }) => mayBeReduced))
        short(story, notes, account, param('days', 10));
  },

  'M-FEE-EARLY': (story, notes) => {
    for (const { act, subject, amount } of chargesOf(story)) {
      if (amount?.above === 0n) continue;
      const { start, startUnsure } = story.moment(act.at);
      if (startUnsure) notes.lacks('calendar');
      else if (!start && isMidnight(act.at)) notes.lacks('time');
      else if (!start) notes.found(act.at, subject);
    }
  },
};
