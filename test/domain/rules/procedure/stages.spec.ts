import { describe, expect, it } from '@jest/globals';
import { decidedUnaccepted, stepEarly } from '../../../../src/domain/rules/procedure/unaccepted.rules.js';
import { afterEnd } from '../../../../src/domain/rules/procedure/after-end.rule.js';
import { reported, reviewBy } from '../../../support/review.js';
import { nothing, lacking, found, judgedBy } from '../judged.js';
import { item, received, accepted, decided, withdrawn, started, completed } from './office.js';

describe('P-DECIDED-UNACCEPTED', () => {
  const requested = reported('supplement.requested', '2026-03-03 10:00', { materials: ['证明'] });
  const decidedAt = (time: string) => reported('case.decided', time, { outcome: 'granted' });
  // Received on Monday the 2nd: the fifth working day is Monday the 9th, 17:00.
  it.each([
    ['decided without acceptance', [received, decidedAt('2026-03-03 10:00')], found('03-03 10:00')],
    ['accepted at the same instant', [received, accepted, decidedAt('2026-03-03 09:00')], nothing],
    ['accepted a minute later', [received, accepted, decidedAt('2026-03-03 08:59')], found('03-03 08:59')],
    ['decided as the notice fell due', [received, decidedAt('2026-03-09 17:00')], found('03-09 17:00')],
    ['decided after it was deemed accepted', [received, decidedAt('2026-03-09 17:01')], nothing],
    ['decided after supplements were requested in time', [received, requested, decided], found('03-10 10:00')],
    ['neither received nor accepted', [decided], found('03-10 10:00')],
    ['decided after it was withdrawn', [received, withdrawn, decided], nothing],
  ])('%s', (_name, events, verdict) => {
    expect(judgedBy(decidedUnaccepted, events)).toEqual(verdict);
  });

  it('cannot judge where no calendar tells whether it was deemed accepted', () => {
    const events = [reported('case.received', '2031-03-03 09:00'), decidedAt('2031-03-04 09:00')];
    expect(judgedBy(decidedUnaccepted, events, { asOf: '2031-12-01 09:00' })).toEqual(lacking('calendar'));
  });

  it('says when it was received and decided', () => {
    const [finding] = reviewBy([decidedUnaccepted], [received, decidedAt('2026-03-03 10:00')]).findings;
    expect(finding?.explanation.observed.zh).toBe('2026年3月2日09:00收件，2026年3月3日10:00办结，此前没有受理的记录');
  });
});

describe('P-STEP-EARLY', () => {
  it.each([
    ['a step at the instant of the acceptance', [accepted, started('审查', '2026-03-03 09:00')], nothing],
    ['a step a minute before', [accepted, started('审查', '2026-03-03 08:59')], found('03-03 08:59 step.started 审查')],
    [
      'a start and a completion before',
      [accepted, started('审查', '2026-03-02 10:00'), completed('审查', '2026-03-02 10:00')],
      found('03-02 10:00 step.completed 审查', '03-02 10:00 step.started 审查'),
    ],
    ['a step of which only the day is known', [accepted, started('审查', '2026-03-03 00:00')], lacking('time')],
    ['the step that leads to acceptance', [accepted, started('受理审查', '2026-03-02 10:00')], nothing],
    ['the step of receipt', [accepted, completed('收件登记', '2026-03-02 10:00')], nothing],
    ['a step as the notice fell due', [started('审查', '2026-03-09 17:00')], found('03-09 17:00 step.started 审查')],
    ['a step after it was deemed accepted', [started('审查', '2026-03-09 17:01')], nothing],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepEarly, [received, ...acts], { item })).toEqual(verdict);
  });

  it('is not cured by an acceptance that comes later', () => {
    const events = [received, started('审查', '2026-03-02 10:00')];
    const { findings } = reviewBy([stepEarly], events, { item });
    expect(reviewBy([stepEarly], [...events, accepted, decided], { item }).findings).toEqual(findings);
    expect(findings).toHaveLength(1);
  });

  it('cannot judge where no calendar tells whether it was deemed accepted', () => {
    const events = [reported('case.received', '2031-03-03 09:00'), started('审查', '2031-03-04 09:00')];
    expect(judgedBy(stepEarly, events, { asOf: '2031-12-01 09:00' })).toEqual(lacking('calendar'));
  });
});

describe('P-AFTER-END', () => {
  const time = '2026-03-09 10:01';
  it.each([
    ['a start of a step', started('审查', time), '03-09 10:01 step.started 审查'],
    ['a completion of a step', completed('S2', time), '03-09 10:01 step.completed 审查'],
    [
      'a request for supplements',
      reported('supplement.requested', time, { materials: [] }),
      '03-09 10:01 supplement.requested',
    ],
    ['supplements', reported('supplement.received', time), '03-09 10:01 supplement.received'],
    ['a special procedure', reported('pause.started', time, { kind: 'hearing' }), '03-09 10:01 pause.started hearing'],
    ['an extension', reported('extension.granted', time, { days: 5 }), '03-09 10:01 extension.granted'],
  ])('%s after the end', (_name, act, expected) => {
    expect(judgedBy(afterEnd, [received, accepted, withdrawn, act], { item })).toEqual(found(expected));
  });

  it.each([
    ['the end of a special procedure', [withdrawn, reported('pause.ended', time, { kind: 'hearing' })]],
    ['a visit', [withdrawn, reported('visit.made', time)]],
    ['a second end', [withdrawn, decided]],
    ['a step at the instant of the end', [withdrawn, completed('审查', '2026-03-09 10:00')]],
    ['a step before it', [withdrawn, completed('审查', '2026-03-09 09:59')]],
    ['a step without any end', [completed('审查', '2026-03-09 10:01')]],
  ])('has nothing to say of %s', (_name, acts) => {
    expect(judgedBy(afterEnd, [received, accepted, ...acts], { item })).toEqual(nothing);
  });

  it.each([
    ['case.decided', '办结之后不再有环节、补正、特别程序和延长的记录'],
    ['case.withdrawn', '撤回申请之后不再有环节、补正、特别程序和延长的记录'],
    ['case.terminated', '终止办理之后不再有环节、补正、特别程序和延长的记录'],
    ['case.not-accepted', '不予受理之后不再有环节、补正、特别程序和延长的记录'],
  ] as const)('names the end: %s', (type, zh) => {
    const events = [
      received,
      accepted,
      reported(type, '2026-03-09 10:00', { outcome: 'granted' }),
      started('审查', time),
    ];
    expect(reviewBy([afterEnd], events, { item }).findings[0]?.explanation.expected.zh).toBe(zh);
  });
});
