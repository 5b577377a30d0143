import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import { loadCalendars } from '../../src/catalogue/calendar.loader.js';
import { loadProfile } from '../../src/catalogue/profile.loader.js';
import { type EventType, type JudgedData, PAUSE_KINDS } from '../../src/domain/event.js';
import type { ItemVersion, Limit, LimitUnit, Standards } from '../../src/domain/standards.js';
import type { CaseHistory, DeliveredEvent, Delivery } from '../../src/verify/history.js';
import { expectedFindings } from '../../src/verify/replay.js';
import { liveThrough } from '../support/live-case.js';
import { at, china, ITEM, say } from '../verify/factory.js';

/** Cases for each property; a nightly run sets more. */
const RUNS = Number(process.env.LIANGPAI_PROPERTY_RUNS ?? 1_000);
const calendar = loadCalendars('config/calendars').get('cn')!;
const profile = loadProfile(join('config', 'profiles', 'default.yaml'));

const standardsOf = (item: ItemVersion): Standards => ({
  calendar,
  profile,
  itemAt: (code) => (code === item.code ? item : undefined),
});
const verifyStandards = (item: ItemVersion) => ({
  items: new Map([[ITEM, [{ id: 1, code: ITEM, effectiveFrom: null, body: item }]]]),
  calendar: china,
  profile: {
    levels: Object.fromEntries(Object.values(profile.rules).map((r) => [r.code, r.level])) as Record<
      keyof typeof profile.rules,
      string
    >,
    reminderDaysBefore: 2,
    reminderMinimumDays: 3,
    noticeDays: 5,
  },
});

// Around the National Day of 2018, around a make-up Saturday at the turn of the year, and at both ends of the calendar.
const BASES = ['2018-09-19 00:00', '2018-12-17 00:00', '2026-11-25 00:00', '2006-12-25 00:00'].map(at);
const MINUTE = 60_000;
/** Mostly the turning points of a day: opening, close, one second after it, noon, midnight. */
const times = fc.tuple(
  fc.nat(32),
  fc.oneof(fc.constantFrom(0, 9 * 60, 12 * 60, 13 * 60, 17 * 60, 17 * 60 + 1 / 60, 18 * 60), fc.nat(24 * 60 - 1)),
);
const limits = (days: number): fc.Arbitrary<Limit | undefined> =>
  fc
    .option(
      fc.record({
        amount: fc.nat(days),
        unit: fc.constantFrom<LimitUnit>(
          'workingDay',
          'workingDay',
          'workingDay',
          'calendarDay',
          'workingHour',
          'hour',
          'month',
        ),
        from: fc.constantFrom('acceptance' as const, 'acceptance' as const, 'receipt' as const),
      }),
      { nil: undefined, freq: 5 },
    )
    .map((l) =>
      l?.unit === 'month'
        ? { ...l, amount: l.amount % 2 }
        : l?.unit === 'hour' || l?.unit === 'workingHour'
          ? { ...l, amount: Math.max(1, l.amount) }
          : l,
    );

const items: fc.Arbitrary<ItemVersion> = fc.record({
  id: fc.constant(1),
  code: fc.constant(ITEM),
  version: fc.constant(1),
  name: fc.constant('事项'),
  org: fc.constant('org'),
  kind: fc.constantFrom('promised' as const, 'promised' as const, 'promised' as const, 'instant' as const),
  promised: limits(10),
  statutory: limits(20),
  steps: fc.constantFrom(
    [],
    [{ name: '审查', code: '1', limit: { amount: 2, unit: 'workingDay' as const } }, { name: '审核' }],
    [{ name: '审查', limit: { amount: 5, unit: 'workingHour' as const } }],
  ),
  pauses: fc.constantFrom(
    [],
    [{ kind: 'hearing' as const, maxDays: 4 }],
    // Of a hearing (听证) nobody can say how long it takes.
    [{ kind: 'hearing' as const }, { kind: 'testing' as const, maxDays: 2 }],
  ),
});

const data: Partial<Record<EventType, fc.Arbitrary<JudgedData>>> = {
  'case.received': fc.constant({ item: ITEM, org: 'org' }),
  'case.accepted': fc.record({
    item: fc.constant(ITEM),
    org: fc.constant('org'),
    promiseDate: fc.constantFrom(undefined, at('2018-10-10 12:00')),
  }),
  'step.started': fc.record({ step: fc.constantFrom('审查', '1', '审核', '别的') }),
  'step.completed': fc.record({ step: fc.constantFrom('审查', '1', '审核') }),
  'pause.started': fc.record({
    kind: fc.constantFrom(...PAUSE_KINDS.slice(0, 1), 'testing' as const),
    plannedDays: fc.constantFrom(undefined, 1, 3, 20),
  }),
  'pause.ended': fc.record({ kind: fc.constantFrom('hearing' as const, 'testing' as const) }),
  'extension.granted': fc.record({
    days: fc.integer({ min: 1, max: 5 }),
    approver: fc.constantFrom('主任', ''),
    reason: fc.constantFrom('疑难', ' ', undefined),
  }),
};
const TYPES: EventType[] = [
  'case.received',
  'case.accepted',
  'case.accepted',
  'case.not-accepted',
  'supplement.requested',
  'step.started',
  'step.started',
  'step.completed',
  'pause.started',
  'pause.started',
  'pause.ended',
  'pause.ended',
  'extension.granted',
  'case.decided',
  'case.decided',
  'case.withdrawn',
  'rating.given',
];

const eventAt = (base: number, feeds: number): fc.Arbitrary<DeliveredEvent> =>
  fc.constantFrom(...TYPES).chain((type) =>
    fc
      .tuple(times, data[type] ?? fc.constant({}), fc.integer({ min: 1, max: feeds }))
      .map(([[day, minute], d, feed]) => {
        const members = Object.fromEntries(Object.entries(d).filter(([, v]) => v !== undefined));
        return { type, at: base + day * 1440 * MINUTE + Math.round(minute * MINUTE), feed, data: members };
      }),
  );
const eventSets = (feeds: number): fc.Arbitrary<DeliveredEvent[]> =>
  fc.constantFrom(...BASES).chain((base) => {
    const opening = fc.tuple(times, fc.boolean()).map(([[day, minute], accepted]): DeliveredEvent[] => {
      const start = base + (day % 6) * 1440 * MINUTE + Math.round(minute * MINUTE);
      const of = (type: EventType, after: number): DeliveredEvent => ({
        type,
        at: start + after,
        feed: 1,
        data: { item: ITEM, org: 'org' },
      });
      return accepted ? [of('case.received', 0), of('case.accepted', 30 * MINUTE)] : [of('case.received', 0)];
    });
    return fc
      .tuple(opening, fc.array(eventAt(base, feeds), { maxLength: 9 }))
      .map(([first, more]) => [...first, ...more]);
  });

const describeFinding = (f: { breachKey?: string; key?: string; raisedAt: number; dueAt: number }): string =>
  `${f.breachKey ?? f.key} ${say(f.raisedAt)} due ${say(f.dueAt)}`;
const expected = (history: CaseHistory, item: ItemVersion): string[] =>
  expectedFindings(history, verifyStandards(item)).map(describeFinding).sort();
const actual = (history: CaseHistory, item: ItemVersion, sweeps: readonly number[] = []): string[] =>
  liveThrough(history, standardsOf(item), sweeps).map(describeFinding).sort();

const inDeliveries = (
  events: readonly DeliveredEvent[],
  order: readonly number[],
  cuts: readonly number[],
): Delivery[] => {
  const shuffled = events
    .map((e, i) => [e, order[i % order.length] ?? 0] as const)
    .sort((a, b) => a[1] - b[1])
    .map(([e]) => e);
  const deliveries: Delivery[] = [];
  let rest = shuffled;
  for (let i = 0; rest.length > 0; i += 1) {
    const n = 1 + ((cuts[i % cuts.length] ?? 0) % 4);
    deliveries.push({ batch: i + 1, receivedAt: at('2026-11-20 00:00') + i, events: rest.slice(0, n) });
    rest = rest.slice(n);
  }
  return deliveries;
};

const DECLARED = { policy: 'declared' as const, maxLag: 0, watermarks: [] };
const atOnce = (events: readonly DeliveredEvent[], until: number): CaseHistory => ({
  deliveries: [{ batch: 1, receivedAt: at('2026-11-20 00:00'), events }],
  feeds: new Map([
    [1, DECLARED],
    [2, DECLARED],
  ]),
  horizons: new Map([
    [1, until],
    [2, until],
  ]),
  catalogueRevision: 1,
});

describe('the live evaluator and the separately written one', () => {
  it('find the same breaches in any case of a declared feed', () => {
    fc.assert(
      fc.property(items, eventSets(1), fc.integer({ min: 10, max: 60 }), (item, events, days) => {
        const until = Math.min(...events.map((e) => e.at)) + days * 1440 * MINUTE;
        const history = atOnce(events, until);
        expect(actual(history, item)).toEqual(expected(history, item));
      }),
      { numRuns: RUNS },
    );
  });

  it('make of any order, splitting and merging of deliveries what the whole set at once makes', () => {
    fc.assert(
      fc.property(
        items,
        eventSets(2),
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 10, max: 60 }),
        (item, events, order, cuts, days) => {
          const until = Math.min(...events.map((e) => e.at)) + days * 1440 * MINUTE;
          const whole = atOnce(events, until);
          const split = { ...whole, deliveries: inDeliveries(events, order, cuts) };
          expect(actual(split, item)).toEqual(actual(whole, item));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('make the same of a declared feed whose watermark follows its deliveries, and of two whose watermarks differ', () => {
    const day = 1440 * MINUTE;
    fc.assert(
      fc.property(
        items,
        eventSets(2),
        fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (item, events, order, step) => {
          const base = Math.min(...events.map((e) => e.at));
          const until = base + 60 * day;
          const deliveries: Delivery[] = [];
          const watermarks: { batch: number; until: number }[] = [];
          for (let from = base, batch = 1; from < until; from += step * day) {
            const part = events.filter((e) => e.at >= from && e.at < from + step * day);
            for (const delivery of inDeliveries(part, order, order)) deliveries.push({ ...delivery, batch: batch++ });
            watermarks.push({ batch: batch++, until: from + step * day - 1 });
          }
          const behind = watermarks.filter((_, i) => i % 3 === 0);
          const feeds = new Map([
            [1, { ...DECLARED, watermarks }],
            [2, { ...DECLARED, watermarks: behind }],
          ]);
          const whole = atOnce(events, until);
          const moved = { ...whole, deliveries, feeds };
          expect(actual(moved, item)).toEqual(actual(whole, item));
          expect(expected(moved, item)).toEqual(actual(whole, item));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('agree on late, contradicting and out-of-order reports of live windows, whenever the sweep comes by', () => {
    const clock = { policy: 'clock' as const, maxLag: MINUTE, watermarks: [] };
    fc.assert(
      fc.property(
        items,
        eventSets(2),
        fc.array(fc.integer({ min: -2, max: 4_000 }), { minLength: 6, maxLength: 6 }),
        fc.array(fc.nat(60), { maxLength: 4 }),
        (item, events, lags, sweeps) => {
          const base = Math.min(...events.map((e) => e.at));
          const arrivals = events.map((event, i) => ({
            event,
            receivedAt: event.at + (lags[i % lags.length] ?? 0) * MINUTE,
          }));
          arrivals.sort((a, b) => a.receivedAt - b.receivedAt);
          const deliveries = arrivals.map(({ event, receivedAt }, i) => ({
            batch: i + 1,
            receivedAt,
            events: [event],
          }));
          const until = base + 60 * 1440 * MINUTE;
          const history: CaseHistory = {
            deliveries,
            feeds: new Map([
              [1, clock],
              [2, clock],
            ]),
            horizons: new Map([
              [1, until],
              [2, until],
            ]),
            catalogueRevision: 1,
          };
          const found = expected(history, item);
          expect(
            actual(
              history,
              item,
              sweeps.map((d) => base + d * 1440 * MINUTE).sort((a, b) => a - b),
            ),
          ).toEqual(found);
          expect(actual(history, item)).toEqual(found);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
