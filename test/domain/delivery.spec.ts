import { describe, expect, it } from '@jest/globals';
import { dataFindings } from '../../src/domain/data-findings.js';
import { examine } from '../../src/domain/examine.js';
import { explain } from '../../src/domain/explanation.js';
import type { RuleProfile } from '../../src/domain/standards.js';
import type { VerifyItem } from '../../src/verify/history.js';
import { liveStandards } from '../support/live-standards.js';
import { at, event, judged } from '../verify/factory.js';
import { happened, judge, linesOf } from './clock-table.js';

const LICENSING: VerifyItem = { promised: { amount: 20, unit: 'workingDay' }, result: {} };
const accepted = event('2014-09-22 10:00', 'case.accepted');
const decided = (time: string, outcome = 'granted') => event(time, 'case.decided', { outcome });
const delivered = (time: string) => event(time, 'licence.delivered');
const late = (due: string) => [`T-DELIVER-LATE ${due} due ${due}`];

describe('the delivery of a result (行政许可法 第四十四条)', () => {
  it('D1: decided on a make-up Sunday, has ten working days', () => {
    expect(judged(LICENSING, [accepted, decided('2014-09-28 10:00')], '2014-12-01')).toEqual(late('2014-10-16 17:00'));
  });

  it.each([
    ['at close of the last day is on time', '2014-10-16 17:00', []],
    ['a second later is late', '2014-10-16 17:00:01', late('2014-10-16 17:00')],
    ['before the decision is on time', '2014-09-28 09:00', []],
  ])('%s', (_, time, found) => {
    expect(judged(LICENSING, [accepted, decided('2014-09-28 10:00'), delivered(time)], '2014-12-01')).toEqual(found);
  });

  it('is awaited only up to the own time of the case', () => {
    expect(judged(LICENSING, [accepted, decided('2014-09-28 10:00')], '2014-10-16 17:00')).toEqual([]);
  });

  it('has the days that the item states', () => {
    const item = { ...LICENSING, result: { deliverDays: 2 } };
    expect(judged(item, [accepted, decided('2014-09-28 10:00')], '2014-12-01')).toEqual(late('2014-09-30 17:00'));
  });

  it('follows a partial grant, too', () => {
    const events = [accepted, decided('2014-09-28 10:00', 'partly-granted')];
    expect(judged(LICENSING, events, '2014-12-01')).toEqual(late('2014-10-16 17:00'));
  });

  it.each<[string, VerifyItem, ReturnType<typeof event>]>([
    ['a refusal', LICENSING, decided('2014-09-28 10:00', 'refused')],
    ['a decision of which no outcome is known', LICENSING, event('2014-09-28 10:00', 'case.decided')],
    ['a withdrawal', LICENSING, event('2014-09-28 10:00', 'case.withdrawn')],
    ['a grant of an item whose guide names no result', { ...LICENSING, result: null }, decided('2014-09-28 10:00')],
  ])('is not awaited after %s', (_, item, end) => {
    expect(judged(item, [accepted, end], '2014-12-01')).toEqual([]);
  });

  it('is held by no pause, and an open one ends with the case', () => {
    const item: VerifyItem = { ...LICENSING, pauses: [{ kind: 'testing', maxDays: 15 }] };
    const pause = event('2014-09-24 10:00', 'pause.started', { kind: 'testing' });
    expect(judged(item, [accepted, pause, decided('2014-09-28 10:00')], '2014-12-01')).toEqual(
      late('2014-10-16 17:00'),
    );
  });

  it('has a clock of its own from the grant on', () => {
    const events = [
      happened('2014-09-22 10:00', 'case.accepted'),
      happened('2014-09-28 10:00', 'case.decided', { outcome: 'granted' }),
    ];
    expect(linesOf(judge(LICENSING, events, '2014-09-26 10:00'), 'delivery')).toEqual([]);
    expect(linesOf(judge(LICENSING, events, '2014-09-29 10:00'), 'delivery')).toEqual([
      'running 2014-09-28 10:00 → 2014-10-16 17:00, on time',
    ]);
    const after = [...events, happened('2014-10-17 09:00', 'licence.delivered')];
    const judgement = judge(LICENSING, after, '2014-10-20 10:00');
    expect(linesOf(judgement, 'delivery')).toEqual([
      'stopped 2014-09-28 10:00 → 2014-10-16 17:00, finished 2014-10-17 09:00, overdue',
    ]);
    // A delivery after the end is no act after the end.
    expect(dataFindings(judgement.facts, judgement.clocks, liveStandards(LICENSING))).toEqual([]);
  });

  it('is explained with its days and the article', () => {
    const standards = liveStandards(LICENSING);
    const events = [
      happened('2014-09-22 10:00', 'case.accepted'),
      happened('2014-09-28 10:00', 'case.decided', { outcome: 'granted' }),
    ];
    const judgement = examine(events, standards, at('2014-12-01'));
    const setting = standards.profile.rules['T-DELIVER-LATE']!;
    const explanation = explain(judgement.findings[0]!, { facts: judgement.facts, standards }, setting);
    expect(explanation).toMatchObject({
      expected: {
        zh: '不晚于2014年10月16日17:00颁发、送达审批结果（送达期限 10 个工作日，自2014年9月28日准予决定起算）',
        en: 'the result delivered by 2014-10-16 17:00 (limit for delivery of 10 working days, from the decision to grant on 2014-09-28)',
      },
      observed: { zh: '截至2014年10月16日17:00仍未送达', en: 'not delivered by 2014-10-16 17:00' },
      basis: ['《行政许可法》第四十四条', '《行政许可法》第八十二条'],
      clock: { kind: 'delivery', limit: '10 workingDay', startedBy: 'decision' },
    });
    expect(explanation.ledger.filter((day) => day.counted)).toHaveLength(10);
  });
});

describe('a profile stored before there was a rule for it', () => {
  it('judges as it did', () => {
    const { profile, ...rest } = liveStandards(LICENSING);
    const { 'T-DELIVER-LATE': _, 'T-PROMISE-PART': __, ...rules } = profile.rules;
    const old: RuleProfile = { code: 'default', version: '2026.1', rules };
    const events = [
      happened('2014-09-22 10:00', 'case.accepted'),
      happened('2014-09-28 10:00', 'case.decided', { outcome: 'granted' }),
    ];
    const judgement = examine(events, { ...rest, profile: old }, at('2014-12-01'));
    expect(judgement.clocks.map(({ kind }) => kind)).toEqual(['promised', 'statutory']);
    expect(judgement.nextAt).toBeUndefined();
  });
});
