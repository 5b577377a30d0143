import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { mayHaveMissed } from '../time-of-day.js';
import { actsAt, stepsText } from './steps.js';

/** 跳过环节. */
export const stepSkipped: ActRule = {
  code: 'P-STEP-SKIPPED',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '跳过环节', en: 'Step skipped' },
  description: {
    zh: '办结时，办事指南列明的环节既没有开始、也没有完成的记录',
    en: 'At the decision a step of the item has neither been started nor completed on record',
  },
  basis: ['《行政许可法》第三十七条', '办事指南公布的办理环节'],
  needs: ['item', 'item.steps', 'step.started', 'step.completed', 'time'],
  shows: { zh: '没有记录的环节，以及指南的环节顺序', en: 'the step without a record, and the steps of the guide' },
  params: {},
  on: ['case.decided'],
  examine: (act, seen) => {
    if (act !== seen.end) return FINE;
    const { item } = seen;
    if (!item) return cannotJudge('item');
    if (item.steps.length === 0) return FINE;
    const skipped = item.steps.filter(({ name }) => actsAt(seen, name, 'step.started', 'step.completed').length === 0);
    // A source that reports no steps, or names them otherwise, says nothing about them.
    if (skipped.length === item.steps.length) return cannotJudge('step.started');
    if (skipped.length > 0 && mayHaveMissed(act, seen.all('step.started', 'step.completed')))
      return cannotJudge('time');
    const when = timeWords(act.at);
    return found(
      ...skipped.map(({ name }) => ({
        subject: name,
        expected: { zh: `办结前办理“${name}”环节`, en: `step “${name}” is done before the decision` },
        observed: {
          zh: `${when.zh}办结，此前没有“${name}”环节开始或者完成的记录`,
          en: `decided at ${when.en}, no start or completion of step “${name}” on record by then`,
        },
        itemText: stepsText(item),
      })),
    );
  },
};
