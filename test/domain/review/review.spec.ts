import { describe, expect, it } from '@jest/globals';
import { reviewCase } from '../../../src/domain/review/review.js';
import { type ActRule, cannotJudge, found, type WaitRule } from '../../../src/domain/review/rule.js';
import { liveCalendar, liveProfile } from '../../support/live-standards.js';
import { reported, reviewBy, settingOf, shanghai } from '../../support/review.js';

const words = { zh: '文', en: 'text' };
const head = {
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: words,
  description: words,
  basis: ['《行政许可法》'],
  needs: [],
  shows: words,
  params: {},
} as const;

/** Says of each decision how many events had happened by then. */
const counting: ActRule = {
  ...head,
  code: 'P-COUNT',
  on: ['case.decided'],
  examine: (_act, seen) =>
    seen.item
      ? found({ expected: words, observed: { zh: `${seen.events.length}`, en: `${seen.events.length}` } })
      : cannotJudge('item'),
};

/** A delivery by 17:00 of the 10th of March. */
const delivery: WaitRule = {
  ...head,
  code: 'P-WAIT',
  waits: (seen) =>
    seen.all('case.decided').map((from) => ({
      from,
      dueAt: shanghai('2026-03-10 17:00'),
      doneBy: seen.first('licence.delivered'),
      expected: words,
      observed: words,
    })),
};

const received = reported('case.received', '2026-03-02 09:00');
const decided = reported('case.decided', '2026-03-03 10:00', { outcome: 'granted' });
const deliveredAt = (time: string) => reported('licence.delivered', time);

describe('the review of a case', () => {
  it('shows an act rule what had happened by the act, whatever came later', () => {
    const [finding] = reviewBy([counting], [deliveredAt('2026-03-04 09:00'), decided, received]).findings;
    expect(finding).toMatchObject({ key: `P-COUNT|${decided.at}`, at: decided.at, level: 'yellow', mode: 'confirm' });
    expect(finding?.explanation.observed.en).toBe('2');
    expect(finding?.explanation.events.map((e) => e.id)).toEqual([decided.id]);
    expect(finding?.explanation.versions.item).toBe('item@v1');
  });

  it("leaves waiting what lies beyond the case's own time, and says when to look again", () => {
    const review = reviewBy([counting], [received, decided], { asOf: '2026-03-03 09:59' });
    expect(review.findings).toEqual([]);
    expect(review.nextAt).toBe(decided.at);
  });

  it('lists what could not be judged once, and makes no finding of it', () => {
    const twice = [decided, reported('case.decided', '2026-03-04 10:00', { outcome: 'granted' })];
    const review = reviewBy([counting], [received, ...twice], { item: null });
    expect(review).toMatchObject({ findings: [], unjudged: [{ rule: 'P-COUNT', missing: 'item' }] });
  });

  it.each([
    ['2026-03-10 17:00', undefined, []],
    ['2026-03-10 17:01', undefined, ['P-WAIT']],
    ['2026-03-12 09:00', '2026-03-10 17:00', []],
    ['2026-03-12 09:00', '2026-03-10 17:01', ['P-WAIT']],
  ])('at %s, done %s: %j', (asOf, done, rules) => {
    const events = [received, decided, ...(done ? [deliveredAt(done)] : [])];
    expect(reviewBy([delivery], events, { asOf }).findings.map((f) => f.rule)).toEqual(rules);
  });

  it('asks to be called the millisecond after a due instant that lies ahead', () => {
    const review = reviewBy([delivery], [received, decided], { asOf: '2026-03-05 09:00' });
    expect(review.nextAt).toBe(shanghai('2026-03-10 17:00') + 1);
  });

  it('cannot judge what cannot be counted', () => {
    const endless: WaitRule = {
      ...delivery,
      waits: () => [{ from: decided, dueAt: undefined, expected: words, observed: words }],
    };
    expect(reviewBy([endless], [received, decided]).unjudged).toEqual([{ rule: 'P-WAIT', missing: 'calendar' }]);
  });

  it('goes on with the other rules where one throws, and lists the fault', () => {
    const broken: ActRule = {
      ...counting,
      code: 'P-BROKEN',
      examine: () => {
        throw new Error('broken');
      },
    };
    const faults: string[] = [];
    const rules = [broken, counting];
    const book = Object.fromEntries(rules.map((rule) => [rule.code, settingOf(rule)]));
    const standards = { calendar: liveCalendar, profile: { ...liveProfile, book }, itemAt: () => undefined };
    const review = reviewCase([received, decided], standards, decided.at, rules, (rule) => faults.push(rule));
    expect(faults).toEqual(['P-BROKEN']);
    expect(review.unjudged.map((u) => u.missing)).toEqual(['fault', 'item']);
  });

  it('is silent about a rule that the profile does not have', () => {
    const standards = { calendar: liveCalendar, profile: { ...liveProfile, book: {} }, itemAt: () => undefined };
    const review = reviewCase([received, decided], standards, decided.at, [counting], () => undefined);
    expect(review).toEqual({ findings: [], unjudged: [], nextAt: undefined });
  });
});
