import type { Clock } from '../clock.js';
import { reminder, reminderAhead } from '../coming-moment.js';
import type { Rule } from '../finding.js';
import type { Instant } from '../instant.js';
import { dueInstant } from '../limit.js';
import type { RuleSetting, Standards } from '../standards.js';

/** 承诺时限已用去大部分: close of business of the counted day by which N percent of the promised working days are used. */
export const promisePart: Rule = {
  code: 'T-PROMISE-PART',
  category: 'time',
  level: 'reminder',
  levelSource: '江苏省交通运输系统监察规则（2013—2015 年）A003：预警',
  mode: 'automatic',
  enabled: false,
  name: { zh: '承诺时限已用去规定的比例', en: 'Part of the promised limit used' },
  description: {
    zh: '承诺的工作日已用去规定的百分比，尚未办结；不足以在到期之前提醒的短时限不适用',
    en: 'The given percentage of the promised working days is used and the case runs; not for limits too short for it',
  },
  basis: ['《优化营商环境条例》第三十六条'],
  needs: ['case.accepted', 'item.promised'],
  shows: { zh: '承诺到期时间、已用的比例、逐日计算', en: 'the promised due instant, the part used, day by day' },
  params: {
    percent: {
      value: 80,
      unit: 'percent',
      min: 1,
      max: 99,
      source: '江苏省交通运输系统监察规则（2013—2015 年）A003：已用承诺时限的五分之四',
    },
  },
  examine: (examined, setting) =>
    reminder('T-PROMISE-PART', examined, (clock) => momentOf(clock, setting, examined.standards)),
  next: (examined, setting) => reminderAhead(examined, (clock) => momentOf(clock, setting, examined.standards)),
};

function momentOf(clock: Clock, { params }: RuleSetting, { calendar }: Standards): Instant | undefined {
  const { counted, startedAt, pauses } = clock;
  if (counted?.mode !== 'working-days' && counted?.mode !== 'moment') return undefined;
  const part = (counted.amount * (params.percent ?? 80)) / 100;
  const amount = counted.mode === 'moment' ? part : Math.ceil(part);
  return amount < counted.amount ? dueInstant({ mode: counted.mode, amount }, startedAt, pauses, calendar) : undefined;
}
