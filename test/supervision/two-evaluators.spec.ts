import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import type { ItemVersion, Standards } from '../../src/domain/standards.js';
import type { CaseHistory, DeliveredEvent, Delivery, FeedHistory } from '../../src/verify/history.js';
import { expectedFindings } from '../../src/verify/replay.js';
import { MINUTE, SCOPES, eventSets, foreignSets, items, stepRuns, stepsOnly } from '../support/arbitrary-cases.js';
import { LiveCase, liveThrough } from '../support/live-case.js';
import { profileWith, shippedProfiles, storedProfile } from '../support/profiles.js';
import { at, china, ITEM, say } from '../verify/factory.js';

/** Cases for each property; a nightly run sets more. */
const RUNS = Number(process.env.LIANGPAI_PROPERTY_RUNS ?? 1_000);
const calendar = loadCalendars('config/calendars').get('cn')!;
const ON = { enabled: true };
/** The default, and two in which every rule of the ladder is on, limits counted by the day and by the moment. */
const PROFILES = [
  shippedProfiles.get('default')!,
  profileWith('jiangsu', { 'T-STATUTE-FAR': ON }),
  profileWith('hunan', { 'T-PROMISE-PART': ON, 'T-PROMISE-FAR': ON, 'T-STATUTE-FAR': ON }),
].map((profile) => ({ profile, stored: storedProfile(profile) }));
const judgedBy = ({ version }: ItemVersion) => PROFILES[version - 1]!;

const standardsOf = (item: ItemVersion): Standards => ({
  calendar,
  profile: judgedBy(item).profile,
  itemAt: (code) => (code === item.code ? item : undefined),
});
const verifyStandards = (item: ItemVersion) => ({
  items: new Map([[ITEM, [{ id: 1, code: ITEM, effectiveFrom: null, body: { ...item, result: item.guide?.result } }]]]),
  calendar: china,
  profile: judgedBy(item).stored,
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

  /** Each event comes by itself, some days after it happened; odd batches are left to watermarks. */
  const lateDeliveries = (events: readonly DeliveredEvent[], lags: readonly number[]): Delivery[] =>
    events
      .map((event, i) => ({ event, receivedAt: event.at + (lags[i % lags.length] ?? 0) * MINUTE }))
      .sort((a, b) => a.receivedAt - b.receivedAt)
      .map(({ event, receivedAt }, i) => ({ batch: 2 * i, receivedAt, events: [event] }));
  const lagsOf = (days: number): fc.Arbitrary<number[]> =>
    fc.array(fc.oneof(fc.constant(0), fc.nat(days * 1440)), { minLength: 6, maxLength: 6 });
  const clock: FeedHistory = { policy: 'clock', maxLag: MINUTE, watermarks: [] };
  const endOf = (events: readonly DeliveredEvent[]): number =>
    Math.min(...events.map((e) => e.at)) + 90 * 1440 * MINUTE;
  const sweeps = fc.array(fc.nat(90), { maxLength: 4 }).map((days) => days.sort((a, b) => a - b));
  const sweepsOf = (events: readonly DeliveredEvent[], days: readonly number[]): number[] =>
    days.map((d) => endOf(events) - (90 - d) * 1440 * MINUTE);

  it('agree on several runs of one step, however late and in whatever order they are reported', () => {
    fc.assert(
      fc.property(stepsOnly, stepRuns(2), lagsOf(60), sweeps, (item, events, lags, days) => {
        const until = endOf(events);
        const history: CaseHistory = {
          deliveries: lateDeliveries(events, lags),
          feeds: new Map([1, 2].map((id) => [id, clock])),
          horizons: new Map([1, 2].map((id) => [id, until])),
          catalogueRevision: 1,
        };
        const found = expected(history, item);
        expect(actual(history, item, sweepsOf(events, days))).toEqual(found);
        expect(actual(history, item)).toEqual(found);
      }),
      { numRuns: RUNS },
    );
  });

  it('agree where feeds report on a number that cases of two organisations bear', () => {
    const policies = fc.array(fc.constantFrom('prompt', 'slow', 'slow', 'declared'), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(items, foreignSets, lagsOf(20), sweeps, policies, (item, events, lags, days, policyOf) => {
        const until = endOf(events);
        const watermarks = days.map((d, i) => ({ batch: 6 * i + 1, until: until - (90 - d) * 1440 * MINUTE }));
        const feeds = SCOPES.map((scope, i): [number, FeedHistory] => [
          i + 1,
          policyOf[i] === 'declared'
            ? { policy: 'declared', maxLag: 0, scope, watermarks }
            : { ...clock, maxLag: policyOf[i] === 'slow' ? 30 * 1440 * MINUTE : MINUTE, scope },
        ]);
        const history: CaseHistory = {
          deliveries: lateDeliveries(events, lags),
          feeds: new Map(feeds),
          // Without them time goes no further than the deliveries took it.
          horizons: new Map(days.length === 0 ? [] : feeds.map(([id]) => [id, until])),
          catalogueRevision: 1,
        };
        const standards = standardsOf(item);
        const { findings, stored } = new LiveCase(history, standards).live();
        const found = expected(stored, item);
        expect(findings.map(describeFinding).sort()).toEqual(found);
        const swept = new LiveCase(history, standards).live(sweepsOf(events, days));
        expect(swept.findings.map(describeFinding).sort()).toEqual(found);
      }),
      { numRuns: RUNS },
    );
  });
});
