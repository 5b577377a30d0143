import type { Clock } from './clock.js';
import type { RuleCode, RuleSetting } from './standards.js';
import { type Words, amountWords } from './wording.js';

/** How near the promised due instant is, for rules that remind of it. */
export function reminderWords(rule: RuleCode, { counted }: Clock, { params }: RuleSetting): Words | undefined {
  const { daysBefore = 2, percent = 80 } = params;
  if (rule === 'T-PROMISE-PART')
    return { zh: `承诺时限已用去 ${percent}%`, en: `${percent} % of the promised limit used` };
  if (rule !== 'T-PROMISE-NEAR') return undefined;
  const left = amountWords(daysBefore, 'workingDay');
  if (counted?.mode === 'moment')
    return {
      zh: `办理时长不足一日的按一日计，距承诺时限届满还有 ${left.zh}`,
      en: `${left.en} left before the promised limit ends, a day begun being counted as used`,
    };
  return daysBefore === 0
    ? { zh: '承诺时限当日届满', en: 'the promised limit ends on that day' }
    : { zh: `距承诺时限届满还有 ${left.zh}`, en: `${left.en} before the promised limit ends` };
}

/** How far the due instant lies back, for rules that ask for it. */
export function farWords(rule: RuleCode, { counted }: Clock, { params }: RuleSetting): Words {
  if (rule !== 'T-PROMISE-FAR' && rule !== 'T-STATUTE-FAR') return { zh: '', en: '' };
  const { days = 2 } = params;
  return counted?.mode === 'moment'
    ? { zh: `，超过到期时间已满 ${days} 个工作日`, en: `, ${amountWords(days, 'workingDay').en} after the due instant` }
    : { zh: `，已是到期日之后第 ${days} 个工作日`, en: `, working day no. ${days} after the due day` };
}
