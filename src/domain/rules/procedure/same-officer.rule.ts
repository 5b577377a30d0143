import { isBlank } from '../../review/plain-text.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { listedStep } from '../case-steps.js';
import { actsAt, stepsText } from './steps.js';

/** 同一人承办并批准. No article of the licensing law forbids it by itself: a place to look at. */
export const sameOfficer: ActRule = {
  code: 'P-SAME-OFFICER',
  category: 'procedure',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '首末环节由同一人办理', en: 'One officer for the first and the last step' },
  description: {
    zh: '办事指南的最后一个环节与第一个环节由同一人完成（第一个环节有多次完成的，看最近一次）',
    en: 'The last step of the item was completed by the officer who completed the first one, at its latest completion',
  },
  basis: ['威海市行政审批电子监察预警纠错办法第四条（承办人、审核人、批准人）'],
  needs: ['item', 'step.completed', 'step.completed.officer'],
  shows: { zh: '两个环节的完成人和完成时间', en: 'who completed both steps, and when' },
  params: {},
  on: ['step.completed'],
  examine: (act, seen) => {
    const { item } = seen;
    if (!item) return cannotJudge('item');
    const [first, last] = [item.steps[0], item.steps.at(-1)];
    if (!first || !last || first === last || listedStep(item, act.data.step) !== last) return FINE;
    const handled = actsAt(seen, first.name, 'step.completed').at(-1);
    if (!handled) return cannotJudge('step.completed');
    const [handler, approver] = [handled.data.officer, act.data.officer];
    if (isBlank(handler) || isBlank(approver)) return cannotJudge('step.completed.officer');
    if (handler?.trim() !== approver?.trim()) return FINE;
    const [then, now] = [timeWords(handled.at), timeWords(act.at)];
    return found({
      expected: {
        zh: `“${first.name}”环节和“${last.name}”环节由不同的人完成`,
        en: `steps “${first.name}” and “${last.name}” are completed by different officers`,
      },
      observed: {
        zh: `“${first.name}”环节${then.zh}、“${last.name}”环节${now.zh}均由${approver?.trim()}完成`,
        en: `step “${first.name}” at ${then.en} and step “${last.name}” at ${now.en} both completed by ${approver?.trim()}`,
      },
      evidence: [handled],
      itemText: stepsText(item),
    });
  },
};
