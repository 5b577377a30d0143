import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { visitsOf } from './visits.js';

/** 到窗口次数超过承诺（最多跑一次）. */
export const visitsOver: ActRule = {
  code: 'P-VISITS-OVER',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '到窗口次数超过承诺', en: 'More visits than promised' },
  description: {
    zh: '申请人到窗口的次数超过办事指南承诺的次数；超过的每一次各算一次；同一信息源相隔 30 分钟以内的几条记录、不同信息源同一日的记录、只有日期的同日记录算一次',
    en: 'The applicant came to the window more often than the item guide promises; each further visit counts; records of one source within 30 minutes, of different sources of one day, and those of one day that have no hour are one visit',
  },
  basis: [
    '办事指南公布的到办事现场次数（国家实施清单 limit_scene_num）',
    '本系统约定：30 分钟以内、同日不同信息源的记录算一次',
  ],
  needs: ['item', 'item.maxVisits'],
  shows: { zh: '各次到窗口的时间，承诺的次数', en: 'the times of the visits, and the number promised' },
  params: {},
  on: ['visit.made'],
  examine: (act, seen) => {
    if (!seen.item) return cannotJudge('item');
    const most = seen.item.guide?.maxVisits;
    if (most === undefined) return cannotJudge('item.maxVisits');
    const visits = visitsOf(seen.all('visit.made'));
    const number = visits.indexOf(act) + 1;
    if (number <= most) return FINE;
    const [when, earlier] = [timeWords(act.at), visits.slice(0, number - 1)];
    return found({
      subject: String(number),
      expected: {
        zh: `申请人到窗口不超过 ${most} 次`,
        en: `the applicant comes to the window at most ${most} time${most === 1 ? '' : 's'}`,
      },
      observed: { zh: `${when.zh}第 ${number} 次到窗口`, en: `visit number ${number} at ${when.en}` },
      evidence: earlier,
      arithmetic: [{ zh: `${number} 次 > ${most} 次`, en: `${number} visits > ${most}` }],
    });
  },
};
