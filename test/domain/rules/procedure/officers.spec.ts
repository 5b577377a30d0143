import { describe, expect, it } from '@jest/globals';
import { sameOfficer } from '../../../../src/domain/rules/procedure/same-officer.rule.js';
import { officersIn } from '../../../../src/domain/rules/case-steps.js';
import { siteOne } from '../../../../src/domain/rules/procedure/site-one.rule.js';
import { jointAlone } from '../../../../src/domain/rules/procedure/joint-alone.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { nothing, lacking, found, judgedBy } from '../judged.js';
import { steps, item, received, accepted, decided, withdrawn, started, completed } from './office.js';

describe('P-SAME-OFFICER', () => {
  const guide = (...names: string[]) => reviewItem({}, { steps: names.map((name) => ({ name })) });
  const whole = guide('受理', '审查', '批准', '发证');
  const first = completed('审查', '2026-03-03 10:00', '甲');
  const last = completed('决定', '2026-03-10 10:00', '甲 ');
  const approved = (officer: string) => completed('批准', '2026-03-10 10:00', officer);
  const at = (step: string, officer: string, day = '04') => completed(step, `2026-03-${day} 10:00`, officer);
  it.each([
    ['one officer for review and approval', whole, [first, approved('甲')], found('03-10 10:00')],
    ['two officers', whole, [first, approved('乙')], nothing],
    [
      'one clerk for receipt and delivery',
      whole,
      [at('受理', '丙', '03'), first, approved('乙'), at('发证', '丙', '11')],
      nothing,
    ],
    ['one of two who reviewed', whole, [at('审查', '乙、甲'), approved('甲')], found('03-10 10:00')],
    ['the latest review by another', whole, [first, at('审查', '丙'), approved('甲')], nothing],
    ['the review completed afterwards', whole, [approved('甲'), at('审查', '甲', '11')], lacking('step.completed')],
    ['an approver who is not named', whole, [first, approved(' ')], lacking('step.completed.officer')],
    ['a reviewer who is not named', whole, [at('审查', ''), approved('甲')], lacking('step.completed.officer')],
    [
      'one of several handling steps',
      guide('收件', '初审', '现场踏勘', '审批'),
      [at('初审', '乙'), at('现场踏勘', '甲'), at('审批', '甲', '10')],
      found('03-10 10:00'),
    ],
    ['the decision as approval', item, [first, last], found('03-10 10:00')],
    [
      'no step named as approval: the last one',
      guide('受理', '审查', '登簿', '归档'),
      [first, at('登簿', '甲', '10'), at('归档', '甲', '11')],
      found('03-10 10:00'),
    ],
    [
      'no step named as handling: the first after the receipt',
      guide('受理', '测算', '批准'),
      [at('受理', '甲', '03'), at('测算', '乙'), approved('甲')],
      nothing,
    ],
    [
      'the same, by one officer',
      guide('受理', '测算', '批准'),
      [at('测算', '甲'), approved('甲')],
      found('03-10 10:00'),
    ],
  ])('%s', (_name, of, acts, verdict) => {
    expect(judgedBy(sameOfficer, [received, accepted, ...acts], { item: of })).toEqual(verdict);
  });

  it('has nothing to say where nobody handles before the approval, and cannot judge an unknown item', () => {
    const acts = [completed('受理', '2026-03-03 10:00'), completed('批准', '2026-03-04 10:00')];
    expect(judgedBy(sameOfficer, [received, ...acts], { item: guide('受理', '批准', '发证') })).toEqual(nothing);
    expect(judgedBy(sameOfficer, [received, ...acts], { item: guide('批准') })).toEqual(nothing);
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
    ['two in one record', checked, [completed('审查', '2026-03-05 10:00', '张三、李四')], nothing],
    [
      'one, written in two ways',
      checked,
      [started('审查', '2026-03-04 10:00', '张 三'), completed('审查', '2026-03-05 10:00', '张三')],
      found('03-05 10:00 审查'),
    ],
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

describe('the officers whom one text names', () => {
  it.each([
    ['张三、李四', ['张三', '李四']],
    ['张三，李四, 王五；赵六;钱七／孙八/周九', ['张三', '李四', '王五', '赵六', '钱七', '孙八', '周九']],
    ['张三 李四', ['张三', '李四']],
    ['张三　欧阳小明', ['张三', '欧阳小明']],
    ['张 三', ['张三']],
    ['王 小明', ['王小明']],
    ['张三、张 三、 ', ['张三']],
    ['Ａ１２、A12', ['A12']],
    ['Zhang San', ['ZhangSan']],
    ['阿卜杜拉·买买提', ['阿卜杜拉·买买提']],
    ['甲', ['甲']],
    [' ', []],
    [undefined, []],
  ])('%s', (text, names) => {
    expect(officersIn(text)).toEqual(names);
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
    [
      'steps of another naming alone',
      [completed('审查', '2026-03-04 10:00'), completed('决定', '2026-03-09 10:00')],
      lacking('step.completed'),
    ],
    [
      'a unit that started, among steps of another naming',
      [completed('审查', '2026-03-04 10:00'), started('规划局', '2026-03-04 10:00')],
      found('03-10 10:00 消防支队', '03-10 10:00 规划局'),
    ],
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
