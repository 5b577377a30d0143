import { describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '../../src/domain/event.js';
import type { VerifyItem } from '../../src/verify/history.js';
import { at } from '../verify/factory.js';
import {
  accepted,
  decided,
  happened,
  judge,
  line,
  linesOf,
  pause,
  promised,
  promising,
  received,
} from './clock-table.js';

const START = '2018-10-15 10:00';
const SEVEN = promising(7, 'workingDay', { statutory: { amount: 20, unit: 'workingDay' } });
const of = (events: CaseEvent[], asOf = '2018-12-01', item: VerifyItem = SEVEN) =>
  linesOf(judge(item, events, asOf), 'promised');

describe('the first acceptance and the first end count', () => {
  it.each(['case.decided', 'case.withdrawn', 'case.terminated', 'case.not-accepted'] as const)(
    '%s a second before the due instant stops every clock',
    (type) => {
      const judgement = judge(SEVEN, [accepted(START), happened('2018-10-24 16:59:59', type)], '2018-12-01');
      expect(judgement.clocks.map(line)).toEqual([
        `stopped ${START} → 2018-10-24 17:00, finished 2018-10-24 16:59:59, on time`,
        `stopped ${START} → 2018-11-12 17:00, finished 2018-10-24 16:59:59, on time`,
      ]);
      expect(judgement.nextAt).toBeUndefined();
    },
  );

  it('a case finished twice is finished at the first of them', () => {
    const ends = [decided('2018-11-20 10:00'), happened('2018-10-20 10:00', 'case.withdrawn')];
    expect(of([accepted(START), ...ends])).toEqual([
      `stopped ${START} → 2018-10-24 17:00, finished 2018-10-20 10:00, on time`,
    ]);
  });

  it('a case accepted twice runs from the first of them', () => {
    expect(of([accepted('2018-10-18 10:00'), accepted(START)], '2018-10-16')).toEqual([
      `running ${START} → 2018-10-24 17:00, on time`,
    ]);
  });

  it('an end before the acceptance stops the clocks at once, on time', () => {
    expect(of([happened('2018-10-12 10:00', 'case.withdrawn'), accepted(START)])).toEqual([
      `stopped ${START} → 2018-10-24 17:00, finished 2018-10-12 10:00, on time`,
    ]);
  });

  it('an end that has not come by the own time of the case stops nothing yet', () => {
    expect(of([accepted(START), decided('2018-10-20 10:00')], '2018-10-19 10:00')).toEqual([
      `running ${START} → 2018-10-24 17:00, on time`,
    ]);
  });
});

describe('events of one instant count together', () => {
  it('accepted and decided at once: stopped on time, in whatever order they are given', () => {
    const expected = [`stopped ${START} → 2018-10-24 17:00, finished ${START}, on time`];
    expect(of([accepted(START), decided(START)])).toEqual(expected);
    expect(of([decided(START), accepted(START)])).toEqual(expected);
  });

  it('decided at the due instant while a pause begins: on time', () => {
    expect(of([accepted(START), ...pause('2018-10-24 17:00'), decided('2018-10-24 17:00')])[0]).toContain('on time');
  });

  it('a pause that ends and another of its kind that begins: held without a gap', () => {
    const hearing = { kind: 'hearing' as const };
    const events = [
      accepted(START),
      ...pause('2018-10-16', '2018-10-18', hearing),
      ...pause('2018-10-18', undefined, hearing),
    ];
    expect(of(events, '2018-10-19')).toEqual([`paused ${START} → ?, on time`]);
  });

  it('received, accepted and a step at once', () => {
    const item = { ...SEVEN, steps: [{ name: '审查', limit: { amount: 1, unit: 'workingDay' as const } }] };
    const events = [happened(START, 'step.started', { step: '审查' }), accepted(START), received(START)];
    expect(judge(item, events, START).clocks.map((c) => `${c.kind} ${line(c)}`)).toEqual([
      `notice stopped ${START} → 2018-10-22 17:00, finished ${START}, on time`,
      `promised running ${START} → 2018-10-24 17:00, on time`,
      `statutory running ${START} → 2018-11-12 17:00, on time`,
      `step running ${START} → 2018-10-16 17:00, on time`,
    ]);
  });
});

describe('a deemed acceptance', () => {
  // Received on Monday 8 October; five working days end on Monday 15 October.
  const RECEIVED = '2018-10-08 10:00';
  const run = (events: CaseEvent[], asOf: string) =>
    judge(SEVEN, [received(RECEIVED), ...events], asOf).clocks.map((c) => `${c.kind} ${line(c)}`);
  const NOTICE = `notice running ${RECEIVED} → 2018-10-15 17:00`;
  const PROMISED = `promised running ${RECEIVED} → 2018-10-17 17:00`;
  const STATUTORY = `statutory running ${RECEIVED} → 2018-11-05 17:00`;

  it('comes true after close of the fifth day, not at it', () => {
    expect(run([], '2018-10-15 17:00')).toEqual([`${NOTICE}, on time`]);
    expect(run([], '2018-10-15 17:00:00.001')).toEqual([
      `${NOTICE}, overdue`,
      `${PROMISED}, on time`,
      `${STATUTORY}, on time`,
    ]);
  });

  it.each([
    'case.accepted',
    'case.not-accepted',
    'supplement.requested',
    'case.decided',
    'case.withdrawn',
    'case.terminated',
  ] as const)('does not come after %s at close of the fifth day', (type) => {
    const data = type === 'case.accepted' ? { item: 'item', org: 'org' } : {};
    const { facts, clocks } = judge(
      SEVEN,
      [received(RECEIVED), happened('2018-10-15 17:00', type, data)],
      '2018-10-20',
    );
    expect(facts.deemed).toBe(false);
    expect(line(clocks[0]!)).toBe(`stopped ${RECEIVED} → 2018-10-15 17:00, finished 2018-10-15 17:00, on time`);
  });

  it('stands whatever acceptance date is typed later, and the answer is shown as late', () => {
    expect(run([accepted('2018-10-22 10:00')], '2018-10-23')).toEqual([
      `notice stopped ${RECEIVED} → 2018-10-15 17:00, finished 2018-10-22 10:00, overdue`,
      `${PROMISED}, overdue`,
      `${STATUTORY}, on time`,
    ]);
  });

  it('that was judged once stands though a late event tells of an answer in time', () => {
    const events = [received(RECEIVED), accepted('2018-10-10 10:00')];
    const { facts, clocks } = judgeAfter(events, '2018-10-16');
    expect(facts.deemed).toBe(true);
    expect(clocks.map(line)[1]).toBe(`running ${RECEIVED} → 2018-10-17 17:00, on time`);
  });

  it('starts a clock from receipt where the item counts from the receipt, deemed or not', () => {
    const item = promising(7, 'workingDay', { promised: { amount: 7, unit: 'workingDay', from: 'receipt' } });
    expect(of([received(RECEIVED)], '2018-10-09', item)).toEqual([`running ${RECEIVED} → 2018-10-17 17:00, on time`]);
    expect(of([received(RECEIVED), accepted('2018-10-12 10:00')], '2018-10-13', item)).toEqual([
      `running ${RECEIVED} → 2018-10-17 17:00, on time`,
    ]);
    expect(of([accepted('2018-10-12 10:00')], '2018-10-13', item)).toEqual([
      'running 2018-10-12 10:00 → 2018-10-23 17:00, on time',
    ]);
  });
});

describe('where nothing can be counted', () => {
  it('a limit that ends beyond the known calendar is not computable and never overdue', () => {
    const start = '2026-12-25 10:00';
    expect(promised(promising(4), [accepted(start)], start)).toBe(`running ${start} → 2026-12-31 17:00, on time`);
    expect(promised(promising(5), [accepted(start)], '2027-06-01')).toBe(`not-computable ${start} → ?, no verdict`);
    expect(promised(promising(5), [accepted(start), decided('2027-01-20 10:00')], '2027-06-01')).toBe(
      `not-computable ${start} → ?, finished 2027-01-20 10:00, no verdict`,
    );
    expect(judge(promising(5), [accepted(start)], '2027-06-01').findings).toEqual([]);
  });

  it.each([
    ['calendar days', promising(10, 'calendarDay')],
    ['months', promising(1, 'month')],
    ['years', promising(1, 'year')],
    ['working hours', promising(40, 'workingHour')],
  ])('neither are %s, but wall-clock hours are', (_, item) => {
    const start = '2026-12-25 10:00';
    expect(promised(item, [accepted(start)], start)).toBe(`not-computable ${start} → ?, no verdict`);
    expect(promised(promising(240, 'hour'), [accepted(start)], start)).toBe(
      `running ${start} → 2027-01-04 10:00, on time`,
    );
  });

  it('a start before the known calendar is not computable', () => {
    expect(promised(promising(5), [accepted('2001-10-15 10:00')], '2002-01-01')).toBe(
      'not-computable 2001-10-15 10:00 → ?, no verdict',
    );
  });

  it.each<[string, VerifyItem]>([
    ['a blank limit', { promised: { amount: null, unit: 'workingDay' } }],
    ['no limit at all', {}],
  ])('%s is no limit, never on time', (_, item) => {
    const judgement = judge(item, [accepted(START), decided('2018-12-20 10:00')], '2019-01-01');
    for (const kind of ['promised', 'statutory'] as const)
      expect(linesOf(judgement, kind)).toEqual([`no-limit ${START} → ?, finished 2018-12-20 10:00, no verdict`]);
  });

  it('an unknown item is no limit, too', () => {
    const stranger = accepted(START, { item: 'stranger' });
    expect(promised(SEVEN, [stranger], '2019-01-01')).toBe(`no-limit ${START} → ?, no verdict`);
  });

  it('a case that has not begun has no clock', () => {
    expect(judge(SEVEN, [happened(START, 'step.started', { step: '审查' })], '2019-01-01').clocks).toEqual([]);
    expect(judge(SEVEN, [accepted(START)], '2018-10-14').clocks).toEqual([]);
  });
});

describe('the date that the source has promised', () => {
  const promise = { promiseDate: at('2018-10-20 12:34') };
  it('is the exact due instant of an item without limits, which pauses do not move', () => {
    const item = { pauses: [{ kind: 'testing' as const, maxDays: 15 }] };
    const judgement = judge(item, [accepted(START, promise), ...pause('2018-10-16', '2018-10-18')], '2018-10-20 12:35');
    expect(linesOf(judgement, 'promised')).toEqual([`running ${START} → 2018-10-20 12:34, overdue`]);
    expect(linesOf(judgement, 'statutory')).toEqual([`no-limit ${START} → ?, no verdict`]);
  });

  it('does not move an item that has a limit of its own', () => {
    expect(of([accepted(START, promise)], '2018-10-21')).toEqual([`running ${START} → 2018-10-24 17:00, on time`]);
  });
});

function judgeAfter(events: CaseEvent[], asOf: string) {
  const deemed = { start: at('2018-10-08 10:00'), due: at('2018-10-15 17:00') };
  return judge(SEVEN, events, asOf, undefined, deemed);
}
