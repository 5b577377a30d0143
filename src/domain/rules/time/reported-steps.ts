import type { CannotJudge, Wait } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { ItemVersion } from '../../standards.js';
import { isSameStep, listedStep } from '../case-steps.js';

/** Of a source that reports no steps, or names them otherwise, nobody can say that one was left undone. */
export function ofReportedSteps(wait: Wait, step: string, item: ItemVersion, seen: Seen): Wait | CannotJudge {
  const { dueAt, doneBy } = wait;
  const isLate = dueAt !== undefined && seen.at > dueAt && !(doneBy && doneBy.at <= dueAt);
  const isReported = seen
    .all('step.started', 'step.completed')
    .some(({ data }) => listedStep(item, data.step) !== undefined || isSameStep(item, data.step, step));
  return isLate && !isReported ? { missing: 'step.started' } : wait;
}
