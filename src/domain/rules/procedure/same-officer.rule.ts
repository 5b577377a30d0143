import { isBlank } from '../../review/plain-text.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import type { ItemStep, ItemVersion } from '../../standards.js';
import { timeWords } from '../../wording.js';
import { listedStep, officersIn } from '../case-steps.js';
import { actsAt, followsDecision, stepsText } from './steps.js';
import { isApprovalStep, isHandlingStep, isOpeningStep } from './step-words.js';

/** 同一人承办并批准. No article of the licensing law forbids it by itself: a place to look at. */
export const sameOfficer: ActRule = {
  code: 'P-SAME-OFFICER',
  category: 'procedure',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '承办与批准由同一人办理', en: 'One officer for handling and approval' },
  description: {
    zh: '批准的环节（名称含批准、审批、审定、签发、核准、决定的最后一个，没有的为决定之前的最后一个）与承办的环节（其前含审查、审核、初审、承办、办理、踏勘的，没有的为收件、受理之后的第一个）由同一人完成；环节有多次完成的，看最近一次',
    en: 'The step of approval (the last one named so; else the last one before what follows the decision) was completed by an officer who completed a handling step before it (one named as a review; else the first one after receipt and acceptance), at its latest completion',
  },
  basis: ['威海市行政审批电子监察预警纠错办法第四条（承办人、审核人、批准人）'],
  needs: ['item', 'step.completed', 'step.completed.officer'],
  shows: { zh: '两个环节的完成人和完成时间', en: 'who completed both steps, and when' },
  params: {},
  on: ['step.completed'],
  examine: (act, seen) => {
    const { item } = seen;
    if (!item) return cannotJudge('item');
    const approval = approvalOf(item);
    if (!approval || listedStep(item, act.data.step) !== approval) return FINE;
    const handling = handlingBefore(approval, item);
    if (handling.length === 0) return FINE;
    const handled = handling.flatMap(({ name }) => actsAt(seen, name, 'step.completed').at(-1) ?? []);
    if (handled.length === 0) return cannotJudge('step.completed');
    const approvers = officersIn(act.data.officer);
    const both = (officer: string | undefined): string[] =>
      officersIn(officer).filter((one) => approvers.includes(one));
    const same = handled.findLast(({ data }) => both(data.officer).length > 0);
    if (!same)
      return [act, ...handled].some(({ data }) => isBlank(data.officer)) ? cannotJudge('step.completed.officer') : FINE;
    const [then, now, who] = [timeWords(same.at), timeWords(act.at), both(same.data.officer)];
    const first = listedStep(item, same.data.step)?.name;
    return found({
      expected: {
        zh: `“${first}”环节和“${approval.name}”环节由不同的人完成`,
        en: `steps “${first}” and “${approval.name}” are completed by different officers`,
      },
      observed: {
        zh: `“${first}”环节${then.zh}、“${approval.name}”环节${now.zh}均由${who.join('、')}完成`,
        en: `step “${first}” at ${then.en} and step “${approval.name}” at ${now.en} both completed by ${who.join(', ')}`,
      },
      evidence: [same],
      itemText: stepsText(item),
    });
  },
};

function approvalOf(item: ItemVersion): ItemStep | undefined {
  const before = item.steps.filter(({ name }) => !followsDecision(name, item));
  return before.findLast(({ name }) => isApprovalStep(name)) ?? before.at(-1);
}

function handlingBefore(approval: ItemStep, { steps }: ItemVersion): readonly ItemStep[] {
  const before = steps.slice(0, steps.indexOf(approval)).filter(({ name }) => !isOpeningStep(name));
  const named = before.filter(({ name }) => isHandlingStep(name));
  return named.length > 0 ? named : before.slice(0, 1);
}
