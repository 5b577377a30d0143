import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { mayHaveMissed } from '../time-of-day.js';
import { listedStep } from '../case-steps.js';
import { actsAt, followsDecision, stepsText, stepsToReport } from './steps.js';

/** 跳过环节. */
export const stepSkipped: ActRule = {
  code: 'P-STEP-SKIPPED',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '跳过环节', en: 'Step skipped' },
  description: {
    zh: '办结时，办事指南列明的环节既没有开始、也没有完成的记录；收件、受理、决定、办结的环节已由办件本身的报送说明，制证、送达、公示、归档等在决定之后，都不算',
    en: 'At the decision a step of the item has neither been started nor completed on record; not steps that the events of the case itself report (收件, 受理, 决定, 办结), nor those that follow the decision (制证, 送达, 公示, 归档 …)',
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
    const reported = seen.all('step.started', 'step.completed');
    const skipped = stepsToReport(item, seen).filter(
      ({ name }) => actsAt(seen, name, 'step.started', 'step.completed').length === 0,
    );
    if (skipped.length === 0) return FINE;
    // A source that reports no steps, names them otherwise or prints licences alone says nothing about them.
    const named = reported.flatMap((e) => listedStep(item, e.data.step) ?? []);
    if (named.every(({ name }) => followsDecision(name, item))) return cannotJudge('step.started');
    if (mayHaveMissed(act, reported)) return cannotJudge('time');
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
