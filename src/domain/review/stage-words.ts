import type { WorkingCalendar } from '../calendar.js';
import { HOUR, type Instant, dayOf } from '../instant.js';
import { daysOff, madeUp, plural } from '../rules/deadline.js';
import type { Counting, StageOffset } from '../standards.js';
import { type Words, dayWords, timeWords } from '../wording.js';
import type { Wait } from './rule.js';

/** What is found of a stage in place of what is found of the wait when it is due. */
export interface StageWords {
  readonly observed: Words;
  readonly arithmetic: readonly Words[];
}

/** @param instant where the stage lies */
export function stageWords(wait: Wait, at: StageOffset, instant: Instant, calendar: WorkingCalendar): StageWords {
  const { dueAt = NaN, staged, arithmetic = [] } = wait;
  const { counting = 'day' } = staged ?? {};
  const [seen, more] = [staged?.observedBy(instant) ?? wait.observed, distanceWords(at, counting)];
  return {
    observed: { zh: `${seen.zh}，${more.zh}`, en: `${seen.en}, ${more.en}` },
    arithmetic: [...arithmetic, ...stageLines({ at, instant, dueAt, counting, calendar })],
  };
}

function distanceWords(at: StageOffset, counting: Counting): Words {
  if ('daysOver' in at)
    return {
      zh: `已超过期限 ${at.daysOver} 个工作日`,
      en: `more than ${plural(at.daysOver, 'working day')} past the due instant`,
    };
  const { daysBefore: n } = at;
  if (counting === 'moment')
    return {
      zh: `用时不足一日的按一日计，距期限还有 ${n} 个工作日`,
      en: `${plural(n, 'working day')} left, a day begun counted as used`,
    };
  if (n === 0) return { zh: '期限于当日届满', en: 'due that day' };
  return {
    zh: `距期限届满之日还有 ${n} 个工作日`,
    en: `${plural(n, 'working day')} before the day on which it is due`,
  };
}

interface Counted {
  readonly at: StageOffset;
  readonly instant: Instant;
  readonly dueAt: Instant;
  readonly counting: Counting;
  readonly calendar: WorkingCalendar;
}

function stageLines({ at, instant, dueAt, counting, calendar }: Counted): Words[] {
  const [due, then] = [timeWords(dueAt), timeWords(instant)];
  if (counting === 'moment') return [momentLine(at, due, then, calendar.workdayMs)];
  const day = dayWords(instant);
  if ('daysOver' in at) {
    const [from, to] = [dayOf(dueAt) + 1, dayOf(instant)];
    return [
      {
        zh: `期限届满之日后第 ${at.daysOver} 个工作日为${day.zh}，于当日下班时（${then.zh}）满`,
        en: `working day no. ${at.daysOver} after the due day is ${day.en}, it ends at close of business, ${then.en}`,
      },
      ...daysOff(from, to, calendar),
      ...madeUp(from, to, calendar),
    ];
  }
  const { daysBefore: n } = at;
  const which =
    n === 0
      ? { zh: `期限届满之日为${day.zh}`, en: `the due day is ${day.en}` }
      : {
          zh: `期限届满之日前第 ${n} 个工作日为${day.zh}`,
          en: `working day no. ${n} before the due day is ${day.en}`,
        };
  return [{ zh: `${which.zh}，自当日上班时（${then.zh}）起`, en: `${which.en}, from opening of business, ${then.en}` }];
}

function momentLine(at: StageOffset, due: Words, then: Words, workdayMs: number): Words {
  const n = 'daysOver' in at ? at.daysOver : at.daysBefore + 1;
  const [hours, days] = [(n * workdayMs) / HOUR, plural(n, 'working day')];
  return 'daysOver' in at
    ? {
        zh: `自${due.zh}起累计办公时间 ${hours} 小时（${n} 个工作日），至${then.zh}`,
        en: `${hours} hours of office time (${days}) from ${due.en} end at ${then.en}`,
      }
    : {
        zh: `自${due.zh}倒推办公时间 ${hours} 小时（${n} 个工作日），至${then.zh}`,
        en: `${hours} hours of office time (${days}) counted back from ${due.en} begin at ${then.en}`,
      };
}
