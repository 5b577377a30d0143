import { describe, expect, it } from '@jest/globals';
import { basisOf, citedFor } from '../../src/domain/citations.js';

const LICENSING = ['《行政许可法》第四十二条', '《行政许可法》第七十四条', '《行政许可法》第八十二条'];
const cited = (basis: string | undefined, citations: readonly string[] = LICENSING): string[] =>
  basisOf({ limit: { amount: 45, unit: 'calendarDay', ...(basis !== undefined && { basis }) } }, citations);

describe('basis of a finding', () => {
  const item = (basis?: string) => ({
    statutory: { amount: 90, unit: 'calendarDay', ...(basis && { basis }) } as const,
  });
  const both = ['《行政许可法》第三十七条', '办事指南公布的办理环节'];
  it.each([
    ['行政处罚法 第六十条', ['办事指南公布的办理环节']],
    ['《中华人民共和国行政处罚法》第六十条', ['办事指南公布的办理环节']],
    ['行政处罚法 第六十条；行政许可法 第四十二条', both],
    ['医疗机构管理条例 第十九条', both],
    [undefined, both],
  ])('leaves the licensing law out of cases of penalties: %s', (basis, cited) => {
    expect(citedFor(item(basis), both)).toEqual(cited);
  });

  it('stays where the rule cites nothing else, and of unknown items', () => {
    expect(citedFor(item('行政处罚法 第六十条'), LICENSING)).toEqual(LICENSING);
    expect(citedFor(undefined, both)).toEqual(both);
  });
});

describe('basis of a card about a limit', () => {
  it('cites an article once, however rule and item write it', () => {
    const one = ['《行政许可法》第四十二条'];
    expect(cited('行政许可法 第四十二条', one)).toEqual(one);
    expect(cited('行政许可法 第四十三条', one)).toEqual([...one, '行政许可法 第四十三条']);
    expect(cited(undefined)).toEqual(LICENSING);
  });

  it.each([
    '医疗机构管理条例 第十九条',
    '《医疗机构管理条例》第十九条',
    '行政处罚法 第六十条',
    '中华人民共和国行政处罚法（2021 年修订）第六十条',
    '全国人民代表大会常务委员会关于司法鉴定管理问题的决定',
    '母婴保健法',
    '民法典 第一千零四十九条',
    '取水许可和水资源费征收管理条例: 第十九条',
  ])('leaves the licensing law out where another law sets the limit: %s', (basis) => {
    expect(cited(basis)).toEqual([basis]);
  });

  it.each([
    '《中华人民共和国行政许可法（2019修正）》第四十二条',
    '依照行政许可法第四十二条',
    '行政许可法 第四十二条；水法 第七条',
  ])('keeps the licensing law where the limit rests on it, too: %s', (basis) => {
    expect(cited(basis)).toEqual(expect.arrayContaining(LICENSING.slice(1)));
  });

  it.each([
    '行政许可法 第四十二条第二款',
    '《中华人民共和国行政许可法》第四十二条',
    '传染病防治法；行政许可法 第四十二条',
    '传染病防治法、行政许可法 第四十二条',
    '道路交通安全法 第十九条；《行政许可法》',
    '办事指南',
    '办事指南公布的法定时限',
    '本机关规定的时限',
  ])('keeps it where the item names it too, or no law: %s', (basis) => {
    expect(cited(basis)).toEqual([...LICENSING, basis]);
  });

  it('keeps what a rule cites of other laws', () => {
    const citations = ['《优化营商环境条例》第三十六条', '《行政许可法》第八十二条'];
    expect(cited('行政处罚法 第六十条', citations)).toEqual(['《优化营商环境条例》第三十六条', '行政处罚法 第六十条']);
  });
});
