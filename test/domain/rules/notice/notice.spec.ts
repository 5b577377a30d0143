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

describe('N-SUPPLEMENT-TWICE', () => {
  it.each([
    ['one request', [requested('2026-03-03 09:00'), accepted], []],
    ['a second one', [requested('2026-03-03 09:00'), requested('2026-03-04 09:00'), accepted], ['03-04 09:00']],
    [
      'a second and a third',
      ['2026-03-03 09:00', '2026-03-04 09:00', '2026-03-04 10:00'].map((t) => requested(t)),
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
      [requested('2026-03-03 09:00'), accepted, requested('2026-03-05 09:00')],
      ['03-05 09:00'],
    ],
    [
      'a second one after the acceptance, which is another rule',
      [requested('2026-03-03 09:00'), accepted, requested('2026-03-05 09:01')],
      [],
    ],
  ])('%s', (_name, acts, found) => {
    expect(judgedBy(supplementTwice, [received, ...acts])).toEqual({ found, missing: [] });
  });

  it('does not become another by what comes later', () => {
    const twice = [received, requested('2026-03-03 09:00'), requested('2026-03-04 09:00')];
    const [before] = reviewBy([supplementTwice], twice).findings;
    const [after] = reviewBy([supplementTwice], [...twice, accepted, requested('2026-03-06 09:00'), decided]).findings;
    expect(after).toEqual(before);
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
    ['one after a deemed acceptance that nobody typed', [requested('2026-03-20 09:00')], []],
    ['one at the instant of the end', [accepted, decided, requested('2026-03-10 09:00')], ['03-10 09:00']],
    ['one after the end, which is another rule', [accepted, decided, requested('2026-03-10 09:01')], []],
  ])('%s', (_name, acts, found) => {
    expect(judgedBy(supplementAfter, [received, ...acts])).toEqual({ found, missing: [] });
  });
});

describe('N-MATERIAL-EXTRA', () => {
  const item = reviewItem({ materials: [{ name: '身份证（复印件）' }, { name: '营业执照', required: true }] });
  it.each([
    ['listed material', ['营业执照'], []],
    ['listed material with blanks and half-width brackets', ['身份证 (复印件) '], []],
    ['material that is not listed', ['营业执照', '婚姻证明'], ['03-03 09:00 婚姻证明']],
    ['two such', ['婚姻证明', '居住证明'], ['03-03 09:00 婚姻证明', '03-03 09:00 居住证明']],
    ['one such, named twice', ['婚姻证明', '婚姻 证明'], ['03-03 09:00 婚姻证明']],
    ['a part of a name', ['身份证'], ['03-03 09:00 身份证']],
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
