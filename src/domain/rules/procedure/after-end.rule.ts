import { endWords } from '../../review/act-words.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import { timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { stepName } from '../case-steps.js';
import { isSurelyBefore } from '../time-of-day.js';
import { actsAt, followsDecision } from './steps.js';
import { isDecisionStep } from './step-words.js';

/** 办结后仍有办理记录. */
export const afterEnd: ActRule = {
  code: 'P-AFTER-END',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '办结后仍有办理记录', en: 'Acts after the end of the case' },
  description: {
    zh: '办件办结、撤回、终止或者不予受理之后，又有环节、补正、特别程序开始或者延长的记录；办结本身的环节（决定、办结）、其后的环节（制证、送达、公示、归档等）、结束前已开始的环节的完成，以及没有作出决定的办件收到的补正不算',
    en: 'Steps, supplements, the start of a special procedure or an extension after the case was decided, withdrawn, terminated or not accepted; not the steps of the decision itself (决定, 办结) and those that follow it (制证, 送达, 公示, 归档 …), the completion of a step begun before, or supplements received for a case that was not decided',
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
    if (!end || end.at >= act.at || mayFollow(act, end, seen)) return FINE;
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

function mayFollow(act: ReportedEvent, end: ReportedEvent, seen: Seen): boolean {
  switch (act.type) {
    case 'supplement.received':
      // What the applicant sends, the department cannot help; a decision ought to have waited for it.
      return end.type !== 'case.decided';
    case 'step.started':
    case 'step.completed': {
      const name = stepName(seen.item, act.data.step);
      const isOfDecision = end.type === 'case.decided' && isDecisionStep(name);
      return (
        isOfDecision || followsDecision(name, seen.item) || (act.type === 'step.completed' && wasOpen(name, end, seen))
      );
    }
    default:
      return false;
  }
}

/** Was the step going on when the case ended? Completed by two sources it was so for both. */
function wasOpen(name: string, end: ReportedEvent, seen: Seen): boolean {
  const begun = actsAt(seen, name, 'step.started').at(-1);
  if (!begun || isSurelyBefore(end, begun)) return false;
  return !actsAt(seen, name, 'step.completed').some((e) => begun.at < e.at && e.at <= end.at);
}
