import { isBlank } from '../../review/plain-text.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { officersAt, stepName } from '../case-steps.js';
import { inForce } from '../thresholds.js';
import { mayHaveMissed } from '../time-of-day.js';
import { actsAt } from './steps.js';

const ARTICLE = '《行政许可法》第三十四条第三款';
const PARAMS = { officers: { value: 2, unit: 'count', min: 1, max: 10, source: ARTICLE } } as const;

/** 现场核查少于两人. */
export const siteOne: ActRule = {
  code: 'P-SITE-ONE',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '现场核查人数不足', en: 'Too few officers for a site check' },
  description: {
    zh: '办事指南列明的核查环节完成时，在该环节有记录的工作人员少于规定人数',
    en: 'When the site check of the item was completed, fewer officers than required had acted at that step on record',
  },
  basis: [ARTICLE, '《行政许可法》第五十五条第二款'],
  needs: ['item', 'step.started.officer', 'step.completed.officer', 'time'],
  shows: { zh: '核查环节的完成时间和有记录的人员', en: 'when the check was completed, and the officers on record' },
  params: PARAMS,
  on: ['step.completed'],
  examine: (act, seen, setting) => {
    const { item } = seen;
    if (!item) return cannotJudge('item');
    const check = item.guide?.siteCheck;
    const name = stepName(item, act.data.step);
    if (!check || name !== stepName(item, check.step)) return FINE;
    const least = check.officers ?? inForce(setting, PARAMS, 'officers');
    const officers = [...officersAt(seen.events, item, name).keys()];
    if (officers.length >= least) return FINE;
    const acts = actsAt(seen, name, 'step.started', 'step.completed');
    if (acts.some((e) => isBlank(e.data.officer))) return cannotJudge('step.completed.officer');
    if (mayHaveMissed(act, acts)) return cannotJudge('time');
    const when = timeWords(act.at);
    return found({
      subject: name,
      expected: {
        zh: `“${name}”环节由 ${least} 名以上工作人员办理`,
        en: `step “${name}” is done by ${least} officers or more`,
      },
      observed: {
        zh: `“${name}”环节${when.zh}完成，记录中有 ${officers.length} 名工作人员：${officers.join('、')}`,
        en: `step “${name}” completed at ${when.en}, officers on record: ${officers.length} (${officers.join(', ')})`,
      },
      evidence: acts,
      arithmetic: [{ zh: `${officers.length} 名 < ${least} 名`, en: `${officers.length} < ${least} officers` }],
    });
  },
};
