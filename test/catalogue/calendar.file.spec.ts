import { afterEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CalendarSet, loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import { dayFromIso, isoOfDay } from '../../src/domain/instant.js';

const DIR = join(import.meta.dirname, '../../config/calendars');

describe('calendars added by file', () => {
  const temporary: string[] = [];
  afterEach(() => temporary.splice(0).forEach((dir) => rmSync(dir, { recursive: true })));

  /** A copy of the shipped folder, with files added or (null) removed. */
  const folder = (files: Record<string, string | null>): string => {
    const dir = mkdtempSync(join(tmpdir(), 'calendars-'));
    temporary.push(dir);
    cpSync(DIR, dir, { recursive: true });
    for (const [name, text] of Object.entries(files))
      if (text === null) rmSync(join(dir, name));
      else writeFileSync(join(dir, name), text);
    return dir;
  };
  const GUANGXI = `
code: guangxi
name: 广西壮族自治区
extends: cn
orgs: ["45*"]
notices:
  - number: 桂政办电〔2013〕999号
    title: 广西三月三放假安排的通知
    published: 2013-12-20
    holidays:
      - { name: 三月三, off: ["2014-04-02..2014-04-03"] }
`;
  const SUMMER = `{ code: summer, name: 夏时, extends: guangxi, orgs: ["450100-*", "450200-sczj"], officeHours: [["08:30", "12:00"], ["15:00", "18:00"]] }`;
  const codeFor = (set: CalendarSet, org: string | null): string => set.forOrg(org).code;

  it('add their own holidays to those of the calendar they extend', () => {
    const set = loadCalendars(folder({ 'guangxi.yaml': GUANGXI }));
    const day = dayFromIso('2014-04-02');
    expect(set.codes).toEqual(['cn', 'guangxi']);
    expect(set.get('guangxi')?.info(day)).toMatchObject({
      kind: 'holiday',
      name: '三月三',
      notice: '桂政办电〔2013〕999号',
    });
    expect(set.get('cn')?.isWorking(day)).toBe(true);
    expect(set.get('guangxi')?.isWorking(dayFromIso('2014-10-01'))).toBe(false);
    expect(set.get('guangxi')?.version).not.toBe(set.get('cn')?.version);
    expect(set.get('nowhere')).toBeUndefined();
  });

  it('know their own notices only from the day of publication', () => {
    const dir = folder({ 'guangxi.yaml': GUANGXI });
    const on = (asOf: string): boolean | undefined =>
      loadCalendars(dir, { asOf }).get('guangxi')?.isWorking(dayFromIso('2014-04-02'));
    expect([on('2013-12-19'), on('2013-12-20')]).toEqual([true, false]);
  });

  it('may keep other office hours, also at one remove', () => {
    const summer = loadCalendars(folder({ 'guangxi.yaml': GUANGXI, 'summer.yaml': SUMMER })).get('summer')!;
    const day = dayFromIso('2014-04-02');
    expect(summer.isWorking(day)).toBe(false);
    expect(summer.close(day) - summer.opening(day)).toBe(9.5 * 3_600_000);
  });

  it('belong to the organisations they name; the most specific pattern wins', () => {
    const set = loadCalendars(folder({ 'guangxi.yaml': GUANGXI, 'summer.yaml': SUMMER }));
    expect(codeFor(set, '210000-sczj')).toBe('cn');
    expect(codeFor(set, '450000-sczj')).toBe('guangxi');
    expect(codeFor(set, '450100-sczj')).toBe('summer');
    expect(codeFor(set, '450200-sczj')).toBe('summer');
    expect(codeFor(set, '450200-gaj')).toBe('guangxi');
    expect(codeFor(set, null)).toBe('cn');
  });

  const notice = (days: string): string =>
    `{ number: 甲〔2026〕1号, title: 通知, published: 2026-11-10, holidays: [{ name: 元旦, ${days} }] }`;
  const year = (days: string): Record<string, string> => ({ 'cn/2027.yaml': `year: 2027\nnotices: [${notice(days)}]` });

  it('are continued by the file of the next year', () => {
    const next = loadCalendars(folder(year('off: ["2026-12-31..2027-01-02"]'))).get('cn')!;
    expect(isoOfDay(next.lastDay)).toBe('2027-12-31');
    expect(next.isWorking(dayFromIso('2026-12-31'))).toBe(false);
  });

  it.each<[string, Record<string, string | null>, string]>([
    ['a year gap', { 'cn/2013.yaml': null }, 'cn: year gap: 2013.yaml is missing before 2014.yaml'],
    ['no default calendar', { 'cn.yaml': null }, 'cn.yaml: the default calendar is missing'],
    ['a file that is no year', { 'cn/notes.yaml': '' }, 'cn/notes.yaml: is not named <year>.yaml'],
    [
      'a year that is not the name of its file',
      { 'cn/2027.yaml': 'year: 2026\nnotices: []' },
      'cn/2027.yaml: year: must be the year in the name 2027.yaml',
    ],
    [
      'a year without notices',
      { 'cn/2027.yaml': 'year: 2027\nnotices: []' },
      'cn/2027.yaml: notices: must name at least one notice',
    ],
    [
      'off and work on the same day',
      year('off: ["2027-01-01..2027-01-03"], work: ["2027-01-02"]'),
      'cn/2027.yaml: notices[0].holidays[0].work[0]: 2027-01-02 is declared both off and working',
    ],
    [
      'overlapping ranges',
      year('off: ["2027-01-01..2027-01-03", "2027-01-03"]'),
      'cn/2027.yaml: notices[0].holidays[0].off[1]: 2027-01-03 is named twice (元旦, 元旦)',
    ],
    [
      'a range that ends before it begins',
      year('off: ["2027-01-03..2027-01-01"]'),
      'cn/2027.yaml: notices[0].holidays[0].off[0]: ends before it begins',
    ],
    [
      'a day before December of the year before',
      year('off: ["2026-11-30"]'),
      'cn/2027.yaml: notices[0].holidays[0].off[0]: lies outside 2026-12-01 … 2027-12-31',
    ],
    [
      'a day of the year after',
      year('work: ["2028-01-01"]'),
      'cn/2027.yaml: notices[0].holidays[0].work[0]: lies outside 2026-12-01 … 2027-12-31',
    ],
    [
      'what is no date',
      year('off: ["2027-02-30"]'),
      'cn/2027.yaml: notices[0].holidays[0].off[0]: not a date (YYYY-MM-DD): 2027-02-30',
    ],
    ['a holiday without days', year(''), 'cn/2027.yaml: notices[0].holidays[0]: must name days under "off" or "work"'],
    [
      'an unknown member',
      year('of: []'),
      'cn/2027.yaml: notices[0].holidays[0]: unknown member "of"; known: name, off, work',
    ],
    [
      'notices out of order',
      {
        'cn/2027.yaml': `year: 2027\nnotices: [${notice('off: ["2027-01-01"]')}, ${notice('off: ["2027-01-01"]').replace('1号', '2号').replace('2026-11-10', '2026-11-09')}]`,
      },
      'cn/2027.yaml: notices[1].published: notices must stand in the order of their dates',
    ],
    [
      'the same number twice',
      { 'cn/2027.yaml': `year: 2027\nnotices: [${notice('off: ["2027-01-01"]')}, ${notice('off: ["2027-01-01"]')}]` },
      'cn/2027.yaml: notices[1].number: 甲〔2026〕1号 stands here twice',
    ],
    ['broken YAML', { 'x.yaml': 'code: [' }, 'x.yaml: '],
    ['a list instead of an object', { 'x.yaml': '[]' }, 'x.yaml: must be an object'],
    ['a missing member', { 'x.yaml': '{ code: x, name: x, extends: cn }' }, 'x.yaml: member "orgs" is missing'],
    [
      'a code that is not the name of the file',
      { 'x.yaml': '{ code: y, name: x, extends: cn, orgs: [] }' },
      'x.yaml: code: "y" is not the name of the file',
    ],
    [
      'a parent that does not exist',
      { 'x.yaml': '{ code: x, name: x, extends: y, orgs: [] }' },
      'x.yaml: extends: there is no calendar "y"',
    ],
    [
      'a circle of parents',
      { 'x.yaml': '{ code: x, name: x, extends: x, orgs: [] }' },
      'x.yaml: extends: "x" extends itself',
    ],
    [
      'no office hours and no parent',
      { 'x.yaml': '{ code: x, name: x, orgs: [] }' },
      'x.yaml: member "officeHours" is missing (needed without "extends")',
    ],
    [
      'office hours that overlap',
      {
        'x.yaml': '{ code: x, name: x, extends: cn, orgs: [], officeHours: [["09:00", "12:00"], ["11:00", "17:00"]] }',
      },
      'x.yaml: officeHours: office hours out of order: 11:00–17:00',
    ],
    [
      'a pattern with the star inside',
      { 'x.yaml': '{ code: x, name: x, extends: cn, orgs: ["4*5"] }' },
      'x.yaml: orgs[0]: "4*5" is neither an organisation code nor "prefix*"',
    ],
    [
      'a pattern that two calendars claim',
      { 'x.yaml': '{ code: x, name: x, extends: cn, orgs: ["*"] }' },
      'x.yaml: orgs[0]: "*" already belongs to the calendar "cn"',
    ],
    [
      'own notices outside the published years',
      { 'x.yaml': `{ code: x, name: x, extends: cn, orgs: [], notices: [${notice('off: ["2027-01-01"]')}] }` },
      'x.yaml: notices[0].holidays[0].off[0]: lies outside 2007-01-01 … 2026-12-31',
    ],
  ])('are refused for %s', (_fault, files, reason) => {
    const dir = folder(files);
    expect(() => loadCalendars(dir)).toThrow(`${dir}/${reason}`);
  });
});
