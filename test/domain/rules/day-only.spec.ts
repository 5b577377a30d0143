import { describe, expect, it } from '@jest/globals';
import type { ReportedEvent } from '../../../src/domain/review/reported-event.js';
import { RULE_BOOK } from '../../../src/domain/review/rule-book.js';
import { reported, reviewItem } from '../../support/review.js';
import { found, judgedBy, type Judged, lacking, nothing } from './judged.js';
import { accepted, completed, received, started } from './procedure/office.js';

const ITEM = reviewItem(
  {
    handling: { kind: 'joint', units: ['规划局', '消防支队'] },
    siteCheck: { step: '审查', officers: 2 },
    maxVisits: 1,
  },
  { steps: [{ name: '受理' }, { name: '审查' }, { name: '决定' }], pauses: [{ kind: 'testing', maxDays: 2 }] },
);
const rule = (code: string) => RULE_BOOK.find((one) => one.code === code)!;
const requested = (time: string, material = '证明') =>
  reported('supplement.requested', time, { materials: [material] });
const extended = (time: string) => reported('extension.granted', time, { days: 3, approver: '甲', reason: '疑难' });
const visited = (time: string, id = time) => reported('visit.made', time, {}, { id });
const returned = (time: string) => completed('审查', time, '甲', 'return');
const begun = (time: string) => reported('pause.started', time, { kind: 'testing' });
const ended = (time: string) => reported('pause.ended', time, { kind: 'testing' });
const filed = (time: string) => reported('complaint.filed', time, { complaintNo: '1' });
const taken = (time: string) => reported('complaint.accepted', time, { complaintNo: '1' });
const decidedOn = reported('case.decided', '2026-03-10 00:00', { outcome: 'granted' });

/** 00:00:00 is what a source writes that keeps only days. */
describe('of two acts of one day, of one of which only the day is known, nobody is told to have come first:', () => {
  it.each<[what: string, code: string, events: ReportedEvent[], verdict: Judged]>([
    [
      'a step on the day on which the case ended',
      'P-AFTER-END',
      [decidedOn, started('审查', '2026-03-10 10:00')],
      lacking('time'),
    ],
    [
      'a step on the day after it',
      'P-AFTER-END',
      [decidedOn, started('审查', '2026-03-11 00:00')],
      found('03-11 00:00 step.started 审查'),
    ],
    [
      'supplements requested on the day of the acceptance',
      'N-SUPPLEMENT-AFTER',
      [reported('case.accepted', '2026-03-03 00:00'), requested('2026-03-03 10:00')],
      lacking('time'),
    ],
    [
      'supplements requested on the day after it',
      'N-SUPPLEMENT-AFTER',
      [reported('case.accepted', '2026-03-03 00:00'), requested('2026-03-04 00:00')],
      found('03-04 00:00'),
    ],
    [
      'a request of a day and one of an hour of it',
      'N-SUPPLEMENT-TWICE',
      [requested('2026-03-03 00:00'), requested('2026-03-03 10:00', '章程')],
      nothing,
    ],
    [
      'a request of the day before',
      'N-SUPPLEMENT-TWICE',
      [requested('2026-03-02 00:00'), requested('2026-03-03 10:00', '章程')],
      found('03-03 10:00'),
    ],
    [
      'an extension of a day and one of an hour of it',
      'P-EXTEND-TWICE',
      [extended('2026-03-04 00:00'), extended('2026-03-04 10:00')],
      nothing,
    ],
    [
      'an extension of the day before',
      'P-EXTEND-TWICE',
      [extended('2026-03-03 00:00'), extended('2026-03-04 10:00')],
      found('03-04 10:00'),
    ],
    [
      'a later step completed on the day of the start',
      'P-STEP-ORDER',
      [completed('决定', '2026-03-05 00:00'), started('审查', '2026-03-05 10:00')],
      nothing,
    ],
    [
      'a later step completed before, and a return of that day',
      'P-STEP-ORDER',
      [returned('2026-03-04 00:00'), completed('决定', '2026-03-04 10:00'), started('审查', '2026-03-05 10:00')],
      nothing,
    ],
    [
      'a start of a day before which another source may have reported a return',
      'P-STEP-ORDER',
      [completed('决定', '2026-03-04 10:00'), started('审查', '2026-03-05 00:00')],
      lacking('time'),
    ],
    [
      'a start of a source that keeps only days',
      'P-STEP-ORDER',
      [completed('决定', '2026-03-04 00:00'), started('审查', '2026-03-05 00:00')],
      found('03-05 00:00 审查'),
    ],
    [
      'steps of the day of the decision',
      'P-STEP-SKIPPED',
      [completed('受理', '2026-03-04 10:00'), decidedOn, completed('审查', '2026-03-10 09:00')],
      lacking('time'),
    ],
    [
      'steps of a source that keeps only days',
      'P-STEP-SKIPPED',
      [completed('受理', '2026-03-04 00:00'), completed('决定', '2026-03-10 00:00'), decidedOn],
      found('03-10 00:00 审查'),
    ],
    [
      'a unit that completes on the day of the decision',
      'P-JOINT-ALONE',
      [completed('规划局', '2026-03-04 10:00'), decidedOn, completed('消防支队', '2026-03-10 09:00')],
      lacking('time'),
    ],
    [
      'the second officer on the day on which the check was completed',
      'P-SITE-ONE',
      [started('审查', '2026-03-04 10:00'), completed('审查', '2026-03-05 00:00')],
      lacking('time'),
    ],
    [
      'the start and the end of a special procedure',
      'I-TIMES',
      [ended('2026-03-05 00:00'), begun('2026-03-05 10:00')],
      lacking('time'),
    ],
    [
      'a special procedure that ended on the day of its start',
      'T-PAUSE-OVER',
      [begun('2026-03-05 10:00'), ended('2026-03-05 00:00')],
      nothing,
    ],
    [
      'a special procedure that ended on the day before',
      'T-PAUSE-OVER',
      [begun('2026-03-05 10:00'), ended('2026-03-04 00:00')],
      found(`03-06 17:00 testing ${Date.parse('2026-03-05T10:00+08:00')}`),
    ],
    [
      'a complaint accepted on its day',
      'S-COMPLAINT-ACCEPT',
      [filed('2026-03-05 10:00'), taken('2026-03-05 00:00')],
      nothing,
    ],
    [
      'a complaint accepted on the day before',
      'S-COMPLAINT-ACCEPT',
      [filed('2026-03-05 10:00'), taken('2026-03-04 00:00')],
      found('03-12 17:00 1'),
    ],
    [
      'decided minutes into the day of the acceptance',
      'I-DECIDED-SWIFT',
      [
        reported('case.decided', '2026-03-03 00:05', { outcome: 'granted' }),
        reported('case.accepted', '2026-03-03 00:00'),
      ],
      lacking('time'),
    ],
    [
      'decided on the day after an acceptance in its last minutes',
      'I-DECIDED-SWIFT',
      [
        reported('case.decided', '2026-03-04 00:00', { outcome: 'granted' }),
        reported('case.accepted', '2026-03-03 23:55'),
      ],
      lacking('time'),
    ],
    [
      'a visit of a day and one of an hour of it',
      'P-VISITS-OVER',
      [visited('2026-03-05 00:00'), visited('2026-03-05 10:00')],
      nothing,
    ],
    [
      'a second visit of that day',
      'P-VISITS-OVER',
      [visited('2026-03-05 00:00'), visited('2026-03-05 10:00'), visited('2026-03-05 11:00')],
      found('03-05 11:00 2'),
    ],
    [
      'a return of a day and one of an hour of it',
      'P-STEP-RETURNED',
      [returned('2026-03-05 00:00'), returned('2026-03-05 10:00')],
      nothing,
    ],
    [
      'a return of the day after',
      'P-STEP-RETURNED',
      [returned('2026-03-05 10:00'), returned('2026-03-06 00:00')],
      found('03-06 00:00 审查'),
    ],
  ])('%s (%s)', (_, code, events, verdict) => {
    const opening = events.some((e) => e.type === 'case.accepted') || code.startsWith('N-') ? [] : [accepted];
    expect(judgedBy(rule(code), [received, ...opening, ...events], { item: ITEM })).toEqual(verdict);
  });

  it('several events of one instant count together', () => {
    const at = '2026-03-09 17:00';
    const events = [
      reported('case.accepted', at),
      ...['受理', '审查', '决定'].flatMap((step) => [started(step, at), completed(step, at, step)]),
      completed('审查', at, '乙'),
      completed('规划局', at),
      completed('消防支队', at),
      reported('fee.charged', at, { feeItem: '工本费', amount: '10' }),
      requested(at),
      reported('case.decided', at, { outcome: 'granted' }),
    ];
    const codes = ['M-FEE-EARLY', 'P-STEP-EARLY', 'P-STEP-ORDER', 'P-STEP-SKIPPED', 'P-JOINT-ALONE', 'P-SITE-ONE'];
    for (const code of [...codes, 'P-AFTER-END', 'P-DECIDED-UNACCEPTED', 'N-SUPPLEMENT-AFTER', 'I-TIMES'])
      expect([code, judgedBy(rule(code), [received, ...events], { item: ITEM })]).toEqual([code, nothing]);
  });
});
