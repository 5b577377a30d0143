import { type ActRule, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { stepName } from '../case-steps.js';
import { inForce } from '../thresholds.js';
import { onePerInstant } from './same-instant.js';
import { actsAt } from './steps.js';

const JIANGSU = '江苏电子监察规则 A010（同一环节多次退回）';
const PARAMS = { times: { value: 2, unit: 'count', min: 2, max: 20, source: JIANGSU } } as const;

/** 同一环节多次退回. */
export const stepReturned: ActRule = {
  code: 'P-STEP-RETURNED',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '同一环节多次退回', en: 'Returned repeatedly by one step' },
  description: {
    zh: '同一环节的办理结果为退回，达到规定的次数；以后每次各算一次，同一时刻的几条记录算一次',
    en: 'One step ends with a return for the given number of times; each further one counts again; records of one instant are one',
  },
  basis: [JIANGSU],
  needs: ['step.completed.outcome'],
  shows: { zh: '环节，各次退回的时间', en: 'the step and the times of its returns' },
  params: PARAMS,
  on: ['step.completed'],
  examine: (act, seen, setting) => {
    if (act.data.outcome !== 'return') return FINE;
    const name = stepName(seen.item, act.data.step);
    const returned = onePerInstant(actsAt(seen, name, 'step.completed').filter((e) => e.data.outcome === 'return'));
    const number = returned.indexOf(act) + 1;
    const times = inForce(setting, PARAMS, 'times');
    if (number < times) return FINE;
    const now = timeWords(act.at);
    const earlier = returned.slice(0, number - 1);
    return found({
      subject: name,
      expected: {
        zh: `“${name}”环节退回少于 ${times} 次`,
        en: `step “${name}” returns the case fewer than ${times} times`,
      },
      observed: {
        zh: `${now.zh}“${name}”环节第 ${number} 次退回`,
        en: `return number ${number} by step “${name}” at ${now.en}`,
      },
      evidence: earlier,
      arithmetic: [...earlier, act].map(({ at }, i) => {
        const when = timeWords(at);
        return { zh: `第 ${i + 1} 次退回：${when.zh}`, en: `return ${i + 1}: ${when.en}` };
      }),
    });
  },
};
