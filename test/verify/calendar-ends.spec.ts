import { describe, expect, it } from '@jest/globals';
import type { VerifyItem } from '../../src/verify/history.js';
import { event, judged } from './factory.js';

describe('the ends of the published calendars', () => {
  const days = (unit: 'workingDay' | 'calendarDay' | 'hour' | 'workingHour', amount: number): VerifyItem => ({
    statutory: { amount, unit },
    pauses: [{ kind: 'testing', maxDays: 15 }],
  });
  const over = (due: string) => [`T-STATUTE-OVER ${due} due ${due}`];
  const longPause = (time: string) => event(time, 'pause.started', { kind: 'testing' });

  it.each<[string, VerifyItem, string, string, string]>([
    ['a counted day', days('calendarDay', 3), '2026-12-24 10:00', '2026-12-28 12:00', '2026-12-28 17:00'],
    ['an office hour', days('workingHour', 1), '2026-12-28 16:00', '2026-12-28 17:00', '2026-12-28 17:00'],
    ['an hour', days('hour', 1), '2026-12-28 16:00', '2026-12-28 17:00', '2026-12-28 17:00'],
  ])('do not matter to a pause without %s in it, though nobody knows its cap', (_, item, accepted, begun, due) => {
    const events = [event(accepted, 'case.accepted'), longPause(begun)];
    expect(judged(item, events, '2027-01-15')).toEqual(over(due));
  });

  it.each<[string, VerifyItem, string, string]>([
    ['a counted day', days('calendarDay', 4), '2026-12-24 10:00', '2026-12-28 12:00'],
    ['a working day', days('workingDay', 2), '2026-12-24 10:00', '2026-12-28 12:00'],
    ['the base day', days('workingDay', 0), '2026-12-28 10:00', '2026-12-28 12:00'],
    ['an office hour', days('workingHour', 1), '2026-12-28 16:00', '2026-12-28 16:59'],
    ['an hour', days('hour', 1), '2026-12-28 16:00', '2026-12-28 16:59'],
  ])('leave %s in a pause of unknown cap uncounted, never guessed', (_, item, accepted, begun) => {
    const events = [event(accepted, 'case.accepted'), longPause(begun)];
    expect(judged(item, events, '2027-01-15')).toEqual([]);
    const ended = event('2026-12-28 18:00', 'pause.ended', { kind: 'testing' });
    expect(judged(item, [...events, ended], '2027-01-15')).toHaveLength(1);
  });

  it('leave the time between a cap and an end uncounted where both lie beyond them', () => {
    const ended = event('2027-01-05 10:00', 'pause.ended', { kind: 'testing' });
    const events = [event('2026-12-28 16:00', 'case.accepted'), longPause('2026-12-28 16:30'), ended];
    expect(judged(days('hour', 1), events, '2027-01-15')).toEqual([]);
  });

  it('leave it open how long a pause held that began before them', () => {
    const ended = event('2007-01-04 18:00', 'pause.ended', { kind: 'testing' });
    const events = [longPause('2006-12-20 10:00'), event('2006-12-31 10:00', 'case.accepted'), ended];
    expect(judged(days('workingDay', 1), events, '2007-02-01')).toEqual([]);
    const before = event('2006-12-30 10:00', 'pause.ended', { kind: 'testing' });
    const past = [longPause('2006-12-20 10:00'), before, event('2006-12-31 10:00', 'case.accepted')];
    expect(judged(days('workingDay', 1), past, '2007-02-01')).toEqual(over('2007-01-04 17:00'));
  });

  it('let a limit start on the day before the first one, which is not counted', () => {
    const accepted = event('2006-12-31 10:00', 'case.accepted');
    expect(judged(days('workingDay', 1), [accepted], '2007-02-01')).toEqual(over('2007-01-04 17:00'));
    expect(judged(days('workingDay', 0), [accepted], '2007-02-01')).toEqual([]);
    expect(judged(days('workingHour', 1), [accepted], '2007-02-01')).toEqual([]);
    expect(judged(days('workingDay', 1), [event('2006-12-30 10:00', 'case.accepted')], '2007-02-01')).toEqual([]);
    expect(judged({}, [event('2006-12-31 10:00', 'case.received')], '2007-02-01')).toEqual([
      'T-NOTICE-LATE 2007-01-10 17:00 due 2007-01-10 17:00',
    ]);
  });

  it('make no extension of a limit that cannot be counted count', () => {
    const events = [
      event('2006-12-31 10:00', 'case.accepted'),
      event('2007-01-04 10:00', 'extension.granted', { days: 1, approver: '局长', reason: '复杂' }),
    ];
    expect(judged(days('workingDay', 0), events, '2007-02-01')).toEqual([]);
  });
});
