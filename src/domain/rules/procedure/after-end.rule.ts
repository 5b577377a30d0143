import { endWords, PAUSE_WORDS } from '../../review/act-words.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, FINE, found } from '../../review/rule.js';
import { type Words, timeWords } from '../../wording.js';
import { stepName } from './steps.js';

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
  needs: ['case.decided', 'case.withdrawn', 'case.terminated', 'case.not-accepted'],
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
    const about = act.data.kind ?? (act.data.step === undefined ? '' : stepName(seen.item, act.data.step));
    const [ended, then, now] = [endWords(end.type), timeWords(end.at), timeWords(act.at)];
    const what = actWords(act, about);
    return found({
      subject: `${act.type} ${about}`.trim(),
      expected: {
        zh: `${ended.zh}之后不再有环节、补正、特别程序和延长的记录`,
        en: `no steps, supplements, special procedures or extensions once it is ${ended.en}`,
      },
      observed: {
        zh: `${then.zh}${ended.zh}，${now.zh}${what.zh}`,
        en: `${ended.en} at ${then.en}, ${what.en} at ${now.en}`,
      },
      evidence: [end],
    });
  },
};

function actWords({ type, data }: ReportedEvent, step: string): Words {
  switch (type) {
    case 'step.started':
      return { zh: `开始“${step}”环节`, en: `step “${step}” started` };
    case 'step.completed':
      return { zh: `完成“${step}”环节`, en: `step “${step}” completed` };
    case 'supplement.requested':
      return { zh: '告知补正', en: 'supplements requested' };
    case 'supplement.received':
      return { zh: '收到补正材料', en: 'supplements received' };
    case 'extension.granted':
      return { zh: '延长期限', en: 'extension granted' };
    default: {
      const kind = PAUSE_WORDS[data.kind ?? 'other'];
      return { zh: `开始特别程序“${kind.zh}”`, en: `special procedure “${kind.en}” started` };
    }
  }
}
