import type { EventType } from '../../event.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';

/** The acts by which an application can be turned down. */
export const REFUSING: readonly EventType[] = ['case.not-accepted', 'case.decided'];

/** 不予受理 or 不予许可, and by it the case ended: a further one after the end turns nothing down. */
export const isRefusal = (act: ReportedEvent, seen: Seen): boolean =>
  act === seen.end && (act.type === 'case.not-accepted' || act.data.outcome === 'refused');

export const refusalWords = ({ type }: ReportedEvent): Words =>
  type === 'case.not-accepted' ? { zh: '不予受理', en: 'non-acceptance' } : { zh: '不予许可', en: 'refusal' };

/** `2026年3月5日10:00不予许可` / `refusal at 2026-03-05 10:00` */
export function refusedWords(act: ReportedEvent): Words {
  const [what, when] = [refusalWords(act), timeWords(act.at)];
  return { zh: `${when.zh}${what.zh}`, en: `${what.en} at ${when.en}` };
}
