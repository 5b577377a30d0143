import { type Rule, overdue } from '../finding.js';

/** 承诺时限届满仍未办结: the promised due instant passed while the case ran (contract §5). */
export const promiseOver: Rule = {
  code: 'T-PROMISE-OVER',
  category: 'time',
  level: 'yellow',
  mode: 'automatic',
  name: { zh: '超过承诺时限', en: 'Promised limit exceeded' },
  description: { zh: '承诺时限届满仍未办结', en: 'The promised limit has passed' },
  // 突破承诺时限不等于行政许可法第七十四条的法定时限
  basis: ['《优化营商环境条例》第三十六条'],
  needs: ['case.accepted', 'item.promised'],
  shows: { zh: '承诺到期时间、办结时间、逐日计算', en: 'the promised due instant, the end, day by day' },
  params: {},
  ...overdue('T-PROMISE-OVER', 'promised'),
};
