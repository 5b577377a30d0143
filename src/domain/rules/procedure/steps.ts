import type { ReportedEvent } from '../../review/reported-event.js';
import type { Seen } from '../../review/seen.js';
import type { ItemVersion } from '../../standards.js';
import { isSameStep } from '../case-steps.js';

/** Acts at a step, whether they and the guide name it by name or by code. */
export const actsAt = (seen: Seen, step: string, ...types: ('step.started' | 'step.completed')[]): ReportedEvent[] =>
  seen.all(...types).filter((e) => isSameStep(seen.item, e.data.step, step));

/** `受理 → 审查 → 决定` */
export const stepsText = ({ steps }: ItemVersion): string => steps.map(({ name }) => name).join(' → ');
