import { endWords } from '../../review/act-words.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { stepName } from '../case-steps.js';
import { isSurelyBefore } from '../time-of-day.js';

/** 办结后仍有办理记录. */
export const afterEnd: ActRule = {
  code: 'P-AFTER-END',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '办结后仍有办理记录', en: 'Acts after the end of the case' },
  description: {
    zh: '办件办结、撤回、终止或者不予受理之后，又有环节、补正、特别程序开始或者延长的记录',
    en: 'Steps, supplements, the start of a special procedure or an extension after the case was decided, withdrawn, terminated or not accepted',
  },
  basis: ['《行政许可法》第三十七条', '江苏电子监察规则 PROCESS_AFTER_FINISH（办结后仍有过程记录）'],
  needs: ['case.decided', 'case.withdrawn', 'case.terminated', 'case.not-accepted', 'time'],
  shows: { zh: '办件结束的时间，其后的记录及其时间', en: 'when the case ended, and what is on record after it' },
  params: {},
  on: [
    'step.started',
    'step.completed',
    'supplement.requested',
    'supplement.received',
    'pause.started',
    'extension.granted',
  ],
  examine: (act, seen) => {
    const { end } = seen;
    if (!end || end.at >= act.at) return FINE;
    if (!isSurelyBefore(end, act)) return cannotJudge('time');
    const step = stepName(seen.item, act.data.step);
    const [ended, then, now] = [endWords(end.type), timeWords(end.at), timeWords(act.at)];
    const what = actName({ type: act.type, data: { ...act.data, step } });
    return found({
      subject: `${act.type} ${act.type === 'pause.started' ? (act.data.kind ?? '') : step}`.trim(),
      expected: {
        zh: `${ended.zh}之后不再有环节、补正、特别程序和延长的记录`,
        en: `no steps, supplements, special procedures or extensions once it is ${ended.en}`,
      },
      observed: {
        zh: `${then.zh}${ended.zh}，此后另有记录：${now.zh}${what.zh}`,
        en: `${ended.en} at ${then.en}, on record after it: ${what.en} at ${now.en}`,
      },
      evidence: [end],
    });
  },
};
