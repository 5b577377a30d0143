import { describe, expect, it } from '@jest/globals';
import { DISCRETION_RULES } from '../../../../src/domain/rules/discretion/registry.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { decided, lacks, ROW, rowWith, rulesOf } from './discretion-stage.js';

describe('a value beside its tier', () => {
  it.each<[tier: string, value: number | string, rules: string[]]>([
    // 1 万 belongs to both “1 万以下” and “1 万以上 2 万以下”.
    ['轻微', 10_000, []],
    ['较重', 10_000, []],
    ['轻微', '10000.01', ['D-VALUE-OUTSIDE']],
    ['较重', '9999.99', ['D-VALUE-OUTSIDE']],
    ['较重', 20_000, []],
    ['较重', '20000.01', ['D-VALUE-OUTSIDE']],
    ['轻微', 5_000, []],
    ['轻微', '4999.99', ['D-VALUE-OUTSIDE', 'D-BELOW-FLOOR']],
    ['减轻', '4999.99', []],
    ['减轻', 0, []],
    ['减轻', '5000.01', ['D-VALUE-OUTSIDE']],
    ['严重', 50_000, []],
    ['严重', '50000.01', ['D-ABOVE-CEILING']],
    ['轻微', '50000.01', ['D-ABOVE-CEILING', 'D-VALUE-OUTSIDE']],
    ['没有', '4999', ['D-TIER-UNKNOWN']],
    ['没有', '50001', ['D-ABOVE-CEILING', 'D-TIER-UNKNOWN']],
  ])('%s: %s', (tier, value, rules) => expect(rulesOf(decided({ tier, value })).sort()).toEqual([...rules].sort()));

  it.each<[value: number | string, rules: string[]]>([
    [0.3, []],
    ['0.30', []],
    ['0.3000000000000000001', ['D-VALUE-OUTSIDE']],
  ])('fixed at 0.3: %s', (value, rules) => {
    const rows = [rowWith({ value: { type: 'fixed', value: 0.3 } })];
    expect(rulesOf(decided({ tier: '一档', value, rows }))).toEqual(rules);
  });

  it.each<[value: number | string, rules: string[]]>([
    [2_000, []],
    ['1999.99', ['D-VALUE-OUTSIDE']],
    [3_000, []],
    ['3000.01', ['D-VALUE-OUTSIDE']],
  ])('two to three times a base of 1000: %s', (value, rules) => {
    const rows = [rowWith({ value: { type: 'multiple', base: '货值', min: 2, max: 3 } })];
    expect(rulesOf(decided({ tier: '一档', value, rows, facts: { 货值: '1000' } }))).toEqual(rules);
  });

  it.each<[base: number | string, value: number | string, rules: string[]]>([
    [0.1, '0.30', []],
    [0.1, 0.1 * 3, []],
    ['0.1', 0.3, []],
    // What a source has computed by floats: 2.0999999999999996.
    [0.7, 0.7 * 3, []],
    [0.7, '2.0999999999999996', ['D-VALUE-OUTSIDE']],
    [1000.1, 3000.3, []],
    [1000.1, 3000.29, ['D-VALUE-OUTSIDE']],
    [1000.1, 3000.31, ['D-VALUE-OUTSIDE']],
  ])('exactly three times a base of %s: %s', (base, value, rules) => {
    const rows = [rowWith({ value: { type: 'multiple', base: '货值', min: 3, max: 3 } })];
    expect(rulesOf(decided({ tier: '一档', value, rows, facts: { 货值: base } }))).toEqual(rules);
  });

  it.each<[base: string, value: number | string, rules: string[]]>([
    // 100.01 × 12.5 % = 12.50125, a border that no amount in fen can meet
    ['100.01', '12.50', []],
    ['100.01', '12.51', []],
    ['100.01', '12.49', ['D-VALUE-OUTSIDE']],
    ['100.01', '12.52', ['D-VALUE-OUTSIDE']],
    ['100.01', '12.50125', []],
    ['100.01', '12.50124', ['D-VALUE-OUTSIDE']],
    ['100', 12.5, []],
    ['100', 12.51, ['D-VALUE-OUTSIDE']],
  ])('12.5 %% of a base of %s: %s', (base, value, rules) => {
    const rows = [rowWith({ value: { type: 'ratio', base: '货值', minPercent: 12.5, maxPercent: 12.5 } })];
    expect(rulesOf(decided({ tier: '一档', value, rows, facts: { 货值: base } }))).toEqual(rules);
  });

  it.each([undefined, '约一千', -1, true])('cannot be judged by a base that is no number: %s', (base) => {
    const rows = [rowWith({ value: { type: 'multiple', base: '货值', max: 3 } })];
    const facts: Record<string, string | number | boolean> = base === undefined ? {} : { 货值: base };
    const review = decided({ tier: '一档', value: 9_999, rows, facts });
    expect(review.findings).toEqual([]);
    expect(lacks(review)).toEqual(['D-VALUE-OUTSIDE discretion.facts.货值', 'D-VALUE-EXPLAINED discretion.facts.货值']);
  });

  it('shows how it was computed', () => {
    const rows = [
      rowWith({ name: '从轻', value: { type: 'multiple', base: '货值', min: 2, max: 3 } }, { basis: '某规定第三条' }),
    ];
    const [finding] = decided({ tier: '从轻', value: '3500', rows, facts: { 货值: 1_000 } }).findings;
    expect(finding?.explanation).toMatchObject({
      expected: {
        zh: '按“CL-01”适用“从轻”阶次，裁量值应为 2000 以上 3000 以下（均含本数）',
        en: 'by tier “从轻” of “CL-01” a value from 2000 to 3000, both included',
      },
      observed: {
        zh: '裁量值 3500，高于上限 3000；未载明理由',
        en: 'value 3500, above the upper border 3000; no justification given',
      },
      itemText: 'CL-01：从轻，裁量值为“货值”的 2 倍以上 3 倍以下（均含本数），依据：某规定第三条',
      arithmetic: [
        { zh: '下限：“货值” 1000 × 2 = 2000' },
        { zh: '上限：“货值” 1000 × 3 = 3000' },
        { zh: '3500 > 3000，高 500', en: '3500 > 3000, 500 above' },
      ],
    });
  });

  it('keeps the law’s own borders apart from those of the tier', () => {
    const [finding] = decided({ tier: '减轻', value: 50_001, justification: '集体讨论决定适用该数额' }).findings.filter(
      ({ rule }) => rule === 'D-ABOVE-CEILING',
    );
    expect(finding?.explanation.arithmetic).toEqual([{ zh: '50001 − 50000 = 1', en: '50001 − 50000 = 1' }]);
  });
});

describe('a value outside its tier', () => {
  const outside = (justification: string | undefined) =>
    decided({ tier: '轻微', value: 12_000, justification }).findings.map(({ rule, level, mode }) =>
      [rule, level, mode].join(' '),
    );
  const CARD = ['D-VALUE-OUTSIDE yellow confirm'];
  const HINT = ['D-VALUE-EXPLAINED reminder hint'];

  it.each<[justification: string | undefined, findings: string[]]>([
    [undefined, CARD],
    ['', CARD],
    ['一二三四五六七八九', CARD],
    ['一 二 三 四 五 六 七 八 九', CARD],
    ['一二三四五六七八九十', HINT],
  ])('with the justification %s', (justification, findings) => expect(outside(justification)).toEqual(findings));

  it('takes the length from the profile', () => {
    const decision = { outcome: 'granted', discretion: { benchmark: 'CL-01', tier: '轻微', value: 12_000 } };
    const of = (justification: string) =>
      reviewBy(
        DISCRETION_RULES,
        [
          reported('case.accepted', '2026-03-02 10:00'),
          reported('case.decided', '2026-03-10 10:00', {
            ...decision,
            discretion: { ...decision.discretion, justification },
          }),
        ],
        { item: reviewItem({ discretion: [ROW] }), params: { characters: 2 } },
      );
    expect([rulesOf(of('一')), rulesOf(of('一二'))]).toEqual([['D-VALUE-OUTSIDE'], ['D-VALUE-EXPLAINED']]);
  });

  it('is inside for whoever explains what needs no explaining', () => {
    expect(rulesOf(decided({ tier: '轻微', value: 10_000, justification: '集体讨论决定适用该数额' }))).toEqual([]);
  });
});
