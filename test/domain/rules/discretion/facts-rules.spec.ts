import { describe, expect, it } from '@jest/globals';
import type { TierCondition } from '../../../../src/domain/item-guide.js';
import { decided, lacks, rowWith, rulesOf } from './discretion-stage.js';

const value = { type: 'fixed', value: 3 } as const;
type Facts = Record<string, string | number | boolean>;

const beside = (conditions: readonly TierCondition[], facts: Facts | undefined) =>
  decided({ tier: '一档', value: 3, rows: [rowWith({ conditions, value })], facts });

describe('the facts beside the conditions of a tier', () => {
  const AREA = { fact: '面积', min: 0.5, max: 100 };
  const HARM = { fact: '后果', oneOf: ['轻微', '无', 0, false] };

  it.each<[condition: TierCondition, fact: string | number | boolean, rules: string[]]>([
    [AREA, 0.5, []],
    [AREA, '0.50', []],
    [AREA, '0.4999', ['D-CONDITIONS']],
    [AREA, 100, []],
    [AREA, 100.0001, ['D-CONDITIONS']],
    [{ fact: '面积', min: 0.5 }, 1e21, []],
    [HARM, '轻 微', []],
    [HARM, '0', []],
    [HARM, 'false', []],
    [HARM, '严重', ['D-CONDITIONS']],
    [{ fact: '次数', oneOf: [1, 2], max: 1 }, 1, []],
    [{ fact: '次数', oneOf: [1, 2], max: 1 }, 2, ['D-CONDITIONS']],
    [{ fact: '立即改正' }, false, []],
  ])('%j of %s', (condition, fact, rules) => {
    expect(rulesOf(beside([condition], { [condition.fact]: fact }))).toEqual(rules);
  });

  it.each<[facts: Facts | undefined]>([[undefined], [{}], [{ 面积: '约五亩' }], [{ 面积: true }]])(
    'cannot be judged where the fact is missing or no number: %j',
    (facts) => {
      const review = beside([AREA], facts);
      expect(review.findings).toEqual([]);
      expect(lacks(review)).toEqual(['D-CONDITIONS discretion.facts.面积']);
    },
  );

  it('are not looked for among what every object has', () => {
    expect(lacks(beside([{ fact: 'constructor' }], {}))).toEqual(['D-CONDITIONS discretion.facts.constructor']);
  });

  it('make one finding of a decision, every condition shown beside its fact', () => {
    const review = beside([AREA, HARM, { fact: '次数', max: 1 }], { 面积: 120, 后果: '无' });
    expect(rulesOf(review)).toEqual(['D-CONDITIONS']);
    expect(lacks(review)).toEqual(['D-CONDITIONS discretion.facts.次数']);
    expect(review.findings[0]?.explanation).toMatchObject({
      expected: { zh: '适用“一档”阶次的条件：“面积” 0.5 以上 100 以下（均含本数）' },
      observed: { zh: '报送的“面积”为 120', en: 'facts reported: “面积” 120' },
      arithmetic: [
        { zh: '“面积” 0.5 以上 100 以下（均含本数）：报送 120，不符合' },
        { zh: '“后果”为“轻微”、“无”、“0”或者“false”：报送 无，符合' },
        { zh: '“次数” 1 以下（含本数）：未报送' },
      ],
    });
  });
});

describe('the kinds that a decision combines', () => {
  const combining = (kind: string | undefined, exclusive: readonly (readonly string[])[] = [['警告', '吊销']]) =>
    decided({
      tier: '一档',
      value: 3,
      rows: [rowWith({ value }, { exclusive })],
      facts: kind === undefined ? {} : { kind },
    });

  it.each<[kind: string, rules: string[]]>([
    ['警告', []],
    ['警告+罚款', []],
    ['警告+吊销', ['D-COMBINATION']],
    ['吊销、罚款、警告', ['D-COMBINATION']],
    ['吊销 , 警告', ['D-COMBINATION']],
    ['吊销＋警告', ['D-COMBINATION']],
    ['吊销，警告；罚款', ['D-COMBINATION']],
    ['警告吊销', []],
  ])('%s', (kind, rules) => expect(rulesOf(combining(kind))).toEqual(rules));

  it('cannot be judged where they are not reported, and need not be where everything may be combined', () => {
    expect(lacks(combining(undefined))).toEqual(['D-COMBINATION discretion.facts.kind']);
    expect(lacks(combining(undefined, []))).toEqual([]);
    expect(rulesOf(combining('警告', [['警告']]))).toEqual([]);
  });
});
