import type { ReportedEvent } from '../../review/reported-event.js';
import type { Seen } from '../../review/seen.js';
import type { ItemStep, ItemVersion } from '../../standards.js';
import { isSameStep } from '../case-steps.js';
import { isDecisionStep, isOpeningStep, isStepAfterDecision } from './step-words.js';

/** Acts at a step, whether they and the guide name it by name or by code. */
export const actsAt = (seen: Seen, step: string, ...types: ('step.started' | 'step.completed')[]): ReportedEvent[] =>
  seen.all(...types).filter((e) => isSameStep(seen.item, e.data.step, step));

/** `受理 → 审查 → 决定` */
export const stepsText = ({ steps }: ItemVersion): string => steps.map(({ name }) => name).join(' → ');

/** Does an event of the case itself report what is done at a step? Of 收件、受理 its receipt or acceptance, of 决定、办结 its decision. */
export const isReportedByCase = (name: string, seen: Seen): boolean =>
  (isOpeningStep(name) && seen.first('case.received', 'case.accepted') !== undefined) ||
  (isDecisionStep(name) && seen.first('case.decided') !== undefined);

/** Named so (制证、送达), or listed after the decision (决定、办结). */
export function followsDecision(name: string, item: ItemVersion | undefined): boolean {
  const steps = item?.steps ?? [];
  const decision = steps.findLastIndex((step) => isDecisionStep(step.name));
  return isStepAfterDecision(name) || (decision >= 0 && steps.findIndex((step) => step.name === name) > decision);
}

/** The steps of which nothing but their own records tells whether they were done before the decision. */
export const stepsToReport = (item: ItemVersion, seen: Seen): ItemStep[] =>
  item.steps.filter(({ name }) => !isReportedByCase(name, seen) && !followsDecision(name, item));
