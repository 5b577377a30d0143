import { describe, expect, it } from '@jest/globals';
import type { VerifyItem } from '../../src/verify/history.js';
import { expectedFindings } from '../../src/verify/replay.js';
import { at, atOnce, event, judged, lines, standardsOf } from './factory.js';

/** Due 2018-10-24 17:00 when accepted on 2018-10-15; the reminder comes at the opening of 10-22. */
const SEVEN: VerifyItem = { kind: 'promised', promised: { amount: 7, unit: 'workingDay', from: 'acceptance' } };
const ACCEPTED = event('2018-10-15 10:00', 'case.accepted');
const NEAR = 'T-PROMISE-NEAR 2018-10-22 09:00 due 2018-10-24 17:00';
const OVER = 'T-PROMISE-OVER 2018-10-24 17:00 due 2018-10-24 17:00';

describe('the end of a case', () => {
  it('exactly at close is on time', () => {
    expect(judged(SEVEN, [ACCEPTED, event('2018-10-24 17:00', 'case.decided')], '2018-12-01')).toEqual([NEAR]);
  });

  it('a second after close is overdue', () => {
    expect(judged(SEVEN, [ACCEPTED, event('2018-10-24 17:00:01', 'case.decided')], '2018-12-01')).toEqual([NEAR, OVER]);
  });

  it.each(['case.withdrawn', 'case.terminated', 'case.not-accepted'] as const)(
    '%s a second before the due instant stops the clock',
    (type) => {
      expect(judged(SEVEN, [ACCEPTED, event('2018-10-24 16:59:59', type)], '2018-12-01')).toEqual([NEAR]);
    },
  );

  it('C1: a minute before close of the last day is on time', () => {
    const ten: VerifyItem = { promised: { amount: 10, unit: 'workingDay' } };
    const cards = judged(ten, [ACCEPTED, event('2018-10-29 16:59', 'case.decided')], '2018-12-01');
    expect(cards).toEqual(['T-PROMISE-NEAR 2018-10-25 09:00 due 2018-10-29 17:00']);
  });

  it('C2: on a week-end inside the limit is on time', () => {
    expect(judged(SEVEN, [ACCEPTED, event('2018-10-20 10:00', 'case.decided')], '2018-12-01')).toEqual([]);
  });

  it('counts once: the first end holds', () => {
    const ends = [event('2018-10-20 10:00', 'case.decided'), event('2018-11-20 10:00', 'case.decided')];
    expect(judged(SEVEN, [ACCEPTED, ...ends], '2018-12-01')).toEqual([]);
  });

  it('before the acceptance stops the clock at once', () => {
    expect(judged(SEVEN, [event('2018-10-12 10:00', 'case.withdrawn'), ACCEPTED], '2018-12-01')).toEqual([]);
  });
});

describe('the promised due instant', () => {
  it('is not passed while the own time of the case stands at it', () => {
    expect(judged(SEVEN, [ACCEPTED], '2018-10-24 17:00')).toEqual([NEAR]);
    expect(judged(SEVEN, [ACCEPTED], '2018-10-24 17:00:01')).toEqual([NEAR, OVER]);
  });

  it('starts with the first acceptance, a second one moves nothing', () => {
    const again = event('2018-10-22 10:00', 'case.accepted');
    expect(judged(SEVEN, [ACCEPTED, again], '2018-12-01')).toEqual([NEAR, OVER]);
  });

  it('starts with the receipt where the item says so', () => {
    const item: VerifyItem = { statutory: { amount: 7, unit: 'workingDay', from: 'receipt' } };
    const received = event('2018-10-15 10:00', 'case.received');
    const cards = judged(item, [received, event('2018-10-17 10:00', 'case.accepted')], '2018-12-01');
    expect(cards).toEqual(['T-STATUTE-OVER 2018-10-24 17:00 due 2018-10-24 17:00']);
  });

  it('without a limit is never overdue', () => {
    expect(judged({ promised: { amount: null, unit: 'workingDay' } }, [ACCEPTED], '2018-12-01')).toEqual([]);
    expect(judged({ kind: 'promised' }, [ACCEPTED], '2018-12-01')).toEqual([]);
  });

  it('beyond the published calendar makes no card', () => {
    const late = event('2026-12-25 10:00', 'case.accepted');
    expect(judged(SEVEN, [late], '2027-03-01')).toEqual([]);
  });

  it('of an instant item is the close of its day, whatever days it promises', () => {
    const due = 'T-PROMISE-OVER 2018-10-15 17:00 due 2018-10-15 17:00';
    expect(judged({ kind: 'instant' }, [ACCEPTED], '2018-10-16')).toEqual([due]);
    expect(judged({ ...SEVEN, kind: 'instant' }, [ACCEPTED], '2018-12-01')).toEqual([due]);
    const hours: VerifyItem = { kind: 'instant', promised: { amount: 1, unit: 'workingHour' } };
    expect(judged(hours, [ACCEPTED], '2018-10-16')).toEqual(['T-PROMISE-OVER 2018-10-15 11:00 due 2018-10-15 11:00']);
  });
});

describe('the date that the source promises', () => {
  const promising = (date: string) => event('2018-10-15 10:00', 'case.accepted', { promiseDate: at(date) });

  it('is the exact due instant of an item without limits', () => {
    const cards = judged({}, [promising('2018-10-20 12:34')], '2018-12-01');
    expect(cards).toEqual(['T-PROMISE-OVER 2018-10-20 12:34 due 2018-10-20 12:34']);
  });

  it('does not move an item that has limits', () => {
    expect(judged(SEVEN, [promising('2018-10-17 12:34')], '2018-12-01')).toEqual([NEAR, OVER]);
    const statutory: VerifyItem = { statutory: { amount: 40, unit: 'workingDay' } };
    expect(judged(statutory, [promising('2018-10-17 12:34')], '2018-11-01')).toEqual([]);
  });

  it('that lies before the acceptance is passed when the case is accepted', () => {
    const cards = judged({}, [promising('2018-10-10 12:34')], '2018-12-01');
    expect(cards).toEqual(['T-PROMISE-OVER 2018-10-15 10:00 due 2018-10-10 12:34']);
  });
});

describe('the reminder', () => {
  it('does not come to a case that ended at that moment', () => {
    expect(judged(SEVEN, [ACCEPTED, event('2018-10-22 09:00', 'case.decided')], '2018-12-01')).toEqual([]);
  });

  it('does not come to limits of less than 3 working days nor to other units', () => {
    const short: VerifyItem = { promised: { amount: 2, unit: 'workingDay' } };
    const days: VerifyItem = { promised: { amount: 30, unit: 'calendarDay' } };
    expect(judged(short, [ACCEPTED], '2018-10-17')).toEqual([]);
    expect(judged(days, [ACCEPTED], '2018-11-14')).toEqual([]);
  });

  it('R1: comes 2 working days before the due day', () => {
    const item: VerifyItem = { promised: { amount: 20, unit: 'workingDay' } };
    const cards = judged(item, [event('2014-09-19 10:00', 'case.accepted')], '2014-10-22');
    expect(cards).toEqual(['T-PROMISE-NEAR 2014-10-20 09:00 due 2014-10-22 17:00']);
  });

  it('comes once, though an extension moves the due day afterwards', () => {
    const data = { days: 5, approver: '局长', reason: '复杂' };
    const cards = judged(SEVEN, [ACCEPTED, event('2018-10-23 10:00', 'extension.granted', data)], '2018-12-01');
    expect(cards).toEqual([NEAR, 'T-PROMISE-OVER 2018-10-31 17:00 due 2018-10-31 17:00']);
  });

  it('is never made up for when a pause ends after its moment', () => {
    const item: VerifyItem = {
      promised: { amount: 3, unit: 'workingDay' },
      pauses: [{ kind: 'testing', maxDays: 15 }],
    };
    const events = [
      ACCEPTED,
      event('2018-10-15 11:00', 'pause.started', { kind: 'testing' }),
      event('2018-10-16 10:00', 'pause.ended', { kind: 'testing' }),
    ];
    expect(judged(item, events, '2018-10-19')).toEqual(['T-PROMISE-NEAR 2018-10-17 09:00 due 2018-10-19 17:00']);
    const late = [...events.slice(0, 2), event('2018-10-17 10:00', 'pause.ended', { kind: 'testing' })];
    expect(judged(item, late, '2018-10-22')).toEqual(['T-PROMISE-NEAR 2018-10-18 09:00 due 2018-10-22 17:00']);
  });

  it('comes while the case runs, accepted or not, where the limit runs from the receipt', () => {
    const item: VerifyItem = { promised: { amount: 3, unit: 'workingDay', from: 'receipt' } };
    const events = [event('2018-10-15 08:00', 'case.received'), event('2018-10-17 10:00', 'case.accepted')];
    expect(judged(item, events, '2018-10-18 17:00')).toEqual(['T-PROMISE-NEAR 2018-10-16 09:00 due 2018-10-18 17:00']);
  });
});

describe('deemed acceptance', () => {
  const RECEIVED = event('2014-09-22 10:00', 'case.received');
  const TWENTY: VerifyItem = { statutory: { amount: 20, unit: 'workingDay' } };
  const NOTICE = 'T-NOTICE-LATE 2014-09-28 17:00 due 2014-09-28 17:00';

  it('S1: comes at close of the 5th working day, a make-up Sunday', () => {
    expect(judged(TWENTY, [RECEIVED], '2014-09-28 17:00')).toEqual([]);
    expect(judged(TWENTY, [RECEIVED], '2014-09-28 17:00:01')).toEqual([NOTICE]);
  });

  it('S2: starts the clocks at the receipt and keeps them there, whatever acceptance is typed later', () => {
    const events = [
      RECEIVED,
      event('2014-09-29 10:00', 'supplement.requested'),
      event('2014-10-10 10:00', 'case.accepted'),
    ];
    expect(judged(TWENTY, events, '2014-10-23 17:00')).toEqual([NOTICE]);
    expect(judged(TWENTY, events, '2014-10-24')).toEqual([
      NOTICE,
      'T-STATUTE-OVER 2014-10-23 17:00 due 2014-10-23 17:00',
    ]);
  });

  it.each(['case.accepted', 'case.not-accepted', 'supplement.requested', 'case.withdrawn', 'case.decided'] as const)(
    'does not come after %s exactly at that close',
    (type) => {
      expect(judged(TWENTY, [RECEIVED, event('2014-09-28 17:00', type)], '2014-10-01')).toEqual([]);
    },
  );

  it('raises what was already overdue when it came to be', () => {
    const three: VerifyItem = { promised: { amount: 3, unit: 'workingDay' } };
    expect(judged(three, [RECEIVED], '2014-10-01')).toEqual([
      NOTICE,
      'T-PROMISE-OVER 2014-09-28 17:00 due 2014-09-25 17:00',
    ]);
  });

  it('raises the reminder only when its moment is still to come', () => {
    const seven: VerifyItem = { promised: { amount: 7, unit: 'workingDay' } };
    const eight: VerifyItem = { promised: { amount: 8, unit: 'workingDay' } };
    expect(judged(seven, [RECEIVED], '2014-09-30 17:00')).toEqual([NOTICE]);
    expect(judged(eight, [RECEIVED], '2014-10-08 17:00')).toEqual([
      NOTICE,
      'T-PROMISE-NEAR 2014-09-29 09:00 due 2014-10-08 17:00',
    ]);
  });

  it('takes the promised date of an acceptance that comes later', () => {
    const accepted = event('2014-10-10 10:00', 'case.accepted', { promiseDate: at('2014-10-20 10:00') });
    expect(judged({}, [RECEIVED, accepted], '2014-10-31')).toEqual([
      NOTICE,
      'T-PROMISE-OVER 2014-10-20 10:00 due 2014-10-20 10:00',
    ]);
  });
});

describe('a step', () => {
  const item: VerifyItem = {
    steps: [{ name: '审查', code: 'S1', limit: { amount: 3, unit: 'workingDay' } }, { name: '审核' }],
    pauses: [{ kind: 'testing', maxDays: 15 }],
  };
  const step = (time: string, type: 'step.started' | 'step.completed', name = '审查') =>
    event(time, type, { step: name });
  const STARTED = step('2018-10-15 11:00', 'step.started');
  const LATE = 'T-STEP-OVER 审查 2018-10-18 17:00 due 2018-10-18 17:00';

  it('has its own limit, counted from its start', () => {
    expect(judged(item, [ACCEPTED, STARTED], '2018-10-18 17:00')).toEqual([]);
    expect(judged(item, [ACCEPTED, STARTED], '2018-10-19')).toEqual([LATE]);
  });

  it('is found by its code and closed by its name', () => {
    const events = [
      ACCEPTED,
      step('2018-10-15 11:00', 'step.started', 'S1'),
      step('2018-10-18 17:00', 'step.completed'),
    ];
    expect(judged(item, events, '2018-12-01')).toEqual([]);
  });

  it('started twice runs from the first start, started again after its end runs anew', () => {
    const twice = [ACCEPTED, STARTED, step('2018-10-17 10:00', 'step.started')];
    expect(judged(item, twice, '2018-10-19')).toEqual([LATE]);
    const anew = [
      ACCEPTED,
      STARTED,
      step('2018-10-16 10:00', 'step.completed'),
      step('2018-10-17 10:00', 'step.started'),
    ];
    expect(judged(item, anew, '2018-12-01')).toEqual(['T-STEP-OVER 审查 2018-10-22 17:00 due 2018-10-22 17:00']);
  });

  it('is held by a pause and not lengthened by an extension', () => {
    const paused = [
      ACCEPTED,
      STARTED,
      event('2018-10-16 10:00', 'pause.started', { kind: 'testing' }),
      event('2018-10-17 10:00', 'pause.ended', { kind: 'testing' }),
      event('2018-10-17 11:00', 'extension.granted', { days: 5, approver: 'a', reason: 'b' }),
    ];
    expect(judged(item, paused, '2018-12-01')).toEqual(['T-STEP-OVER 审查 2018-10-22 17:00 due 2018-10-22 17:00']);
  });

  it('ends with the case, and does not begin after it', () => {
    const end = event('2018-10-17 10:00', 'case.decided');
    expect(judged(item, [ACCEPTED, STARTED, end], '2018-12-01')).toEqual([]);
    expect(judged(item, [ACCEPTED, end, step('2018-10-18 10:00', 'step.started')], '2018-12-01')).toEqual([]);
  });
});

describe('the version of the item', () => {
  const version = (id: number, effectiveFrom: string | null, amount: number) => ({
    id,
    code: 'item',
    effectiveFrom: effectiveFrom === null ? null : at(effectiveFrom),
    body: { promised: { amount, unit: 'workingDay' as const } },
  });
  const versions = [
    version(1, null, 1),
    version(2, '2018-10-15 10:00', 2),
    version(3, '2018-10-16', 3),
    version(4, null, 9),
  ];
  const due = (catalogueRevision: number) =>
    lines(expectedFindings({ ...atOnce([ACCEPTED], '2018-12-01'), catalogueRevision }, standardsOf(versions)));

  it('is the one in force at the receipt among those that the case knows', () => {
    expect(due(4)).toEqual(['T-PROMISE-OVER 2018-10-17 17:00 due 2018-10-17 17:00']);
    expect(due(1)).toEqual(['T-PROMISE-OVER 2018-10-16 17:00 due 2018-10-16 17:00']);
    expect(due(0)).toEqual([]);
  });
});
