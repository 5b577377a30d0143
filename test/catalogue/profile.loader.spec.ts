import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadItems } from '../../src/catalogue/item.files.js';
import { loadProfile } from '../../src/catalogue/profile.loader.js';
import { CONFIG } from '../support/test-app.js';

const DEFAULT = join(CONFIG, 'profiles', 'default.yaml');
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'liangpai-profile-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('the default rule profile', () => {
  it('has every rule with its thresholds and citations', () => {
    const profile = loadProfile(DEFAULT);
    expect(profile).toMatchObject({ code: 'default', version: '2026.1' });
    expect(profile.rules['T-PROMISE-NEAR']).toMatchObject({
      level: 'reminder',
      params: { daysBefore: 2, minimumDays: 3 },
    });
    expect(profile.rules['T-NOTICE-LATE'].params).toEqual({ days: 5 });
    expect(profile.rules['T-STATUTE-OVER'].basis).toContain('《行政许可法》第七十四条');
  });
});

describe('a wrong rule profile', () => {
  const faultOf = (change: (text: string) => string): string => {
    const file = join(dir, 'default.yaml');
    writeFileSync(file, change(readFileSync(DEFAULT, 'utf8')));
    try {
      loadProfile(file);
      return 'no fault';
    } catch (error) {
      return (error as Error).message.slice(file.length + 2);
    }
  };

  it.each([
    ['level: yellow', 'level: orange', 'rules[1].level: "orange" is none of: reminder, yellow, red'],
    ['code: T-STEP-OVER', 'code: T-STEP-LATE', 'rules[3].code: "T-STEP-LATE" is none of'],
    ['code: T-STEP-OVER', 'code: T-PROMISE-OVER', 'rules[3]: rule T-PROMISE-OVER stands here twice'],
    ['daysBefore: 2', 'daysBefore: 0', 'rules[0].params.daysBefore: must be a whole number of working days'],
    ['daysBefore: 2', 'days: 2', 'rules[0].params: unknown member "days"'],
    ["version: '2026.1'", 'version: 2026.1', 'version: must be a text'],
    ['rules:', 'rule:', 'unknown member "rule"'],
  ])('with %s → %s names the place', (from, to, fault) => {
    expect(faultOf((text) => text.replace(from, to))).toContain(fault);
  });

  it('without a rule is refused', () => {
    expect(faultOf((text) => text.slice(0, text.indexOf('  - code: T-NOTICE-LATE')))).toBe(
      'rules: rules are missing: T-NOTICE-LATE',
    );
  });
});

describe('a wrong item file', () => {
  it.each([
    ['name: x\norg: y\nkind: instant\n', 'code: 缺少 / is missing'],
    ['- { code: a, name: x, org: y, kind: instant }\n- { code: a, name: x, org: y, kind: instant }', '[1]: code: a'],
    ['code: a\nname: x\norg: y\nkind: instant\ncolour: red', 'colour: 不认识的成员 / unknown member'],
  ])('%# names the file, the place and the reason', (text, fault) => {
    writeFileSync(join(dir, 'items.yaml'), text);
    rmSync(join(dir, 'default.yaml'), { force: true });
    expect(() => loadItems(dir)).toThrow(fault);
    expect(() => loadItems(dir)).toThrow(join(dir, 'items.yaml'));
  });
});
