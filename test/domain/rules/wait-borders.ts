import { expect, it } from '@jest/globals';
import type { ReportedEvent } from '../../../src/domain/review/reported-event.js';
import type { WaitRule } from '../../../src/domain/review/rule.js';
import { type ReviewOptions, reviewBy, shanghai } from '../../support/review.js';
import { expectClause } from './judged.js';

export interface Borders extends ReviewOptions {
  readonly rule: WaitRule;
  readonly events: readonly ReportedEvent[];
  /** The act that is awaited, at a time. */
  readonly done: (time: string) => ReportedEvent;
  /** The day at whose close of business it is due. */
  readonly due: string;
}

/** What is done at 17:00:00 of the due day is in time; from the millisecond after it, it is not. */
export function itIsDue(name: string, { rule, events, done, due, ...options }: Borders): void {
  const found = (time: string | undefined, asOf?: string): string[] =>
    reviewBy([rule], time === undefined ? events : [...events, done(time)], { ...options, ...(asOf && { asOf }) })
      .findings.filter((f) => f.dueAt === shanghai(`${due} 17:00`))
      .map((f) => f.rule);

  it.each([
    [`${due} 17:00:00`, false],
    [`${due} 17:00:00.001`, true],
    [`${due} 17:00:01`, true],
  ])(`${name}: done at %s, found: %s`, (time, late) => {
    expect(found(time)).toEqual(late ? [rule.code] : []);
    expect(reviewBy([rule], [...events, done(time)], options).findings).toHaveLength(late ? 1 : 0);
  });

  it(`${name}: reads well, done late or not at all`, () => {
    for (const late of [[], [done(`${due} 17:00:01`)]])
      for (const { explanation } of reviewBy([rule], [...events, ...late], options).findings) {
        const { expected, observed, arithmetic } = explanation;
        expect(arithmetic.length).toBeGreaterThan(1);
        for (const words of [expected, observed, ...arithmetic]) expectClause(words);
      }
  });

  it(`${name}: not done, found from the millisecond after ${due} 17:00 on`, () => {
    const before = reviewBy([rule], events, { ...options, asOf: `${due} 17:00:00` });
    expect(before).toMatchObject({ findings: [], unjudged: [], nextAt: shanghai(`${due} 17:00:00.001`) });
    expect(found(undefined, `${due} 17:00:00.001`)).toEqual([rule.code]);
    expect(found(undefined, '2026-12-01 09:00')).toEqual([rule.code]);
  });
}
