import type { Clock } from '../clock.js';
import { reminder, reminderAhead } from '../coming-moment.js';
import type { Rule } from '../finding.js';
import { type Instant, dayOf } from '../instant.js';
import { dueInstant } from '../limit.js';
import type { RuleSetting, Standards } from '../standards.js';

/**
 * 承诺时限将满: opening of business of the working day N working days before the promised due day (contract §5). Where
 * limits are counted by the moment, the instant from which not more than N working days are left.
 */
export const promiseNear: Rule = {
  code: 'T-PROMISE-NEAR',
  category: 'time',
  level: 'reminder',
  mode: 'automatic',
  name: { zh: '承诺时限将满', en: 'Promised limit near' },
  description: { zh: '距承诺时限届满不足规定的工作日数', en: 'The promised limit is near' },
  basis: ['《优化营商环境条例》第三十六条'],
  needs: ['case.accepted', 'item.promised'],
  shows: {
    zh: '承诺到期时间、剩余工作日、逐日计算',
    en: 'the promised due instant, the working days left, day by day',
  },
  params: {
    daysBefore: { value: 2, unit: 'workingDay', min: 0, max: 60, source: '湖南省电子监察产品规则说明：承诺时限前2天' },
    minimumDays: { value: 3, unit: 'workingDay', min: 1, max: 1_000, source: '本系统约定' },
  },
  examine: (examined, setting) =>
    reminder('T-PROMISE-NEAR', examined, (clock) => momentOf(clock, setting, examined.standards)),
  next: (examined, setting) => reminderAhead(examined, (clock) => momentOf(clock, setting, examined.standards)),
};

function momentOf(clock: Clock, { params }: RuleSetting, { calendar }: Standards): Instant | undefined {
  const { daysBefore = 2, minimumDays = 3 } = params;
  const { counted, dueAt, startedAt, pauses } = clock;
  if (counted?.mode === 'moment' && counted.amount >= minimumDays) {
    // Used days are rounded up (Hunan's product manual): two are left as soon as the third last has begun.
    const amount = counted.amount - daysBefore - 1;
    return amount < 0 ? undefined : dueInstant({ mode: 'moment', amount }, startedAt, pauses, calendar);
  }
  if (counted?.mode !== 'working-days' || counted.amount < minimumDays || dueAt === undefined) return undefined;
  const day = calendar.addWorkingDays(dayOf(dueAt), -daysBefore);
  return day === undefined ? undefined : calendar.opening(day);
}
