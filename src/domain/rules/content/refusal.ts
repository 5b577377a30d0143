import type { EventType } from '../../event.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';

/** The acts by which an application can be turned down. */
export const REFUSING: readonly EventType[] = ['case.not-accepted', 'case.decided'];

/** 不予受理 or 不予许可, and by it the case ended: a further one after the end turns nothing down. */
export const isRefusal = (act: ReportedEvent, seen: Seen): boolean =>
  act === seen.end && (act.type === 'case.not-accepted' || act.data.outcome === 'refused');

/** The same and 部分准予: what is not granted of it is refused. */
export const isRefusalInPart = (act: ReportedEvent, seen: Seen): boolean =>
  isRefusal(act, seen) || (act === seen.end && act.data.outcome === 'partly-granted');

export function refusalWords({ type, data }: ReportedEvent): Words {
  if (type === 'case.not-accepted') return { zh: '不予受理', en: 'non-acceptance' };
  return data.outcome === 'partly-granted'
    ? { zh: '部分准予', en: 'grant in part' }
    : { zh: '不予许可', en: 'refusal' };
}

/** `2026年3月5日10:00不予许可` / `refusal at 2026-03-05 10:00` */
export function refusedWords(act: ReportedEvent): Words {
  const [what, when] = [refusalWords(act), timeWords(act.at)];
  return { zh: `${when.zh}${what.zh}`, en: `${what.en} at ${when.en}` };
}

/** 书面决定、说明理由、告知救济: of 不予许可 alone. */
export const OF_REFUSALS = '《行政许可法》第三十八条第二款';

/** 不予受理决定及其书面凭证: of 不予受理 alone. */
export const OF_NON_ACCEPTANCE = '《行政许可法》第三十二条';

/** What a rule cites for the other kind. */
export const notOf = ({ type }: ReportedEvent): readonly string[] =>
  type === 'case.not-accepted' ? [OF_REFUSALS, '《行政许可法》第三十八条'] : [OF_NON_ACCEPTANCE];
