import type { WorkingCalendar } from '../../calendar.js';
import type { Clock } from '../../clock.js';
import type { Instant } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, FINE, cannotJudge, found } from '../../review/rule.js';
import { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { plural } from '../deadline.js';
import { OUR_CHOICE, inForce } from '../thresholds.js';

const params = { percent: { value: 90, unit: 'percent', min: 1, max: 100, source: OUR_CHOICE } } as const;

/** 临近届满才开始特别程序、补正: when nine tenths of the promised working days have passed. */
export const lastTenth: ActRule = {
  code: 'I-PAUSE-TENTH',
  category: 'integrity',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '临近承诺时限届满才开始特别程序或者补正', en: 'Pause or supplement near the end of the limit' },
  description: {
    zh: '承诺时限的工作日已过 90 % 时才开始特别程序或者告知补正',
    en: 'A special procedure was begun or supplements were requested when 90 % of the promised working days had passed',
  },
  basis: ['《行政许可法》第四十五条', '《行政许可法》第三十二条第一款第四项'],
  needs: ['item.promised', 'calendar'],
  shows: {
    zh: '特别程序或者补正的时间、承诺时限已过的工作日数',
    en: 'the act and the promised working days passed by then',
  },
  params,
  on: ['pause.started', 'supplement.requested'],
  examine(act, seen, setting) {
    const { calendar } = seen.standards;
    if (seen.end) return FINE;
    const clock = clockBefore(act, seen);
    if (clock?.counted?.mode !== 'working-days' && clock?.counted?.mode !== 'moment') return FINE;
    if (clock.state === 'not-computable') return cannotJudge('calendar');
    if (clock.dueAt === undefined) return FINE;
    const { amount } = clock.counted;
    const left = workingTimeLeft(act.at, clock.dueAt, calendar);
    if (!left) return cannotJudge('calendar');
    const [whole, passed] = [amount * left.day, amount * left.day - left.ms];
    const percent = inForce(setting, params, 'percent');
    if (passed * 100 < whole * percent) return FINE;
    const [name, at] = [actName(act), timeWords(act.at)];
    const [days, share] = [rounded(passed / left.day), rounded((passed / whole) * 100)];
    return found({
      subject: act.data.kind ?? act.type,
      expected: {
        zh: `承诺时限已过 ${percent} % 之前${name.zh}`,
        en: `${name.en} before ${percent} % of the promised limit have passed`,
      },
      observed: {
        zh: `${name.zh}的时间为${at.zh}，承诺时限 ${amount} 个工作日已过 ${days} 个（${share} %）`,
        en: `${name.en} at ${at.en}, when ${days} of the promised ${plural(amount, 'working day')} had passed (${share} %)`,
      },
      arithmetic: [subtraction(clock.dueAt, amount, days)],
    });
  },
};

/** The promised clock as it stood without what began at this instant. */
function clockBefore(act: ReportedEvent, seen: Seen): Clock | undefined {
  const events = seen.events.filter((e) => e.at < act.at || e.type !== 'pause.started');
  return new Seen(seen.at, events, seen.standards).clocks.find((c) => c.kind === 'promised');
}

interface TimeLeft {
  /** Office hours until the limit ends, negative once it has ended. */
  readonly ms: number;
  /** Office hours of a whole working day. */
  readonly day: number;
}

function workingTimeLeft(at: Instant, dueAt: Instant, calendar: WorkingCalendar): TimeLeft | undefined {
  const [now, end] = [calendar.workingTime(at), calendar.workingTime(dueAt)];
  return now === undefined || end === undefined ? undefined : { ms: end - now, day: calendar.workdayMs };
}

/** @param days of the limit that have passed, more than its amount once it has ended */
function subtraction(dueAt: Instant, amount: number, days: number): Words {
  const due = timeWords(dueAt);
  const rest = Math.round(Math.abs(amount - days) * 10) / 10;
  return days > amount
    ? {
        zh: `承诺时限届满于${due.zh}，其后又过 ${rest} 个工作日；${amount} + ${rest} = ${days}`,
        en: `the promised limit ended at ${due.en}, ${plural(rest, 'working day')} before; ${amount} + ${rest} = ${days}`,
      }
    : {
        zh: `承诺时限届满于${due.zh}，尚余 ${rest} 个工作日；${amount} − ${rest} = ${days}`,
        en: `the promised limit ends at ${due.en}, ${plural(rest, 'working day')} left; ${amount} − ${rest} = ${days}`,
      };
}

/** To one decimal, never up: 89.96 % is not shown as 90 %. */
const rounded = (n: number): number => Math.floor(n * 10 + 1e-9) / 10;
