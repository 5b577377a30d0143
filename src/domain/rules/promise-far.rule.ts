import { farOver } from '../far-over.js';
import type { Rule } from '../finding.js';

/** 超过承诺时限多日: the promised due day lies N working days back while the case runs. */
export const promiseFar: Rule = {
  code: 'T-PROMISE-FAR',
  category: 'time',
  level: 'red',
  levelSource: '江苏省交通运输系统监察规则（2013 年）：报警',
  mode: 'automatic',
  enabled: false,
  name: { zh: '超过承诺时限多日', en: 'Promised limit long exceeded' },
  description: {
    zh: '承诺到期日之后第 N 个工作日上班时仍未办结；按时刻计时的，到期之后满 N 个工作日的办公时间',
    en: 'The case still ran at the opening of the N-th working day after the promised due day; by the moment: office time of N working days after it',
  },
  basis: ['《优化营商环境条例》第三十六条'],
  needs: ['case.accepted', 'item.promised'],
  shows: {
    zh: '承诺到期时间、超过的工作日、逐日计算',
    en: 'the promised due instant, the working days past it, day by day',
  },
  params: {
    days: {
      value: 2,
      unit: 'workingDay',
      min: 1,
      max: 60,
      source: '江苏省交通运输系统监察规则（2013 年）：超过 2 个工作日及以上',
    },
  },
  ...farOver('T-PROMISE-FAR', 'promised'),
};
