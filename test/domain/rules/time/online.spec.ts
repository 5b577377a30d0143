import { describe, expect, it } from '@jest/globals';
import type { ReportedData } from '../../../../src/domain/review/reported-event.js';
import type { ItemStep } from '../../../../src/domain/standards.js';
import type { ItemGuide } from '../../../../src/domain/item-guide.js';
import { preAcceptanceLate } from '../../../../src/domain/rules/time/pre-acceptance-late.rule.js';
import { stepTotal } from '../../../../src/domain/rules/time/step-total.rule.js';
import { reported, reviewBy, reviewItem } from '../../../support/review.js';
import { itIsDue } from '../wait-borders.js';

describe('T-PREACCEPT-LATE', () => {
  const rule = preAcceptanceLate;
  const received = (channel?: ReportedData['channel']) => reported('case.received', '2014-09-26 10:00', { channel });
  const online = [received('online')];
  for (const type of ['case.accepted', 'case.not-accepted', 'supplement.requested', 'case.withdrawn'] as const)
    itIsDue(type, { rule, events: online, done: (t) => reported(type, t), due: '2014-09-29' });

  it('is a hint', () => {
    expect(reviewBy([rule], online).findings).toMatchObject([{ level: 'reminder', mode: 'hint' }]);
  });

  it.each(['window', 'post', 'other'] as const)('says nothing of a receipt by channel %s', (channel) => {
    expect(reviewBy([rule], [received(channel)])).toMatchObject({ findings: [], unjudged: [] });
  });

  it.each([
    ['2014-09-29 17:00', []],
    ['2014-09-29 17:00:01', [{ rule: 'T-PREACCEPT-LATE', missing: 'case.received.channel' }]],
  ])('needs the channel only where the answer came late: answered at %s', (time, unjudged) => {
    const review = reviewBy([rule], [received(), reported('case.accepted', time)]);
    expect(review).toMatchObject({ findings: [], unjudged });
  });
});

describe('T-STEP-TOTAL', () => {
  const days = (...amounts: number[]): ItemStep[] =>
    amounts.map((amount, i) => ({ name: `环节${i + 1}`, limit: { amount, unit: 'workingDay' } }));
  const review = (more: Parameters<typeof reviewItem>[1]) =>
    reviewBy(
      [stepTotal],
      [reported('case.received', '2026-03-02 09:00'), reported('case.accepted', '2026-03-02 10:00')],
      {
        item: reviewItem({}, more),
      },
    );

  it.each([
    ['equal to the promise', days(3, 3, 4), false],
    ['a day more', days(3, 3, 5), true],
    ['a day more, a step without a limit among them', [...days(3, 8), { name: '办结' }], true],
    ['a limit in another unit', [...days(11), { name: '办结', limit: { amount: 1, unit: 'hour' as const } }], false],
    ['no limits', [{ name: '办结' }], false],
  ])('limits of the steps: %s', (_case, steps, found) => {
    expect(review({ steps })).toMatchObject({
      findings: found ? [{ rule: 'T-STEP-TOTAL', mode: 'hint' }] : [],
      unjudged: [],
    });
  });

  it.each([
    ['in another unit', { promised: { amount: 1, unit: 'month' as const } }],
    ['that does not exist', { promised: undefined }],
    ['of an item decided at once', { kind: 'instant' as const }],
  ])('says nothing against a promise %s', (_case, more) => {
    expect(review({ steps: days(11), ...more })).toMatchObject({ findings: [], unjudged: [] });
  });

  it('adds up', () => {
    expect(review({ steps: days(3, 3, 5) }).findings[0]?.explanation).toMatchObject({
      observed: { zh: '3 个环节的时限合计 11 个工作日', en: 'the limits of 3 steps add up to 11 working days' },
      arithmetic: [{ zh: '3 + 3 + 5 = 11（个工作日）> 10', en: '3 + 3 + 5 = 11 (working days) > 10' }],
    });
  });

  it('is told once, by the acceptance that counts', () => {
    const events = ['2026-03-02 10:00', '2026-03-03 10:00'].map((time) => reported('case.accepted', time));
    expect(reviewBy([stepTotal], events, { item: reviewItem({}, { steps: days(11) }) }).findings).toHaveLength(1);
    const handled = (handling: ItemGuide['handling']) =>
      reviewBy([stepTotal], events, { item: reviewItem({ handling }, { steps: days(11) }) }).findings;
    expect(handled({ kind: 'preliminary', step: '初审' })).toHaveLength(1);
    // Units that handle a case jointly work at the same time.
    expect(handled({ kind: 'joint', units: ['甲局', '乙局'] })).toEqual([]);
  });
});
