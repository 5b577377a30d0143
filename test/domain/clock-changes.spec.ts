import { describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '../../src/domain/event.js';
import { accepted, decided, extension, happened, judge, linesOf, pause, promised, promising } from './clock-table.js';

/** 7 working days from here end on 2018-10-24, 20 on 2018-11-12. In 2018 1–7 October was off, 29 and 30 September worked. */
const START = '2018-10-15 10:00';
const run = (amount: number, events: CaseEvent[], asOf = '2018-10-15 10:00', start = START): string =>
  promised(promising(amount), [accepted(start), ...events], asOf);

describe('a pause, in days,', () => {
  it.each<[string, string, number, CaseEvent[], string]>([
    [
      'over a holiday leaves out working days only',
      '2018-09-25 10:00',
      10,
      pause('2018-09-28 10:00', '2018-10-09 10:00'),
      '2018-10-19',
    ],
    [
      'that overlaps another counts once',
      START,
      10,
      [...pause('2018-10-17', '2018-10-19'), ...pause('2018-10-18', '2018-10-22', { kind: 'hearing' })],
      '2018-11-02',
    ],
    [
      'inside another adds nothing',
      START,
      10,
      [...pause('2018-10-17', '2018-10-22'), ...pause('2018-10-18', '2018-10-19', { kind: 'hearing' })],
      '2018-11-02',
    ],
    [
      'begun before the acceptance holds from the acceptance on',
      START,
      10,
      pause('2018-10-12 10:00', '2018-10-17 10:00'),
      '2018-10-31',
    ],
    [
      'ended before the acceptance holds nothing',
      START,
      10,
      pause('2018-10-10 10:00', '2018-10-12 10:00'),
      '2018-10-29',
    ],
    [
      'of the day of the acceptance holds nothing',
      START,
      7,
      pause('2018-10-15 11:00', '2018-10-15 16:00'),
      '2018-10-24',
    ],
    ['begun exactly at the due instant holds', START, 7, pause('2018-10-24 17:00', '2018-10-26 10:00'), '2018-10-29'],
    [
      'begun after the due instant holds nothing',
      START,
      7,
      pause('2018-10-24 17:00:01', '2018-10-26 10:00'),
      '2018-10-24',
    ],
    [
      'begun after the bare limit, while another held, holds',
      START,
      7,
      [...pause('2018-10-24', '2018-10-26'), ...pause('2018-10-29', '2018-10-30', { kind: 'hearing' })],
      '2018-10-31',
    ],
    [
      'longer than the planned days ends with them',
      START,
      7,
      pause('2018-10-17 10:00', '2018-11-20 10:00', { plannedDays: 3 }),
      '2018-10-29',
    ],
    [
      'longer than the days of the item ends with them',
      START,
      7,
      pause('2018-10-16 10:00', '2018-12-20 10:00'),
      '2018-11-14',
    ],
    [
      'begun on a Saturday counts its planned days from Monday on',
      START,
      7,
      pause('2018-10-20 10:00', undefined, { plannedDays: 2 }),
      '2018-10-26',
    ],
    [
      'of a kind that the item does not list holds nothing',
      START,
      7,
      pause('2018-10-17', '2018-10-19', { kind: 'tender' }),
      '2018-10-24',
    ],
    ['over a week-end only holds nothing', START, 7, pause('2018-10-20 10:00', '2018-10-21 10:00'), '2018-10-24'],
    [
      'begun and ended in one instant holds its day',
      START,
      7,
      pause('2018-10-17 10:00', '2018-10-17 10:00'),
      '2018-10-25',
    ],
  ])('%s', (_, start, amount, events, day) => {
    expect(run(amount, events, '2018-10-31 10:00', start)).toContain(`${start} → ${day} 17:00`);
  });

  it('still open, shows the clock paused until its cap, then running again', () => {
    const events = pause('2018-10-17 10:00', undefined, { plannedDays: 3 });
    expect(run(7, events, '2018-10-17 09:59')).toBe(`running ${START} → 2018-10-24 17:00, on time`);
    expect(run(7, events, '2018-10-17 10:00')).toBe(`paused ${START} → 2018-10-29 17:00, on time`);
    expect(run(7, events, '2018-10-19 23:59')).toBe(`paused ${START} → 2018-10-29 17:00, on time`);
    expect(run(7, events, '2018-10-20 00:00')).toBe(`running ${START} → 2018-10-29 17:00, on time`);
    expect(run(7, events, '2018-10-29 17:00:01')).toBe(`running ${START} → 2018-10-29 17:00, overdue`);
  });

  it('still open and without a cap, leaves the due instant unknown and is never overdue', () => {
    const events = pause('2018-10-17 10:00', undefined, { kind: 'hearing' });
    expect(run(7, events, '2026-10-17 10:00')).toBe(`paused ${START} → ?, on time`);
    expect(run(7, [...events, decided('2019-10-17 10:00')], '2026-10-17 10:00')).toBe(
      `stopped ${START} → ?, finished 2019-10-17 10:00, on time`,
    );
  });

  it('has no effect before it has begun or where it lies beyond the own time of the case', () => {
    const events = pause('2018-10-17 10:00', '2018-10-19 10:00');
    expect(run(7, events, '2018-10-16 10:00')).toBe(`running ${START} → 2018-10-24 17:00, on time`);
    expect(run(7, events, '2018-10-18 10:00')).toBe(`paused ${START} → 2018-11-14 17:00, on time`);
    expect(run(7, events, '2018-10-19 10:00')).toBe(`running ${START} → 2018-10-29 17:00, on time`);
  });

  it('over the start of a limit of 0 days moves its day', () => {
    expect(run(0, pause('2018-10-15 11:00', '2018-10-17 10:00'), '2018-10-18')).toContain('2018-10-18 17:00');
  });

  it('is left out of calendar days and months before they roll to a working day', () => {
    const events = [accepted('2018-09-20 10:00'), ...pause('2018-09-25 10:00', '2018-09-26 10:00')];
    const due = (amount: number, unit: 'calendarDay' | 'month') =>
      promised(promising(amount, unit), events, '2018-09-27');
    expect(due(8, 'calendarDay')).toContain('→ 2018-09-30 17:00');
    expect(due(9, 'calendarDay')).toContain('→ 2018-10-08 17:00');
    // One month is 30 days from 20 September; two of them are held: 22 October, a Monday.
    expect(due(1, 'month')).toContain('→ 2018-10-22 17:00');
  });
});

describe('an extension', () => {
  it.each<[string, CaseEvent[], string]>([
    ['given in time adds its days', [extension('2018-10-16', 5)], '2018-10-31'],
    ['given exactly at the due instant adds its days', [extension('2018-10-24 17:00', 5)], '2018-10-31'],
    ['given too late has no effect', [extension('2018-10-24 17:00:01', 5)], '2018-10-24'],
    ['without approver has no effect', [extension('2018-10-16', 5, { reason: '复杂' })], '2018-10-24'],
    [
      'with a blank approver has no effect',
      [extension('2018-10-16', 5, { approver: ' ', reason: '复杂' })],
      '2018-10-24',
    ],
    ['without reason has no effect', [extension('2018-10-16', 5, { approver: '局长' })], '2018-10-24'],
    ['given twice counts once', [extension('2018-10-16', 5), extension('2018-10-17', 10)], '2018-10-31'],
    [
      'without form does not use up the one after it',
      [extension('2018-10-16', 3, {}), extension('2018-10-17', 5)],
      '2018-10-31',
    ],
    [
      'after a pause that held the due instant is in time',
      [...pause('2018-10-24', '2018-10-25'), extension('2018-10-26', 1)],
      '2018-10-29',
    ],
    [
      'makes a pause possible after the bare limit',
      [extension('2018-10-24', 5), ...pause('2018-10-29', '2018-10-30')],
      '2018-11-02',
    ],
  ])('%s', (_, events, day) => {
    expect(run(7, events, '2018-10-31')).toContain(`${START} → ${day} 17:00`);
  });

  it('given between the two due instants lengthens the statutory limit only', () => {
    const item = promising(7, 'workingDay', { statutory: { amount: 20, unit: 'workingDay' } });
    const judgement = judge(item, [accepted(START), extension('2018-11-01', 10)], '2018-11-20');
    expect(linesOf(judgement, 'promised')).toEqual([`running ${START} → 2018-10-24 17:00, overdue`]);
    expect(linesOf(judgement, 'statutory')).toEqual([`running ${START} → 2018-11-26 17:00, on time`]);
  });
});

describe("a step's own limit", () => {
  const item = promising(20, 'workingDay', {
    steps: [{ name: '审查', code: 'S1', limit: { amount: 3, unit: 'workingDay' } }, { name: '审核' }],
  });
  const step = (time: string, type: 'started' | 'completed', name = '审查') =>
    happened(time, `step.${type}`, { step: name });
  const steps = (events: CaseEvent[], asOf = '2018-11-01') =>
    linesOf(judge(item, [accepted(START), ...events], asOf), 'step');
  const BEGIN = '2018-10-16 10:00';

  it.each<[string, CaseEvent[], string[]]>([
    ['runs from the start of the step', [step(BEGIN, 'started')], [`running ${BEGIN} → 2018-10-19 17:00, overdue`]],
    [
      'completed at the due instant is on time',
      [step(BEGIN, 'started'), step('2018-10-19 17:00', 'completed')],
      [`stopped ${BEGIN} → 2018-10-19 17:00, finished 2018-10-19 17:00, on time`],
    ],
    [
      'completed a second later is overdue',
      [step(BEGIN, 'started'), step('2018-10-19 17:00:01', 'completed')],
      [`stopped ${BEGIN} → 2018-10-19 17:00, finished 2018-10-19 17:00:01, overdue`],
    ],
    [
      'is held by pauses',
      [step(BEGIN, 'started'), ...pause('2018-10-17', '2018-10-18')],
      [`running ${BEGIN} → 2018-10-23 17:00, overdue`],
    ],
    [
      'is not lengthened by an extension',
      [step(BEGIN, 'started'), extension('2018-10-17', 5)],
      [`running ${BEGIN} → 2018-10-19 17:00, overdue`],
    ],
    [
      'knows its step by code, too',
      [step(BEGIN, 'started', 'S1'), step('2018-10-17 10:00', 'completed')],
      [`stopped ${BEGIN} → 2018-10-19 17:00, finished 2018-10-17 10:00, on time`],
    ],
    [
      'of a step begun twice runs from the first start',
      [step(BEGIN, 'started'), step('2018-10-17 10:00', 'started')],
      [`running ${BEGIN} → 2018-10-19 17:00, overdue`],
    ],
    [
      'runs anew when the step is done again',
      [step(BEGIN, 'started'), step('2018-10-17 10:00', 'completed'), step('2018-10-18 10:00', 'started')],
      [
        `stopped ${BEGIN} → 2018-10-19 17:00, finished 2018-10-17 10:00, on time`,
        'running 2018-10-18 10:00 → 2018-10-23 17:00, overdue',
      ],
    ],
    [
      'stops with the case',
      [step(BEGIN, 'started'), decided('2018-10-18 10:00')],
      [`stopped ${BEGIN} → 2018-10-19 17:00, finished 2018-10-18 10:00, on time`],
    ],
    [
      'never runs for a step begun after the end',
      [decided('2018-10-18 10:00'), step('2018-10-18 10:01', 'started')],
      [],
    ],
    ['does not exist for a step without one', [step(BEGIN, 'started', '审核')], []],
  ])('%s', (_, events, expected) => {
    expect(steps(events)).toEqual(expected);
  });
});
