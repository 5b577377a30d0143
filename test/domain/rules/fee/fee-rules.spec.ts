import { describe, expect, it } from '@jest/globals';
import type { ItemGuide } from '../../../../src/domain/item-guide.js';
import type { ReportedData } from '../../../../src/domain/review/reported-event.js';
import { FEE_RULES } from '../../../../src/domain/rules/fee/registry.js';
import { reported, reviewBy, type ReviewOptions, reviewItem, shanghai } from '../../../support/review.js';
import { judgedBy } from '../judged.js';

const received = reported('case.received', '2026-03-02 09:00');
const accepted = reported('case.accepted', '2026-03-02 10:00');
const decided = reported('case.decided', '2026-03-12 10:00', { outcome: 'granted' });
const LIST: ItemGuide = {
  fees: [
    { code: 'SF-01', name: '工本费', amount: { min: '120.00', max: '120.00' }, standard: '120', basis: '收费文件' },
    { code: 'SF-02', name: '检测费', amount: { min: '100', max: '200.50' }, reductionBasis: '小微企业减半收取' },
    { code: 'SF-03', name: '鉴定费', standard: '按面积计收' },
  ],
};

interface Charge extends Pick<ReportedData, 'feeItem' | 'amount' | 'receivable'> {
  readonly at?: string;
  readonly guide?: ItemGuide;
}

function charged({ at = '2026-03-03 10:00', guide = LIST, ...data }: Charge, options: ReviewOptions = {}) {
  const fee = reported('fee.charged', at, { feeItem: 'SF-01', amount: '120', ...data });
  const item = options.item === null ? null : reviewItem(guide);
  const events = [received, accepted, fee, decided];
  for (const rule of FEE_RULES) judgedBy(rule, events, { ...options, item });
  return reviewBy(FEE_RULES, events, { ...options, item });
}

const codesOf = (charge: Charge): string[] =>
  charged(charge)
    .findings.map(({ rule, level }) => `${rule} ${level}`)
    .sort();

describe('a charge beside the list of fees', () => {
  it.each<[what: string, charge: Charge, findings: string[]]>([
    ['by code', { feeItem: 'SF-01' }, []],
    ['by name, blanks besides', { feeItem: '工 本费' }, []],
    ['by a code that the list does not have', { feeItem: 'SF-09' }, ['M-FEE-UNLISTED yellow']],
    ['by a part of a name', { feeItem: '工本' }, ['M-FEE-UNLISTED yellow']],
    ['on a free item', { guide: { fees: [] } }, ['M-FEE-FREE yellow']],
    ['nothing at all, of a fee that the list does not have', { feeItem: 'SF-09', amount: '0.00' }, []],
    ['a fen, of a fee that the list does not have', { feeItem: 'SF-09', amount: '0.01' }, ['M-FEE-UNLISTED yellow']],
    ['nothing at all, on a free item', { guide: { fees: [] }, amount: '0.00' }, []],
  ])('%s', (_, charge, findings) => expect(codesOf(charge)).toEqual(findings));

  it('cannot be judged without a list, on an item that is not known, or before the item is known', () => {
    const rules = ['M-FEE-FREE', 'M-FEE-UNLISTED', 'M-FEE-OVER', 'M-FEE-UNDER', 'M-FEE-REDUCED'];
    const all = rules.map((rule) => ({ rule, missing: 'item.fees' }));
    expect(charged({ guide: {} })).toMatchObject({ findings: [], unjudged: all });
    expect(charged({}, { item: null })).toMatchObject({ findings: [], unjudged: all });
    // What was paid in all is judged when the item has long been known.
    expect(charged({ at: '2026-03-02 08:59' }).unjudged).toEqual(all.slice(0, 3));
  });
});

describe('a charge beside its standard', () => {
  it.each<[amount: string, receivable: string | undefined, findings: string[]]>([
    ['120.00', undefined, []],
    ['120.01', undefined, ['M-FEE-OVER yellow']],
    ['126.00', undefined, ['M-FEE-OVER yellow']],
    ['126.01', undefined, ['M-FEE-OVER red']],
    ['119.99', undefined, ['M-FEE-UNDER yellow']],
    ['119.99', '119.99', ['M-FEE-UNDER yellow']],
    ['119.99', '119.98', ['M-FEE-UNDER yellow']],
    ['119.99', '120.00', ['M-FEE-REDUCED yellow']],
    ['130.00', '140.00', ['M-FEE-OVER red', 'M-FEE-REDUCED yellow']],
    ['0', '120', ['M-FEE-REDUCED yellow']],
    ['120.00', '100', ['M-FEE-OVER yellow']],
    ['120.00', '119.99', ['M-FEE-OVER yellow']],
    ['120.00', '120', []],
    ['120.01', '100', ['M-FEE-OVER yellow']],
  ])('of 120 yuan: %s of %s', (amount, receivable, findings) =>
    expect(codesOf({ amount, receivable })).toEqual(findings),
  );

  it.each<[amount: string, receivable: string | undefined, findings: string[]]>([
    ['99.99', undefined, []],
    ['0', undefined, []],
    ['99.99', '99.99', ['M-FEE-UNDER yellow']],
    ['100.00', undefined, []],
    ['200.5', undefined, []],
    ['200.51', undefined, ['M-FEE-OVER yellow']],
    // 200.50 × 5 % = 10.025
    ['210.52', undefined, ['M-FEE-OVER yellow']],
    ['210.53', undefined, ['M-FEE-OVER red']],
    ['50', '100', []],
  ])('of 100 to 200.50 yuan, which may be reduced: %s of %s', (amount, receivable, findings) =>
    expect(codesOf({ feeItem: 'SF-02', amount, receivable })).toEqual(findings),
  );

  it('cannot be judged where the list allows a reduction and nothing receivable is reported', () => {
    const lacks = { rule: 'M-FEE-UNDER', missing: 'fee.charged.receivable' };
    expect(charged({ feeItem: 'SF-02', amount: '0' })).toMatchObject({ findings: [], unjudged: [lacks] });
    expect(charged({ feeItem: 'SF-02', amount: '0', receivable: '0' }).unjudged).toEqual([]);
  });

  it('is told apart from what is above the standard: the sum that was receivable, and the difference', () => {
    const [finding] = charged({ amount: '120.00', receivable: '100' }).findings;
    expect(finding?.explanation).toMatchObject({
      expected: { zh: '不高于应收 100.00 元', en: 'not above the 100.00 yuan receivable' },
      arithmetic: [{ zh: '120.00 − 100.00 = 20.00' }],
    });
  });

  it('counts fen exactly where floats would not', () => {
    const guide = { fees: [{ code: 'A', amount: { min: '0.30', max: '999999999999999.98' } }] };
    expect(codesOf({ guide, feeItem: 'A', amount: '0.30', receivable: '0.3' })).toEqual([]);
    expect(codesOf({ guide, feeItem: 'A', amount: '999999999999999.98' })).toEqual([]);
    expect(codesOf({ guide, feeItem: 'A', amount: '999999999999999.99' })).toEqual(['M-FEE-OVER yellow']);
  });

  it('makes anything above a standard of nothing a red one', () => {
    const guide = { fees: [{ code: 'A', amount: { min: '0', max: '0' } }] };
    expect(codesOf({ guide, feeItem: 'A', amount: '0.01' })).toEqual(['M-FEE-OVER red']);
  });

  it('takes the share from the profile', () => {
    const fee = reported('fee.charged', '2026-03-03 10:00', { feeItem: 'SF-01', amount: '123.01' });
    const levels = (percent: number) =>
      reviewBy(FEE_RULES, [accepted, fee], { item: reviewItem(LIST), params: { percent } }).findings.map(
        (f) => f.level,
      );
    expect([levels(2.5), levels(2.6)]).toEqual([['red'], ['yellow']]);
  });

  it('fits any of several entries of one code', () => {
    const entry = (amount: string) => ({ code: 'A', amount: { min: amount, max: amount } });
    const guide = { fees: [entry('80'), entry('550')] };
    const of = (amount: string) => codesOf({ guide, feeItem: 'A', amount });
    expect([of('79.99'), of('80'), of('550'), of('550.01')]).toEqual([
      ['M-FEE-UNDER yellow'],
      [],
      [],
      ['M-FEE-OVER yellow'],
    ]);
    const partly = { fees: [entry('80'), { code: 'A', standard: '按面积计收' }] };
    expect(charged({ guide: partly, feeItem: 'A', amount: '9999' }).findings).toEqual([]);
  });

  it('cannot be judged where no program can read the standard', () => {
    expect(charged({ feeItem: 'SF-03', amount: '9999' })).toMatchObject({
      findings: [],
      unjudged: [
        { rule: 'M-FEE-OVER', missing: 'item.fees.amount' },
        { rule: 'M-FEE-UNDER', missing: 'item.fees.amount' },
      ],
    });
  });

  it('shows the computation line by line, and the entry of the list', () => {
    const [finding] = charged({ amount: '126.01' }).findings;
    expect(finding?.key).toMatch(/^M-FEE-OVER\|\d+\|SF-01\|126\.01$/);
    expect(finding?.explanation).toMatchObject({
      expected: { zh: '不高于标准 120.00 元', en: 'not above the standard of 120.00 yuan' },
      observed: { zh: '“SF-01”收费 126.01 元，高出 6.01 元' },
      itemText: 'SF-01 工本费，120，依据：收费文件',
      arithmetic: [
        { zh: '126.01 − 120.00 = 6.01' },
        { zh: '120.00 × 5% = 6.00' },
        { zh: '6.01 > 6.00，超过标准的 5%', en: '6.01 > 6.00: more than 5% above' },
      ],
    });
  });

  it('keeps two charges of one instant apart', () => {
    const of = (amount: string, id: string) =>
      reported('fee.charged', '2026-03-03 10:00', { feeItem: 'SF-01', amount }, { id });
    const both = [accepted, of('121', 'a'), of('300', 'b')];
    expect(reviewBy(FEE_RULES, both, { item: reviewItem(LIST) }).findings.map((f) => f.level)).toEqual([
      'yellow',
      'red',
    ]);
  });
});

describe('a fee paid in instalments', () => {
  type Payment = readonly [time: string, amount: string, more?: Pick<ReportedData, 'feeItem' | 'receivable'>];
  const paid = (
    payments: readonly Payment[],
    { end = decided, ...options }: ReviewOptions & { end?: typeof decided } = {},
  ) => {
    const charges = payments.map(([time, amount, more], i) =>
      reported('fee.charged', time, { feeItem: 'SF-01', amount, ...more }, { id: `charge ${i}` }),
    );
    const events = [received, accepted, ...charges, end];
    for (const rule of FEE_RULES) judgedBy(rule, events, { item: reviewItem(LIST), ...options });
    return reviewBy(FEE_RULES, events, { item: reviewItem(LIST), ...options });
  };
  const rulesOf = (review: ReturnType<typeof paid>) => review.findings.map(({ rule }) => rule);
  const half: Payment = ['2026-03-03 10:00', '60'];

  it.each<[what: string, payments: Payment[], findings: string[]]>([
    ['both halves before the decision', [half, ['2026-03-04 10:00', '60.00']], []],
    ['the other half by name', [half, ['2026-03-04 10:00', '60', { feeItem: '工本费' }]], []],
    ['the other half when the licence is fetched', [half, ['2026-03-20 10:00', '60']], []],
    ['the other half even later', [half, ['2026-05-20 10:00', '60']], []],
    ['a fen too little in all', [half, ['2026-03-04 10:00', '59.99']], ['M-FEE-UNDER']],
    ['the other half of another fee', [half, ['2026-03-04 10:00', '100', { feeItem: 'SF-02' }]], ['M-FEE-UNDER']],
    [
      'each of the whole receivable',
      [
        ['2026-03-03 10:00', '60', { receivable: '120' }],
        ['2026-03-04 10:00', '60', { receivable: '120' }],
      ],
      [],
    ],
    [
      'the rest receivable, and less of it',
      [
        ['2026-03-03 10:00', '60', { receivable: '120' }],
        ['2026-03-04 10:00', '50', { receivable: '60' }],
      ],
      ['M-FEE-REDUCED'],
    ],
  ])('%s', (_, payments, findings) => expect(rulesOf(paid(payments))).toEqual(findings));

  it('is not above the standard by its sum: what is charged for each piece may be charged again', () => {
    expect(
      rulesOf(
        paid([
          ['2026-03-03 10:00', '120'],
          ['2026-03-04 10:00', '120'],
        ]),
      ),
    ).toEqual([]);
  });

  it('is judged when ten working days after the decision have passed, not while more may come', () => {
    const before = paid([half], { asOf: '2026-03-26 17:00:00' });
    expect(before).toMatchObject({ findings: [], nextAt: shanghai('2026-03-26 17:00:00.001') });
    const [finding] = paid([half, ['2026-03-04 10:00', '30']], { asOf: '2026-03-26 17:00:00.001' }).findings;
    expect(finding).toMatchObject({ rule: 'M-FEE-UNDER', at: shanghai('2026-03-26 17:00') });
    expect(finding?.explanation.events.map(({ type }) => type)).toEqual(['fee.charged', 'fee.charged', 'case.decided']);
    expect(finding?.explanation).toMatchObject({
      expected: { zh: '不低于标准 120.00 元' },
      observed: { zh: '“SF-01”收费 2 次，共 90.00 元，低 30.00 元' },
      arithmetic: [
        { zh: '60.00 + 30.00 = 90.00' },
        { zh: '120.00 − 90.00 = 30.00' },
        { zh: '办结后 10 个工作日于2026年3月26日17:00届满' },
      ],
    });
  });

  it('is judged from a first payment after the decision on', () => {
    const [finding] = paid([['2026-03-30 10:00', '60']]).findings;
    expect(finding).toMatchObject({ rule: 'M-FEE-UNDER', at: shanghai('2026-04-14 17:00') });
  });

  it.each([
    reported('case.decided', '2026-03-12 10:00', { outcome: 'refused' }),
    reported('case.withdrawn', '2026-03-12 10:00'),
    reported('case.terminated', '2026-03-12 10:00'),
    reported('visit.made', '2026-03-12 10:00'),
  ])('is not asked for of a case that was not granted: $type', (end) => {
    expect(rulesOf(paid([half], { end }))).toEqual([]);
  });
});

describe('a charge before acceptance', () => {
  const at = (time: string, before = [received, accepted]) =>
    reviewBy(FEE_RULES, [...before, reported('fee.charged', time, { feeItem: 'SF-01', amount: '120' })], {
      item: reviewItem(LIST),
    });
  const early = (review: ReturnType<typeof at>) => review.findings.map((f) => f.rule);

  it('is none of 0 yuan', () => {
    const free = reported('fee.charged', '2026-03-02 09:59', { feeItem: 'SF-01', amount: '0.00' });
    const review = reviewBy(FEE_RULES, [received, accepted, free], { item: reviewItem(LIST) });
    expect(review.findings.map((f) => f.rule)).toEqual([]);
  });

  it('is found up to the minute before it', () => {
    expect(early(at('2026-03-02 09:59'))).toEqual(['M-FEE-EARLY']);
    expect(early(at('2026-03-02 10:00'))).toEqual([]);
  });

  it('is none once the acceptance is deemed, at the close of the fifth working day', () => {
    expect(early(at('2026-03-09 17:00', [received]))).toEqual(['M-FEE-EARLY']);
    expect(early(at('2026-03-09 17:01', [received]))).toEqual([]);
  });

  it('cannot be judged of a charge of which only the day is known', () => {
    const acceptedOn = reported('case.accepted', '2026-03-03 10:00');
    expect(at('2026-03-03 00:00', [received, acceptedOn])).toMatchObject({
      findings: [],
      unjudged: [{ rule: 'M-FEE-EARLY', missing: 'time' }],
    });
  });

  it('is found after an application that was not accepted', () => {
    const refused = reported('case.not-accepted', '2026-03-03 09:00', { reason: '不属于本机关职权范围' });
    expect(early(at('2026-03-20 09:00', [received, refused]))).toEqual(['M-FEE-EARLY']);
  });

  it('cannot be judged where the working days are not published', () => {
    const beyond = reported('case.received', '2031-03-02 09:00');
    const fee = reported('fee.charged', '2031-03-20 09:00', { feeItem: 'SF-01', amount: '120' });
    const review = reviewBy(FEE_RULES, [beyond, fee], { item: reviewItem(LIST), asOf: '2031-04-01 09:00' });
    expect(review).toMatchObject({ findings: [], unjudged: [{ rule: 'M-FEE-EARLY', missing: 'calendar' }] });
  });
});
