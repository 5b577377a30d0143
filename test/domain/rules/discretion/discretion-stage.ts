import { expect } from '@jest/globals';
import type { Benchmark, Tier } from '../../../../src/domain/item-guide.js';
import type { ReportedDiscretion } from '../../../../src/domain/review/reported-event.js';
import type { Review } from '../../../../src/domain/review/review.js';
import { DISCRETION_RULES } from '../../../../src/domain/rules/discretion/registry.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { expectClause, expectText } from '../judged.js';

/** 轻微 up to 10 000 yuan, 较重 10 000 to 20 000, by the mitigated 减轻 less than the law's 5 000; the law's maximum is 50 000. */
export const ROW: Benchmark = {
  code: 'CL-01',
  name: '裁量基准一',
  from: '2024-01-01',
  until: '2026-12-31',
  statutory: { min: 5_000, max: 50_000 },
  basis: '某条例第六十九条',
  tiers: [
    { code: '轻微', value: { type: 'range', min: 5_000, max: 10_000 } },
    { code: '较重', value: { type: 'range', min: 10_000, max: 20_000 } },
    { code: '减轻', mitigated: true, value: { type: 'range', max: 5_000 } },
    { code: '严重', value: { type: 'range', min: 20_000 } },
  ],
};

export const rowWith = (tier: Omit<Tier, 'code'>, more: Partial<Benchmark> = {}): Benchmark => ({
  code: 'CL-01',
  tiers: [{ code: '一档', ...tier }],
  ...more,
});

export interface Decided extends ReportedDiscretion {
  readonly at?: string;
  /** `null`: the item has published none. */
  readonly rows?: readonly Benchmark[] | null;
}

/** The review of a case decided by the row and tier, every finding of which must read well. */
export function decided({ at = '2026-03-10 10:00', rows = [ROW], ...discretion }: Decided): Review {
  const review = reviewBy(
    DISCRETION_RULES,
    [
      reported('case.received', '2025-12-01 09:00'),
      reported('case.accepted', '2025-12-01 10:00'),
      reported('case.decided', at, { outcome: 'granted', discretion: { benchmark: 'CL-01', ...discretion } }),
    ],
    { item: reviewItem(rows === null ? {} : { discretion: rows }) },
  );
  for (const { explanation } of review.findings) {
    expectClause(explanation.expected);
    expectClause(explanation.observed);
    explanation.arithmetic.forEach(expectText);
    expect(explanation.itemText).not.toMatch(/undefined|null/);
  }
  return review;
}

export const rulesOf = (review: Review): string[] => review.findings.map(({ rule }) => rule);

/** `D-CONDITIONS discretion.facts.面积`, once each. */
export const lacks = (review: Review): string[] => review.unjudged.map(({ rule, missing }) => `${rule} ${missing}`);
