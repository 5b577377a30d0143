import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadItems } from '../../src/catalogue/items/item.files.js';
import { loadProfile, loadProfiles } from '../../src/catalogue/profiles/profile.loader.js';
import { ALL_RULES } from '../../src/catalogue/profiles/profile.schema.js';
import { CONFIG } from '../support/test-app.js';

const DEFAULT = join(CONFIG, 'profiles', 'default.yaml');
const dir = mkdtempSync(join(tmpdir(), 'liangpai-profile-'));

beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  cpSync(join(CONFIG, 'profiles'), dir, { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

const write = (code: string, text: string): void => writeFileSync(join(dir, `${code}.yaml`), text);
const head = (code: string, more = ''): string => `code: ${code}\nversion: '1'\n${more}`;

describe('the default rule profile', () => {
  const profile = loadProfile(DEFAULT);

  it('has the rules of the contract with their thresholds and citations', () => {
    expect(profile).toMatchObject({ code: 'default', version: '2026.4', counting: 'day' });
    expect(profile.rules['T-PROMISE-NEAR']).toMatchObject({
      level: 'reminder',
      mode: 'automatic',
      params: { daysBefore: 2, minimumDays: 3 },
      sources: { daysBefore: '湖南省电子监察产品规则说明：承诺时限前2天', minimumDays: '本系统约定' },
    });
    expect(profile.rules['T-NOTICE-LATE'].params).toEqual({ days: 5 });
    expect(profile.rules['T-STATUTE-OVER'].basis).toContain('《行政许可法》第七十四条');
  });

  it('sets every rule of both tiers, each number with its source', () => {
    const settings = [...Object.values(profile.rules), ...Object.values(profile.book ?? {})];
    expect(settings.map(({ code }) => code).sort()).toEqual(ALL_RULES.map(({ code }) => code).sort());
    for (const { code, params, sources = {} } of settings)
      for (const name of ['level', ...Object.keys(params)])
        expect([code, name, sources[name]]).not.toContain(undefined);
  });

  it('lets only rules of pure time limits issue cards by themselves', () => {
    expect(new Set(Object.values(profile.rules).map(({ mode }) => mode))).toEqual(new Set(['automatic']));
    expect(Object.values(profile.book ?? {}).map(({ mode }) => mode)).not.toContain('automatic');
  });

  it('has codes of at most 20 characters', () => {
    expect(ALL_RULES.filter(({ code }) => code.length > 20)).toEqual([]);
  });
});

describe('a wrong rule profile', () => {
  const faultOf = (change: (text: string) => string): string => {
    const file = join(dir, 'default.yaml');
    write('default', change(readFileSync(DEFAULT, 'utf8')));
    try {
      loadProfile(file);
      return 'no fault';
    } catch (error) {
      return (error as Error).message.slice(file.length + 2);
    }
  };

  it.each([
    [
      'level: yellow',
      'level: yelow',
      'rules.T-PROMISE-OVER.level: “yelow”不在 reminder, yellow, red 之中，最接近的是 yellow',
    ],
    ['T-STEP-OVER:', 'T-STEP-LATE:', 'rules.T-STEP-LATE: 不认识的成员，最接近的是 T-STEP-OVER / unknown member'],
    ['{ value: 2,', '{ value: -1,', 'rules.T-PROMISE-NEAR.params.daysBefore.value: -1 不在 0–60 之间，最接近的是 0'],
    [
      '{ value: 2,',
      '{ value: 2.4,',
      'daysBefore.value: 应为整数，最接近的是 2 / must be a whole number; the nearest is 2',
    ],
    [
      '{ value: 2,',
      '{ value: 99,',
      'daysBefore.value: 99 不在 0–60 之间，最接近的是 60 / 99 is not from 0–60; the nearest is 60',
    ],
    ['daysBefore:', 'dayBefore:', 'params.dayBefore: 不认识的成员，最接近的是 daysBefore'],
    [
      '{ value: 2, source: 湖南省电子监察产品规则说明：承诺时限前2天 }',
      '2',
      'each number states its source, as { value, source }',
    ],
    [', source: 本系统约定 }', ' }', 'rules.T-PROMISE-NEAR.params.minimumDays.source: 缺少 / is missing'],
    ['    levelSource: 本系统约定\n', '', 'rules.T-NOTICE-LATE.levelSource: 缺少 / is missing'],
    ["version: '2026.4'", 'version: 2026.2', 'version: 应为文本'],
    ["version: '2026.4'", "version: '2026@2'", 'version: “2026@2”不符合：不含 @ 和空白的文本'],
    ['rules:', 'rule:', 'rule: 不认识的成员，最接近的是 rules'],
    ['code: default', 'code: other', 'code: “other”不是文件名'],
    ['T-STEP-OVER:', 'T-PROMISE-OVER:', 'Map keys must be unique'],
    ['value: day', 'value: moments', 'counting.value: “moments”不在 day, moment 之中，最接近的是 moment'],
    ['code: default', 'code: default\nextends: other', 'extends: 没有方案“other” / there is no profile "other"'],
  ])('with %s → %s names the place, the reason and what is nearest', (from, to, fault) => {
    expect(faultOf((text) => text.replace(from, to))).toContain(fault);
  });

  it.each([
    ['T-PROMISE-OVER', 'confirm', 'switches it off); the nearest is automatic'],
    ['P-STEP-SKIPPED', 'automatic', 'only rules of pure time limits issue cards by themselves'],
  ])('with the mode of %s set to %s is refused with the reason', (rule, mode, reason) => {
    if (!ALL_RULES.some(({ code }) => code === rule)) return;
    write('own', head('own', `extends: default\nrules: { ${rule}: { mode: ${mode} } }`));
    expect(() => loadProfiles(dir)).toThrow(reason);
  });

  const stage = (at: string, more = 'source: x') => `{ level: red, at: ${at}, ${more} }`;

  it.each([
    ['P-STEP-SKIPPED', stage('{ daysOver: 1 }'), 'stages: 至多 0 项：只有等待某事在期限内做完的规则分级次'],
    [
      'T-PROMISE-OVER',
      stage('{ daysOver: 1 }'),
      'stages: 至多 0 项：只有等待某事在期限内做完的规则分级次 / takes at most 0: only rules that wait for',
    ],
    ['T-PAUSE-OVER', stage('{ daysOver: 0 }'), 'stages[0].at.daysOver: 0 不在 1–250 之间，最接近的是 1'],
    ['T-PAUSE-OVER', stage('{ daysBefore: 61 }'), 'stages[0].at.daysBefore: 61 不在 0–60 之间，最接近的是 60'],
    ['T-PAUSE-OVER', stage('{ daysBefore: 1.5 }'), 'stages[0].at.daysBefore: 应为整数，最接近的是 2'],
    ['T-PAUSE-OVER', stage('{ daysAfter: 1 }'), 'stages[0].at.daysAfter: 不认识的成员，最接近的是 daysOver'],
    ['T-PAUSE-OVER', stage('{}'), 'stages[0].at: 至少 1 个成员：daysBefore（期限前）和 daysOver（超过期限后）只写其一'],
    ['T-PAUSE-OVER', stage('{ daysBefore: 1, daysOver: 1 }'), 'stages[0].at: 至多 1 个成员：daysBefore'],
    ['T-PAUSE-OVER', '{ level: red, at: { daysOver: 1 } }', 'stages[0].source: 缺少 / is missing'],
    [
      'T-PAUSE-OVER',
      `${stage('{ daysOver: 1 }')}, ${stage('{ daysOver: 1 }')}`,
      'stages[1].at.daysOver: 同一规则的两个级次在同一时刻，最接近的是 2',
    ],
    ['T-PAUSE-OVER', [1, 2, 3, 4, 5, 6].map((n) => stage(`{ daysOver: ${n} }`)).join(', '), 'stages: 至多 5 项'],
  ])('with stages of %s %s names the place, the reason and what is nearest', (rule, stages, fault) => {
    write('own', head('own', `extends: default\nrules: { ${rule}: { stages: [${stages}] } }`));
    expect(() => loadProfiles(dir)).toThrow(`rules.${rule}.${fault}`);
  });

  it('names its file', () => {
    write('own', head('own', 'extends: defualt'));
    expect(() => loadProfiles(dir)).toThrow(
      `${join(dir, 'own.yaml')}: extends: 没有方案“defualt”，最接近的是 default / there is no profile "defualt"; the nearest is default`,
    );
  });
});

describe('a profile that extends another', () => {
  it('takes over what it does not say, and marks it', () => {
    write(
      'own',
      head(
        'own',
        `extends: default
rules:
  T-PROMISE-NEAR: { params: { daysBefore: { value: 1, source: 某市第四条 } } }
  T-STEP-OVER: { level: red, levelSource: 某市第五条 }
  T-PROMISE-OVER: { enabled: false }`,
      ),
    );
    const { rules, version } = loadProfiles(dir).get('own')!;
    // Its version changes with that of the one that it extends.
    expect(version).toBe('1+2026.4');
    expect(rules['T-PROMISE-NEAR']).toMatchObject({
      params: { daysBefore: 1, minimumDays: 3 },
      sources: { daysBefore: '某市第四条', minimumDays: '本系统约定（沿用 default）' },
    });
    expect(rules['T-STEP-OVER']).toMatchObject({ level: 'red', sources: { level: '某市第五条' } });
    expect(rules['T-NOTICE-LATE'].sources?.days).toBe(
      '本系统约定（沿用 default：《行政许可法》第三十二条第一款第四项）',
    );
    expect(rules['T-PROMISE-OVER']).toMatchObject({ enabled: false, level: 'yellow' });
  });

  it('takes over stages, marked, unless it has its own, also none', () => {
    write('far', head('far', 'extends: hunan'));
    write(
      'own',
      head(
        'own',
        `extends: hunan
rules:
  T-PAUSE-OVER: { stages: [{ level: red, at: { daysOver: 4 }, source: 某市第六条 }] }
  T-PREACCEPT-LATE: { stages: [] }`,
      ),
    );
    const profiles = loadProfiles(dir);
    const stagesOf = (code: string, rule: string) => profiles.get(code)?.book?.[rule]?.stages;
    expect(stagesOf('own', 'T-PAUSE-OVER')).toEqual([{ level: 'red', at: { daysOver: 4 }, source: '某市第六条' }]);
    expect(stagesOf('own', 'T-PREACCEPT-LATE')).toEqual([]);
    expect(stagesOf('far', 'T-PREACCEPT-LATE')?.[0]).toEqual({
      level: 'yellow',
      at: { daysOver: 3 },
      source: '本系统约定（沿用 hunan：湖南省电子监察产品《监察规则说明-客户》：网上预受理超过时限 3 天以上，黄牌）',
    });
  });

  it('may be extended itself, in whatever order the files stand', () => {
    write('a', head('a', 'extends: b\nrules: { T-PROMISE-OVER: { enabled: true } }'));
    write(
      'b',
      head('b', 'extends: default\nrules: { T-PROMISE-OVER: { enabled: false, level: red, levelSource: x } }'),
    );
    expect(loadProfiles(dir).get('a')).toMatchObject({
      version: '1+1+2026.4',
      rules: { 'T-PROMISE-OVER': { enabled: true, level: 'red', sources: { level: '本系统约定（沿用 b：x）' } } },
    });
  });

  it.each([['a'], ['b']])('is refused where it extends itself by way of %s', (by) => {
    write('a', head('a', `extends: ${by}`));
    write('b', head('b', 'extends: a'));
    expect(() => loadProfiles(dir)).toThrow(/extends: 没有方案/);
  });
});

describe('the profile of an organisation', () => {
  it('is the one with the most specific pattern, else the default', () => {
    write('near', head('near', `extends: default\norgs: ['430100-*', '430000-tax']`));
    write('far', head('far', `extends: default\norgs: ['43*']`));
    const profiles = loadProfiles(dir);
    const codes = ['430100-sczj', '430000-tax', '430200-tax', '210000-tax', null].map(
      (org) => profiles.forOrg(org).code,
    );
    expect(codes).toEqual(['near', 'near', 'far', 'default', 'default']);
  });

  it('is one', () => {
    write('a', head('a', `extends: default\norgs: ['43*']`));
    write('b', head('b', `extends: default\norgs: ['43*']`));
    expect(() => loadProfiles(dir)).toThrow('orgs[0]: “43*”已属于方案“a” / "43*" already belongs to the profile "a"');
  });

  it('is named by codes and prefixes', () => {
    write('a', head('a', `extends: default\norgs: ['4*3']`));
    expect(() => loadProfiles(dir)).toThrow('orgs[0]: “4*3”不符合：机构代码或“前缀*”');
  });
});

describe('a wrong item file', () => {
  it.each([
    ['name: x\norg: y\nkind: instant\n', 'code: 缺少 / is missing'],
    ['- { code: a, name: x, org: y, kind: instant }\n- { code: a, name: x, org: y, kind: instant }', '[1]: code: a'],
    ['code: a\nname: x\norg: y\nkind: instant\ncolour: red', 'colour: 不认识的成员 / unknown member'],
  ])('%# names the file, the place and the reason', (text, fault) => {
    rmSync(dir, { recursive: true });
    mkdirSync(dir);
    write('items', text);
    expect(() => loadItems(dir)).toThrow(fault);
    expect(() => loadItems(dir)).toThrow(join(dir, 'items.yaml'));
  });
});
