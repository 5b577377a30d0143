import { type Rule, overdue } from '../finding.js';

/** 法定时限届满仍未办结: the statutory due instant passed while the case ran (contract §5). */
export const statuteOver: Rule = {
  code: 'T-STATUTE-OVER',
  category: 'time',
  level: 'red',
  mode: 'automatic',
  name: { zh: '超过法定时限', en: 'Statutory limit exceeded' },
  description: { zh: '法定时限届满仍未办结', en: 'The statutory limit has passed' },
  basis: ['《行政许可法》第四十二条', '《行政许可法》第七十四条', '《行政许可法》第八十二条'],
  needs: ['case.accepted', 'item.statutory'],
  shows: { zh: '法定到期时间、办结时间、逐日计算', en: 'the statutory due instant, the end, day by day' },
  params: {},
  ...overdue('T-STATUTE-OVER', 'statutory'),
};
