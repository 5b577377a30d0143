import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CaseEvent, EVENT_TYPES, PAUSE_KINDS } from '../../src/domain/event.js';
import type { Feed } from '../../src/sources/feed.js';
import {
  type CaseFile,
  EMPTY_FILE,
  type FeedPosition,
  laggard,
  ownTime,
  withEvents,
} from '../../src/supervision/case-file.js';
import { changeOf, decodeCaseFile, encodeCaseFile } from '../../src/supervision/case-file-text.js';
import { at, say } from '../verify/factory.js';

const instants = fc.integer({ min: at('2014-01-01'), max: at('2026-12-31') });
const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const events: fc.Arbitrary<CaseEvent> = fc.record(
  {
    type: fc.constantFrom(...EVENT_TYPES),
    at: fc.oneof(instants, fc.constantFrom(at('2018-10-15 10:00'), at('2018-10-15 17:00'))),
    feed: fc.integer({ min: 1, max: 3 }),
    item: words,
    org: words,
    promiseDate: instants,
    step: words,
    kind: fc.constantFrom(...PAUSE_KINDS),
    plannedDays: fc.nat(100),
    days: fc.nat(100),
    approver: words,
    reason: words,
    outcome: words,
  },
  { requiredKeys: ['type', 'at', 'feed'] },
);
const files: fc.Arbitrary<CaseFile> = fc
  .record({
    events: fc.array(events, { maxLength: 12 }),
    deemed: fc.option(fc.record({ start: instants, due: instants }), { nil: undefined }),
    raised: fc.uniqueArray(words, { maxLength: 4 }),
  })
  .map(({ events: all, ...rest }) => ({ ...withEvents(EMPTY_FILE, all), ...rest }));

describe('the case file', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(decodeCaseFile(encodeCaseFile(file))).toEqual(file);
      }),
    );
  });

  it('that is empty is read back as it was written', () => {
    expect(decodeCaseFile(encodeCaseFile(EMPTY_FILE))).toEqual(EMPTY_FILE);
  });

  it('is refused where it is no case file', () => {
    expect(() => decodeCaseFile('not a file')).toThrow(SyntaxError);
  });

  it('takes what a delivery adds as one more line', () => {
    fc.assert(
      fc.property(
        files,
        fc.array(events, { maxLength: 5 }),
        fc.array(words, { maxLength: 2 }),
        (stored, added, keys) => {
          const grown = withEvents(stored, added);
          const file = { ...grown, raised: [...grown.raised, ...keys], deemed: grown.deemed ?? { start: 1, due: 2 } };
          const change = changeOf(stored, file) ?? '';
          expect(change === '' || change.startsWith('\n')).toBe(true);
          expect(decodeCaseFile(encodeCaseFile(stored) + change)).toEqual(file);
        },
      ),
    );
  });

  it('costs nothing to keep where nothing was added', () => {
    const accepted: CaseEvent = { type: 'case.accepted', at: at('2018-10-15'), feed: 1 };
    const stored = withEvents(EMPTY_FILE, [accepted]);
    expect(changeOf(stored, { ...stored })).toBeNull();
    const added = changeOf(stored, withEvents(stored, [{ ...accepted, at: at('2018-10-16') }]));
    expect(added).toBe(`\n{"n":${at('2018-10-16')},"e":[{"type":"case.accepted","at":${at('2018-10-16')},"feed":1}]}`);
  });

  it('counts every stored event, also those that are left out', () => {
    const [accepted, visit] = (['case.accepted', 'visit.made'] as const).map((type): CaseEvent => ({
      type,
      at: at('2018-10-15'),
      feed: 1,
    })) as [CaseEvent, CaseEvent];
    const stored = withEvents(EMPTY_FILE, [accepted, visit, visit]);
    const more = withEvents(stored, [visit]);
    expect(changeOf(stored, more)).toBe('\n{"o":3}');
    expect(decodeCaseFile(encodeCaseFile(stored) + changeOf(stored, more)!).total).toBe(4);
    expect(decodeCaseFile(encodeCaseFile({ ...more, events: [] })).total).toBe(4);
  });

  it('is written anew where events were left out', () => {
    const events: CaseEvent[] = [1, 2, 3].map((day) => ({
      type: 'case.accepted',
      at: at(`2018-10-1${day}`),
      feed: day,
    }));
    const stored = withEvents(EMPTY_FILE, events);
    const fewer = { ...stored, events: stored.events.filter((e) => e.feed !== 2) };
    expect(changeOf(stored, fewer)).toBe(encodeCaseFile(fewer));
    expect(changeOf(undefined, fewer)).toBe(encodeCaseFile(fewer));
  });

  it('is the same in whatever order and pieces its events arrived', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 12 }), fc.array(fc.nat(), { minLength: 13 }), (all, order) => {
        const shuffled = all
          .map((event, i) => ({ event, key: order[i]! }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const cut = order[12]! % (all.length + 1);
        const once = withEvents(EMPTY_FILE, all);
        const pieces = withEvents(withEvents(EMPTY_FILE, shuffled.slice(0, cut)), shuffled.slice(cut));
        // The members of an event may stand in any order, too.
        const backwards = withEvents(EMPTY_FILE, all.map(reversedMembers).reverse());
        expect(pieces).toEqual(once);
        expect(backwards).toEqual(once);
      }),
    );
  });

  it('keeps the events that bear on a judgement, of others their instant and number', () => {
    const visit: CaseEvent = { type: 'visit.made', at: at('2018-10-16'), feed: 1 };
    const accepted: CaseEvent = { type: 'case.accepted', at: at('2018-10-15'), feed: 1 };
    expect(withEvents(EMPTY_FILE, [visit, accepted])).toEqual({
      events: [accepted],
      newest: visit.at,
      total: 2,
      raised: [],
    });
  });

  it('does not change what it was made from', () => {
    const accepted: CaseEvent = { type: 'case.accepted', at: at('2018-10-15'), feed: 1 };
    const file = withEvents(EMPTY_FILE, [accepted]);
    withEvents(file, [{ ...accepted, at: at('2018-10-14') }]);
    expect(file.events).toEqual([accepted]);
    expect(EMPTY_FILE.events).toEqual([]);
  });
});

const reversedMembers = (event: CaseEvent): CaseEvent =>
  Object.fromEntries(Object.entries(event).reverse()) as unknown as CaseEvent;

const NOW = at('2018-10-15 12:00');
const feed = (id: number, policy: Feed['policy'], maxLag = 60_000): Feed => ({
  id,
  name: `feed ${id}`,
  scope: ['*'],
  policy,
  maxLag,
});
const clock = (id: number, maxLag?: number): FeedPosition => ({ feed: feed(id, 'clock', maxLag) });
const declared = (id: number, until?: string): FeedPosition => ({
  feed: feed(id, 'declared', 0),
  declaredUntil: until === undefined ? undefined : at(until),
});
const OLD = '2018-10-15 08:00';

describe("the case's own time", () => {
  it.each<[string, FeedPosition[], string, string]>([
    ['of a live feed is now less its lag', [clock(1)], OLD, '2018-10-15 11:59'],
    ['of a live feed with a longer lag', [clock(1, 3_600_000)], OLD, '2018-10-15 11:00'],
    ['of a live feed is never before its newest event', [clock(1)], '2018-10-15 12:01', '2018-10-15 12:01'],
    ['of a declared feed is what it has declared', [declared(1, '2018-10-10 00:00')], '2018-10-14', '2018-10-10 00:00'],
    [
      'of several feeds is the smallest',
      [clock(1), declared(2, '2018-10-10 00:00'), clock(3)],
      OLD,
      '2018-10-10 00:00',
    ],
    ['of two live feeds is that of the longer lag', [clock(1), clock(2, 3_600_000)], OLD, '2018-10-15 11:00'],
    [
      'of a live feed beside a declared one that is ahead',
      [clock(1), declared(2, '2018-10-16 00:00')],
      OLD,
      '2018-10-15 11:59',
    ],
  ])('%s', (_, positions, newest, expected) => {
    expect(say(ownTime(positions, at(newest), NOW))).toBe(expected);
  });

  it('does not begin before a declared feed has declared anything', () => {
    expect(ownTime([declared(1)], at(OLD), NOW)).toBe(-Infinity);
    expect(ownTime([clock(1), declared(2)], at(OLD), NOW)).toBe(-Infinity);
  });
});

describe('the feed that holds a case back', () => {
  it.each<[string, FeedPosition[], string, number]>([
    ['is the only one', [clock(7)], OLD, 7],
    ['is the declared one that lies behind', [clock(1), declared(2, '2018-10-10 00:00')], OLD, 2],
    ['is the live one when the declared one is ahead', [clock(1), declared(2, '2018-10-16 00:00')], OLD, 1],
    ['is the live one of the longer lag', [clock(1), clock(2, 3_600_000)], OLD, 2],
    ['is the declared one that has declared nothing', [clock(1), declared(2), declared(3, '2018-10-10 00:00')], OLD, 2],
    // The live one moves by itself: only the declaration tells when the case can go on.
    ['is the declared one of two at the same instant', [clock(1), declared(2, '2018-10-15 11:59')], OLD, 2],
    [
      'is the declared one of two at the same instant, in any order',
      [declared(2, '2018-10-15 11:59'), clock(1)],
      OLD,
      2,
    ],
  ])('%s', (_, positions, newest, expected) => {
    expect(laggard(positions, at(newest), NOW)).toBe(expected);
  });
});
