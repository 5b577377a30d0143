import type { ReportedEvent } from '../review/reported-event.js';
import type { ItemStep, ItemVersion } from '../standards.js';

type Steps = Pick<ItemVersion, 'steps'> | undefined;

/** The name of a step that is given by its name or its code; one that the item does not list keeps what was given. */
export const stepName = (item: Steps, given: string | undefined): string =>
  listedStep(item, given)?.name ?? given?.trim() ?? '';

/** The step of the item that is given by its name or its code. */
export const listedStep = (item: Steps, given: string | undefined): ItemStep | undefined =>
  item?.steps.find(({ name, code }) => name === given?.trim() || (code !== undefined && code === given?.trim()));

export const isSameStep = (item: Steps, one: string | undefined, other: string | undefined): boolean =>
  stepName(item, one) === stepName(item, other);

/** The different officers who have acted at a step, each with the first act, in order of time. */
export function officersAt(
  events: readonly ReportedEvent[],
  item: Steps,
  step: string,
): ReadonlyMap<string, ReportedEvent> {
  const officers = new Map<string, ReportedEvent>();
  for (const event of events) {
    if (event.type !== 'step.started' && event.type !== 'step.completed') continue;
    if (!isSameStep(item, event.data.step, step)) continue;
    for (const officer of officersIn(event.data.officer)) if (!officers.has(officer)) officers.set(officer, event);
  }
  return officers;
}

const SEPARATORS = /[、,;/]/u;
const HAN_NAME = /^\p{Script=Han}{2,4}$/u;

/** Everybody whom one text names: “张三、李四”, “张三 李四”; “张 三” is one. */
export function officersIn(text: string | undefined): string[] {
  const named = (text ?? '').normalize('NFKC').split(SEPARATORS);
  const names = named.flatMap((part) => {
    const words = part.trim().split(/\s+/u);
    return words.every((word) => HAN_NAME.test(word)) ? words : [words.join('')];
  });
  return [...new Set(names.filter((name) => name !== ''))];
}
