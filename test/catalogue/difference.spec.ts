import { describe, expect, it } from '@jest/globals';
import { differencesOf, MAX_DIFFERENCES } from '../../src/catalogue/browse/difference.js';

const days = (amount: number) => ({ amount, unit: 'workingDay', from: 'acceptance' });
const told = (before: unknown, after: unknown, kind: Parameters<typeof differencesOf>[0] = 'items') =>
  differencesOf(kind, before, after).differences.map(({ member, label, change, before: a, after: b }) => [
    member,
    label.zh,
    change,
    a?.zh ?? null,
    b?.zh ?? null,
  ]);

describe('the difference between two versions', () => {
  it('names the member, what stood there and what stands there now', () => {
    expect(told({ promised: days(20) }, { promised: days(15) })).toEqual([
      ['promised.amount', '承诺时限 · 数值', 'changed', '20', '15'],
    ]);
    expect(differencesOf('items', { kind: 'instant' }, { kind: 'promised' }).differences[0]).toMatchObject({
      label: { zh: '办件类型', en: 'kind' },
      before: { zh: '即办件', en: 'instant' },
      after: { zh: '承诺件', en: 'promised' },
    });
  });

  it('tells what has come and what has gone as a whole', () => {
    expect(told({}, { statutory: days(20) })).toEqual([
      ['statutory', '法定时限', 'added', null, '数值 20，单位 工作日，起算 受理'],
    ]);
    expect(told({ maxVisits: 1 }, {})).toEqual([['maxVisits', '到现场次数', 'removed', '1', null]]);
  });

  it('knows the entries of a list by their names, and says when only their order has changed', () => {
    const steps = (...names: string[]) => ({ steps: names.map((name) => ({ name })) });
    expect(told(steps('审查', '批准'), steps('审查', '审核', '批准'))).toEqual([
      ['steps[审核]', '环节“审核”', 'added', null, '名称 审核'],
    ]);
    expect(told(steps('审查', '批准'), steps('批准', '审查'))).toEqual([
      ['steps', '环节 · 顺序', 'changed', '审查；批准', '批准；审查'],
    ]);
    const limited = (amount: number) => ({ steps: [{ name: '审查', limit: days(amount) }] });
    expect(told(limited(3), limited(2))[0]?.slice(0, 2)).toEqual([
      'steps[审查].limit.amount',
      '环节“审查” · 时限 · 数值',
    ]);
  });

  it('knows the stages of a rule by where they lie', () => {
    const stages = (...all: [level: string, at: object][]) => ({
      rules: { 'T-PAUSE-OVER': { stages: all.map(([level, at]) => ({ level, at, source: '某市第四条' })) } },
    });
    const rule = '规则 · T-PAUSE-OVER 特别程序超过规定时间 · 级次';
    const before = stages(['reminder', { daysBefore: 2 }], ['red', { daysOver: 1 }]);
    const after = stages(['reminder', { daysBefore: 2 }], ['yellow', { daysOver: 1 }], ['red', { daysOver: 3 }]);
    expect(told(before, after, 'profiles').map((one) => one.slice(1))).toEqual([
      [`${rule}“超过期限 1 个工作日” · 级别`, 'changed', '红牌', '黄牌'],
      [`${rule}“超过期限 3 个工作日”`, 'added', null, '级别 红牌，时刻 超过期限工作日数 3，出处 某市第四条'],
    ]);
    expect(told(stages(), before, 'profiles')[0]?.[1]).toBe(`${rule}“期限前 2 个工作日”`);
  });

  it('tells lists without names whole', () => {
    expect(told({ orgs: ['2101*'] }, { orgs: ['2101*', '2102*'] }, 'calendars')).toEqual([
      ['orgs', '适用机构', 'changed', '2101*', '2101*；2102*'],
    ]);
    expect(told({ steps: [{ name: 'a' }, { name: 'a' }] }, { steps: [] })).toHaveLength(1);
  });

  it('calls rules and days by their names', () => {
    const rule = (level: string) => ({ rules: { 'T-NOTICE-LATE': { level } } });
    expect(told(rule('yellow'), rule('red'), 'profiles')[0]?.slice(1)).toEqual([
      expect.stringMatching(/^规则 · T-NOTICE-LATE .+ · 级别$/),
      'changed',
      '黄牌',
      '红牌',
    ]);
    const day = (off: boolean) => ({ days: [{ date: '2026-10-10', off, name: '国庆节', notice: '一号' }] });
    expect(told(day(false), day(true), 'calendars')).toEqual([
      ['days[2026-10-10].off', '日期“2026-10-10” · 放假或上班', 'changed', '上班', '放假'],
    ]);
  });

  it('is nothing between versions that say the same in another order of members', () => {
    expect(told({ a: 1, b: { c: [1], d: undefined } }, { b: { c: [1] }, a: 1 })).toEqual([]);
  });

  it('is nothing for a first version, and counts what it does not hold', () => {
    expect(differencesOf('items', null, { name: 'x' })).toEqual({ differences: [], moreDifferences: 0 });
    const many = Object.fromEntries(Array.from({ length: MAX_DIFFERENCES + 7 }, (_, i) => [`m${i}`, i]));
    expect(differencesOf('items', {}, many)).toMatchObject({ moreDifferences: 7 });
  });
});
