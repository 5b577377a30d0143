import { describe, expect, it } from '@jest/globals';
import { keptSources } from '../../src/catalogue/profiles/profile.citations.js';

const SOURCE = '某办法第三条';
const stage = (level: string, daysOver: number, source = SOURCE) => ({ level, at: { daysOver }, source });
const profile = (...stages: object[]) => ({ rules: { 'C-LATE': { level: 'yellow', levelSource: SOURCE, stages } } });
const members = (before: unknown, after: unknown) => keptSources('profiles', before, after).map(({ member }) => member);

describe('a stage of a rule', () => {
  it('whose level or day changed while its source stayed is told', () => {
    const before = profile(stage('reminder', 1, '前款'), stage('red', 3));
    expect(members(before, profile(stage('reminder', 1, '前款'), stage('red', 5)))).toEqual(['rules.C-LATE.stages[1]']);
    expect(members(before, profile(stage('yellow', 1, '前款'), stage('red', 3)))).toEqual(['rules.C-LATE.stages[0]']);
    expect(members(before, profile(stage('red', 5, '修订后的第三条')))).toEqual([]);
  });

  it('is nothing to tell where it only stands elsewhere, or cites the same text as another one', () => {
    const before = profile(stage('yellow', 1), stage('red', 3));
    expect(members(before, profile(stage('red', 3), stage('yellow', 1)))).toEqual([]);
    expect(members(null, before)).toEqual([]);
  });

  it('has a level and a day in what is told', () => {
    const [remark] = keptSources('profiles', profile(stage('yellow', 1)), profile(stage('red', 1)));
    expect(remark?.zh).toBe(
      '级别改了，出处未改（level:yellow,at:daysOver:1 → level:red,at:daysOver:1）：请核对所引出处是否支持新值',
    );
  });
});
