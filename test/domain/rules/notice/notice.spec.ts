import { describe, expect, it } from '@jest/globals';
import { materialExtra } from '../../../../src/domain/rules/notice/material-extra.rule.js';
import { receiptMissing } from '../../../../src/domain/rules/notice/receipt-missing.rule.js';
import { supplementAfter } from '../../../../src/domain/rules/notice/supplement-after.rule.js';
import { supplementTwice } from '../../../../src/domain/rules/notice/supplement-twice.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { judgedBy, lacking, nothing } from '../judged.js';

const received = reported('case.received', '2026-03-02 09:00');
const acceptedAt = (time: string, receiptNo?: string) => reported('case.accepted', time, { receiptNo });
const accepted = acceptedAt('2026-03-05 09:00');
const decided = reported('case.decided', '2026-03-10 09:00', { outcome: 'granted' });
const requested = (time: string, materials = ['身份证明'], id = time) =>
  reported('supplement.requested', time, { materials }, { id });

const first = requested('2026-03-03 09:00');
const elsewhere = (time: string, materials = ['身份证明']) =>
  reported('supplement.requested', time, { materials }, { source: 'platform', feed: 2 });

describe('N-SUPPLEMENT-TWICE', () => {
  it.each([
    ['one request', [requested('2026-03-03 09:00'), accepted], []],
    ['a second one', [first, requested('2026-03-04 09:00', ['营业执照']), accepted], ['03-04 09:00']],
    ['the same once more', [first, requested('2026-03-04 09:00'), accepted], []],
    [
      'what was told before and is still missing',
      [requested('2026-03-03 09:00', ['营业执照', '章程（缺签名）']), requested('2026-03-04 09:00', ['章程原件'])],
      [],
    ],
    [
      'one thing more than was told before',
      [requested('2026-03-03 09:00', ['营业执照', '章程']), requested('2026-03-04 09:00', ['章程', '验资报告'])],
      ['03-04 09:00'],
    ],
    [
      'what two earlier ones have told together',
      [first, requested('2026-03-03 09:00', ['章程'], 'more'), requested('2026-03-04 09:00', ['章程', '身份证明'])],
      [],
    ],
    ['one that names nothing', [first, requested('2026-03-04 09:00', [])], ['03-04 09:00']],
    ['one that names nothing, soon after', [first, requested('2026-03-03 09:01', [])], ['03-03 09:01']],
    [
      'one after another that named nothing',
      [requested('2026-03-03 09:00', []), requested('2026-03-04 09:00')],
      ['03-04 09:00'],
    ],
    ['another source’s report of it', [first, elsewhere('2026-03-03 09:00:40', [])], []],
    [
      'another source’s report of one without a list',
      [requested('2026-03-03 09:00', []), elsewhere('2026-03-03 09:30')],
      [],
    ],
    ['another source’s after half an hour', [first, elsewhere('2026-03-03 09:30:00.001', [])], ['03-03 09:30']],
    ['another source’s of other materials', [first, elsewhere('2026-03-03 09:00:40', ['章程'])], ['03-03 09:00']],
    [
      'one after a deemed acceptance, which is another rule',
      [requested('2026-03-10 09:00'), requested('2026-03-11 09:00', ['章程'])],
      [],
    ],
    [
      'a second and a third',
      ['2026-03-03 09:00', '2026-03-04 09:00', '2026-03-04 10:00'].map((t) => requested(t, [])),
      ['03-04 09:00', '03-04 10:00'],
    ],
    [
      'two records of one instant, which are one request',
      [requested('2026-03-03 09:00'), requested('2026-03-03 09:00', ['营业执照'], 'more')],
      [],
    ],
    [
      'one a minute later',
      [requested('2026-03-03 09:00'), requested('2026-03-03 09:01', ['营业执照'])],
      ['03-03 09:01'],
    ],
    [
      'a second one at the instant of the acceptance',
      [first, accepted, requested('2026-03-05 09:00', ['章程'])],
      ['03-05 09:00'],
    ],
    [
      'a second one after the acceptance, which is another rule',
      [first, accepted, requested('2026-03-05 09:01', ['章程'])],
      [],
    ],
  ])('%s', (_name, acts, found) => {
    expect(judgedBy(supplementTwice, [received, ...acts])).toEqual({ found, missing: [] });
  });

  it('does not become another by what comes later', () => {
    const twice = [received, first, requested('2026-03-04 09:00', ['章程'])];
    const [before] = reviewBy([supplementTwice], twice).findings;
    const [after] = reviewBy([supplementTwice], [...twice, accepted, requested('2026-03-06 09:00'), decided]).findings;
    expect(after).toEqual(before);
  });

  it('does not number a request by what another source has told once more', () => {
    const acts = [received, first, elsewhere('2026-03-03 09:00:40', []), requested('2026-03-04 09:00', ['章程'])];
    expect(reviewBy([supplementTwice], acts).findings[0]?.explanation.observed.en).toBe(
      'request number 2 at 2026-03-04 09:00, the first at 2026-03-03 09:00',
    );
  });

  it('shows every request with its materials', () => {
    const events = [received, requested('2026-03-03 09:00'), requested('2026-03-04 09:00', ['营业执照', '章程'])];
    const explanation = reviewBy([supplementTwice], events).findings[0]?.explanation;
    expect(explanation?.observed.zh).toBe('2026年3月4日09:00第 2 次告知补正，第 1 次为2026年3月3日09:00');
    expect(explanation?.arithmetic.map((w) => w.zh)).toEqual([
      '2026年3月3日09:00要求补正：身份证明',
      '2026年3月4日09:00要求补正：营业执照、章程',
    ]);
    expect(explanation?.events).toHaveLength(2);
  });
});

describe('N-SUPPLEMENT-AFTER', () => {
  it.each([
    ['a request after the acceptance', [accepted, requested('2026-03-05 09:01')], ['03-05 09:01']],
    ['one at the instant of the acceptance', [accepted, requested('2026-03-05 09:00')], []],
    ['one before it', [accepted, requested('2026-03-05 08:59')], []],
    ['one without any acceptance', [requested('2026-03-05 09:01')], []],
    ['one by the close of the fifth working day', [requested('2026-03-09 17:00')], []],
    ['one after it, when the acceptance is deemed', [requested('2026-03-09 17:00:00.001')], ['03-09 17:00']],
    [
      'one after a deemed acceptance that was typed later',
      [requested('2026-03-10 09:00'), acceptedAt('2026-03-11 09:00')],
      ['03-10 09:00'],
    ],
    ['one after an answer in time', [requested('2026-03-09 17:00'), requested('2026-03-10 09:00')], []],
    [
      'one after a deemed acceptance and the end',
      [reported('case.withdrawn', '2026-03-10 09:00'), requested('2026-03-10 09:01')],
      [],
    ],
    ['one at the instant of the end', [accepted, decided, requested('2026-03-10 09:00')], ['03-10 09:00']],
    ['one after the end, which is another rule', [accepted, decided, requested('2026-03-10 09:01')], []],
  ])('%s', (_name, acts, found) => {
    expect(judgedBy(supplementAfter, [received, ...acts])).toEqual({ found, missing: [] });
  });
});

it('says from when on the acceptance is deemed', () => {
  const explanation = reviewBy([supplementAfter], [received, requested('2026-03-10 09:00')]).findings[0]?.explanation;
  expect(explanation?.observed).toEqual({
    zh: '2026年3月9日17:00没有答复、视为受理，2026年3月10日09:00告知补正：身份证明',
    en: 'deemed accepted, no answer by 2026-03-09 17:00, supplements requested at 2026-03-10 09:00: 身份证明',
  });
  expect(explanation?.events.map(({ type }) => type)).toEqual(['case.received', 'supplement.requested']);
});

describe('N-MATERIAL-EXTRA', () => {
  const item = reviewItem({ materials: [{ name: '身份证（复印件）' }, { name: '营业执照', required: true }] });
  it.each([
    ['listed material', ['营业执照'], []],
    ['listed material with blanks and half-width brackets', ['身份证 (复印件) '], []],
    ['material that is not listed', ['营业执照', '婚姻证明'], ['03-03 09:00 婚姻证明']],
    ['two such', ['婚姻证明', '居住证明'], ['03-03 09:00 婚姻证明', '03-03 09:00 居住证明']],
    ['one such, named twice', ['婚姻证明', '婚姻 证明'], ['03-03 09:00 婚姻证明']],
    ['a part of a name', ['身份证'], []],
    ['a listed name without brackets', ['身份证复印件', '身份证原件及复印件'], []],
    ['what is wrong with listed material', ['营业执照（缺签名）', '营业执照：未盖章'], []],
    ['a copy of what is not listed', ['户口簿复印件'], ['03-03 09:00 户口簿复印件']],
    ['a copy of nothing', ['复印件'], []],
    ['blanks', [' '], []],
    ['no material', [], []],
  ])('%s', (_name, materials, found) => {
    const events = [received, requested('2026-03-03 09:00', materials)];
    const judged = judgedBy(materialExtra, events, { item });
    expect([...judged.found].sort()).toEqual([...found].sort());
    expect(judged.missing).toEqual([]);
  });

  it('finds any material where the guide says that none is needed', () => {
    const judged = judgedBy(materialExtra, [received, requested('2026-03-03 09:00')], {
      item: reviewItem({ materials: [] }),
    });
    expect(judged.found).toEqual(['03-03 09:00 身份证明']);
  });

  it('cannot judge an item whose materials are not known, or an unknown item', () => {
    const events = [received, requested('2026-03-03 09:00')];
    expect(judgedBy(materialExtra, events)).toEqual(lacking('item.materials'));
    expect(judgedBy(materialExtra, events, { item: null })).toEqual(lacking('item'));
  });
});

describe('N-RECEIPT-MISSING', () => {
  const notAccepted = (documentNo?: string) =>
    reported('case.not-accepted', '2026-03-06 09:00', { reason: '不属于本机关职权范围', documentNo });
  it.each([
    ['an acceptance without a number', [acceptedAt('2026-03-05 09:00')], ['03-05 09:00']],
    ['one with a blank number', [acceptedAt('2026-03-05 09:00', ' ')], ['03-05 09:00']],
    ['one with a number', [acceptedAt('2026-03-05 09:00', '受〔2026〕1号')], []],
    [
      'a second acceptance without a number',
      [acceptedAt('2026-03-05 09:00', '受〔2026〕1号'), acceptedAt('2026-03-06 09:00')],
      [],
    ],
    [
      'one whose number is told by a second report of the same instant',
      [acceptedAt('2026-03-05 09:00'), { ...acceptedAt('2026-03-05 09:00', '受〔2026〕1号'), id: 'zz' }],
      [],
    ],
    ['a non-acceptance without a number', [notAccepted()], ['03-06 09:00']],
    ['a non-acceptance with a number', [notAccepted('不受〔2026〕1号')], []],
    [
      'a non-acceptance after the case was withdrawn',
      [reported('case.withdrawn', '2026-03-04 09:00'), notAccepted()],
      [],
    ],
  ])('%s', (_name, acts, found) => {
    expect(judgedBy(receiptMissing, [received, ...acts])).toEqual({ found, missing: [] });
  });

  it('has nothing to say of a case that was neither accepted nor turned down', () => {
    expect(judgedBy(receiptMissing, [received])).toEqual(nothing);
  });
});
