import fc from 'fast-check';
import { type EventType, type JudgedData, PAUSE_KINDS } from '../../src/domain/event.js';
import type { ItemVersion, Limit, LimitUnit } from '../../src/domain/standards.js';
import type { DeliveredEvent } from '../../src/verify/history.js';
import { at, ITEM } from '../verify/factory.js';

// Around the National Day of 2018, around a make-up Saturday at the turn of the year, and at both ends of the calendar.
const BASES = ['2018-09-19 00:00', '2018-12-17 00:00', '2026-11-25 00:00', '2006-12-25 00:00'].map(at);
export const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
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

export const items: fc.Arbitrary<ItemVersion> = fc.record({
  id: fc.constant(1),
  code: fc.constant(ITEM),
  // Stands for the profile by which its cases are judged.
  version: fc.constantFrom(1, 1, 2, 3),
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
  guide: fc.constantFrom(undefined, { result: { name: '许可证' } }, { result: { name: '许可证', deliverDays: 3 } }),
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
  'case.decided': fc.record({ outcome: fc.constantFrom('granted', 'partly-granted', 'refused') }),
  'extension.granted': fc.record({
    days: fc.integer({ min: 1, max: 5 }),
    approver: fc.constantFrom('主任', ''),
    reason: fc.constantFrom('疑难', ' ', undefined),
  }),
};
const TYPES: EventType[] = [
  'licence.delivered',
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
        return { type, at: base + day * DAY + Math.round(minute * MINUTE), feed, data: members };
      }),
  );
export const eventSets = (feeds: number): fc.Arbitrary<DeliveredEvent[]> =>
  fc.constantFrom(...BASES).chain((base) => {
    const opening = fc.tuple(times, fc.boolean()).map(([[day, minute], accepted]): DeliveredEvent[] => {
      const start = base + (day % 6) * DAY + Math.round(minute * MINUTE);
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

/** An item whose one limited step is what its cards are about. */
export const stepsOnly: fc.Arbitrary<ItemVersion> = fc
  .tuple(items, fc.integer({ min: 1, max: 3 }))
  .map(([item, amount]) => ({
    ...item,
    steps: [{ name: '审查', code: '1', limit: { amount, unit: 'workingDay' as const } }, { name: '审核' }],
  }));

/** A case that need not begin with its receipt, and several runs of one step, overlapping or open ones among them. */
export const stepRuns = (feeds: number): fc.Arbitrary<DeliveredEvent[]> =>
  fc.constantFrom(...BASES.slice(0, 2)).chain((base) => {
    const feed = fc.integer({ min: 1, max: feeds });
    const instant = times.map(([day, minute]) => base + day * DAY + Math.round(minute * MINUTE));
    const step = (type: EventType, from: number, number: number, name = '审查'): DeliveredEvent => ({
      type,
      at: from,
      feed: number,
      data: { step: name },
    });
    const run = fc
      .tuple(instant, fc.option(fc.integer({ min: 0, max: 12 * 1440 }), { freq: 4 }), feed)
      .map(([from, minutes, number]) => [
        step('step.started', from, number),
        ...(minutes === null ? [] : [step('step.completed', from + minutes * MINUTE, number)]),
      ]);
    const opening = fc
      .tuple(fc.boolean(), fc.constantFrom<EventType>('case.received', 'case.accepted'), fc.nat(10))
      .map(([isLate, type, day]): DeliveredEvent[] => [
        ...(isLate ? [step('step.started', base, 1, '审核')] : []),
        { type, at: base + day * DAY + 9 * 60 * MINUTE, feed: 1, data: { item: ITEM, org: 'org' } },
      ]);
    return fc
      .tuple(opening, fc.array(run, { minLength: 1, maxLength: 4 }), fc.array(eventAt(base, feeds), { maxLength: 3 }))
      .map(([first, runs, more]) => [...first, ...runs.flat(), ...more]);
  });

/** What each feed may report on: a province's, those of either organisation, that of both. */
export const SCOPES: readonly (readonly string[])[] = [['*'], ['org'], ['other'], ['or*', 'other']];

/** Reports of feeds that have a right to one organisation or to both, about a number that either may have taken. */
export const foreignSets: fc.Arbitrary<DeliveredEvent[]> = fc
  .tuple(
    eventSets(SCOPES.length),
    fc.array(
      fc.tuple(
        fc.nat(SCOPES.length - 1),
        fc.constantFrom<EventType>('case.received', 'case.accepted', 'visit.made'),
        fc.boolean(),
        times,
      ),
    ),
  )
  .map(([events, more]) => {
    const base = Math.min(...events.map((e) => e.at));
    const openings = more.map(([feed, type, isOther, [day, minute]]): DeliveredEvent => ({
      type,
      at: base + (type === 'visit.made' ? day : day % 8) * DAY + Math.round(minute * MINUTE),
      feed: feed + 1,
      data: type === 'visit.made' ? {} : { item: ITEM, org: isOther ? 'other' : 'org' },
    }));
    return [...events, ...openings].map(named);
  });

/** The intake lets no feed name an organisation that is none of its own. */
function named(event: DeliveredEvent): DeliveredEvent {
  if (event.data.org === undefined || event.feed === 1 || event.feed === 4) return event;
  return { ...event, data: { ...event.data, org: event.feed === 2 ? 'org' : 'other' } };
}
