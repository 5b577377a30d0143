import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVENT_TYPES } from '../../src/domain/event.js';
import type { CaseHistory, DeliveredEvent, VerifyItem } from '../../src/verify/history.js';
import { expectedFindings } from '../../src/verify/replay.js';
import { shippedProfiles, storedProfile } from '../support/profiles.js';
import { at, atOnce, ITEM, lines, standardsOf } from './factory.js';

const PROFILES = ['default', 'jiangsu', 'hunan'].map((code) => storedProfile(shippedProfiles.get(code)!));
const HOUR = 3_600_000;
const FIRST = at('2018-09-20');
const UNTIL = '2019-03-01';

const limit = fc.record({
  amount: fc.nat(12),
  unit: fc.constantFrom('workingDay', 'calendarDay', 'workingHour', 'hour', 'month'),
  from: fc.constantFrom('acceptance', 'receipt'),
});
const item: fc.Arbitrary<VerifyItem> = fc.record({
  kind: fc.constantFrom('instant', 'promised'),
  statutory: fc.option(limit),
  promised: fc.option(limit),
  steps: fc.constant([{ name: '审查', limit: { amount: 2, unit: 'workingDay' as const } }]),
  pauses: fc.constant([{ kind: 'testing', maxDays: 5 }, { kind: 'hearing' }]),
  result: fc.constantFrom(null, {}, { deliverDays: 2 }),
});
const event: fc.Arbitrary<DeliveredEvent> = fc
  .record({
    type: fc.constantFrom(...EVENT_TYPES.filter((type) => !/^(complaint|rating|fee)/.test(type))),
    hour: fc.nat(60 * 24),
    kind: fc.constantFrom('testing' as const, 'hearing' as const),
    plannedDays: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    days: fc.integer({ min: 1, max: 9 }),
    promisedAfter: fc.option(fc.nat(500), { nil: undefined }),
  })
  .map(({ type, hour, kind, plannedDays, days, promisedAfter }) => {
    const instant = FIRST + hour * HOUR;
    const promiseDate = promisedAfter === undefined ? undefined : instant + promisedAfter * HOUR;
    const data = {
      item: ITEM,
      org: 'org',
      step: '审查',
      kind,
      plannedDays,
      days,
      approver: 'a',
      reason: 'b',
      outcome: 'granted',
      promiseDate,
    };
    return { type, at: instant, feed: 1, data };
  });

describe('a declared feed', () => {
  /** By each kind of profile, one after the other. */
  const findings = (history: CaseHistory, body: VerifyItem) =>
    PROFILES.map((profile) => lines(expectedFindings(history, { ...standardsOf(body), profile })));

  it('gives the same cards in any order, split into any deliveries', () => {
    const shuffled = fc
      .array(event, { minLength: 1, maxLength: 9 })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }), fc.nat()),
      );
    fc.assert(
      fc.property(shuffled, item, ([events, order, cut], body) => {
        const once = atOnce(events, UNTIL);
        const [head, tail] = [order.slice(0, cut % order.length), order.slice(cut % order.length)];
        const deliveries = [head, ...tail.map((one) => [one])].map((part, batch) => ({
          batch,
          receivedAt: at('2026-11-01'),
          events: part,
        }));
        expect(findings({ ...once, deliveries }, body)).toEqual(findings(once, body));
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same cards however its watermark creeps forward, as long as every event is there before', () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 9 }),
        item,
        fc.array(fc.nat(100 * 24)),
        (events, body, hours) => {
          const once = atOnce(events, UNTIL);
          const watermarks = hours.map((hour, i) => ({ batch: 2 * i + 2, until: FIRST + hour * HOUR }));
          const visits = hours.map((_, i) => ({ batch: 2 * i + 3, receivedAt: at('2026-11-01'), events: [] }));
          const feeds = new Map([[1, { policy: 'declared' as const, maxLag: 0, watermarks }]]);
          const creeping = { ...once, feeds, deliveries: [...once.deliveries, ...visits] };
          expect(findings(creeping, body)).toEqual(findings(once, body));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never loses a card by a delivery more', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), event, item, (events, more, body) => {
        const watermarks = [{ batch: 2, until: at('2018-11-10') }];
        const feeds = new Map([[1, { policy: 'declared' as const, maxLag: 0, watermarks }]]);
        const before = { ...atOnce(events, '2018-11-10'), feeds };
        const late = { batch: 3, receivedAt: at('2026-11-01'), events: [more] };
        const after = { ...before, deliveries: [...before.deliveries, late] };
        const found = findings(after, body);
        for (const [i, former] of findings(before, body).entries())
          expect(found[i]).toEqual(expect.arrayContaining(former));
      }),
      { numRuns: 400 },
    );
  });
});
