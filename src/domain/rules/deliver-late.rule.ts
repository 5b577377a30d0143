import { type Rule, overdue } from '../finding.js';

/** 准予决定之后未按期颁发、送达: the result was not delivered in time (行政许可法 第四十四条). */
export const deliverLate: Rule = {
  code: 'T-DELIVER-LATE',
  category: 'time',
  level: 'yellow',
  mode: 'automatic',
  name: { zh: '逾期未送达审批结果', en: 'Result not delivered in time' },
  description: {
    zh: '作出准予决定之后，未在规定的工作日内颁发、送达证件或者批文；事项的办事指南列有审批结果时适用',
    en: 'The result was not delivered within the working days allowed after a grant; for items whose guide names a result',
  },
  basis: ['《行政许可法》第四十四条', '《行政许可法》第八十二条'],
  needs: ['case.decided.outcome', 'item.result'],
  shows: {
    zh: '决定时间、送达截止时间、逐日计算',
    en: 'the decision, the close of the last day for delivery, day by day',
  },
  params: { days: { value: 10, unit: 'workingDay', min: 1, max: 60, source: '《行政许可法》第四十四条' } },
  ...overdue('T-DELIVER-LATE', 'delivery'),
};
