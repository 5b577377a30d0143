import { describe, expect, it } from '@jest/globals';
import type { ReportedData, ReportedEvent } from '../../../../src/domain/review/reported-event.js';
import { documentMissing } from '../../../../src/domain/rules/content/document-missing.rule.js';
import { reasonMissing, reasonShort, reasonUnlisted } from '../../../../src/domain/rules/content/reason.rules.js';
import { remedyMissing } from '../../../../src/domain/rules/content/remedy-missing.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { found, judgedBy, lacking, nothing } from '../judged.js';

const received = reported('case.received', '2026-03-02 09:00');
const accepted = reported('case.accepted', '2026-03-03 09:00');
const withdrawn = reported('case.withdrawn', '2026-03-04 09:00');
const decided = (data: ReportedData) => reported('case.decided', '2026-03-05 10:00', { outcome: 'refused', ...data });
const notAccepted = (data: ReportedData) => reported('case.not-accepted', '2026-03-03 10:00', data);

const DECIDED = found('03-05 10:00');
const TURNED_DOWN = found('03-03 10:00');

describe('C-REASON-MISSING', () => {
  it.each([
    ['a refusal without a reason', [decided({})], DECIDED],
    ['a refusal with a reason of blanks, wide ones too', [decided({ reason: ' 　\n' })], DECIDED],
    ['a refusal with a reason of one letter', [decided({ reason: '无' })], nothing],
    ['a grant without a reason', [decided({ outcome: 'granted' })], nothing],
    ['a grant in part without a reason', [decided({ outcome: 'partly-granted' })], DECIDED],
    ['a grant in part with a reason', [decided({ outcome: 'partly-granted', reason: '超出规划' })], nothing],
    ['a non-acceptance without a reason', [notAccepted({})], TURNED_DOWN],
    ['a non-acceptance with a reason', [notAccepted({ reason: '不属于本机关职权范围' })], nothing],
    ['a refusal after the case was withdrawn', [withdrawn, decided({})], nothing],
    ['a second refusal', [notAccepted({ reason: '材料不符' }), decided({})], nothing],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(reasonMissing, [received, accepted, ...acts])).toEqual(verdict);
  });

  it('stays found, whatever comes after the refusal', () => {
    const later = [decided({ reason: '补录的理由补录的理由' })].map((e) => ({ ...e, id: 'later', at: e.at + 1 }));
    expect(judgedBy(reasonMissing, [received, accepted, decided({}), ...later])).toEqual(DECIDED);
  });

  it('says when, and what is not on record', () => {
    const [finding] = reviewBy([reasonMissing], [received, accepted, decided({})]).findings;
    expect(finding?.explanation.expected.zh).toBe('不予许可时说明理由');
    expect(finding?.explanation.observed).toEqual({
      zh: '2026年3月5日10:00不予许可，记录中没有理由',
      en: 'refusal at 2026-03-05 10:00, no reason on record',
    });
  });
});

describe('a refusal that is told twice at one instant, whichever comes first', () => {
  const twice = (one: ReportedData, other: ReportedData) => [
    received,
    accepted,
    { ...decided(one), id: 'a' },
    { ...decided(other), id: 'b' },
  ];
  const listed = { item: reviewItem({ refusals: ['申请人不具备法定资格'] }) };

  it.each<[ReportedData, ReportedData]>([
    [{}, { reason: '申请人不具备法定资格，不予许可', documentNo: '不许〔2026〕1号' }],
    [
      { reason: '无', documentNo: ' ' },
      { reason: '申请人不具备法定资格，不予许可', documentNo: '不许〔2026〕1号' },
    ],
  ])('%j and %j', (blank, whole) => {
    for (const events of [twice(blank, whole), twice(whole, blank)]) {
      for (const rule of [reasonMissing, reasonShort, documentMissing]) expect(judgedBy(rule, events)).toEqual(nothing);
      expect(judgedBy(reasonUnlisted, events, listed)).toEqual(nothing);
    }
  });

  it('is found where no report says it, and where another instant does', () => {
    expect(judgedBy(reasonMissing, twice({}, { reason: ' ' }))).toEqual(DECIDED);
    expect(judgedBy(reasonShort, twice({ reason: '无' }, { reason: '材料不符' }))).toEqual(DECIDED);
    expect(judgedBy(documentMissing, twice({}, {}))).toEqual(DECIDED);
    const [first, second, blank, whole] = twice({}, { documentNo: '不许〔2026〕1号' });
    expect(judgedBy(documentMissing, [first!, second!, blank!, { ...whole!, at: whole!.at + 1 }])).toEqual(DECIDED);
  });
});

describe('C-REASON-SHORT', () => {
  it.each([
    ['nine characters', decided({ reason: '申请材料不符合条件' }), DECIDED],
    ['ten characters', decided({ reason: '申请材料不符合条件。' }), nothing],
    ['nine characters and blanks between', decided({ reason: '申请 材料　不符合\n条件 ' }), DECIDED],
    ['nine characters beyond the basic plane', decided({ reason: '𠀀'.repeat(9) }), DECIDED],
    ['ten characters beyond the basic plane', decided({ reason: '𠀀'.repeat(10) }), nothing],
    ['one character', notAccepted({ reason: '无' }), TURNED_DOWN],
    ['no reason, which is another rule', decided({ reason: '  ' }), nothing],
    ['a grant in part with a short reason', decided({ outcome: 'partly-granted', reason: '超出规划' }), DECIDED],
    ['a grant with a short reason', decided({ outcome: 'granted', reason: '符合' }), nothing],
  ])('%s', (_name, act, verdict) => {
    expect(judgedBy(reasonShort, [received, accepted, act])).toEqual(verdict);
  });

  it('takes the number of characters from the profile', () => {
    const events = [received, accepted, decided({ reason: '材料不符' })];
    expect(judgedBy(reasonShort, events, { params: { characters: 5 } })).toEqual(DECIDED);
    expect(judgedBy(reasonShort, events, { params: { characters: 4 } })).toEqual(nothing);
  });
});

describe('C-REASON-UNLISTED', () => {
  const item = reviewItem({ refusals: ['申请人不具备法定条件', '不属于本机关职权范围', ' '] });
  it.each([
    ['a published reason', '不属于本机关职权范围', nothing],
    ['one with other blanks and punctuation', '不属于，本机关 职权范围。', nothing],
    ['one within a longer reason', '经审查，申请人不具备法定条件，故不予许可', nothing],
    ['a part of a published one', '不具备法定条件', nothing],
    ['a reason of its own', '领导出差，暂不办理', DECIDED],
    ['blanks alone, which is another rule', ' 　 ', nothing],
    ['punctuation alone', '——', nothing],
  ])('%s', (_name, reason, verdict) => {
    expect(judgedBy(reasonUnlisted, [received, accepted, decided({ reason })], { item })).toEqual(verdict);
  });

  it('does not compare the reason of a grant in part, which may be about what was granted', () => {
    const act = decided({ outcome: 'partly-granted', reason: '按区域总量核减' });
    expect(judgedBy(reasonUnlisted, [received, accepted, act], { item })).toEqual(nothing);
  });

  it('finds any reason where the guide says that there are none to turn an application down', () => {
    const none = reviewItem({ refusals: [] });
    expect(judgedBy(reasonUnlisted, [received, notAccepted({ reason: '不办' })], { item: none })).toEqual(TURNED_DOWN);
  });

  it('cannot judge an item whose reasons are not known, or an unknown item', () => {
    const events = [received, accepted, decided({ reason: '领导出差，暂不办理' })];
    expect(judgedBy(reasonUnlisted, events)).toEqual(lacking('item.refusals'));
    expect(judgedBy(reasonUnlisted, events, { item: null })).toEqual(lacking('item'));
  });

  it('shows the published reasons beside', () => {
    const [finding] = reviewBy([reasonUnlisted], [received, accepted, decided({ reason: '暂不办理' })], {
      item,
    }).findings;
    expect(finding?.explanation.itemText).toContain('1. 申请人不具备法定条件；2. 不属于本机关职权范围');
  });
});

describe('C-REMEDY-MISSING', () => {
  it.each([
    ['a refusal that did not tell them', decided({ remediesTold: false }), DECIDED],
    ['a refusal that told them', decided({ remediesTold: true }), nothing],
    ['a refusal that does not say', decided({}), lacking('case.decided.remediesTold')],
    ['a non-acceptance that did not tell them', notAccepted({ remediesTold: false }), TURNED_DOWN],
    ['a non-acceptance that does not say', notAccepted({}), lacking('case.not-accepted.remediesTold')],
    ['a grant that does not say', decided({ outcome: 'granted' }), nothing],
    ['a grant in part that did not tell them', decided({ outcome: 'partly-granted', remediesTold: false }), DECIDED],
    ['a grant in part that told them', decided({ outcome: 'partly-granted', remediesTold: true }), nothing],
    ['a grant in part that does not say', decided({ outcome: 'partly-granted' }), lacking('case.decided.remediesTold')],
  ])('%s', (_name, act, verdict) => {
    expect(judgedBy(remedyMissing, [received, accepted, act])).toEqual(verdict);
  });
});

describe('what is cited where an application was turned down', () => {
  const item = reviewItem({ refusals: [] });
  const cited = (act: ReportedEvent) =>
    reviewBy([reasonMissing, reasonShort, reasonUnlisted, remedyMissing], [received, act], { item }).findings.flatMap(
      ({ explanation }) => explanation.basis,
    );
  const [acceptance, refusal] = ['《行政许可法》第三十二条', '《行政许可法》第三十八条第二款'];
  it.each([{}, { reason: '不办' }])('is of its own kind: %j', (data) => {
    const more = { ...data, remediesTold: false };
    expect(cited(notAccepted(more))).toContain(acceptance);
    expect(cited(notAccepted(more))).not.toContain(refusal);
    expect(cited(decided(more))).toContain(refusal);
    expect(cited(decided(more))).not.toContain(acceptance);
  });
});

describe('C-DOCUMENT-MISSING', () => {
  it.each([
    ['a grant without a number', [decided({ outcome: 'granted' })], DECIDED],
    ['a refusal with a blank number', [decided({ documentNo: ' ' })], DECIDED],
    ['a decision with a number', [decided({ documentNo: '许字〔2026〕1号' })], nothing],
    ['a decision after the case was withdrawn', [withdrawn, decided({})], nothing],
    ['a non-acceptance, which is another rule', [notAccepted({})], nothing],
  ])('%s', (_name, acts, verdict) => {
    expect(judgedBy(documentMissing, [received, accepted, ...acts])).toEqual(verdict);
  });
});
