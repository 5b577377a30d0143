import { expect } from '@jest/globals';
import type { ReportedEvent } from '../../../src/domain/review/reported-event.js';
import type { ReviewRule } from '../../../src/domain/review/rule.js';
import type { Words } from '../../../src/domain/wording.js';
import { rfc3339 } from '../../../src/domain/instant.js';
import { type ReviewOptions, reviewBy } from '../../support/review.js';
import { separatelyBy } from '../../support/separate-review.js';

/** What no text of a rule or a finding says: a finding names facts, a person judges. */
export const VERDICTS = /违法|违规|处分|guilt|illegal|unlawful|violat/i;

export interface Judged {
  /** `03-05 10:00 审查`: the instant of event time, and the subject where there is one. */
  readonly found: readonly string[];
  /** What it lacked. */
  readonly missing: readonly string[];
}

export const nothing: Judged = { found: [], missing: [] };
export const found = (...all: string[]): Judged => ({ found: all, missing: [] });
export const lacking = (...missing: string[]): Judged => ({ found: [], missing });

/** The verdict of one rule, in which the separately written one must agree, every finding of which must read well. */
export function judgedBy(rule: ReviewRule, events: readonly ReportedEvent[], options?: ReviewOptions): Judged {
  const { findings, unjudged } = reviewBy([rule], events, options);
  for (const { explanation } of findings) {
    const { expected, observed, arithmetic } = explanation;
    for (const words of [expected, observed]) expectClause(words);
    for (const line of arithmetic) expectText(line);
    expect(explanation.events.length).toBeGreaterThan(0);
    expect(explanation.itemText ?? '').not.toMatch(/undefined|null/);
  }
  const separate = separatelyBy(rule, events, options);
  expect(separate.findings.map(({ key }) => key).sort()).toEqual(findings.map(({ key }) => key).sort());
  expect(separate.unjudged.map(({ missing }) => missing).sort()).toEqual(unjudged.map(({ missing }) => missing).sort());
  for (const { missing } of unjudged) expect(rule.needs).toContain(missing);
  return {
    found: findings.map(({ at, key }) =>
      [rfc3339(at).slice(5, 16).replace('T', ' '), ...key.split('|').slice(2)].join(' '),
    ),
    missing: unjudged.map((u) => u.missing),
  };
}

/** A clause in both languages, without full stop, holes or verdicts. */
export function expectClause({ zh, en }: Words): void {
  expect(zh).toMatch(/\p{Script=Han}/u);
  expect(en).toMatch(/[a-z]/i);
  expectText({ zh, en });
}

/** Neither holes nor verdicts. */
export function expectText({ zh, en }: Words): void {
  for (const text of [zh, en]) {
    expect(text).not.toMatch(/undefined|null|NaN|\[object|[。.]$|\s$|^\s|[“(（] *[”)）]/);
    expect(text).not.toMatch(VERDICTS);
  }
}
