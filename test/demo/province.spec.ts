import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadItems } from '../../src/catalogue/items/item.files.js';
import { loadProvince, type Province, provinceFingerprint } from '../../src/demo/province/province.js';
import type { Limit } from '../../src/domain/standards.js';
import { dayFromIso } from '../../src/domain/instant.js';
import { counted, dueInstant, promisedLimit } from '../../src/domain/limit.js';
import { CONFIG } from '../support/test-app.js';
import { liveCalendar } from '../support/live-standards.js';

const DEMO = join(CONFIG, 'demo');
let province: Province;
beforeAll(() => {
  province = loadProvince(DEMO);
});

const twice = (codes: readonly string[]): string[] => codes.filter((code, i) => codes.indexOf(code) !== i);

describe('the demo province', () => {
  it('is Liaoning with its 14 cities and 100 counties, every one below its parent by name and code', () => {
    const { regions } = province;
    const count = (level: string): number => regions.filter((region) => region.level === level).length;
    expect([count('province'), count('city'), count('county')]).toEqual([1, 14, 100]);
    expect(twice(regions.map(({ code }) => code))).toEqual([]);
    const known = new Map(regions.map((region) => [region.code, region]));
    for (const { code, level, parent, nameEn } of regions) {
      expect(nameEn).toMatch(/^\p{Lu}/u);
      if (level === 'province') expect(parent).toBeUndefined();
      else
        expect(known.get(parent ?? '')?.code.slice(0, level === 'city' ? 2 : 4)).toBe(
          code.slice(0, level === 'city' ? 2 : 4),
        );
    }
    expect(known.get('210106')).toMatchObject({ name: '铁西区', fullName: '沈阳市铁西区', parent: '210100' });
    expect(known.get('210381')).toMatchObject({ fullName: '海城市' });
  });

  it('has some 40 provincial departments, those of cities and counties, 162 service centres and their windows', () => {
    const { orgs, regions } = province;
    const of = (kind: string): number => orgs.filter((org) => org.kind === kind).length;
    expect(orgs.filter(({ kind, region }) => kind === 'department' && region === '210000').length).toBeGreaterThan(38);
    expect(of('department')).toBeGreaterThan(800);
    expect(of('centre')).toBe(162);
    expect(of('window')).toBeGreaterThan(900);
    expect(twice(orgs.map(({ code }) => code))).toEqual([]);
    expect(twice(orgs.map(({ name }) => name))).toEqual([]);
    const [codes, places] = [new Set(orgs.map(({ code }) => code)), new Set(regions.map(({ code }) => code))];
    expect(
      orgs.filter(({ region, parent }) => !places.has(region) || (parent !== undefined && !codes.has(parent))),
    ).toEqual([]);
    expect(orgs.find(({ code }) => code === '210102-sczj')).toEqual({
      code: '210102-sczj',
      name: '沈阳市和平区市场监督管理局',
      nameEn: 'Heping District Market Regulation',
      region: '210102',
      kind: 'department',
      parent: '210100-sczj',
    });
  });

  it('keeps the organisations that items, calendars and accounts already name', () => {
    const codes = new Set(province.orgs.map(({ code }) => code));
    const named = ['210000-jtt', '210100-sczj', '210100-zrzyj', '210200-sczj', '210200-wjw'];
    const items = loadItems(join(CONFIG, 'items')).map(({ body }) => body.org);
    expect([...named, ...items].filter((org) => !codes.has(org))).toEqual([]);
  });

  it('has more than 200 items, each once, with a citation, and instant, one-hour and round-the-clock ones among them', () => {
    const { items } = province;
    expect(items.length).toBeGreaterThan(200);
    const codes = [...items.map(({ item }) => item.code), ...loadItems(join(CONFIG, 'items')).map(({ code }) => code)];
    expect(twice(codes)).toEqual([]);
    expect(twice(items.map(({ item }) => item.body.name))).toEqual([]);
    expect(items.filter(({ item }) => !item.body.statutory?.basis)).toEqual([]);
    const bodies = items.map(({ item }) => item.body);
    expect(bodies.filter(({ kind, promised }) => kind === 'instant' && !promised).length).toBeGreaterThan(20);
    expect(
      bodies.filter(({ promised }) => promised?.unit === 'workingHour' && promised.amount === 1).length,
    ).toBeGreaterThan(5);
    expect(bodies.filter(({ promised }) => promised?.unit === 'hour').length).toBeGreaterThan(5);
    expect(bodies.filter(({ pauses }) => pauses?.some(({ basis }) => !basis))).toEqual([]);
  });

  it('never promises more than the law allows, nor more to its steps than to the whole', () => {
    const start = liveCalendar.opening(dayFromIso('2014-03-03'));
    const due = (limit: Limit): number => dueInstant(counted(limit), start, [], liveCalendar)!;
    for (const { item } of province.items) {
      const { name, steps, statutory } = item.body;
      const promised = due(promisedLimit(item.body)!);
      expect([name, due(statutory!) >= promised]).toEqual([name, true]);
      for (const { limit } of steps) if (limit) expect([name, due(limit) <= promised]).toEqual([name, true]);
    }
  });
});

describe('a fault in the files', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'province-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each([
    [
      'regions.yaml',
      "code: '210381'",
      "code: '21038'",
      /regions\.yaml: regions\[2\]\.regions\[6\]\.code: "21038" is not/,
    ],
    ['regions.yaml', "code: '210381'", "code: '210302'", /"210302" stands here twice/],
    [
      'departments.yaml',
      'suffix: sczj, name',
      'suffix: sczj, nam',
      /departments\.yaml: \[\d+\]\.province: unknown member "nam"/,
    ],
    ['centres.yaml', 'province: 12', 'province: many', /centres\.yaml: windows\.province: must be a whole number/],
    [
      'items/water.yaml',
      'unit: workingDay',
      'unit: fortnight',
      /water\.yaml: \[0\]: statutory\.unit: .*must be one of/,
    ],
    [
      'items/water.yaml',
      'city: slt',
      'city: slx',
      /water\.yaml: \[0\]\.handling\.city: there is no kind of department "slx"/,
    ],
    ['items/water.yaml', 'org: 210000-slt', 'org: 210000-xxx', /org: there is no organisation 210000-xxx/],
    ['items/penalty.yaml', 'penalty: true', 'penalty: maybe', /\[0\]\.handling\.penalty: must be true or false/],
    ['items/penalty.yaml', '      运费（元）: [', '      运价: [', /handling: facts: nothing is said of "运费（元）"/],
  ])('is told with file, place and reason: %s, %s → %s', (file, from, to, message) => {
    cpSync(DEMO, dir, { recursive: true });
    const text = readFileSync(join(dir, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(dir, file), text.replace(from, to));
    expect(() => loadProvince(dir)).toThrow(message);
    expect(provinceFingerprint(dir)).not.toBe(provinceFingerprint(DEMO));
  });
});
