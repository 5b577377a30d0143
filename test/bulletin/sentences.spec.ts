import { describe, expect, it } from '@jest/globals';
import { busiest, type BulletinFigures } from '../../src/bulletin/bulletin-figures.js';
import {
  caseSentences,
  cardSentences,
  correctionSentence,
  onTimeSentences,
  spreadSentence,
} from '../../src/bulletin/text/sentences.js';
import { NOVEMBER_3, OCTOBER } from './documents.js';
import { figuresOf, provinceFigures, rowOf } from './month-figures.js';

type Counts = Parameters<typeof figuresOf>[0];
const compared = (total: Counts, previous: Counts = {}, lastYear: Counts = {}): BulletinFigures =>
  provinceFigures({ total: figuresOf(total), previous: figuresOf(previous), lastYear: figuresOf(lastYear) });

describe('what came in and went out', () => {
  it('names the period, the time up to which the data go, and both comparisons of each count', () => {
    const figures = compared(
      { received: 5_610, accepted: 5_600, decided: 5_497 },
      { received: 3_198, accepted: 5_600, decided: 6_000 },
      { received: 5_610, accepted: 0, decided: 5_497 },
    );
    expect(caseSentences('全省', OCTOBER, figures, NOVEMBER_3)).toBe(
      '统计期间为2026年10月1日至10月31日，数据截至2026年11月3日10:20。据系统数据显示，' +
        '全省共收件5,610件，环比增长75.42%，同比持平；受理5,600件，环比持平，上年同月为0件；' +
        '办结5,497件，环比下降8.38%，同比持平。',
    );
  });

  it.each<[string, Counts, Counts, string]>([
    [
      'the month before',
      {},
      { received: 4 },
      '收件5件，同比增长25.00%；受理0件，同比持平；办结0件，同比持平。上月没有可比的数据，不作环比。',
    ],
    [
      'the year before',
      { received: 4 },
      {},
      '收件5件，环比增长25.00%；受理0件，环比持平；办结0件，环比持平。上年同月没有可比的数据，不作同比。',
    ],
    ['both', {}, {}, '收件5件；受理0件；办结0件。上月和上年同月没有可比的数据，不作环比、同比。'],
  ])('does not take months before the system ran for zeros: %s', (_, previous, lastYear, text) =>
    expect(caseSentences('全省', OCTOBER, compared({ received: 5 }, previous, lastYear), NOVEMBER_3)).toMatch(
      new RegExp(`${text}$`),
    ),
  );

  it('tells a growth of ten times and more as a multiple', () =>
    expect(
      caseSentences(
        '全省',
        OCTOBER,
        compared({ received: 2_693, accepted: 219_998 }, { received: 4, accepted: 20_000 }),
        0,
      ),
    ).toContain('收件2,693件，环比增长672.25倍；受理219,998件，环比增长999.99%；'));

  it('says of a month without any case that none was found', () => {
    expect(caseSentences('沈阳市', OCTOBER, compared({}), NOVEMBER_3)).toContain(
      '据系统数据显示，沈阳市当月未发现收件、受理和办结。',
    );
  });
});

describe('the on-time rate', () => {
  it.each<[string, Counts, Counts, string]>([
    [
      'with its denominator and what is left out of it',
      { decided: 1_000, measured: 980, onTime: 970 },
      { measured: 100, onTime: 99 },
      '办结的办件中，有时限可计的980件，其中按时办结970件，按时办结率98.98%，环比降低0.02个百分点；' +
        '超过时限办结10件。另有20件没有时限或者到期时刻不可计算，不列入按时办结率。',
    ],
    [
      'when all were on time',
      { decided: 5, measured: 5, onTime: 5 },
      {},
      '办结的办件中，有时限可计的5件，其中按时办结5件，按时办结率100.00%；未发现超过时限办结。',
    ],
    [
      'when there is nothing to measure',
      { decided: 3 },
      {},
      '办结的办件中，3件没有时限或者到期时刻不可计算，不列入按时办结率。',
    ],
    ['when nothing was decided', {}, { measured: 4, onTime: 4 }, '当月未发现办结的办件，不计算按时办结率。'],
  ])('%s', (_, total, previous, text) => expect(onTimeSentences(compared(total, previous))).toBe(text));
});

describe('the cards', () => {
  it.each<[string, Counts, Counts, Counts, string]>([
    [
      'of every level',
      { reminders: 447, yellow: 57, red: 34 },
      { reminders: 400, yellow: 57, red: 0 },
      { reminders: 500, yellow: 60, red: 40 },
      '系统对全省办件自动发出预警447次、黄牌57张、红牌34张。预警环比增长11.75%，同比下降10.60%；' +
        '黄牌环比持平，同比下降5.00%；红牌上月为0张，同比下降15.00%。',
    ],
    [
      'of some levels',
      { reminders: 2 },
      { received: 1 },
      { received: 1 },
      '系统对全省办件自动发出预警2次，未发出黄牌、红牌。预警上月为0次，上年同月为0次。',
    ],
    [
      'where there is no month to compare with',
      { reminders: 2 },
      {},
      {},
      '系统对全省办件自动发出预警2次，未发出黄牌、红牌。',
    ],
    ['of none', {}, {}, {}, '未发出预警、黄牌、红牌。'],
  ])('%s', (_, total, previous, lastYear, text) =>
    expect(cardSentences('全省', compared(total, previous, lastYear))).toBe(text),
  );

  it.each<[string, Counts[], string]>([
    [
      'in some regions, without a name',
      [{ received: 3, yellow: 1 }, { received: 1, yellow: 2, red: 1 }, { received: 9 }, {}],
      '当月有业务的地区3个，其中2个地区的办件被发出黄牌，1个地区的办件被发出红牌。',
    ],
    [
      'in no region',
      [{ received: 3, reminders: 1 }],
      '当月有业务的地区1个，其中各地区均未发现被发出黄牌、红牌的办件。',
    ],
  ])('%s', (_, regions, text) => {
    const rows = regions.map((counts, i) => rowOf(`r${i}`, `地区${i}`, figuresOf(counts)));
    expect(spreadSentence(provinceFigures({ regions: rows }))).toBe(`${text}各地区、单位和事项的情况见附件。`);
  });
});

it('a correction says which edition it takes the place of, and why', () => {
  expect(correctionSentence(3, NOVEMBER_3, '大连市补报。')).toBe(
    '本版为第3版，自印发之日起替代2026年11月3日印发的第2版。更正原因：大连市补报。',
  );
});

it('those with the most cases are named, the others are one sum', () => {
  const rows = Array.from({ length: 43 }, (_, i) =>
    rowOf(`k${i}`, `单位${i}`, figuresOf({ received: 43 - i, measured: 1 })),
  );
  const { rows: named, rest } = busiest(rows);
  expect(named).toHaveLength(40);
  expect(rest).toMatchObject({ count: 3, figures: { received: 6, measured: 3, onTimeRate: 0 } });
});
