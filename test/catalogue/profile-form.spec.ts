import { describe, expect, it } from '@jest/globals';
import { ALL_RULES, profileSchema } from '../../src/catalogue/profiles/profile.schema.js';
import { defaultsOf } from '../../src/catalogue/profiles/profile.reader.js';
import { formerCounting, formerRule, type RuleDefaults } from '../../src/console/web/catalogue/profile/former.js';
import { isReadable, ruleIn, withParam, withRule } from '../../src/console/web/catalogue/profile/profile-members.js';
import { isWithin } from '../../src/console/web/catalogue/profile/remarks.js';

const CODE = 'T-PREACCEPT-LATE';
const DAYS = { name: 'days', value: 2, unit: 'workingDay', min: 1, max: 60, source: '默认出处' } as const;
const RULE: RuleDefaults = {
  ...{ code: CODE, category: 'time', name: { zh: '预受理', en: 'Pre-acceptance' } },
  ...{ description: { zh: '说明', en: 'what it is' }, level: 'yellow', mode: 'confirm', modes: ['confirm', 'hint'] },
  ...{ waits: true, enabled: true, levelSource: '本系统约定', params: [DAYS] },
};
const body = (rule: object) => ({ rules: { [CODE]: rule } });

describe('what the form of a profile shows as taken over', () => {
  it('is what the nearest profile says, with its source, and the default of the rule where none does', () => {
    const near = { code: 'near', body: body({ level: 'red', levelSource: '甲' }) };
    const far = {
      code: 'far',
      body: body({ level: 'reminder', enabled: false, params: { days: { value: 5, source: '乙' } } }),
    };
    expect(formerRule(RULE, [near, far])).toEqual({
      enabled: { value: false, source: '', from: 'far' },
      level: { value: 'red', source: '甲', from: 'near' },
      mode: { value: 'confirm', source: '', from: null },
      params: { days: { value: 5, source: '乙', from: 'far' } },
      stages: { value: [], source: '', from: null },
    });
    expect(formerRule(RULE, []).params).toEqual({ days: { value: 2, source: '默认出处', from: null } });
  });

  it('takes no stages over from beyond a profile that says there are none', () => {
    const stages = [{ level: 'red', at: { daysOver: 1 }, source: '丙' }];
    const chain = [
      { code: 'near', body: body({ stages: [] }) },
      { code: 'far', body: body({ stages }) },
    ];
    expect(formerRule(RULE, chain).stages).toEqual({ value: [], source: '', from: 'near' });
    expect(formerRule(RULE, chain.slice(1)).stages).toMatchObject({ value: stages, from: 'far' });
  });

  it('counts by day where no profile says how', () => {
    expect(formerCounting([{ code: 'near', body: {} }])).toMatchObject({ value: 'day', from: null });
    const counting = { value: 'moment', source: '丁' };
    expect(formerCounting([{ code: 'near', body: { counting } }])).toEqual({ ...counting, from: 'near' });
  });
});

describe('the members that the form writes', () => {
  it('leave others as they are, and go where nothing is said any more', () => {
    const profile = { code: 'own', labels: {}, rules: { OTHER: { level: 'red' } } };
    const set = withRule(profile, CODE, withParam({}, 'days', { value: 3, source: '戊' }));
    expect(set).toEqual({
      ...profile,
      rules: { OTHER: { level: 'red' }, [CODE]: { params: { days: { value: 3, source: '戊' } } } },
    });
    expect(withRule(set, CODE, withParam(ruleIn(set, CODE), 'days', undefined))).toEqual(profile);
    expect(withRule({ rules: { [CODE]: {} } }, CODE, {})).toEqual({});
  });

  it('are not those that it cannot read', () => {
    for (const rule of [undefined, {}, { stages: [{ at: { daysOver: 1 } }] }, { params: { days: {} } }])
      expect(isReadable(rule)).toBe(true);
    for (const rule of [null, 5, [], { stages: {} }, { stages: [1] }, { stages: [{ at: 1 }] }, { params: { days: 3 } }])
      expect(isReadable(rule)).toBe(false);
  });

  it('have the remarks of the members within them, and no others', () => {
    expect(isWithin(`rules.${CODE}.params.days.value`, `rules.${CODE}.params.days`)).toBe(true);
    expect(isWithin(`rules.${CODE}.stages[1].at`, `rules.${CODE}.stages`)).toBe(true);
    expect(isWithin(`rules.${CODE}.levelSource`, `rules.${CODE}.level`)).toBe(false);
  });
});

it('the published schema states every default of a rule', () => {
  const rules = profileSchema().properties?.['rules']?.properties ?? {};
  for (const head of ALL_RULES) {
    const { enabled, levelSource, level } = rules[head.code]?.properties ?? {};
    const { enabled: isOn = true, level: standing, sources } = defaultsOf(head);
    expect([head.code, enabled?.default, levelSource?.default, level?.default]).toEqual([
      ...[head.code, isOn, sources?.['level'], standing],
    ]);
  }
});
