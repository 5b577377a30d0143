import type { WorkingCalendar } from '../calendar.js';
import { type Day, HOUR, type Instant, dayOf, startOfDay } from '../instant.js';
import { lastPauseDay } from '../pauses.js';
import type { Counting, Standards } from '../standards.js';
import { type Words, dayWords, timeWords } from '../wording.js';

/** A due instant, and how it was counted. */
export interface Deadline {
  /** `undefined`: it cannot be counted. */
  readonly dueAt: Instant | undefined;
  /** Where it cannot be counted: it lies after this instant, for the published days do not reach it. */
  readonly after?: Instant;
  /** How stages are counted from it; absent: it has none. */
  readonly counting?: Counting;
  /** A line each; made when it is shown. */
  readonly arithmetic: () => readonly Words[];
}

/** Close of business of the n-th working day after a start; the start day is not counted (contract §4.2). */
export function workingDaysAfter(start: Instant, n: number, calendar: WorkingCalendar): Deadline {
  const day = calendar.addWorkingDays(dayOf(start), n);
  if (day === undefined) return notCounted(start, calendar);
  const dueAt = calendar.close(day);
  return { dueAt, counting: 'day', arithmetic: () => workingDayLines(start, dueAt, n, calendar) };
}

/** The same with the first working day on or after the start as the 1st, as the cap of a pause is counted (contract §4.5). */
export function workingDaysFrom(start: Instant, n: number, calendar: WorkingCalendar): Deadline {
  const [firstDay, day] = [lastPauseDay(start, 1, calendar), lastPauseDay(start, n, calendar)];
  if (firstDay === undefined || day === undefined) return notCounted(start, calendar);
  const dueAt = calendar.close(day);
  const [first, last] = [dayWords(startOfDay(firstDay)), dayWords(dueAt)];
  const arithmetic = (): Words[] => [
    {
      zh: `${first.zh}为第 1 个工作日，第 ${n} 个工作日为${last.zh}`,
      en: `${first.en} is working day no. 1, ${last.en} is no. ${n}`,
    },
    ...daysOff(firstDay, day, calendar),
    ...madeUp(firstDay, day, calendar),
    closing(dueAt),
  ];
  return { dueAt, counting: 'day', arithmetic };
}

/** As the profile counts: by the day, or office time of so many working days from the instant of the start on. */
export const byProfile = (
  start: Instant,
  n: number,
  { calendar, profile }: Standards,
  byDay: typeof workingDaysAfter = workingDaysAfter,
): Deadline => (profile.counting === 'moment' ? officeTimeAfter(start, n, calendar) : byDay(start, n, calendar));

/** 自投诉提出次日起 5 个工作日内 / within 5 working days after the complaint was filed, as `byProfile` counts. */
export function daysWithin(start: Words, n: number, { profile }: Standards): Words {
  const [zh, en] = profile.counting === 'moment' ? ['之时', ' of office time'] : ['次日', ''];
  return {
    zh: `自${start.zh}${zh}起 ${n} 个工作日内`,
    en: `within ${plural(n, 'working day')}${en} after ${start.en}`,
  };
}

function officeTimeAfter(start: Instant, n: number, calendar: WorkingCalendar): Deadline {
  const dueAt = calendar.addWorkingTime(start, n * calendar.workdayMs);
  if (dueAt === undefined) return notCounted(start, calendar);
  const [from, due, hours] = [timeWords(start), timeWords(dueAt), (n * calendar.workdayMs) / HOUR];
  const words = {
    zh: `自${from.zh}起累计办公时间 ${hours} 小时（${n} 个工作日），至${due.zh}`,
    en: `${hours} hours of office time (${plural(n, 'working day')}) from ${from.en} end at ${due.en}`,
  };
  return { dueAt, counting: 'moment', arithmetic: () => [words] };
}

export const notCounted = (start: Instant, calendar: WorkingCalendar): Deadline => ({
  dueAt: undefined,
  after: calendar.isWorking(dayOf(start)) === undefined ? undefined : startOfDay(calendar.lastDay + 1) - 1,
  arithmetic: () => [],
});

/** @param n working days that the limit counts; further ones between start and due are those that a pause holds */
export function workingDayLines(start: Instant, dueAt: Instant, n: number, calendar: WorkingCalendar): Words[] {
  const [first, last] = [dayWords(start), dayWords(dueAt)];
  const [startDay, dueDay] = [dayOf(start), dayOf(dueAt)];
  const working = (calendar.rank(dueDay) ?? 0) - (calendar.rank(startDay) ?? 0);
  const lines = [
    {
      zh: `起算日${first.zh}不计入，其后第 ${n} 个计入的工作日为${last.zh}`,
      en: `${first.en}, the start day, is not counted; the counted working day no. ${n} after it is ${last.en}`,
    },
    ...daysOff(startDay + 1, dueDay, calendar),
    ...madeUp(startDay + 1, dueDay, calendar),
  ];
  if (working > n)
    lines.push({
      zh: `其间 ${working - n} 个工作日在特别程序期间，不计`,
      en: `${plural(working - n, 'working day')} between them not counted: special procedure`,
    });
  return [...lines, closing(dueAt)];
}

/** 届满 (民法典 第二百零三条第二款). */
function closing(dueAt: Instant): Words {
  const due = timeWords(dueAt);
  return { zh: `于当日下班时（${due.zh}）届满`, en: `it ends at close of business, ${due.en}` };
}

export const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

export function daysOff(from: Day, to: Day, calendar: WorkingCalendar): Words[] {
  const off = daysBetween(from, to).filter((day) => calendar.isWorking(day) === false);
  if (off.length === 0) return [];
  const names = [...new Set(off.map((day) => calendar.info(day)?.name).filter((name) => name !== undefined))];
  const holidays = names.length > 0 ? `（含${names.join('、')}）` : '';
  return [
    {
      zh: `其间 ${off.length} 日为休息日、节假日${holidays}，不计`,
      en: `${plural(off.length, 'day')} off between them not counted${holidays && `: week-ends and ${names.join(', ')}`}`,
    },
  ];
}

export function madeUp(from: Day, to: Day, calendar: WorkingCalendar): Words[] {
  const days = daysBetween(from, to).filter((day) => calendar.info(day)?.kind === 'make-up');
  if (days.length === 0) return [];
  const words = days.map((day) => dayWords(startOfDay(day)));
  return [
    {
      zh: `${words.map((w) => w.zh).join('、')}调休上班，计入`,
      en: `${words.map((w) => w.en).join(', ')}: made-up working ${days.length === 1 ? 'day' : 'days'}, counted`,
    },
  ];
}

const daysBetween = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
