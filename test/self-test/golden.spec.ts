import { describe, expect, it } from '@jest/globals';
import { readCalendarDays } from '../../src/catalogue/calendars/calendar.loader.js';
import { workingCalendar } from '../../src/domain/working-calendar.js';
import { GOLDEN, runGolden } from '../../src/self-test/golden.js';
import { liveCalendar, liveProfile } from '../support/live-standards.js';

const standards = { calendar: liveCalendar, profile: liveProfile, itemAt: () => undefined };
const failed = (given: typeof standards) =>
  runGolden(given)
    .filter((result) => !result.passed)
    .map(({ id, got }) => [id, got]);

describe('the golden cases', () => {
  it('pass on the calendar and the profile that are shipped', () => {
    expect(failed(standards)).toEqual([]);
    expect(GOLDEN.length).toBeGreaterThan(20);
  });

  it('are red where a calendar does not know the notice of 2020', () => {
    const days = readCalendarDays('config/calendars', 'cn', { asOf: '2020-01-25' });
    const calendar = workingCalendar('cn', 'old', days);
    expect(failed({ ...standards, calendar })).toEqual(
      expect.arrayContaining([
        ['W3', '2020-02-19'],
        // After the last published day nothing is counted.
        ['W13', '—'],
      ]),
    );
  });

  it('are red where the office closes earlier, and where a profile reminds a day before', () => {
    const days = readCalendarDays('config/calendars', 'cn');
    const calendar = workingCalendar('cn', 'short', { ...days, officeHours: [['09:00', '16:00']] });
    expect(failed({ ...standards, calendar }).map(([id]) => id)).toEqual(
      expect.arrayContaining(['S1', 'S2', 'E1', 'E2', 'P1', 'C1']),
    );
    const near = liveProfile.rules['T-PROMISE-NEAR'];
    const profile = {
      ...liveProfile,
      rules: { ...liveProfile.rules, 'T-PROMISE-NEAR': { ...near, params: { ...near.params, daysBefore: 1 } } },
    };
    expect(failed({ ...standards, profile })).toEqual(
      expect.arrayContaining([['R1', 'T-PROMISE-NEAR 2014-10-21T09:00:00']]),
    );
  });
});
