import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found, type Outcome } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { ItemStep, ItemVersion } from '../../standards.js';
import { type Words, timeWords } from '../../wording.js';
import { listedStep } from '../case-steps.js';
import { isSurelyBefore, mayHaveMissed } from '../time-of-day.js';
import { actsAt, isReportedByCase, stepsText } from './steps.js';
import { isStepBeside } from './step-words.js';

/** 环节逆序: steps out of the order of the guide, and nobody has returned the case. */
export const stepOrder: ActRule = {
  code: 'P-STEP-ORDER',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '环节逆序', en: 'Step out of order' },
  description: {
    zh: '办事指南列在后面的环节已经完成，其后没有退回，列在前面的环节才开始或者才首次完成；或者列在前面的环节已经开始、没有完成，列在后面的环节就开始或者完成。联合办理的单位之间不分先后；核查、评审、征求意见等可以与其他环节同时进行',
    en: 'A step starts, or is completed for the first time, although one that the item lists later has been completed and the case has not been returned since; or a step starts or is completed while one listed before it goes on. Units of a joint item have no order among themselves; inspections, expert reviews and the like may go on beside other steps',
  },
  basis: ['《行政许可法》第三十七条', '办事指南公布的办理环节'],
  needs: ['item', 'item.steps', 'step.started', 'step.completed', 'step.completed.outcome', 'time'],
  shows: {
    zh: '两个环节的开始、完成时间，指南的环节顺序',
    en: 'when both steps started or were completed, and the order of the guide',
  },
  params: {},
  on: ['step.started', 'step.completed'],
  examine: (act, seen) => {
    const { item } = seen;
    if (!item) return cannotJudge('item');
    const step = listedStep(item, act.data.step);
    if (!step) return FINE;
    const late = comesLate({ act, step, item, seen });
    return late.length > 0 ? late : comesEarly({ act, step, item, seen });
  },
};

interface Place {
  readonly act: ReportedEvent;
  readonly step: ItemStep;
  readonly item: ItemVersion;
  readonly seen: Seen;
}

/** Was a later step done with before this one began? */
function comesLate({ act, step, item, seen }: Place): Outcome {
  if (isReportedByCase(step.name, seen)) return FINE;
  // What has been begun on record, or completed before, is judged by that.
  const begun = actsAt(seen, step.name, 'step.started', 'step.completed').some((e) => e !== act);
  if (act.type === 'step.completed' && begun) return FINE;
  const completed = seen.all('step.completed').filter((e) => e !== act);
  const later = completed
    .filter((e) => isSurelyBefore(e, act) && isOrdered(item, step, listedStep(item, e.data.step)))
    .at(-1);
  if (!later) return FINE;
  const since = completed.filter((e) => !isSurelyBefore(e, later));
  if (since.some(isReturn)) return FINE;
  if (!since.every(({ data }) => data.outcome === 'approve')) return cannotJudge('step.completed.outcome');
  if (mayHaveMissed(act, completed)) return cannotJudge('time');
  return outOfOrder({ act, step, item, seen }, later, {
    first: step.name,
    then: listedStep(item, later.data.step)?.name ?? '',
    subject: step.name,
  });
}

/** Does a step go on that has to be completed before this one? */
function comesEarly({ act, step, item, seen }: Place): Outcome {
  if (isBeside(step, item) || isReturn(act)) return FINE;
  const open = item.steps.filter((one) => isOrdered(item, one, step)).flatMap((one) => goingOn(one, act, item, seen));
  const begun = open.at(-1);
  if (!begun) return FINE;
  const completed = seen.all('step.completed').filter(({ feed }) => feed === begun.feed);
  // A source that reports no completions tells nothing of what goes on.
  if (completed.length === 0) return cannotJudge('step.completed');
  const starts = actsAt(seen, step.name, 'step.started').filter((e) => e !== act && isSurelyBefore(begun, e));
  const isTold = starts.some((start) => completed.some(({ at }) => at <= start.at));
  if (isTold) return FINE;
  if (act.type === 'step.completed' && act.data.outcome !== 'approve') return cannotJudge('step.completed.outcome');
  if (mayHaveMissed(act, seen.all('step.started', 'step.completed'))) return cannotJudge('time');
  const first = listedStep(item, begun.data.step)?.name ?? '';
  return outOfOrder({ act, step, item, seen }, begun, { first, then: step.name, subject: step.name });
}

/** The start of a step that has not been completed since. */
function goingOn(one: ItemStep, act: ReportedEvent, item: ItemVersion, seen: Seen): ReportedEvent[] {
  if (isBeside(one, item)) return [];
  if (isReportedByCase(one.name, seen)) return [];
  const begun = actsAt(seen, one.name, 'step.started')
    .filter((e) => isSurelyBefore(e, act))
    .at(-1);
  if (!begun || actsAt(seen, one.name, 'step.completed').some((e) => !isSurelyBefore(e, begun))) return [];
  return [begun];
}

const isBeside = (step: ItemStep, item: ItemVersion): boolean =>
  isStepBeside(step.name) || listedStep(item, item.guide?.siteCheck?.step) === step;

/** Does the guide list the one before the other? The units of a joint item work side by side. */
function isOrdered({ steps, guide }: ItemVersion, one: ItemStep, other: ItemStep | undefined): boolean {
  if (!other || steps.indexOf(one) >= steps.indexOf(other)) return false;
  const units = guide?.handling?.kind === 'joint' ? guide.handling.units : [];
  const isUnit = (step: ItemStep): boolean => units.some((unit) => listedStep({ steps }, unit) === step);
  return !(isUnit(one) && isUnit(other));
}

/** 退回, or 不同意, which ends the step without what the next one needs. */
const isReturn = ({ data }: ReportedEvent): boolean => data.outcome === 'return' || data.outcome === 'reject';

const doneWords = ({ type, at }: ReportedEvent): Words => {
  const when = timeWords(at);
  return type === 'step.started'
    ? { zh: `${when.zh}开始`, en: `started at ${when.en}` }
    : { zh: `${when.zh}完成`, en: `completed at ${when.en}` };
};

function outOfOrder(
  { act, step, item }: Place,
  other: ReportedEvent,
  { first, then, subject }: Readonly<Record<'first' | 'then' | 'subject', string>>,
): Outcome {
  const [now, before] = [doneWords(act), doneWords(other)];
  const [name, what] = step.name === first ? [then, ['退回', 'return']] : [first, ['完成', 'completion']];
  return found({
    subject,
    expected: {
      zh: `“${first}”环节在“${then}”环节之前办理，经退回的除外`,
      en: `step “${first}” comes before step “${then}”, unless the case was returned`,
    },
    observed: {
      zh: `“${name}”环节${before.zh}，其后没有${what[0]}的记录，“${step.name}”环节${now.zh}`,
      en: `step “${name}” ${before.en}, no ${what[1]} on record since, step “${step.name}” ${now.en}`,
    },
    evidence: [other],
    itemText: stepsText(item),
  });
}
