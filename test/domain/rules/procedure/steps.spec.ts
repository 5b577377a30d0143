import { describe, expect, it } from '@jest/globals';
import { stepSkipped } from '../../../../src/domain/rules/procedure/step-skipped.rule.js';
import { stepOrder } from '../../../../src/domain/rules/procedure/step-order.rule.js';
import { stepReturned } from '../../../../src/domain/rules/procedure/step-returned.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { nothing, lacking, found, judgedBy } from '../judged.js';
import { item, received, accepted, decided, withdrawn, started, completed } from './office.js';

describe('P-STEP-SKIPPED', () => {
  const S1 = completed('受理', '2026-03-03 10:00');
  const S2 = completed('审查', '2026-03-04 10:00');
  it.each([
    ['every step completed', [S1, S2, completed('决定', '2026-03-10 10:00')], nothing],
    ['a step without any record', [S1, completed('决定', '2026-03-10 10:00')], found('03-10 10:00 审查')],
    ['all but the one that the acceptance reports', [S1], found('03-10 10:00 审查')],
    ['what the receipt, the acceptance and the decision report themselves', [S2], nothing],
    ['a step that was only started', [S1, S2, started('决定', '2026-03-10 10:00')], nothing],
    ['steps named by code', [completed('S1', '2026-03-03 10:00'), completed('S2', '2026-03-04 10:00')], nothing],
    ['a step done after the decision', [S1, started('审查', '2026-03-10 10:01')], found('03-10 10:00 审查')],
    ['no step at all', [], lacking('step.started')],
    ['steps that the item names otherwise', [completed('窗口初审', '2026-03-03 10:00')], lacking('step.started')],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepSkipped, [received, accepted, ...acts, decided], { item })).toEqual(verdict);
  });

  const long = ['窗口收件', '受理审查', '审查', '作出决定', '证照办理', '制证送达', '公示', '归档'].map((name) => ({
    name,
  }));
  const [review, check] = [completed('受理审查', '2026-03-03 10:00'), completed('审查', '2026-03-04 10:00')];
  it.each([
    ['the steps between acceptance and decision', [review, check], nothing],
    ['all but a review', [check], found('03-10 10:00 受理审查')],
    ['nothing but what follows the decision', [completed('证照办理', '2026-03-10 09:00')], lacking('step.started')],
    ['nothing', [], lacking('step.started')],
  ])('of a guide from receipt to filing, on record: %s', (_name, acts, verdict) => {
    const events = [received, accepted, ...acts, decided];
    expect(judgedBy(stepSkipped, events, { item: reviewItem({}, { steps: long }) })).toEqual(verdict);
  });

  it('has nothing to say where every step is reported by the case itself', () => {
    const plain = reviewItem({}, { steps: [{ name: '受理' }, { name: '办结' }, { name: '送达' }] });
    expect(judgedBy(stepSkipped, [received, accepted, decided], { item: plain })).toEqual(nothing);
  });

  it('looks at the decision that ends the case alone', () => {
    expect(judgedBy(stepSkipped, [received, accepted, S1, withdrawn, decided], { item })).toEqual(nothing);
  });

  it('has nothing to say of an item without steps, and cannot judge an unknown one', () => {
    expect(judgedBy(stepSkipped, [received, accepted, S1, decided])).toEqual(nothing);
    expect(judgedBy(stepSkipped, [received, accepted, S1, decided], { item: null })).toEqual(lacking('item'));
  });

  it('shows the step and the order of the guide', () => {
    const events = [received, accepted, S1, completed('决定', '2026-03-10 09:00'), decided];
    const explanation = reviewBy([stepSkipped], events, { item }).findings[0]?.explanation;
    expect(explanation?.observed.zh).toBe('2026年3月10日10:00办结，此前没有“审查”环节开始或者完成的记录');
    expect(explanation?.itemText).toBe('受理 → 审查 → 决定');
  });
});

describe('P-STEP-ORDER', () => {
  const late = started('审查', '2026-03-05 10:00');
  const bare = (step: string, time: string) => reported('step.completed', time, { step, officer: '甲' });
  it.each([
    ['steps in order', [completed('受理', '2026-03-04 10:00'), late], nothing],
    ['a later step completed before', [completed('决定', '2026-03-05 09:59'), late], found('03-05 10:00 审查')],
    ['a later step completed at the same instant', [completed('决定', '2026-03-05 10:00'), late], nothing],
    ['a later step that was only started', [started('决定', '2026-03-04 10:00'), late], nothing],
    [
      'a later step that returned the case itself',
      [completed('决定', '2026-03-04 10:00', '乙', 'return'), late],
      nothing,
    ],
    [
      'a return since',
      [completed('决定', '2026-03-04 10:00'), completed('受理', '2026-03-05 10:00', '甲', 'return'), late],
      nothing,
    ],
    [
      'a return, and the later step completed after it',
      [completed('审查', '2026-03-03 10:00', '甲', 'return'), completed('决定', '2026-03-04 10:00'), late],
      found('03-05 10:00 审查'),
    ],
    ['the same step again', [completed('审查', '2026-03-04 10:00'), late], nothing],
    ['a later step that turned it down', [completed('决定', '2026-03-04 10:00', '乙', 'reject'), late], nothing],
    [
      'a later step of an outcome that says nothing',
      [completed('决定', '2026-03-04 10:00', '乙', 'other'), late],
      lacking('step.completed.outcome'),
    ],
    ['a later step without outcome', [bare('决定', '2026-03-04 10:00'), late], lacking('step.completed.outcome')],
    [
      'a step without outcome since',
      [completed('决定', '2026-03-04 10:00'), bare('受理', '2026-03-04 11:00'), late],
      lacking('step.completed.outcome'),
    ],
    [
      'the step that the acceptance reports',
      [completed('审查', '2026-03-04 10:00'), started('受理', '2026-03-05 10:00')],
      nothing,
    ],
    [
      'steps named by code',
      [completed('决定', '2026-03-04 10:00'), started('S2', '2026-03-05 10:00')],
      found('03-05 10:00 审查'),
    ],
    [
      'a step that the item does not list',
      [completed('决定', '2026-03-04 10:00'), started('复核', '2026-03-05 10:00')],
      nothing,
    ],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepOrder, [received, accepted, ...acts], { item })).toEqual(verdict);
  });

  it('cannot judge an unknown item', () => {
    expect(judgedBy(stepOrder, [received, accepted, late], { item: null })).toEqual(lacking('item'));
  });

  it('is not cured by a return that comes later', () => {
    const events = [received, accepted, completed('决定', '2026-03-04 10:00'), late];
    const [before] = reviewBy([stepOrder], events, { item }).findings;
    const returned = completed('审查', '2026-03-06 10:00', '甲', 'return');
    expect(reviewBy([stepOrder], [...events, returned, decided], { item }).findings).toEqual([before]);
    expect(before?.explanation.events.map((e) => e.type)).toEqual(['step.completed', 'step.started']);
  });
});

describe('P-STEP-ORDER, while a step goes on', () => {
  const guide = reviewItem(
    { siteCheck: { step: '看现场' } },
    { steps: ['预审', '审查', '看现场', '专家评审', '批准'].map((name) => ({ name })) },
  );
  const pre = completed('预审', '2026-03-03 10:00');
  const going = started('审查', '2026-03-04 10:00');
  const approval = started('批准', '2026-03-05 10:00');
  const other = reported(
    'step.completed',
    '2026-03-03 10:00',
    { step: '预审', officer: '甲', outcome: 'approve' },
    { feed: 2 },
  );
  it.each([
    ['the next one starts', [pre, going, approval], found('03-05 10:00 批准')],
    ['the next one starts as it is completed', [pre, going, completed('审查', '2026-03-05 10:00'), approval], nothing],
    ['the next one starts, and nothing was ever completed', [going, approval], lacking('step.completed')],
    ['the next one starts, and its source completes nothing', [other, going, approval], lacking('step.completed')],
    ['the next one is completed', [going, completed('批准', '2026-03-05 11:00')], found('03-05 11:00 批准')],
    [
      'the next one is completed, its start was told',
      [pre, going, approval, completed('批准', '2026-03-05 11:00')],
      found('03-05 10:00 批准'),
    ],
    ['the next one returns it', [going, completed('批准', '2026-03-05 11:00', '乙', 'return')], nothing],
    [
      'the next one starts by two sources',
      [pre, going, approval, started('批准', '2026-03-05 10:01')],
      found('03-05 10:00 批准'),
    ],
    ['the site is inspected', [pre, going, started('看现场', '2026-03-05 10:00')], nothing],
    ['experts review it', [pre, going, started('专家评审', '2026-03-05 10:00')], nothing],
    ['an inspection goes on', [pre, started('看现场', '2026-03-04 10:00'), approval], nothing],
    [
      'it starts on a day, the next one at an hour of it',
      [pre, started('审查', '2026-03-05 00:00'), approval],
      nothing,
    ],
    ['the next one starts on a day, at no hour', [pre, going, started('批准', '2026-03-05 00:00')], lacking('time')],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepOrder, [received, accepted, ...acts], { item: guide })).toEqual(verdict);
  });
});

describe('P-STEP-ORDER, of a source that reports completions alone', () => {
  const [review, approval] = [completed('审查', '2026-03-05 10:00'), completed('批准', '2026-03-04 10:00')];
  const guide = reviewItem({}, { steps: ['受理', '审查', '批准'].map((name) => ({ name })) });
  it.each([
    ['in order', [completed('批准', '2026-03-06 10:00'), review], nothing],
    ['approved before it was reviewed', [approval, review], found('03-05 10:00 审查')],
    [
      'reviewed, approved, and the review told again',
      [completed('审查', '2026-03-03 10:00'), approval, review],
      nothing,
    ],
    ['sent back by the approval', [completed('批准', '2026-03-04 10:00', '乙', 'return'), review], nothing],
    ['approved at the same instant', [completed('批准', '2026-03-05 10:00'), review], nothing],
    ['accepted, as the step says, after all', [review, completed('受理', '2026-03-06 10:00')], nothing],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepOrder, [received, accepted, ...acts], { item: guide })).toEqual(verdict);
  });
});

describe('P-STEP-ORDER, of a joint item', () => {
  const units = ['市场监管', '消防救援'];
  const names = ['汇总材料', ...units, '批准'];
  const joint = reviewItem({ handling: { kind: 'joint', units } }, { steps: names.map((name) => ({ name })) });
  const fire = completed('消防救援', '2026-03-04 10:00');
  it.each([
    ['a unit that starts after another was done', [fire, started('市场监管', '2026-03-05 10:00')], nothing],
    [
      'a unit that starts while another is at work',
      [fire, started('市场监管', '2026-03-05 10:00'), started('消防救援', '2026-03-05 11:00')],
      nothing,
    ],
    ['a step before the units', [fire, started('汇总材料', '2026-03-05 10:00')], found('03-05 10:00 汇总材料')],
    [
      'a unit after the approval',
      [completed('批准', '2026-03-04 11:00'), started('市场监管', '2026-03-05 10:00')],
      found('03-05 10:00 市场监管'),
    ],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepOrder, [received, accepted, ...acts], { item: joint })).toEqual(verdict);
  });

  it('orders the same steps where they are no units', () => {
    const plain = reviewItem({}, { steps: names.map((name) => ({ name })) });
    const events = [received, accepted, fire, started('市场监管', '2026-03-05 10:00')];
    expect(judgedBy(stepOrder, events, { item: plain })).toEqual(found('03-05 10:00 市场监管'));
  });
});

describe('P-STEP-RETURNED', () => {
  const back = (step: string, time: string) => completed(step, time, '甲', 'return');
  it.each([
    ['one return', [back('审查', '2026-03-04 10:00')], nothing],
    ['one return that two sources report', [back('审查', '2026-03-04 10:00'), back('S2', '2026-03-04 10:00')], nothing],
    ['a second one', [back('审查', '2026-03-04 10:00'), back('审查', '2026-03-05 10:00')], found('03-05 10:00 审查')],
    [
      'a second and a third',
      ['2026-03-04 10:00', '2026-03-05 10:00', '2026-03-06 10:00'].map((t) => back('审查', t)),
      found('03-05 10:00 审查', '03-06 10:00 审查'),
    ],
    ['one of each of two steps', [back('审查', '2026-03-04 10:00'), back('决定', '2026-03-05 10:00')], nothing],
    [
      'one by name and one by code',
      [back('审查', '2026-03-04 10:00'), back('S2', '2026-03-05 10:00')],
      found('03-05 10:00 审查'),
    ],
    ['an approval between', [back('审查', '2026-03-04 10:00'), completed('审查', '2026-03-05 10:00')], nothing],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepReturned, [received, accepted, ...acts], { item })).toEqual(verdict);
  });

  it('counts up to the number of the profile, and also where the item is not known', () => {
    const events = [received, back('审查', '2026-03-04 10:00'), back('审查', '2026-03-05 10:00')];
    expect(judgedBy(stepReturned, events, { item, params: { times: 3 } })).toEqual(nothing);
    expect(judgedBy(stepReturned, events, { item: null })).toEqual(found('03-05 10:00 审查'));
  });
});
