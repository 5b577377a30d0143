import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readProfile } from '../../src/catalogue/profiles/profile.reader.js';
import { ALL_RULES, profileSchema } from '../../src/catalogue/profiles/profile.schema.js';
import type { RuleSetting } from '../../src/domain/standards.js';
import { shippedProfiles } from '../support/profiles.js';

const codes = ['hunan', 'chengdu', 'jiangsu'];
const settingsOf = (code: string): RuleSetting[] => {
  const { rules, book = {} } = shippedProfiles.get(code)!;
  return [...Object.values(rules), ...Object.values(book)];
};
const levelsOf = (code: string): Record<string, string> =>
  Object.fromEntries(settingsOf(code).map((setting) => [setting.code, setting.level]));

describe('the profiles shipped beside the default', () => {
  it('are there, and in force for nobody', () => {
    expect([...shippedProfiles.codes].sort()).toEqual(['chengdu', 'default', 'hunan', 'jiangsu']);
    for (const org of [null, '430000-zwfw', '510100-sczj', '320000-jt'])
      expect(shippedProfiles.forOrg(org).code).toBe('default');
  });

  it.each(codes)('%s sets every rule, each level and number with its source', (code) => {
    expect(settingsOf(code)).toHaveLength(ALL_RULES.length);
    for (const { code: rule, params, sources = {} } of settingsOf(code))
      for (const name of ['level', ...Object.keys(params)])
        expect([rule, name, sources[name]]).not.toContain(undefined);
  });

  it.each(codes)('%s marks what is published nowhere as our choice', (code) => {
    const { rules } = shippedProfiles.get(code)!;
    expect(rules['T-NOTICE-LATE'].sources?.days).toBe(
      '本系统约定（沿用 default：《行政许可法》第三十二条第一款第四项）',
    );
    expect(rules['T-PROMISE-OVER'].sources?.level).not.toContain('本系统约定');
  });

  it('have a version that changes with that of the default', () => {
    const { version } = shippedProfiles.get('default')!;
    const own = { hunan: '2026.2', chengdu: '2026.1', jiangsu: '2026.1' };
    for (const [code, first] of Object.entries(own))
      expect(shippedProfiles.get(code)?.version).toBe(`${first}+${version}`);
  });
});

describe('Hunan', () => {
  const hunan = shippedProfiles.get('hunan')!;

  it('counts by the moment, warns two days before the promise, shows yellow after it and red after the statutory limit', () => {
    expect(hunan.counting).toBe('moment');
    expect(levelsOf('hunan')).toMatchObject({
      'T-PROMISE-NEAR': 'reminder',
      'T-PROMISE-OVER': 'yellow',
      'T-STATUTE-OVER': 'red',
      'T-DELIVER-LATE': 'yellow',
    });
    expect(hunan.rules['T-PROMISE-NEAR'].params.daysBefore).toBe(2);
    expect(hunan.rules['T-DELIVER-LATE']?.params.days).toBe(3);
  });

  const stagesOf = (rule: string) => [
    hunan.book?.[rule]?.level,
    ...(hunan.book?.[rule]?.stages ?? []).map(({ level, at }) => [level, at]),
  ];

  it('has three levels for special procedures, online pre-acceptance and complaints, each cited', () => {
    const complaint = ['yellow', ['reminder', { daysBefore: 2 }], ['red', { daysOver: 1 }]];
    expect(stagesOf('T-PAUSE-OVER')).toEqual(complaint);
    expect(stagesOf('S-COMPLAINT-ACCEPT')).toEqual(complaint);
    expect(stagesOf('S-COMPLAINT-ANSWER')).toEqual(complaint);
    expect(stagesOf('T-PREACCEPT-LATE')).toEqual(['reminder', ['yellow', { daysOver: 3 }], ['red', { daysOver: 5 }]]);
    for (const { code, mode, stages = [] } of settingsOf('hunan')) {
      if (stages.length > 0) expect([code, mode]).toEqual([code, 'confirm']);
      for (const { source } of stages) expect(source).toMatch(/^湖南省电子监察产品《监察规则说明-客户》/);
    }
    expect(settingsOf('hunan').filter(({ stages }) => stages)).toHaveLength(4);
  });

  it.each(['default', 'chengdu', 'jiangsu'])('alone has stages: %s has none', (code) => {
    const { rules, book = {} } = shippedProfiles.get(code)!;
    expect([...Object.values(rules), ...Object.values(book)].filter((setting) => 'stages' in setting)).toEqual([]);
  });

  it('says who is told of each level', () => {
    expect(hunan.notify?.red).toMatchObject({ zh: '按事项和级别设定的接收人' });
  });
});

describe('Chengdu', () => {
  it('calls yellow 警告 and red 纠错: near a limit is yellow, past it is red', () => {
    const { labels } = shippedProfiles.get('chengdu')!;
    expect([labels?.yellow?.zh, labels?.red?.zh, labels?.reminder]).toEqual(['警告', '纠错', undefined]);
    expect(levelsOf('chengdu')).toMatchObject({
      'T-PROMISE-NEAR': 'yellow',
      'T-PROMISE-OVER': 'red',
      'T-STATUTE-OVER': 'red',
      'T-STEP-OVER': 'red',
    });
  });

  it('has no number of its own', () => {
    const { rules } = shippedProfiles.get('chengdu')!;
    expect(rules['T-PROMISE-NEAR']).toMatchObject({
      params: { daysBefore: 2 },
      sources: { daysBefore: '本系统约定（沿用 default：湖南省电子监察产品规则说明：承诺时限前2天）' },
    });
  });
});

describe('Jiangsu', () => {
  const jiangsu = shippedProfiles.get('jiangsu')!;

  it('reminds on the last working day and at 80 %, shows yellow past the limit, red from two days on and for a step', () => {
    expect(jiangsu.rules['T-PROMISE-NEAR']).toMatchObject({ level: 'reminder', params: { daysBefore: 0 } });
    expect(jiangsu.rules['T-PROMISE-PART']).toMatchObject({ enabled: true, params: { percent: 80 } });
    expect(jiangsu.rules['T-PROMISE-FAR']).toMatchObject({ enabled: true, level: 'red', params: { days: 2 } });
    expect(levelsOf('jiangsu')).toMatchObject({ 'T-PROMISE-OVER': 'yellow', 'T-STEP-OVER': 'red' });
  });

  it('takes a supplement after acceptance and repeated returns for graver than a second supplement', () => {
    expect(levelsOf('jiangsu')).toMatchObject({
      'N-SUPPLEMENT-TWICE': 'yellow',
      'N-SUPPLEMENT-AFTER': 'red',
      'P-STEP-RETURNED': 'red',
    });
  });

  it('calls the levels 提醒, 预警 and 报警, and tells the supervision office of the last', () => {
    const { labels, notify } = jiangsu;
    expect([labels?.reminder?.zh, labels?.yellow?.zh, labels?.red?.zh]).toEqual(['提醒', '预警', '报警']);
    expect(notify?.red?.zh).toBe('部门监察员、监察机构');
  });
});

describe('the default', () => {
  it('has the further steps of the ladder switched off', () => {
    const { rules } = shippedProfiles.get('default')!;
    const off = Object.values(rules).filter(({ enabled }) => enabled === false);
    expect(off.map(({ code }) => code)).toEqual(['T-PROMISE-PART', 'T-PROMISE-FAR', 'T-STATUTE-FAR']);
  });
});

describe('the published schema', () => {
  it('describes every rule with its levels, modes and the bounds of its numbers', () => {
    const schema = profileSchema();
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    const rules = schema.properties?.rules?.properties ?? {};
    expect(Object.keys(rules)).toEqual(ALL_RULES.map(({ code }) => code));
    expect(rules['T-PROMISE-NEAR']?.properties?.params?.properties?.daysBefore?.properties?.value).toMatchObject({
      type: 'integer',
      minimum: 0,
      maximum: 60,
    });
    expect(rules['T-PROMISE-NEAR']?.properties?.mode?.enum).toEqual(['automatic']);
    expect(rules['P-STEP-RETURNED']?.properties?.mode?.enum).toEqual(['confirm', 'hint']);
  });
});

describe('the profile in the README', () => {
  it('is one that is read', () => {
    const section = readFileSync('README.md', 'utf8').split('### 规则方案 Rule profiles')[1] ?? '';
    const example = parse(/```yaml\n([^`]+)```/.exec(section)?.[1] ?? '') as unknown;
    expect(readProfile(example, new Map([['hunan', shippedProfiles.get('hunan')!]]))).toMatchObject({
      orgs: ['430100-*'],
      profile: { code: 'changsha', version: '2026.1+2026.2+2026.4', counting: 'day' },
    });
  });
});
