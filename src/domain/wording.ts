import { type Instant, isoOfDay, dayOf, rfc3339 } from './instant.js';
import type { Limit, LimitUnit } from './standards.js';

/** Text for people, Chinese first. */
export interface Words {
  zh: string;
  en: string;
}

const UNITS: Record<LimitUnit, readonly [zh: string, en: string]> = {
  workingDay: ['个工作日', 'working day'],
  calendarDay: ['日', 'calendar day'],
  workingHour: ['个工作小时', 'working hour'],
  hour: ['小时', 'hour'],
  month: ['个月', 'month'],
  year: ['年', 'year'],
};

/** `10 个工作日` / `10 working days` */
export function amountWords(amount: number, unit: LimitUnit): Words {
  const [zh, en] = UNITS[unit];
  return { zh: `${amount} ${zh}`, en: `${amount} ${en}${amount === 1 ? '' : 's'}` };
}

/** The limit as a program reads it: `10 workingDay`, with an extension `10+5 workingDay`. */
export const limitText = (limit: Limit, extension = 0): string =>
  `${limit.amount}${extension > 0 ? `+${extension}` : ''} ${limit.unit}`;

/** `2018年10月29日17:00` / `2018-10-29 17:00`; seconds only where there are any. */
export function timeWords(at: Instant): Words {
  const [date = '', rest = ''] = rfc3339(at).slice(0, 19).split('T');
  const time = rest.endsWith(':00') ? rest.slice(0, 5) : rest;
  return { zh: `${dateZh(date)}${time}`, en: `${date} ${time}` };
}

/** `2018年10月29日` / `2018-10-29` */
export const dayWords = (at: Instant): Words => {
  const date = isoOfDay(dayOf(at));
  return { zh: dateZh(date), en: date };
};

function dateZh(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
