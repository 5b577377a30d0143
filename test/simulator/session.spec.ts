import { describe, expect, it } from '@jest/globals';
import { DAY, dayFromIso, HOUR, MINUTE, parseRfc3339, startOfDay } from '../../src/domain/instant.js';
import { type Session, sessionDeliveries } from '../../src/simulator/session.js';
import { goesOn, type LiveState, newState, withSession } from '../../src/simulator/live/live-state.js';
import { config, simulated } from './simulation-kit.js';

const NOW = startOfDay(dayFromIso('2026-03-14')) + 22 * HOUR;
const simulation = simulated(1_000, 'lively', { from: '2026-02-12', to: '2026-03-31' });
const limits = new Map(config.world.items.map(({ code, promised, statutory }) => [code, { promised, statutory }]));

/** When the promised limit of each case passes, and when it is decided. */
const cases = (session: Session) =>
  sessionDeliveries(session, simulation).map((all) => {
    const at = (type: string): number =>
      parseRfc3339(all.find(({ event }) => event.type === `approval.${type}`)!.event.time)!;
    const { promised, statutory } = limits.get(String(all[0]!.event.data['item']))!;
    return {
      first: Math.min(...all.map((one) => one.at)),
      due: at('case.accepted') + promised.amount * HOUR,
      statutoryDue: statutory.unit === 'hour' ? at('case.accepted') + statutory.amount * HOUR : Infinity,
      decided: at('case.decided'),
    };
  });

describe('an opening session', () => {
  const month = cases({ at: NOW, since: NOW - 30 * DAY });

  it('lets deadlines pass soon after it begins, at night and on a Saturday too', () => {
    const breaches = month.flatMap(({ due, statutoryDue, decided }) =>
      [due, statutoryDue].filter((at) => at < decided),
    );
    const within = (minutes: number): number =>
      breaches.filter((at) => at > NOW && at <= NOW + minutes * MINUTE).length;
    expect(within(1)).toBeGreaterThanOrEqual(1);
    expect(within(3)).toBeGreaterThanOrEqual(2);
    expect(within(15)).toBeGreaterThanOrEqual(5);
    expect(within(120)).toBeGreaterThanOrEqual(10);
    expect(month.some(({ statutoryDue, decided }) => statutoryDue > NOW && statutoryDue < decided)).toBe(true);
  });

  it('begins none of its cases in time that has been reported already', () => {
    for (const gap of [2.5, 4, 30]) {
      const since = NOW - gap * HOUR;
      for (const { first } of cases({ at: NOW, since })) expect(first).toBeGreaterThan(since);
    }
  });
});

describe('a later session', () => {
  it('begins its cases as it goes on, and is the same whenever it is asked for', () => {
    const session = { at: NOW, since: NOW };
    for (const { first } of cases(session)) {
      expect(first).toBeGreaterThanOrEqual(NOW);
      expect(first).toBeLessThan(NOW + 2 * HOUR);
    }
    expect(sessionDeliveries(session, simulation)).toEqual(sessionDeliveries(session, simulation));
  });
});

describe('the run of the demonstration', () => {
  const LAST_MONTH = startOfDay(dayFromIso('2026-02-01'));
  const fresh = newState('1', undefined, NOW);
  const begun = withSession(fresh, undefined, NOW);

  it('begins with last month, the whole of it, and an opening session', () => {
    expect(begun).toEqual({ version: '1', since: LAST_MONTH, sessions: [{ at: NOW, since: LAST_MONTH }] });
    for (const day of ['2026-03-01', '2026-03-31'])
      expect(newState('1', undefined, startOfDay(dayFromIso(day)) + HOUR).since).toBe(LAST_MONTH);
    expect(newState('1', undefined, startOfDay(dayFromIso('2027-01-31'))).since).toBe(
      startOfDay(dayFromIso('2026-12-01')),
    );
  });

  it('goes on after a restart, with an opening session only when a gap has room for one', () => {
    expect(goesOn(begun, '1', NOW, NOW + DAY)).toBe(true);
    expect(withSession(begun, NOW + MINUTE, NOW + HOUR)).toBe(begun);
    expect(withSession(begun, NOW + MINUTE, NOW + 3 * HOUR).sessions.at(-1)).toEqual({
      at: NOW + 3 * HOUR,
      since: NOW + MINUTE,
    });
    const later = NOW + 2 * HOUR;
    expect(withSession(begun, later, later).sessions.at(-1)).toEqual({ at: later, since: later });
  });

  it.each<[string, LiveState | undefined, number]>([
    ['nothing is known', undefined, 0],
    ['generator or files have changed', { ...begun, version: '0' }, 1],
    ['it has been away for too long', begun, 46],
  ])('is another one when %s; what has been reported is not told again', (_, state, days) => {
    const now = NOW + days * DAY;
    expect(goesOn(state, '1', NOW, now)).toBe(false);
    expect(newState('1', state && NOW, now).since).toBe(Math.max(newState('1', undefined, now).since, state ? NOW : 0));
  });
});
