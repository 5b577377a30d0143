import { type Day, type Instant, dayOf, startOfDay } from '../../instant.js';
import { type ActRule, FINE, cannotJudge, found } from '../../review/rule.js';
import { amountWords, dayWords } from '../../wording.js';
import { workingDayLines } from '../deadline.js';

const FROM = {
  acceptance: { zh: '受理', en: 'acceptance' },
  receipt: { zh: '收件', en: 'receipt' },
};

/** 承诺办结日期与事项承诺时限不一致: an item with limits keeps its own, whatever date was told (contract §4.9). */
export const promiseDate: ActRule = {
  code: 'I-PROMISE-DATE',
  category: 'integrity',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '承诺办结日期与承诺时限不一致', en: 'Promised date differs from the promised limit' },
  description: {
    zh: '受理时报送的承诺办结时间与按事项承诺时限算出的届满日不在同一日（次日 0 时整视为届满日的 24 时）；视为受理的不适用',
    en: 'The promised date told at acceptance is not the day on which the item’s promised limit ends (00:00 of the next day is 24:00 of it); not of deemed acceptances',
  },
  basis: ['《优化营商环境条例》第三十六条', '《行政许可法》第八十二条'],
  needs: ['item.promised', 'pause.started.plannedDays', 'calendar'],
  shows: {
    zh: '报送的承诺办结日期、承诺时限届满日及其计算',
    en: 'the date told, the day on which the limit ends, and its count',
  },
  params: {},
  on: ['case.accepted'],
  examine(act, seen) {
    if (seen.first('case.accepted') !== act) return FINE;
    // Where the acceptance is deemed the clock started earlier than anybody promised: that has a rule and a card of its own.
    if (seen.facts.deemed) return FINE;
    const told = seen.facts.accepted?.promiseDate;
    const clock = seen.clocks.find((c) => c.kind === 'promised');
    if (told === undefined || !clock?.limit) return FINE;
    const { dueAt, state, limit, counted, startedAt, startedBy } = clock;
    if (state === 'not-computable') return cannotJudge('calendar');
    if (dueAt === undefined) return cannotJudge('pause.started.plannedDays');
    if (dayOf(dueAt) === dayOf(told) || isEndOf(dayOf(dueAt), told)) return FINE;
    const [given, own] = [dayWords(told), dayWords(dueAt)];
    const from = FROM[startedBy === 'receipt' ? startedBy : 'acceptance'];
    const within = limit.amount === 0 ? { zh: '当日办结', en: 'the same day' } : amountWords(limit.amount, limit.unit);
    return found({
      expected: {
        zh: `承诺办结日期为${own.zh}（承诺时限自${from.zh}起：${within.zh}）`,
        en: `promised date ${own.en} (promised limit from ${from.en}: ${within.en})`,
      },
      observed: { zh: `报送的承诺办结日期为${given.zh}`, en: `the date told is ${given.en}` },
      itemText: limit.basis,
      arithmetic:
        counted?.mode === 'working-days'
          ? workingDayLines(startedAt, dueAt, counted.amount, seen.standards.calendar)
          : undefined,
    });
  },
};

/** 24:00 of a day is 00:00 of the next one. */
const isEndOf = (day: Day, told: Instant): boolean => told === startOfDay(day + 1);
