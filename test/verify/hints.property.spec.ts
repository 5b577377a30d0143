import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { burst } from '../../src/domain/hints/burst.js';
import { type Hint, MAX_HINT_CASES } from '../../src/domain/hints/hint.js';
import { likeCases } from '../../src/domain/hints/like-cases.js';
import { DAYS_AFTER_CHANGE } from '../../src/domain/hints/limit-changed.js';
import { MONTH_RULES, type OrgMonth } from '../../src/domain/hints/month-shares.js';
import { HINT_RULES } from '../../src/domain/hints/registry.js';
import { GAP_PATIENCE_MINUTES } from '../../src/domain/hints/sequence-gap.js';
import { DAY, MINUTE, SECOND } from '../../src/domain/instant.js';
import { MAX_GAPS } from '../../src/hints/sequence.repository.js';
import { MAX_VALUED } from '../../src/hints/window.repository.js';
import { BurstRule } from '../../src/verify/hints/burst.js';
import { compareHints } from '../../src/verify/hints/compare-hints.js';
import type { HintFacts } from '../../src/verify/hints/hint-facts.js';
import type { HintRule, StoredHint } from '../../src/verify/hints/hint.js';
import { LikeCasesRule } from '../../src/verify/hints/like-cases.js';
import { MonthsRule } from '../../src/verify/hints/month-shares.js';
import * as parameters from '../../src/verify/hints/parameters.js';
import { RUNS } from '../../src/verify/hints/verify-hints.js';
import { emptyReport, type VerifyReport } from '../../src/verify/report.js';
import { at } from './factory.js';

/** Windows for each property; a nightly run sets more. */
const RUNS_OF_EACH = Number(process.env.LIANGPAI_PROPERTY_RUNS ?? 300);
const NOW = at('2018-12-03 10:00');
const NOBODY = { cases: 0, events: 0, cards: 0, findings: 0, unjudged: 0, hints: 0 };

const NOTHING: Omit<HintFacts, 'caseNo'> = {
  catalogueRevision: 1,
  isRefused: false,
  isReturned: false,
  entries: 0,
  lateEntries: 0,
};

/** As the hints that were found would be stored. */
const stored = ({ rule, key, org, item, from, before, ...body }: Hint): StoredHint => ({
  ...{ rule, key, org, item, from, before, body },
  status: 'open',
  foundAt: NOW,
});

/** What the separately written rule says of hints that the first one has found of the same cases. */
function compared(own: HintRule, found: readonly Hint[]): VerifyReport {
  const report = emptyReport(NOBODY, false);
  for (const rule of own.rules)
    compareHints(rule, own, found.filter((hint) => hint.rule === rule).map(stored), new Map(), report);
  return report;
}

/** Nothing differs, as far as the lists tell. */
const expectAgreement = (report: VerifyReport): void =>
  expect(report).toMatchObject({ missing: [], extra: [], different: [], recomputing: 0 });

function learnt(rule: HintRule, facts: readonly HintFacts[]): HintRule {
  for (const one of facts) rule.learn(one, NOW - DAY, false);
  return rule;
}

describe('the rules over many cases and the separately written ones', () => {
  it('are the same rules with the same numbers', () => {
    const { BURST, LIKE, CHANGE, SHARES, VOLUME, GAP } = parameters;
    const numbers = Object.fromEntries(
      HINT_RULES.map(({ code, params }) => [
        code,
        Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value])),
      ]),
    );
    expect(numbers).toMatchObject({
      'H-BURST': { count: BURST.count, seconds: BURST.span / SECOND },
      'H-LIKE-CASES': { peers: LIKE.peers, fence: Number(LIKE.fence.above) / Number(LIKE.fence.below) },
      'H-LIMIT-CHANGED': { days: CHANGE.after / DAY },
      ...SHARES,
      'H-VOLUME': VOLUME,
      'Q-SEQUENCE-GAP': { minutes: GAP.patience / MINUTE },
      'Q-UNKNOWN-CODE': {},
    });
    expect([CHANGE.after / DAY, GAP.patience / MINUTE]).toEqual([DAYS_AFTER_CHANGE, GAP_PATIENCE_MINUTES]);
    expect([GAP.most, LIKE.most, parameters.NAMED_CASES]).toEqual([MAX_GAPS, MAX_VALUED, MAX_HINT_CASES]);
    const alarms = ['Q-SILENT', 'Q-BEHIND'];
    expect(Object.values(RUNS).flat().concat(alarms).sort()).toEqual(HINT_RULES.map(({ code }) => code).sort());
  });

  it('find the same bursts', () => {
    const decision = fc.record({
      org: fc.constantFrom('a', 'b'),
      officer: fc.constantFrom('张三', '李四', '经办2'),
      // About midnight, where some keep only the day.
      at: fc.integer({ min: -60, max: 60 }).map((s) => at('2018-12-01') + (s % 7 === 0 ? 0 : s * SECOND)),
    });
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 60 }), (decisions) => {
        const rows = decisions.map((one, i) => ({ ...one, caseNo: `C-${i}` }));
        const inOrder = [...rows].sort(
          (a, b) => a.org.localeCompare(b.org) || a.officer.localeCompare(b.officer) || a.at - b.at,
        );
        const facts = rows.map(({ caseNo, org, officer, at: ended }): HintFacts => ({
          ...NOTHING,
          caseNo,
          org,
          ended,
          decision: { officer },
        }));
        expectAgreement(compared(learnt(new BurstRule(NOW, []), facts), burst.examine(inOrder)));
      }),
      { numRuns: RUNS_OF_EACH },
    );
  });

  it('find the same unlike decisions, also where a value lies on the fence', () => {
    const decision = fc.record({
      org: fc.constantFrom('org', 'other'),
      tier: fc.constantFrom('t', '2 档'),
      facts: fc.constantFrom('{"area":20}', '{}'),
      cents: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -900_000, max: 900_000 })),
      at: fc.integer({ min: 1, max: 300 }).map((days) => NOW - days * DAY),
    });
    fc.assert(
      fc.property(fc.array(decision, { minLength: 11, maxLength: 80 }), (decisions) => {
        const rows = decisions.map(({ cents, ...one }, i) => ({
          ...{ ...one, caseNo: `C-${i}`, item: 'item', benchmark: 'row' },
          value: cents / 100,
        }));
        const facts = decisions.map(({ org, tier, facts: told, cents, at: ended }, i): HintFacts => {
          const discretion = { benchmark: 'row', tier, facts: told, millionths: BigInt(cents) * 10_000n };
          return { ...NOTHING, caseNo: `C-${i}`, org, item: 'item', ended, decision: { discretion } };
        });
        expectAgreement(compared(learnt(new LikeCasesRule(NOW), facts), likeCases.examine(rows)));
      }),
      { numRuns: RUNS_OF_EACH },
    );
  });

  it('find the same shares and volumes of months', () => {
    const [september, october, november] = [at('2018-09-01'), at('2018-10-01'), at('2018-11-01')];
    const small = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 90, max: 320 }));
    const month = fc.record({ received: small, ended: small, refused: small, returned: small, late: small });
    fc.assert(
      fc.property(month, month, month, (...counted) => {
        const starts = [september, october, november, at('2018-12-01')];
        const rows = counted.map(({ received, ended, ...parts }, i): OrgMonth => {
          const [refused, returned, late] = [parts.refused, parts.returned, parts.late].map((n) => Math.min(n, ended));
          return {
            ...{
              org: 'org',
              received,
              ended,
              refused: refused!,
              returned: returned!,
              entries: ended,
              lateEntries: late!,
            },
            receivedBefore: counted[i - 1]?.received ?? 0,
            month: `2018-${String(9 + i).padStart(2, '0')}`,
            from: starts[i]!,
            before: starts[i + 1]!,
          };
        });
        const facts = rows.flatMap(({ month: name, from, ...row }) => {
          const one = (n: number, more: Partial<HintFacts>): HintFacts[] =>
            Array.from({ length: n }, (_, i) => ({ ...NOTHING, caseNo: `${name}-${i}`, org: 'org', ...more }));
          const ended = one(row.ended, { ended: from + DAY, entries: 1 }).map((fact, i) => ({
            ...fact,
            isRefused: i < row.refused,
            isReturned: i >= row.ended - row.returned,
            lateEntries: i < row.lateEntries ? 1 : 0,
          }));
          return [...one(row.received, { received: from }), ...ended];
        });
        const found = MONTH_RULES.flatMap((rule) => rule.examine(rows));
        expectAgreement(compared(learnt(new MonthsRule(NOW), facts), found));
      }),
      { numRuns: RUNS_OF_EACH / 3 },
    );
  });
});
