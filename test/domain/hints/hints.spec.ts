import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { burst, type DecidedCase } from '../../../src/domain/hints/burst.js';
import { likeCases, type ValuedDecision } from '../../../src/domain/hints/like-cases.js';
import { type LengthenedLimit, limitChanged } from '../../../src/domain/hints/limit-changed.js';
import { MONTH_RULES, type OrgMonth } from '../../../src/domain/hints/month-shares.js';
import { HINT_RULES } from '../../../src/domain/hints/registry.js';
import { type SequenceGap, sequenceGap } from '../../../src/domain/hints/sequence-gap.js';
import { shanghai } from '../../support/review.js';

const START = shanghai('2026-03-02 09:00');

describe('burst of decisions', () => {
  const decided = (second: number, officer = '张三', org = 'a'): DecidedCase => ({
    caseNo: `c${officer}${second}`,
    org,
    officer,
    at: START + second * 1_000,
  });
  const found = (rows: readonly DecidedCase[]) => burst.examine(rows).map((h) => h.cases.length);

  it.each([
    ['five within sixty seconds', [0, 15, 30, 45, 60], [5]],
    ['five within sixty-one', [0, 15, 30, 45, 61], []],
    ['four at once', [0, 0, 0, 0], []],
    ['a run that goes on is one hint', [0, 15, 30, 45, 60, 75, 90], [7]],
    ['two runs apart are two', [0, 1, 2, 3, 4, 1000, 1001, 1002, 1003, 1004], [5, 5]],
  ])('%s', (_, seconds, hints) => {
    expect(found(seconds.map((s) => decided(s)))).toEqual(hints);
  });

  it('says nothing of decisions of which only the day is known', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((i) => ({ ...decided(i), at: shanghai('2026-03-02 00:00') }));
    expect(found(rows)).toEqual([]);
    expect(found(rows.map((row) => ({ ...row, at: row.at + 1 })))).toEqual([6]);
  });

  it('looks at each officer of each organisation apart', () => {
    const rows = [0, 1, 2].map((s) => decided(s, '李四')).concat([0, 1].map((s) => decided(s)));
    expect(found(rows)).toEqual([]);
    expect(found([0, 1, 2].map((s) => decided(s)).concat([3, 4].map((s) => decided(s, '张三', 'b'))))).toEqual([]);
  });
});

describe('like cases decided unlike', () => {
  const decision = (i: number, value: number, more: Partial<ValuedDecision> = {}): ValuedDecision => ({
    caseNo: `c${i}`,
    org: 'a',
    item: 'item',
    benchmark: 'row',
    tier: '较轻',
    facts: '{}',
    value,
    at: START + i,
    ...more,
  });
  const peers = (n: number) => Array.from({ length: n }, (_, i) => decision(i, 100 + i));

  it.each([
    [10, 113.5, []],
    [10, 113.6, ['c99']],
    [10, 95.5, []],
    [10, 95.4, ['c99']],
    [9, 900, []],
  ])('%i peers from 100 on, one of %d: %j', (n, value, found) => {
    const hints = likeCases.examine([...peers(n), decision(99, value)]);
    expect(hints.map((h) => h.cases[0])).toEqual(found);
  });

  it('shows the peers and the arithmetic', () => {
    const [hint] = likeCases.examine([...peers(10), decision(99, 900)]);
    expect(hint?.cases).toHaveLength(11);
    expect(hint?.arithmetic[3]?.zh).toMatch(/^同类办件：c9 109，c8 108，.*，c0 100$/);
    expect(hint?.arithmetic[0]?.zh).toBe('第一四分位 102.25，第三四分位 106.75，四分位距 4.5');
    expect(hint?.arithmetic[1]?.zh).toBe('下限：102.25 − 1.5 × 4.5 = 95.5；上限：106.75 + 1.5 × 4.5 = 113.5');
    expect(hint?.expected.zh).toBe('“较轻”阶次、同样事实的其他办件 10 件，按其四分位推算的通常范围为 95.5 至 113.5');
    expect(hint?.observed.zh).toBe('办件 c99 的裁量值为 900，高于这一范围');
  });

  it('names peers of its own organisation only, and counts those of others', () => {
    const others = peers(10).map((peer, i) => (i < 7 ? { ...peer, org: 'b' } : peer));
    const [hint] = likeCases.examine([...others, decision(99, 900)]);
    expect(hint?.cases).toEqual(['c99', 'c9', 'c8', 'c7']);
    expect(hint?.arithmetic[3]).toEqual({
      zh: '同类办件：c9 109，c8 108，c7 107；其他机构的同类办件 7 件',
      en: 'peers: c9 109, c8 108, c7 107; 7 peers of other organisations',
    });
    expect(hint?.expected.zh).toContain('其他办件 10 件');
    const [alone] = likeCases.examine([...peers(10), decision(99, 900, { org: 'b' })]);
    expect(alone?.cases).toEqual(['c99']);
    expect(alone?.arithmetic[3]?.zh).toBe('其他机构的同类办件 10 件');
    const { peers: all = [], ...told } = alone!;
    expect(JSON.stringify(told)).not.toMatch(/c\d\b/);
    // With its organisation each: whoever tells of them leaves out what a reader may not see.
    expect(all.slice(0, 2)).toEqual([
      { caseNo: 'c9', org: 'a', value: 109 },
      { caseNo: 'c8', org: 'a', value: 108 },
    ]);
    expect(all).toHaveLength(10);
  });

  it('finds what the plain comparison of each with all others finds', () => {
    const simple = (rows: readonly ValuedDecision[]): string[] => {
      const sorted = [...rows].sort((a, b) => a.value - b.value);
      return sorted.flatMap((row) => {
        const values = sorted.filter((other) => other !== row).map(({ value }) => value);
        const quartile = (part: number): number => {
          const place = (values.length - 1) * part;
          const [a, b] = [values[Math.floor(place)]!, values[Math.ceil(place)]!];
          return a + (b - a) * (place - Math.floor(place));
        };
        const [low, high] = [quartile(0.25), quartile(0.75)];
        const reach = 1.5 * (high - low);
        return row.value < low - reach || row.value > high + reach ? [`${row.caseNo} ${low} ${high}`] : [];
      });
    };
    const value = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -9_000, max: 9_000 }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 11, maxLength: 60 }), (values) => {
        const rows = values.map((one, i) => decision(i, one));
        const hints = likeCases.examine(rows);
        const numbers = hints.map((h) => [h.cases[0], ...(h.arithmetic[0]?.zh.match(/-?[\d.]+/g) ?? []).slice(0, 2)]);
        expect(numbers.map((parts) => parts.join(' '))).toEqual(simple(rows));
        expect([...likeCases.inParts!(rows)].flat()).toEqual(hints);
      }),
    );
  });

  it('looks at a hundred thousand cases of one group without delay', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => decision(i, i === 7 ? 1e9 : i % 100));
    const started = performance.now();
    expect(likeCases.examine(rows).map((h) => h.cases[0])).toEqual(['c7']);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('tells the facts in words', () => {
    const facts = '{"kind": "警告、罚款", "次数": 1}';
    const like = (n: number, value: number) => decision(n, value, { facts });
    const all = [...Array.from({ length: 10 }, (_, i) => like(i, 100 + i)), like(99, 900)];
    expect(likeCases.examine(all)[0]?.arithmetic[2]?.zh).toBe('事实：“种类”为 警告、罚款，“次数”为 1');
  });

  it('compares only the same item, row, tier and facts', () => {
    for (const other of [{ item: 'x' }, { benchmark: 'x' }, { tier: 'x' }, { facts: '{"a":1}' }])
      expect(likeCases.examine([...peers(10), decision(99, 900, other)])).toEqual([]);
  });
});

describe('a limit that became longer before decisions', () => {
  const change = (more: Partial<LengthenedLimit> = {}): LengthenedLimit => ({
    item: 'item',
    name: '食品经营许可',
    version: 2,
    changedAt: START,
    before: { amount: 7, unit: 'workingDay' },
    after: { amount: 10, unit: 'workingDay' },
    cases: [
      { caseNo: 'c1', org: 'a', endedAt: START + 1 },
      { caseNo: 'c2', org: 'b', endedAt: START + 2 },
    ],
    ...more,
  });

  it('is a hint for each organisation with such cases', () => {
    const hints = limitChanged.examine([change()]);
    expect(hints.map((h) => [h.org, h.cases])).toEqual([
      ['a', ['c1']],
      ['b', ['c2']],
    ]);
    expect(hints[0]?.observed.zh).toBe(
      '“食品经营许可”于2026年3月2日09:00由 7 个工作日改为 10 个工作日，至 2026-03-02 已有 1 件按新时限办结',
    );
  });

  it.each([
    [{ amount: 7, unit: 'workingDay' }],
    [{ amount: 6, unit: 'workingDay' }],
    [{ amount: 10, unit: 'calendarDay' }],
  ] as const)('is none after a change to %j', (after) => {
    expect(limitChanged.examine([change({ after })])).toEqual([]);
  });
});

describe('shares of a month', () => {
  const month = (more: Partial<OrgMonth>): OrgMonth => ({
    org: 'a',
    month: '2026-03',
    from: START,
    before: START + 1,
    received: 0,
    receivedBefore: 0,
    ended: 0,
    refused: 0,
    returned: 0,
    entries: 0,
    lateEntries: 0,
    ...more,
  });
  const found = (row: Partial<OrgMonth>) =>
    MONTH_RULES.flatMap((rule) => rule.examine([month(row)])).map((h) => h.rule);

  it.each([
    [{ ended: 100, refused: 2 }, ['H-SHARE-REFUSED']],
    [{ ended: 101, refused: 2 }, []],
    [{ ended: 99, refused: 99, returned: 99 }, []],
    [{ ended: 100, returned: 1 }, ['H-SHARE-RETURNED']],
    [{ ended: 200, returned: 1 }, []],
    [{ entries: 100, lateEntries: 5 }, ['H-SHARE-LATE-ENTRY']],
    [{ entries: 100, lateEntries: 4, ended: 100 }, []],
    [{ received: 150, receivedBefore: 100 }, ['H-VOLUME']],
    [{ received: 149, receivedBefore: 100 }, []],
    [{ received: 50, receivedBefore: 100 }, ['H-VOLUME']],
    [{ received: 51, receivedBefore: 100 }, []],
    [{ received: 99, receivedBefore: 10 }, []],
    [{ received: 500, receivedBefore: 0 }, []],
  ])('%j: %j', (row, rules) => expect(found(row)).toEqual(rules));

  it('shows numerator, denominator and share', () => {
    const hints = MONTH_RULES.flatMap((rule) => rule.examine([month({ ended: 300, refused: 7 })]));
    expect(hints.map((h) => h.arithmetic[0]?.zh)).toEqual(['7 ÷ 300 = 2.33%']);
  });
});

describe('a gap in the numbering of a source', () => {
  const gap = (minutes: number): SequenceGap => ({
    feed: '沈阳',
    source: 'urn:a',
    first: 5,
    last: 7,
    since: START,
    until: START + minutes * 60_000,
  });

  it.each([
    [9.99, 0],
    [10, 1],
  ])('after %d minutes: %i', (minutes, n) => {
    const hints = sequenceGap.examine([gap(minutes)]);
    expect(hints).toHaveLength(n);
    if (n > 0) expect(hints[0]).toMatchObject({ org: null, observed: { zh: '沈阳（urn:a）缺 5–7，共 3 个' } });
  });
});

describe('the rules over many cases', () => {
  it('say what they are, need and show, in both languages, without a word of guilt', () => {
    expect(new Set(HINT_RULES.map((r) => r.code)).size).toBe(HINT_RULES.length);
    for (const rule of HINT_RULES) {
      expect(rule.code).toMatch(/^[A-Z]-[A-Z-]{1,18}$/);
      expect(rule.basis.length * rule.needs.length).toBeGreaterThan(0);
      for (const { zh, en } of [rule.name, rule.description, rule.shows]) {
        expect(zh.length * en.length).toBeGreaterThan(0);
        expect(`${zh}${en}`).not.toMatch(/违法|违规|处分|guilt|illegal/);
      }
      for (const { value, min, max, source } of Object.values(rule.params)) {
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
        expect(source).not.toBe('');
      }
    }
  });
});
