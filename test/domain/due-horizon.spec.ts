import { describe, expect, it } from '@jest/globals';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import { dueHorizon } from '../../src/domain/due-horizon.js';
import { at } from '../verify/factory.js';

const calendars = loadCalendars('config/calendars');
const upTo = (now: string, n: number): string | undefined => dueHorizon(calendars, at(now), n)['cn'];

describe('the horizon of limits that end soon', () => {
  it('is the end of today for today, also after office hours and on a day off', () => {
    expect(upTo('2018-10-17 19:40', 0)).toBe('2018-10-18T00:00:00+08:00');
    expect(upTo('2018-10-20 10:00', 0)).toBe('2018-10-21T00:00:00+08:00');
  });

  it('is the end of the n-th working day after today', () => {
    expect(upTo('2018-10-17 19:40', 3)).toBe('2018-10-23T00:00:00+08:00');
    expect(upTo('2018-10-20 10:00', 1)).toBe('2018-10-23T00:00:00+08:00');
  });

  it('goes no further than the published days', () => {
    expect(upTo('2026-12-31 10:00', 1)).toBe('2027-01-01T00:00:00+08:00');
  });
});
