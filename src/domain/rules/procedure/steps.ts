import type { ReportedEvent } from '../../review/reported-event.js';
import type { Seen } from '../../review/seen.js';
import type { ItemStep, ItemVersion } from '../../standards.js';

/** The step of the item that a text names, by name or by code. */
export const listedStep = (item: ItemVersion | undefined, text = ''): ItemStep | undefined =>
  item?.steps.find(({ name, code }) => name === text.trim() || code === text.trim());

/** The step's own name where the item lists it; otherwise as written. */
export const stepName = (item: ItemVersion | undefined, text = ''): string =>
  listedStep(item, text)?.name ?? text.trim();

/** Acts at a step, whether they and the guide name it by name or by code. */
export const actsAt = (seen: Seen, step: string, ...types: ('step.started' | 'step.completed')[]): ReportedEvent[] =>
  seen.all(...types).filter((e) => stepName(seen.item, e.data.step) === stepName(seen.item, step));

/** `受理 → 审查 → 决定` */
export const stepsText = ({ steps }: ItemVersion): string => steps.map(({ name }) => name).join(' → ');
