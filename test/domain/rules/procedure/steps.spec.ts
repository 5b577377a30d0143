import { describe, expect, it } from '@jest/globals';
import { stepSkipped } from '../../../../src/domain/rules/procedure/step-skipped.rule.js';
import { stepOrder } from '../../../../src/domain/rules/procedure/step-order.rule.js';
import { stepReturned } from '../../../../src/domain/rules/procedure/step-returned.rule.js';
import { reviewBy } from '../../../support/review.js';
import { nothing, lacking, found, judgedBy } from '../judged.js';
import { item, received, accepted, decided, withdrawn, started, completed } from './office.js';

describe('P-STEP-SKIPPED', () => {
  const S1 = completed('受理', '2026-03-03 10:00');
  const S2 = completed('审查', '2026-03-04 10:00');
  it.each([
    ['every step completed', [S1, S2, completed('决定', '2026-03-10 10:00')], nothing],
    ['a step without any record', [S1, completed('决定', '2026-03-10 10:00')], found('03-10 10:00 审查')],
    ['two such', [S1], found('03-10 10:00 决定', '03-10 10:00 审查')],
    ['a step that was only started', [S1, S2, started('决定', '2026-03-10 10:00')], nothing],
    [
      'steps named by code',
      [completed('S1', '2026-03-03 10:00'), completed('S2', '2026-03-04 10:00')],
      found('03-10 10:00 决定'),
    ],
    ['a step done after the decision', [S1, S2, started('决定', '2026-03-10 10:01')], found('03-10 10:00 决定')],
    ['no step at all', [], lacking('step.started')],
    ['steps that the item names otherwise', [completed('窗口初审', '2026-03-03 10:00')], lacking('step.started')],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(stepSkipped, [received, accepted, ...acts, decided], { item })).toEqual(verdict);
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
