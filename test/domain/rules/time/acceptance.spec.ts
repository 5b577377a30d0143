import { describe, expect, it } from '@jest/globals';
import type { ItemGuide } from '../../../../src/domain/item-guide.js';
import type { ReportedEvent } from '../../../../src/domain/review/reported-event.js';
import type { WaitRule } from '../../../../src/domain/review/rule.js';
import type { ItemVersion } from '../../../../src/domain/standards.js';
import { jointLate, preliminaryLate } from '../../../../src/domain/rules/time/handling.rules.js';
import { inspectionLate } from '../../../../src/domain/rules/time/inspection-late.rule.js';
import { reported, reviewBy, reviewItem, shanghai } from '../../../support/review.js';
import { itIsDue } from '../wait-borders.js';

const steps = [
  { name: '勘验', code: 'S2' },
  { name: '初审', code: 'S3' },
];
const itemOf = (guide: ItemGuide) => reviewItem(guide, { steps, pauses: [{ kind: 'testing', maxDays: 5 }] });
const opened = (time: string) => [reported('case.received', time), reported('case.accepted', time)];
const started = (time: string, officer: string, step = '勘验') => reported('step.started', time, { step, officer });
const completed = (time: string, step: string) => reported('step.completed', time, { step, officer: '甲' });

/** A source that reports no steps, or none by the names of the guide, says nothing about them. */
function itCannotJudgeWithoutSteps({ rule, events, due, item }: WithoutSteps) {
  const none = { findings: [], unjudged: [{ rule: rule.code, missing: 'step.started' }] };
  it.each([
    ['no step at all', []],
    ['steps by other names', [started('2014-09-26 09:00', '甲', '外勤')]],
    ['no step by an end that came late', [reported('case.decided', '2014-11-05 09:00')]],
  ])('cannot judge a source that reports %s', (_case, more) => {
    expect(reviewBy([rule], [...events, ...more], { item })).toMatchObject(none);
    const before = reviewBy([rule], [...events, ...more], { item, asOf: `${due} 17:00` });
    expect(before).toMatchObject({ findings: [], unjudged: [], nextAt: shanghai(`${due} 17:00:00.001`) });
  });

  it('finds it as soon as any step is reported, also afterwards; an end in time needs none', () => {
    const later = started('2014-11-05 09:00', '甲', '初审');
    expect(reviewBy([rule], [...events, later], { item }).findings).toMatchObject([
      { dueAt: shanghai(`${due} 17:00`) },
    ]);
    const ended = reported('case.decided', `${due} 17:00`);
    expect(reviewBy([rule], [...events, ended], { item })).toEqual({ findings: [], unjudged: [] });
  });
}
interface WithoutSteps {
  readonly rule: WaitRule;
  readonly events: readonly ReportedEvent[];
  readonly due: string;
  readonly item: ItemVersion;
}

describe('T-INSPECT-LATE', () => {
  const rule = inspectionLate;
  const item = itemOf({ siteCheck: { step: '勘验', inspection: true } });
  const accepted = opened('2014-09-25 10:00');
  const first = started('2014-09-25 11:00', '甲');
  itIsDue('W2: the second officer', {
    rule,
    events: [...accepted, first],
    done: (t) => started(t, '乙'),
    due: '2014-10-08',
    item,
  });
  itIsDue('by the code of the step', {
    rule,
    events: [...opened('2024-06-01 10:00'), started('2024-06-03 11:00', '甲')],
    done: (t) => started(t, '乙', 'S2'),
    due: '2024-06-07',
    item,
  });
  itIsDue('both officers in one record', {
    rule,
    events: [...accepted, started('2014-09-25 11:00', '甲', '初审')],
    done: (t) => started(t, '张三、李四'),
    due: '2014-10-08',
    item,
  });
  itIsDue('the end of the case', {
    rule,
    events: [...accepted, started('2014-09-25 11:00', '甲', '初审')],
    done: (t) => reported('case.terminated', t),
    due: '2014-10-08',
    item,
  });
  itIsDue('as many officers as the guide wants', {
    rule,
    events: [...accepted, first, started('2014-09-26 09:00', '乙')],
    done: (t) => started(t, '丙'),
    due: '2014-10-08',
    item: itemOf({ siteCheck: { step: '勘验', officers: 3, inspection: true } }),
  });

  it('counts an officer once, at the inspecting step alone', () => {
    const acts = [first, completed('2014-09-26 11:00', '勘验'), started('2014-09-26 11:00', '乙', '初审')];
    const [finding] = reviewBy([rule], [...accepted, ...acts], { item }).findings;
    expect(finding?.explanation).toMatchObject({
      expected: {
        zh: '“勘验”环节由 2 名以上工作人员办理不晚于2014年10月8日17:00（自受理次日起 5 个工作日内）',
        en: '2 officers or more at step “勘验” by 2014-10-08 17:00 (within 5 working days after the acceptance)',
      },
      observed: {
        zh: '截至2014年10月8日17:00，“勘验”环节有 1 名工作人员的办理记录',
        en: '1 officer on record at step “勘验” by 2014-10-08 17:00',
      },
    });
    expect(finding?.explanation.arithmetic).toEqual([
      {
        zh: '起算日2014年9月25日不计入，其后第 5 个计入的工作日为2014年10月8日',
        en: '2014-09-25, the start day, is not counted; the counted working day no. 5 after it is 2014-10-08',
      },
      {
        zh: '其间 8 日为休息日、节假日（含国庆节），不计',
        en: '8 days off between them not counted: week-ends and 国庆节',
      },
      { zh: '2014年9月28日调休上班，计入', en: '2014-09-28: made-up working day, counted' },
      { zh: '于当日下班时（2014年10月8日17:00）届满', en: 'it ends at close of business, 2014-10-08 17:00' },
    ]);
  });

  it('says when the missing officer came', () => {
    const [finding] = reviewBy([rule], [...accepted, first, started('2014-10-09 09:00', '乙')], { item }).findings;
    expect(finding?.explanation.observed.zh).toBe(
      '截至2014年10月8日17:00，“勘验”环节有 1 名工作人员的办理记录，第 2 名的记录在2014年10月9日09:00',
    );
  });

  it('counts from the receipt where the acceptance is deemed, from the instant at which it is', () => {
    const received = [reported('case.received', '2014-09-22 10:00'), first];
    const before = reviewBy([rule], received, { item, asOf: '2014-09-28 17:00:00' });
    expect(before).toMatchObject({ findings: [], unjudged: [], nextAt: shanghai('2014-09-28 17:00:00.001') });
    const [finding] = reviewBy([rule], received, { item, asOf: '2014-09-28 17:00:00.001' }).findings;
    expect(finding).toMatchObject({ dueAt: shanghai('2014-09-28 17:00') });
    expect(finding?.explanation.expected.zh).toContain('自收件（视为受理）次日起 5 个工作日内');
  });

  it('does not wait before the acceptance where supplements were requested', () => {
    const events = [
      reported('case.received', '2014-09-22 10:00'),
      reported('supplement.requested', '2014-09-23 10:00'),
    ];
    expect(reviewBy([rule], events, { item, asOf: '2014-09-24 10:00' })).toEqual({ findings: [], unjudged: [] });
  });

  it.each([
    ['items without a step of inspection', reviewItem()],
    ['items whose site check is no inspection, test or quarantine', itemOf({ siteCheck: { step: '勘验' } })],
    ['items that say so', itemOf({ siteCheck: { step: '勘验', inspection: false } })],
    ['items that are not known', null],
  ])('says nothing of %s', (_case, item) => {
    expect(reviewBy([rule], [...accepted, first], { item })).toMatchObject({ findings: [], unjudged: [] });
  });

  itCannotJudgeWithoutSteps({ rule, events: accepted, due: '2014-10-08', item });

  it('cannot count beyond the published calendar', () => {
    const review = reviewBy([rule], opened('2026-12-29 10:00'), { item, asOf: '2026-12-31 23:00' });
    expect(review).toMatchObject({ findings: [], unjudged: [{ rule: rule.code, missing: 'calendar' }] });
  });
});

describe('T-PRELIM-LATE', () => {
  const rule = preliminaryLate;
  const item = itemOf({ handling: { kind: 'preliminary', step: '初审' } });
  const bare = opened('2014-09-19 10:00');
  const events = [...bare, started('2014-09-19 11:00', '甲')];
  itCannotJudgeWithoutSteps({ rule, events: bare, due: '2014-10-22', item });
  itIsDue('W1: the review', { rule, events, done: (t) => completed(t, 'S3'), due: '2014-10-22', item });
  itIsDue('the end of the case', { rule, events, done: (t) => reported('case.decided', t), due: '2014-10-22', item });

  it.each([
    ['not yet done', [], [{ rule: rule.code, missing: 'calendar' }]],
    ['done', [completed('2026-12-30 10:00', 'S3')], []],
    ['ended', [reported('case.withdrawn', '2026-12-30 10:00')], []],
  ])('looks beyond the published calendar for what is still awaited: %s', (_case, more, unjudged) => {
    const late = [...opened('2026-12-21 10:00'), ...more];
    expect(reviewBy([rule], late, { item, asOf: '2026-12-31 23:00' })).toMatchObject({ findings: [], unjudged });
  });

  const pause = (time: string) => reported('pause.started', time, { kind: 'testing' });
  const over = (time: string) => reported('pause.ended', time, { kind: 'testing' });
  const held = [...events, pause('2014-10-21 10:00'), over('2014-10-22 11:00')];
  itIsDue('a special procedure of the item holds it', {
    rule,
    events: held,
    done: (t) => completed(t, '初审'),
    due: '2014-10-24',
    item,
  });
  const open = [...events, pause('2014-10-22 17:00')];
  itIsDue('an open one until its cap', {
    rule,
    events: open,
    done: (t) => completed(t, '初审'),
    due: '2014-10-29',
    item,
  });
  const afterwards = [...events, pause('2014-10-22 17:00:01')];
  itIsDue('none begun after it', {
    rule,
    events: afterwards,
    done: (t) => completed(t, '初审'),
    due: '2014-10-22',
    item,
  });
  const extended = [
    ...events,
    reported('extension.granted', '2014-10-20 09:00', { days: 10, approver: '甲', reason: '案情复杂' }),
  ];
  itIsDue('no extension lengthens it', {
    rule,
    events: extended,
    done: (t) => completed(t, '初审'),
    due: '2014-10-22',
    item,
  });

  it('says that a late end tells nothing of the review', () => {
    const [finding] = reviewBy([rule], [...events, reported('case.decided', '2014-10-23 09:00')], { item }).findings;
    expect(finding?.explanation.observed).toEqual({
      zh: '截至2014年10月22日17:00没有“初审”环节完成的记录，办结的时间为2014年10月23日09:00，此前也没有该环节完成的记录',
      en: 'no completion of step “初审” on record by 2014-10-22 17:00, nor before the decision at 2014-10-23 09:00',
    });
  });

  it('lets an open special procedure without a cap hold it', () => {
    const uncapped = reviewItem(
      { handling: { kind: 'preliminary', step: '初审' } },
      { steps, pauses: [{ kind: 'testing' }] },
    );
    expect(reviewBy([rule], [...events, pause('2014-10-21 10:00')], { item: uncapped }).findings).toEqual([]);
  });

  it('says nothing of items without a preliminary review', () => {
    const joint = itemOf({ handling: { kind: 'joint', units: [] } });
    expect(reviewBy([rule], events, { item: joint })).toMatchObject({ findings: [], unjudged: [] });
  });
});

describe('T-JOINT-LATE', () => {
  const rule = jointLate;
  const item = itemOf({ handling: { kind: 'joint', units: ['甲局', '乙局'] } });
  const events = opened('2024-01-15 10:00');
  const done = (time: string) => reported('case.decided', time);
  const extension = (time: string, days: number, reason = '案情复杂') =>
    reported('extension.granted', time, { days, approver: '县长', reason });
  itIsDue('J1: 45 days', { rule, events, done, due: '2024-03-21', item });
  itIsDue('J1: and 15 more', {
    rule,
    events: [...events, extension('2024-03-21 17:00', 15)],
    done,
    due: '2024-04-12',
    item,
  });
  itIsDue('15 at most', {
    rule,
    events: [...events, extension('2024-03-20 09:00', 30)],
    done,
    due: '2024-04-12',
    item,
  });
  itIsDue('as many as granted', {
    rule,
    events: [...events, extension('2024-03-20 09:00', 1)],
    done,
    due: '2024-03-22',
    item,
  });
  itIsDue('none granted too late', {
    rule,
    events: [...events, extension('2024-03-21 17:00:01', 15)],
    done,
    due: '2024-03-21',
    item,
  });
  itIsDue('none without a reason', {
    rule,
    events: [...events, extension('2024-03-20 09:00', 15, ' ')],
    done,
    due: '2024-03-21',
    item,
  });
  const twice = [...events, extension('2024-03-19 09:00', 1), extension('2024-03-20 09:00', 15)];
  itIsDue('the first alone', { rule, events: twice, done, due: '2024-03-22', item });

  it('shows the extension and the units', () => {
    const [finding] = reviewBy([rule], [...events, extension('2024-03-20 09:00', 15)], { item }).findings;
    expect(finding?.explanation).toMatchObject({
      expected: {
        zh: '办结不晚于2024年4月12日17:00（自受理次日起 45 个工作日内，批准延长 15 个工作日）',
        en: 'end of the case by 2024-04-12 17:00 (within 45 working days and 15 by an extension after the acceptance)',
      },
      observed: { zh: '截至2024年4月12日17:00没有办结的记录', en: 'no end of the case on record by 2024-04-12 17:00' },
      itemText: '联合办理单位：甲局、乙局',
    });
    expect(finding?.explanation.arithmetic[0]?.zh).toBe('45 个工作日，批准延长 15 个工作日，共 60 个工作日');
  });

  it('shows the working days that a special procedure held', () => {
    const pause = reported('pause.started', '2024-03-20 10:00', { kind: 'testing', plannedDays: 2 });
    const [finding] = reviewBy([rule], [...events, pause], { item }).findings;
    expect(finding?.dueAt).toBe(shanghai('2024-03-25 17:00'));
    expect(finding?.explanation.arithmetic.map((line) => line.zh)).toContain('其间 2 个工作日在特别程序期间，不计');
  });
});
