import { describe, expect, it } from '@jest/globals';
import { sameOfficer } from '../../../../src/domain/rules/procedure/same-officer.rule.js';
import { siteOne } from '../../../../src/domain/rules/procedure/site-one.rule.js';
import { jointAlone } from '../../../../src/domain/rules/procedure/joint-alone.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { nothing, lacking, found, judgedBy } from '../judged.js';
import { steps, item, received, accepted, decided, withdrawn, started, completed } from './office.js';

describe('P-SAME-OFFICER', () => {
  const first = completed('受理', '2026-03-03 10:00', '甲');
  const last = completed('决定', '2026-03-10 10:00', '甲 ');
  it.each([
    ['one officer for both', [first, last], found('03-10 10:00')],
    ['two officers', [first, completed('决定', '2026-03-10 10:00', '乙')], nothing],
    [
      'the latest completion of the first step by another',
      [first, completed('S1', '2026-03-04 10:00', '乙'), last],
      nothing,
    ],
    ['one officer for the first and the second step', [first, completed('审查', '2026-03-04 10:00', '甲')], nothing],
    [
      'the first step completed afterwards',
      [last, completed('受理', '2026-03-11 10:00', '甲')],
      lacking('step.completed'),
    ],
    [
      'an officer that is not named',
      [first, completed('决定', '2026-03-10 10:00', ' ')],
      lacking('step.completed.officer'),
    ],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(sameOfficer, [received, accepted, ...acts], { item })).toEqual(verdict);
  });

  it('has nothing to say of an item of one step, and cannot judge an unknown one', () => {
    const one = reviewItem({}, { steps: [{ name: '受理' }] });
    expect(judgedBy(sameOfficer, [received, first, completed('受理', '2026-03-04 10:00')], { item: one })).toEqual(
      nothing,
    );
    expect(judgedBy(sameOfficer, [received, first], { item: null })).toEqual(lacking('item'));
  });

  it('is a hint that rests on both completions', () => {
    const [finding] = reviewBy([sameOfficer], [received, accepted, first, last], { item }).findings;
    expect(finding).toMatchObject({ mode: 'hint', level: 'reminder' });
    expect(finding?.explanation.events.map((e) => e.at)).toEqual([first.at, last.at]);
  });
});

describe('P-SITE-ONE', () => {
  const checked = reviewItem({ siteCheck: { step: 'S2' } }, { steps });
  const three = reviewItem({ siteCheck: { step: '审查', officers: 3 } }, { steps });
  const begun = started('审查', '2026-03-04 10:00', '甲');
  it.each([
    ['one officer', checked, [begun, completed('审查', '2026-03-05 10:00', '甲')], found('03-05 10:00 审查')],
    ['two officers', checked, [begun, completed('审查', '2026-03-05 10:00', '乙')], nothing],
    [
      'a second officer at the same instant',
      checked,
      [completed('审查', '2026-03-05 10:00', '甲'), started('审查', '2026-03-05 10:00', '乙')],
      nothing,
    ],
    [
      'a second officer at another step',
      checked,
      [started('受理', '2026-03-04 10:00', '乙'), completed('审查', '2026-03-05 10:00', '甲')],
      found('03-05 10:00 审查'),
    ],
    [
      'two where the guide wants three',
      three,
      [begun, completed('审查', '2026-03-05 10:00', '乙')],
      found('03-05 10:00 审查'),
    ],
    ['another step', checked, [completed('决定', '2026-03-05 10:00', '甲')], nothing],
    [
      'an officer that is not named',
      checked,
      [begun, completed('审查', '2026-03-05 10:00', '')],
      lacking('step.completed.officer'),
    ],
    ['an item without a site check', item, [begun, completed('审查', '2026-03-05 10:00', '甲')], nothing],
    ['an unknown item', null, [completed('审查', '2026-03-05 10:00', '甲')], lacking('item')],
  ])('%s', (_name, of, acts, verdict) => {
    expect(judgedBy(siteOne, [received, accepted, ...acts], { item: of })).toEqual(verdict);
  });

  it('is not cured by a second officer who acts later', () => {
    const events = [received, accepted, begun, completed('审查', '2026-03-05 10:00', '甲')];
    const later = started('审查', '2026-03-05 10:01', '乙');
    expect(judgedBy(siteOne, [...events, later], { item: checked })).toEqual(found('03-05 10:00 审查'));
  });
});

describe('P-JOINT-ALONE', () => {
  const joint = reviewItem({ handling: { kind: 'joint', units: ['规划局', '消防支队'] } });
  const planning = completed('规划局', '2026-03-04 10:00');
  it.each([
    ['both units', [planning, completed('消防支队', '2026-03-10 10:00')], nothing],
    ['one unit', [planning], found('03-10 10:00 消防支队')],
    ['a unit that only started', [planning, started('消防支队', '2026-03-05 10:00')], found('03-10 10:00 消防支队')],
    ['a unit after the decision', [planning, completed('消防支队', '2026-03-10 10:01')], found('03-10 10:00 消防支队')],
    ['no step at all', [], lacking('step.completed')],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(jointAlone, [received, accepted, ...acts, decided], { item: joint })).toEqual(verdict);
  });

  // 行政许可法 第二十六条第二款: what is granted together needs the opinion of each; one ground is enough to refuse.
  it.each([
    ['granted', found('03-10 10:00 消防支队')],
    ['partly-granted', found('03-10 10:00 消防支队')],
    ['refused', nothing],
  ])('needs every unit for a decision that grants: %s', (outcome, verdict) => {
    const rejected = completed('规划局', '2026-03-04 10:00', '甲', 'reject');
    const events = [received, accepted, rejected, reported('case.decided', '2026-03-10 10:00', { outcome })];
    expect(judgedBy(jointAlone, events, { item: joint })).toEqual(verdict);
  });

  it('looks at joint items alone, and at the decision that ends the case', () => {
    const preliminary = reviewItem({ handling: { kind: 'preliminary', step: '初审' } });
    const events = [received, accepted, planning];
    expect(judgedBy(jointAlone, [...events, decided], { item: preliminary })).toEqual(nothing);
    expect(judgedBy(jointAlone, [...events, decided])).toEqual(nothing);
    expect(judgedBy(jointAlone, [...events, withdrawn, decided], { item: joint })).toEqual(nothing);
    expect(judgedBy(jointAlone, [...events, decided], { item: null })).toEqual(lacking('item'));
  });
});
