import { feesOf, type Fee, written } from './guide.js';
import { isLess, numberOf, product, type Fraction } from './number.js';
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

const chargesOf = (story: Story): Charge[] =>
  story.all('fee.charged').map((act) => {
    const fees = feesOf(story.moment(act.at).item);
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

/** Charges whose amount and standard can be compared. */
function comparable(story: Story, notes: Notes): (Charge & { readonly amount: Fraction; readonly ranges: Range[] })[] {
  return chargesOf(story).flatMap((charge) => {
    const { fees, entries, amount } = charge;
    if (!fees) notes.lacks('item.fees');
    if (entries.length === 0) return [];
    const ranges = entries.flatMap(({ min, max }) => (min && max ? [{ min, max }] : []));
    if (amount && ranges.length === entries.length) return [{ ...charge, amount, ranges }];
    notes.lacks('item.fees.amount');
    return [];
  });
}

interface Range {
  readonly min: Fraction;
  readonly max: Fraction;
}

const largest = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? b : a);
const smallest = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? a : b);

export const FEES: Judges = {
  'M-FEE-FREE': (story, notes) => {
    for (const { act, subject, fees, amount } of chargesOf(story)) {
      if (!fees) notes.lacks('item.fees');
      else if (fees.length === 0 && amount?.above !== 0n) notes.found(act.at, subject);
    }
  },

  'M-FEE-UNLISTED': (story, notes) => {
    for (const { act, subject, fees, entries } of chargesOf(story)) {
      if (!fees) notes.lacks('item.fees');
      else if (fees.length > 0 && entries.length === 0) notes.found(act.at, subject);
    }
  },

  'M-FEE-OVER': (story, notes, param) => {
    for (const { act, subject, amount, ranges } of comparable(story, notes)) {
      const most = ranges.map(({ max }) => max).reduce(largest);
      if (!isLess(most, amount)) continue;
      const farAbove = product(most, { above: 100n + BigInt(param('percent', 5)), below: 100n });
      notes.found(act.at, subject, isLess(farAbove, amount) ? 'red' : undefined);
    }
  },

  'M-FEE-UNDER': (story, notes) => {
    for (const { act, subject, amount, receivable, ranges } of comparable(story, notes)) {
      const isReduction = receivable !== undefined && isLess(amount, receivable);
      const least = ranges.map(({ min }) => min).reduce(smallest);
      if (isLess(amount, least) && !isReduction) notes.found(act.at, subject);
    }
  },

  'M-FEE-REDUCED': (story, notes) => {
    for (const { act, subject, fees, entries, amount, receivable } of chargesOf(story)) {
      if (!fees) notes.lacks('item.fees');
      const isReduced = amount !== undefined && receivable !== undefined && isLess(amount, receivable);
      const mayBe = entries.length === 0 || entries.some(({ mayBeReduced }) => mayBeReduced);
      if (isReduced && !mayBe) notes.found(act.at, subject);
    }
  },

  'M-FEE-EARLY': (story, notes) => {
    for (const { act, subject } of chargesOf(story)) {
      const { start, startUnsure } = story.moment(act.at);
      if (startUnsure) notes.lacks('calendar');
      else if (!start) notes.found(act.at, subject);
    }
  },
};
