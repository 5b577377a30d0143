import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { listedStep, stepName } from '../case-steps.js';
import { isSurelyBefore, mayHaveMissed } from '../time-of-day.js';
import { stepsText } from './steps.js';

/** 环节逆序: an earlier step starts after a later one was completed, and nobody has returned the case. */
export const stepOrder: ActRule = {
  code: 'P-STEP-ORDER',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '环节逆序', en: 'Step out of order' },
  description: {
    zh: '办事指南列在后面的环节已经完成，其后没有退回，列在前面的环节才开始',
    en: 'A step starts although one that the item lists later has been completed, and the case has not been returned since',
  },
  basis: ['《行政许可法》第三十七条', '办事指南公布的办理环节'],
  needs: ['item', 'item.steps', 'step.started', 'step.completed', 'time'],
  shows: {
    zh: '开始的环节，此前已完成的在后环节，指南的环节顺序',
    en: 'the step that started, the later one completed before, and the order of the guide',
  },
  params: {},
  on: ['step.started'],
  examine: (act, seen) => {
    const { item } = seen;
    if (!item) return cannotJudge('item');
    const placeOf = (step?: string): number => item.steps.findIndex((s) => s === listedStep(item, step));
    const place = placeOf(act.data.step);
    const completed = seen.all('step.completed');
    const later = completed.filter((e) => isSurelyBefore(e, act) && placeOf(e.data.step) > place).at(-1);
    if (place < 0 || !later) return FINE;
    if (completed.some((e) => e.data.outcome === 'return' && !isSurelyBefore(e, later))) return FINE;
    if (mayHaveMissed(act, completed)) return cannotJudge('time');
    const [name, after] = [stepName(item, act.data.step), stepName(item, later.data.step)];
    const [now, then] = [timeWords(act.at), timeWords(later.at)];
    return found({
      subject: name,
      expected: {
        zh: `“${name}”环节在“${after}”环节之前办理，经退回的除外`,
        en: `step “${name}” comes before step “${after}”, unless the case was returned`,
      },
      observed: {
        zh: `“${after}”环节${then.zh}完成，其后没有退回的记录，“${name}”环节${now.zh}开始`,
        en: `step “${after}” completed at ${then.en}, no return on record since, step “${name}” started at ${now.en}`,
      },
      evidence: [later],
      itemText: stepsText(item),
    });
  },
};
