import { describe, expect, it } from '@jest/globals';
import { DISCRETION_RULES } from '../../../../src/domain/rules/discretion/registry.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { decided, lacks, ROW, rowWith, rulesOf } from './discretion-stage.js';

const fair = { tier: '轻微', value: 8_000 } as const;

describe('the row that a decision applies', () => {
  it('is known by its code, or by its name', () => {
    expect(rulesOf(decided(fair))).toEqual([]);
    expect(rulesOf(decided({ ...fair, benchmark: '裁量基准 一' }))).toEqual([]);
  });

  it('that is not told at all cannot be judged, once; a refusal applies none', () => {
    const told = (outcome: string, discretion: readonly object[] | null = [ROW]) => {
      const events = [
        reported('case.received', '2026-03-02 09:00'),
        reported('case.accepted', '2026-03-02 10:00'),
        reported('case.decided', '2026-03-10 10:00', { outcome }),
      ];
      const item = discretion ? reviewItem({ discretion: discretion as never }) : reviewItem();
      const { findings, unjudged } = reviewBy(DISCRETION_RULES, events, { item });
      expect(findings).toEqual([]);
      return unjudged;
    };
    expect(told('granted')).toEqual([{ rule: 'D-ROW-UNKNOWN', missing: 'case.decided.discretion' }]);
    for (const review of [told('refused'), told('granted', []), told('granted', null)]) expect(review).toEqual([]);
  });

  it('is not registered: that is all there is to say', () => {
    expect(rulesOf(decided({ ...fair, benchmark: 'CL-02', value: 1 }))).toEqual(['D-ROW-UNKNOWN']);
    expect(rulesOf(decided({ ...fair, rows: [] }))).toEqual(['D-ROW-UNKNOWN']);
  });

  it.each<[day: string, rules: string[]]>([
    ['2026-01-01 00:00', []],
    ['2025-12-31 23:59', ['D-ROW-EXPIRED']],
    ['2026-06-30 23:59', []],
    ['2026-07-01 00:00', ['D-ROW-EXPIRED']],
  ])('is in force from the first to the last day in Shanghai: %s', (at, rules) => {
    const row = { ...ROW, from: '2026-01-01', until: '2026-06-30' };
    expect(rulesOf(decided({ ...fair, at, rows: [row] }))).toEqual(rules);
  });

  it('that has ended is told with the day of the decision beside its own days', () => {
    const row = { ...ROW, name: '某基准', from: '2026-01-01', until: '2026-06-30' };
    const [finding] = decided({ ...fair, at: '2026-07-01 10:00', rows: [row] }).findings;
    expect(finding?.explanation.observed.zh).toBe(
      '2026-07-01 的决定适用“某基准”，其有效期自 2026-01-01 起至 2026-06-30 止',
    );
  });

  it('without days is in force for ever', () => {
    const { from: _from, until: _until, ...row } = ROW;
    expect(rulesOf(decided({ ...fair, at: '2026-11-20 10:00', rows: [row] }))).toEqual([]);
  });

  it('is that of several of one code which is in force on the day', () => {
    const old = rowWith({ value: { type: 'fixed', value: 1 } }, { until: '2026-03-09' });
    const now = rowWith({ value: { type: 'fixed', value: 2 } }, { from: '2026-03-10' });
    const on = (at: string, value: number) => rulesOf(decided({ at, tier: '一档', value, rows: [now, old] }));
    expect(on('2026-03-09 16:00', 1)).toEqual([]);
    expect(on('2026-03-10 09:00', 2)).toEqual([]);
    expect(on('2026-03-10 09:00', 1)).toEqual(['D-VALUE-OUTSIDE']);
  });

  it.each<[tier: string | number | undefined, rules: string[]]>([
    ['轻微', []],
    [' 轻 微', []],
    ['特别轻微', ['D-TIER-UNKNOWN']],
    [2, ['D-TIER-UNKNOWN']],
  ])('has the tier %s', (tier, rules) => {
    expect(rulesOf(decided({ tier, value: 8_000 }))).toEqual(rules);
  });

  it('reads a tier that was sent as a number', () => {
    const row = { code: 'CL-01', tiers: [{ code: '2', value: { type: 'fixed', value: 3 } }] } as const;
    expect(rulesOf(decided({ tier: 2, value: '3.0', rows: [row] }))).toEqual([]);
  });
});

describe('a decision whose discretion cannot be judged', () => {
  it('for want of published rows', () => {
    const review = decided({ ...fair, rows: null });
    expect(review.findings).toEqual([]);
    expect(lacks(review)).toEqual(DISCRETION_RULES.map(({ code }) => `${code} item.discretion`));
  });

  it.each([undefined, '  '])('for want of the row: %s', (benchmark) => {
    const review = decided({ ...fair, benchmark });
    expect(review.findings).toEqual([]);
    expect(new Set(review.unjudged.map(({ missing }) => missing))).toEqual(new Set(['discretion.benchmark']));
  });

  it('for want of the tier', () => {
    const review = decided({ value: 8_000 });
    expect(review.findings).toEqual([]);
    expect(lacks(review)).toEqual([
      'D-TIER-UNKNOWN discretion.tier',
      'D-CONDITIONS discretion.tier',
      'D-VALUE-OUTSIDE discretion.tier',
      'D-VALUE-EXPLAINED discretion.tier',
    ]);
  });

  it.each([undefined, '准予，有效期五年', true, '1万'])('for want of a value that is a number: %s', (value) => {
    const review = decided({ tier: '轻微', value });
    expect(review.findings).toEqual([]);
    expect(lacks(review)).toEqual([
      'D-VALUE-OUTSIDE discretion.value',
      'D-VALUE-EXPLAINED discretion.value',
      'D-BELOW-FLOOR discretion.value',
      'D-ABOVE-CEILING discretion.value',
    ]);
  });
});

describe('a decision', () => {
  it('without discretion says nothing of it', () => {
    const plain = reported('case.decided', '2026-03-10 10:00', { outcome: 'granted' });
    const review = reviewBy(DISCRETION_RULES, [reported('case.accepted', '2026-03-02 10:00'), plain]);
    expect(review).toMatchObject({ findings: [], unjudged: [] });
  });

  it('that came after the end of the case is not judged', () => {
    const discretion = { benchmark: 'CL-09' };
    const events = [
      reported('case.accepted', '2026-03-02 10:00'),
      reported('case.withdrawn', '2026-03-05 10:00'),
      reported('case.decided', '2026-03-10 10:00', { outcome: 'granted', discretion }),
    ];
    const review = reviewBy(DISCRETION_RULES, events, { item: reviewItem({ discretion: [ROW] }) });
    expect(review).toMatchObject({ findings: [], unjudged: [] });
  });
});
