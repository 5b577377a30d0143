import { describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCalendars, readCalendarDays } from '../../src/catalogue/calendars/calendar.loader.js';
import { dayFromIso, isoOfDay, weekdayOf } from '../../src/domain/instant.js';

const ROOT = join(import.meta.dirname, '../..');
const DIR = join(ROOT, 'config/calendars');
const HOLIDAY_CN = join(ROOT, '../shared/data/holiday-cn');
const cn = loadCalendars(DIR).get('cn')!;
const everyDay = Array.from({ length: cn.lastDay - cn.firstDay + 1 }, (_, i) => cn.firstDay + i);

describe('the calendar of China against independent compilations, every day of 2007–2026', () => {
  it('agrees with the package chinese-days', () => {
    const different = everyDay
      .map(isoOfDay)
      .filter((date) => chineseDays.isWorkday(date) !== cn.isWorking(dayFromIso(date)));
    expect(different).toEqual([]);
  });

  const missing = !existsSync(HOLIDAY_CN);
  const title = 'agrees with holiday-cn';
  if (missing && !process.env.CI) it.skip(`${title} (skipped: ../shared/data/holiday-cn is missing)`, () => undefined);
  else
    it(title, () => {
      if (missing) throw new Error(`the data to compare with is missing: ${HOLIDAY_CN}`);
      const declared = new Map<string, boolean>();
      for (const name of readdirSync(HOLIDAY_CN)
        .filter((file) => /^20\d\d\.json$/.test(file))
        .sort()) {
        const { days } = JSON.parse(readFileSync(join(HOLIDAY_CN, name), 'utf8')) as {
          days: { date: string; isOffDay: boolean }[];
        };
        for (const { date, isOffDay } of days) declared.set(date, isOffDay);
      }
      expect(declared.size).toBeGreaterThan(600);
      const different = everyDay.filter((day) => {
        const off = declared.get(isoOfDay(day)) ?? [0, 6].includes(weekdayOf(day));
        return cn.isWorking(day) === off;
      });
      expect(different.map(isoOfDay)).toEqual([]);
    });

  it.each([
    [2014, 250],
    [2015, 249],
    [2016, 250],
    [2017, 249],
    [2018, 250],
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%d has %d working days', (year, expected) => {
    expect(everyDay.filter((day) => isoOfDay(day).startsWith(`${year}-`) && cn.isWorking(day)).length).toBe(expected);
  });

  it('declares make-up days only on weekends, and names the notice of every declared day', () => {
    const { days } = readCalendarDays(DIR, 'cn');
    for (const [date, { off, name, notice }] of days) {
      if (!off) expect([0, 6]).toContain(weekdayOf(dayFromIso(date)));
      expect(name).not.toBe('');
      expect(notice).toMatch(/^国(办)?发明电〔20\d\d〕\d+号(（文号待核）)?$/);
    }
    expect(days.get('2008-02-06')?.notice).toContain('（文号待核）');
    expect(days.get('2014-02-06')?.notice).toBe('国办发明电〔2013〕28号');
  });
});

describe('a calendar as it was known on a day', () => {
  const working = (asOf: string, date: string): boolean | undefined =>
    loadCalendars(DIR, { asOf }).get('cn')!.isWorking(dayFromIso(date));

  it.each([
    ['2015-05-12', '2015-09-03', true],
    ['2015-05-13', '2015-09-03', false],
    ['2015-05-12', '2015-09-06', false],
    ['2015-05-13', '2015-09-06', true],
    ['2019-03-21', '2019-05-02', true],
    ['2019-03-22', '2019-05-02', false],
    ['2019-03-21', '2019-05-05', false],
    ['2019-03-22', '2019-05-05', true],
    ['2020-01-25', '2020-01-31', true],
    ['2020-01-26', '2020-01-31', false],
    ['2020-01-25', '2020-02-01', true],
    ['2020-01-26', '2020-02-01', false],
    ['2018-12-03', '2018-12-29', false],
    ['2018-12-04', '2018-12-29', true],
    ['2018-12-03', '2018-12-31', true],
    ['2018-12-04', '2018-12-31', false],
  ] as [string, string, boolean][])('known on %s: %s working %s', (asOf, date, expected) => {
    expect(working(asOf, date)).toBe(expected);
  });

  it('ends with the last year that had been announced', () => {
    expect(isoOfDay(loadCalendars(DIR, { asOf: '2014-12-15' }).get('cn')!.lastDay)).toBe('2014-12-31');
    expect(isoOfDay(loadCalendars(DIR, { asOf: '2014-12-16' }).get('cn')!.lastDay)).toBe('2015-12-31');
    expect(working('2014-12-15', '2015-01-05')).toBeUndefined();
    expect(() => loadCalendars(DIR, { asOf: '2006-01-01' })).toThrow('no notice had been published by 2006-01-01');
  });

  it('changes its version with its content only', () => {
    const version = (asOf?: string): string => loadCalendars(DIR, { asOf }).get('cn')!.version;
    expect(version()).toMatch(/^[0-9a-f]{12}$/);
    expect(version()).toBe(version('2026-11-01'));
    expect(version('2020-01-25')).not.toBe(version('2020-01-26'));
  });
});
