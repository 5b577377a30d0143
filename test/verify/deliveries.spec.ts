import { describe, expect, it } from '@jest/globals';
import type { CaseHistory, DeliveredEvent, FeedHistory, VerifyItem } from '../../src/verify/history.js';
import { expectedFindings } from '../../src/verify/replay.js';
import { at, atOnce, CLOCK, event, findingsOf, lines, live, standardsOf } from './factory.js';

const ITEM: VerifyItem = {
  promised: { amount: 7, unit: 'workingDay' },
  statutory: { amount: 20, unit: 'workingDay' },
  pauses: [{ kind: 'testing', maxDays: 15 }],
};
const RECEIVED = event('2018-10-15 10:00', 'case.received');
const ACCEPTED = event('2018-10-15 11:00', 'case.accepted');
const NEAR = 'T-PROMISE-NEAR 2018-10-22 09:00 due 2018-10-24 17:00';
const OVER = 'T-PROMISE-OVER 2018-10-24 17:00 due 2018-10-24 17:00';
const NOTICE = 'T-NOTICE-LATE 2018-10-22 17:00 due 2018-10-22 17:00';

const find = (history: CaseHistory): string[] => findingsOf(history, ITEM);

describe('events of a live window', () => {
  it('are judged when they arrive; a late decision does not prevent the card', () => {
    const decided = event('2018-10-24 16:00', 'case.decided');
    const onTime = live(
      [
        ['2018-10-15 11:00:01', RECEIVED, ACCEPTED],
        ['2018-10-24 16:00:01', decided],
      ],
      '2018-12-01',
    );
    const late = live(
      [
        ['2018-10-15 11:00:01', RECEIVED, ACCEPTED],
        ['2018-10-25 09:00', decided],
      ],
      '2018-12-01',
    );
    expect(find(onTime)).toEqual([NEAR]);
    expect(find(late)).toEqual([NEAR, OVER]);
  });

  it('that arrive within the lag are in time', () => {
    const decided = event('2018-10-24 17:00', 'case.decided');
    expect(
      find(
        live(
          [
            ['2018-10-15 11:00', ACCEPTED],
            ['2018-10-24 17:01', decided],
          ],
          '2018-12-01',
        ),
      ),
    ).toEqual([NEAR]);
    expect(
      find(
        live(
          [
            ['2018-10-15 11:00', ACCEPTED],
            ['2018-10-24 17:01:01', decided],
          ],
          '2018-12-01',
        ),
      ),
    ).toEqual([NEAR, OVER]);
  });

  it('make no card beyond the instant up to which time has passed', () => {
    expect(find(live([['2018-10-15 11:00', ACCEPTED]], '2018-10-24 17:00'))).toEqual([NEAR]);
  });

  it('that tell of an acceptance too late leave the deemed one standing', () => {
    const accepted = event('2018-10-19 10:00', 'case.accepted');
    const history = live(
      [
        ['2018-10-15 10:00', RECEIVED],
        ['2018-10-23 10:00', accepted],
      ],
      '2018-10-24 17:00:01',
    );
    expect(find(history)).toEqual([NOTICE, OVER]);
  });

  it('that tell of an extension after the card leave the card', () => {
    const extension = event('2018-10-24 16:00', 'extension.granted', { days: 5, approver: 'a', reason: 'b' });
    const history = live(
      [
        ['2018-10-15 11:00', ACCEPTED],
        ['2018-10-25 10:00', extension],
      ],
      '2018-11-12 17:00',
    );
    expect(find(history)).toEqual([NEAR, OVER]);
  });

  it('that move the start of a step with a card make no second card', () => {
    const item: VerifyItem = { steps: [{ name: '审查', limit: { amount: 1, unit: 'workingDay' } }] };
    const step = (time: string, type: 'step.started' | 'step.completed') => event(time, type, { step: '审查' });
    const history = live(
      [
        ['2018-10-15 11:00', ACCEPTED],
        ['2018-10-17 10:00', step('2018-10-17 10:00', 'step.started')],
        ['2018-10-19 10:00', step('2018-10-16 10:00', 'step.started')],
      ],
      '2018-12-01',
    );
    expect(lines(expectedFindings(history, standardsOf(item)))).toEqual([
      'T-STEP-OVER 审查 2018-10-18 17:00 due 2018-10-18 17:00',
    ]);
  });

  it('that show the step of the card to be a later run of it raise the earlier run as well', () => {
    const item: VerifyItem = { steps: [{ name: '审查', limit: { amount: 1, unit: 'workingDay' } }] };
    const step = (time: string, type: 'step.started' | 'step.completed') => event(time, type, { step: '审查' });
    const history = live(
      [
        ['2018-10-01 11:00', event('2018-10-01 11:00', 'case.accepted')],
        ['2018-10-17 10:00', step('2018-10-17 10:00', 'step.started')],
        ['2018-10-19 10:00', step('2018-10-08 10:00', 'step.started'), step('2018-10-11 10:00', 'step.completed')],
      ],
      '2018-12-01',
    );
    expect(lines(expectedFindings(history, standardsOf(item)))).toEqual([
      'T-STEP-OVER 审查 2018-10-09 17:00 due 2018-10-09 17:00',
      'T-STEP-OVER 审查 2018-10-18 17:00 due 2018-10-18 17:00',
    ]);
  });

  it('raise an earlier run of a step at its own due instant, though a later run has its card already', () => {
    const item: VerifyItem = { steps: [{ name: '审查', limit: { amount: 2, unit: 'workingDay' } }, { name: '审核' }] };
    const step = (time: string, type: 'step.started' | 'step.completed', name = '审查') =>
      event(time, type, { step: name });
    const before = [
      step('2026-09-10 09:00', 'step.started', '审核'),
      event('2026-09-16 09:00', 'case.accepted'),
      step('2026-11-02 09:00', 'step.started'),
    ];
    const late = [step('2026-09-16 11:00', 'step.started'), step('2026-10-14 09:00', 'step.completed')];
    const inTwo = live(
      [
        ['2026-11-22 09:00', ...before],
        ['2026-11-22 10:00', ...late],
      ],
      '2026-11-23',
    );
    const inOne = live([['2026-11-22 10:00', ...before, ...late]], '2026-11-23');
    expect(findingsOf(inOne, item)).toEqual([
      'T-STEP-OVER 审查 2026-09-18 17:00 due 2026-09-18 17:00',
      'T-STEP-OVER 审查 2026-11-04 17:00 due 2026-11-04 17:00',
    ]);
    expect(findingsOf(inTwo, item)).toEqual(findingsOf(inOne, item));
  });
});

describe('a declared feed', () => {
  const decided = event('2018-10-26 10:00', 'case.decided');
  const declared = (...marks: [number, string][]): FeedHistory => ({
    policy: 'declared',
    maxLag: 0,
    watermarks: marks.map(([batch, until]) => ({ batch, until: at(until) })),
  });
  const history = (feed: FeedHistory, final: string, ...batches: [number, DeliveredEvent][]): CaseHistory => ({
    deliveries: batches.map(([batch, ...events]) => ({ batch, receivedAt: at('2026-11-01'), events })),
    feeds: new Map([[1, feed]]),
    horizons: new Map([[1, at(final)]]),
    catalogueRevision: 1,
  });

  it('lets its events wait until its watermark', () => {
    expect(find({ ...atOnce([RECEIVED, ACCEPTED, decided], '2018-10-20'), horizons: new Map() })).toEqual([]);
    expect(find(atOnce([RECEIVED, ACCEPTED, decided], '2018-10-24 17:00'))).toEqual([NEAR]);
  });

  it('gives the same cards in whatever order and number its events come', () => {
    const events = [RECEIVED, ACCEPTED, decided];
    const expected = find(atOnce(events, '2018-12-01'));
    expect(expected).toEqual([NEAR, OVER]);
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      const batches = order.map((i, batch): [number, DeliveredEvent] => [batch + 1, events[i]!]);
      expect(find(history(declared(), '2018-12-01', ...batches))).toEqual(expected);
    }
  });

  it('judges at a watermark between two deliveries: what comes after it is late', () => {
    const early = event('2018-10-23 10:00', 'case.decided');
    expect(find(history(declared([2, '2018-10-25']), '2018-12-01', [1, ACCEPTED], [3, early]))).toEqual([NEAR, OVER]);
    expect(find(history(declared([2, '2018-10-24']), '2018-12-01', [1, ACCEPTED], [3, early]))).toEqual([NEAR]);
    expect(find(history(declared([4, '2018-10-25']), '2018-12-01', [1, ACCEPTED], [3, early]))).toEqual([NEAR]);
  });

  it('never goes back', () => {
    const early = event('2018-10-23 10:00', 'case.decided');
    const feed = declared([2, '2018-10-25'], [3, '2018-10-16']);
    expect(find(history(feed, '2018-12-01', [1, ACCEPTED], [4, early]))).toEqual([NEAR, OVER]);
  });
});

describe('several feeds on one case', () => {
  const declared: FeedHistory = { policy: 'declared', maxLag: 0, watermarks: [] };
  const both = (until: string): CaseHistory => ({
    ...live(
      [
        ['2018-10-15 11:00', ACCEPTED],
        ['2018-10-16 10:00', event('2018-10-16 09:00', 'visit.made', {}, 2)],
      ],
      '2018-12-01',
    ),
    feeds: new Map([
      [1, CLOCK],
      [2, declared],
    ]),
    horizons: new Map([
      [1, at('2018-12-01')],
      [2, at(until)],
    ]),
  });

  it('go no further than the slowest', () => {
    expect(find(both('2018-10-20'))).toEqual([]);
    expect(find(both('2018-10-24 17:00:01'))).toEqual([NEAR, OVER]);
  });
});

describe('two events in one instant', () => {
  const instant = '2018-10-24 17:00';
  const extension = event(instant, 'extension.granted', { days: 1, approver: 'a', reason: 'b' });
  const pause = event(instant, 'pause.started', { kind: 'testing', plannedDays: 1 });

  it('count together, in whatever order they come', () => {
    const expected = [NEAR, 'T-PROMISE-OVER 2018-10-26 17:00 due 2018-10-26 17:00'];
    expect(find(atOnce([ACCEPTED, extension, pause], '2018-10-27'))).toEqual(expected);
    expect(find(atOnce([pause, extension, ACCEPTED], '2018-10-27'))).toEqual(expected);
  });

  it('of receipt, acceptance and decision make no card', () => {
    const now = '2018-10-15 10:00';
    const events = [event(now, 'case.decided'), event(now, 'case.accepted'), RECEIVED];
    expect(find(atOnce(events, '2018-12-01'))).toEqual([]);
  });
});
