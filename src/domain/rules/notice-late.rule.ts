import { type Rule, breachAhead } from '../finding.js';

/** 逾期未一次性告知: contract §4.7 came true, the acceptance is deemed (行政许可法 第三十二条第一款第四项). */
export const noticeLate: Rule = {
  code: 'T-NOTICE-LATE',
  category: 'time',
  level: 'yellow',
  mode: 'automatic',
  name: { zh: '逾期未一次性告知，视为受理', en: 'No notice in time, deemed accepted' },
  description: {
    zh: '收到材料后规定的工作日数内未作任何答复',
    en: 'No answer within the working days allowed after receipt',
  },
  basis: ['《行政许可法》第三十二条第一款第四项', '《行政许可法》第七十二条', '《行政许可法》第八十二条'],
  needs: ['case.received'],
  shows: {
    zh: '收件时间、应告知的截止时间、逐日计算',
    en: 'the receipt, the close of the last day for a notice, day by day',
  },
  params: {
    days: { value: 5, unit: 'workingDay', min: 1, max: 60, source: '《行政许可法》第三十二条第一款第四项' },
  },
  examine({ facts, clocks }) {
    const clock = clocks.find((c) => c.kind === 'notice');
    if (!facts.deemed || !clock || facts.noticeDue === undefined) return [];
    return [{ rule: 'T-NOTICE-LATE', key: 'T-NOTICE-LATE', raisedAt: facts.noticeDue, dueAt: facts.noticeDue, clock }];
  },
  next: ({ facts, clocks }) => clocks.filter((c) => c.kind === 'notice').flatMap((c) => breachAhead(c, facts.asOf)),
};
