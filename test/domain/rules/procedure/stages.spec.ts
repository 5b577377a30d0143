import { describe, expect, it } from '@jest/globals';
import { decidedUnaccepted, stepEarly } from '../../../../src/domain/rules/procedure/unaccepted.rules.js';
import { afterEnd } from '../../../../src/domain/rules/procedure/after-end.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
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
    ['neither received nor accepted: reported from the middle on', [decided], lacking('case.received')],
    ['decided after it was withdrawn', [received, withdrawn, decided], nothing],
  ])('%s', (_name, events, verdict) => {
    expect(judgedBy(decidedUnaccepted, events)).toEqual(verdict);
  });

  // 行政许可法 第三十四条第二款: what can be decided on the spot is.
  const instant = reviewItem({}, { kind: 'instant' });
  const late = reported('case.received', '2026-03-02 17:30');
  const friday = reported('case.received', '2026-03-06 17:30');
  it.each([
    ['minutes after the receipt', [received, decidedAt('2026-03-02 09:05')], nothing],
    ['in overtime of its day', [received, decidedAt('2026-03-02 18:30')], nothing],
    ['on the next day', [received, decidedAt('2026-03-03 09:00')], found('03-03 09:00')],
    ['on the next day, received after hours', [late, decidedAt('2026-03-03 16:00')], nothing],
    ['on the second day, received after hours', [late, decidedAt('2026-03-04 09:00')], found('03-04 09:00')],
    ['on Monday, received on Friday after hours', [friday, decidedAt('2026-03-09 09:00')], nothing],
  ])('of an instant item decided %s', (_name, events, verdict) => {
    expect(judgedBy(decidedUnaccepted, events, { item: instant })).toEqual(verdict);
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
  const requested = reported('supplement.requested', '2026-03-04 10:00', { materials: ['证明'] });
  it.each([
    ['a step at the instant of the acceptance', [accepted, started('审查', '2026-03-03 09:00')], nothing],
    ['a step a minute before', [accepted, started('审查', '2026-03-03 08:59')], found('03-03 09:00 step.started 审查')],
    [
      'a start and a completion before',
      [accepted, started('审查', '2026-03-02 10:00'), completed('审查', '2026-03-02 10:00')],
      found('03-03 09:00 step.completed 审查', '03-03 09:00 step.started 审查'),
    ],
    ['a step of which only the day is known', [accepted, started('审查', '2026-03-03 00:00')], lacking('time')],
    ['the step that leads to acceptance', [accepted, started('受理审查', '2026-03-02 10:00')], nothing],
    ['the step of receipt', [accepted, completed('收件登记', '2026-03-02 10:00')], nothing],
    [
      'a step of the day before, of which only the day is known',
      [accepted, started('审查', '2026-03-02 00:00')],
      lacking('case.received'),
    ],
    ['a step, and no word to the applicant yet', [started('审查', '2026-03-04 10:00')], nothing],
    [
      'a step, and no word in five days: deemed accepted from the receipt on',
      [started('审查', '2026-03-04 10:00'), decided],
      nothing,
    ],
    [
      'a step, and the acceptance typed after it was deemed',
      [started('审查', '2026-03-04 10:00'), reported('case.accepted', '2026-03-09 17:01')],
      nothing,
    ],
    [
      'a step, and the acceptance as the notice fell due',
      [started('审查', '2026-03-04 10:00'), reported('case.accepted', '2026-03-09 17:00')],
      found('03-09 17:00 step.started 审查'),
    ],
    [
      'a step, then a request for supplements',
      [started('审查', '2026-03-03 10:00'), requested],
      found('03-04 10:00 step.started 审查'),
    ],
    [
      'a step after a request for supplements',
      [requested, started('审查', '2026-03-05 10:00')],
      found('03-05 10:00 step.started 审查'),
    ],
    [
      'a step after a request for supplements, by its day alone',
      [requested, started('审查', '2026-03-05 00:00')],
      lacking('time'),
    ],
    ['a step that the guide does not list', [accepted, started('会审', '2026-03-02 10:00')], lacking('item.steps')],
    ['an unlisted step after the acceptance', [accepted, started('会审', '2026-03-04 10:00')], nothing],
    ['a step as the notice fell due', [started('审查', '2026-03-09 17:00')], nothing],
    ['a step after it was deemed accepted', [started('审查', '2026-03-09 17:01')], nothing],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepEarly, [received, ...acts], { item })).toEqual(verdict);
  });

  it.each(['预审', '接件', '窗口收件', '申请', '登记', '受理审查', '系统核验', '补正'])(
    'has nothing to say of steps that lead to the acceptance: %s',
    (step) => {
      expect(judgedBy(stepEarly, [received, started(step, '2026-03-02 10:00'), accepted], { item })).toEqual(nothing);
    },
  );

  it('goes by the place in the guide where the name says nothing', () => {
    const guide = reviewItem({}, { steps: [{ name: '窗口初查', code: 'W' }, { name: '受理' }, { name: '审查' }] });
    const at = (step: string) => [received, started(step, '2026-03-02 10:00'), accepted];
    expect(judgedBy(stepEarly, at('W'), { item: guide })).toEqual(nothing);
    expect(judgedBy(stepEarly, at('审查'), { item: guide })).toEqual(found('03-03 09:00 step.started 审查'));
  });

  it('cannot judge a case that is reported from the middle on, or of an unknown item', () => {
    expect(judgedBy(stepEarly, [started('审查', '2026-03-02 10:00'), decided], { item })).toEqual(
      lacking('case.received'),
    );
    const events = [received, started('审查', '2026-03-02 10:00'), accepted];
    expect(judgedBy(stepEarly, events, { item: null })).toEqual(lacking('item'));
  });

  it('has nothing to say of an instant item handled on the spot', () => {
    const instant = reviewItem({}, { kind: 'instant', steps: [{ name: '受理审查' }, { name: '核准' }] });
    const handled = (day: string) => [
      received,
      completed('核准', `${day} 10:00`),
      reported('case.decided', `${day} 10:05`, { outcome: 'granted' }),
    ];
    expect(judgedBy(stepEarly, handled('2026-03-02'), { item: instant })).toEqual(nothing);
    expect(judgedBy(stepEarly, handled('2026-03-03'), { item: instant })).toEqual(
      found('03-03 10:05 step.completed 核准'),
    );
  });

  it('is settled by the first answer, and says when it came', () => {
    const events = [received, started('审查', '2026-03-02 10:00'), accepted];
    const { findings } = reviewBy([stepEarly], events, { item });
    expect(reviewBy([stepEarly], [...events, decided], { item }).findings).toEqual(findings);
    expect(findings[0]?.explanation.observed.zh).toBe(
      '2026年3月2日09:00收件，2026年3月2日10:00“审查”环节开始，此前没有受理的记录，2026年3月3日09:00受理',
    );
    expect(findings[0]?.explanation.events.map((e) => e.type)).toEqual([
      'case.received',
      'step.started',
      'case.accepted',
    ]);
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
    ['what the applicant still sends after a withdrawal', [withdrawn, reported('supplement.received', time)]],
    ['the completion of a step begun before', [started('审查', '2026-03-09 09:00'), withdrawn, completed('S2', time)]],
    [
      'the same, told by two sources',
      [started('审查', '2026-03-09 09:00'), withdrawn, completed('S2', time), completed('审查', '2026-03-09 10:02')],
    ],
    ['the filing of a case withdrawn', [withdrawn, started('归档', time)]],
  ])('has nothing to say of %s', (_name, acts) => {
    expect(judgedBy(afterEnd, [received, accepted, ...acts], { item })).toEqual(nothing);
  });

  it.each([
    [
      'a step begun and completed before',
      [started('审查', '2026-03-04 10:00'), completed('审查', '2026-03-05 10:00'), completed('审查', time)],
      '03-09 10:01 step.completed 审查',
    ],
    ['a step begun at that time', [started('审查', time), completed('审查', time)], '03-09 10:01 step.completed 审查'],
    ['its decision', [completed('决定', time)], '03-09 10:01 step.completed 决定'],
  ])('takes the completion after a withdrawal of %s', (_name, acts, expected) => {
    const { found: keys } = judgedBy(afterEnd, [received, accepted, withdrawn, ...acts], { item });
    expect(keys).toContain(expected);
  });

  const after = (step: string) => completed(step, '2026-03-10 10:01');
  const guide = reviewItem(
    {},
    { steps: [{ name: '受理' }, { name: '审查' }, { name: '决定', code: 'D' }, { name: '证照办理', code: 'Z' }] },
  );
  it.each([
    ['the step that the decision reports', after('D'), nothing],
    ['what the guide lists after it', after('Z'), nothing],
    ['making and serving the licence', after('制证送达'), nothing],
    ['the public notice', started('结果公示', '2026-03-11 10:00'), nothing],
    ['the review', after('审查'), found('03-10 10:01 step.completed 审查')],
    ['a step of another naming', after('会审'), found('03-10 10:01 step.completed 会审')],
    ['supplements', reported('supplement.received', '2026-03-10 10:01'), found('03-10 10:01 supplement.received')],
  ])('after a decision: %s', (_name, act, verdict) => {
    expect(judgedBy(afterEnd, [received, accepted, decided, act], { item: guide })).toEqual(verdict);
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
