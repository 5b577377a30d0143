import { holdUps } from '../../clock.js';
import type { CaseEvent } from '../../event.js';
import type { Instant } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { CannotJudge, Wait } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { ItemVersion, Standards } from '../../standards.js';
import type { Words } from '../../wording.js';
import { awaited } from '../awaited.js';
import { type Deadline, notCounted, plural, workingDayLines } from '../deadline.js';
import { openedItem } from '../opened-item.js';

/** 受理 as the clocks know it: typed, or deemed from the receipt on. */
export interface Acceptance {
  readonly at: Instant;
  readonly from: ReportedEvent;
  readonly item: ItemVersion;
  /** 受理 / acceptance, 收件（视为受理） / receipt (deemed acceptance). */
  readonly words: Words;
}

/**
 * What is awaited from the acceptance on by the guides of some items.
 *
 * @param concerns what the item's guide says of it; `undefined`: nothing
 */
export function afterAcceptance<Guide>(
  seen: Seen,
  concerns: (item: ItemVersion) => Guide | undefined,
  waitOf: (acceptance: Acceptance, guide: Guide) => Wait | CannotJudge | undefined,
): readonly (Wait | CannotJudge)[] {
  const item = openedItem(seen);
  const guide = item && concerns(item);
  if (!item || guide === undefined) return [];
  const { start: at, deemed } = seen.facts;
  const from = seen.first(deemed ? 'case.received' : 'case.accepted');
  if (at === undefined || !from) return toBeDeemed(seen);
  const words = deemed
    ? { zh: '收件（视为受理）', en: 'receipt (deemed acceptance)' }
    : { zh: '受理', en: 'acceptance' };
  const wait = waitOf({ at, from, item, words }, guide);
  return wait ? [wait] : [];
}

/** Until the acceptance may be deemed (contract §4.7) there is nothing to find, only the instant at which to look again. */
function toBeDeemed(seen: Seen): readonly Wait[] {
  const { noticeDue, answered } = seen.facts;
  const from = seen.first('case.received');
  if (!from || noticeDue === undefined || answered !== undefined) return [];
  const deadline = { dueAt: noticeDue, arithmetic: () => [] };
  return [awaited({ from, deadline, deed: { zh: '受理', en: 'acceptance' }, within: { zh: '', en: '' } })];
}

/** 自受理次日起 20 个工作日内 */
export function withinOf({ words }: Acceptance, days: number, extension = 0): Words {
  const longer = {
    zh: extension > 0 ? `，批准延长 ${extension} 个工作日` : '',
    en: extension > 0 ? ` and ${extension} by an extension` : '',
  };
  return {
    zh: `自${words.zh}次日起 ${days} 个工作日内${longer.zh}`,
    en: `within ${plural(days, 'working day')}${longer.en} after the ${words.en}`,
  };
}

/**
 * The limits of 行政许可法 第四章第三节 (第四十二条 to 第四十五条): special procedures that the item lists hold them, as they
 * hold the clocks of the contract (§4.5, 4.6). `undefined`: an open one without a cap holds it, nobody knows how long.
 *
 * @param most working days that the first extension with approver and reason may add; 0: none lengthens it
 */
export function heldDeadline(
  { at, item }: Acceptance,
  seen: Seen,
  days: number,
  most = 0,
): (Deadline & { readonly extension: number }) | undefined {
  const { standards } = seen;
  const facts = { ...seen.facts, item, events: seen.facts.events.map((e) => cappedExtension(e, most)) };
  // Step clocks are those that no extension lengthens.
  const kind = most > 0 ? 'statutory' : 'step';
  const start = { kind, startedAt: at, startedBy: 'acceptance', knownAt: at } as const;
  const { due, extension } = holdUps(start, { amount: days, unit: 'workingDay' }, facts, standards);
  if (due === Infinity) return undefined;
  if (due === undefined) return { ...notCounted(at, standards.calendar), extension };
  const { counting = 'day' } = standards.profile;
  return { dueAt: due, counting, extension, arithmetic: () => lines(at, due, days, extension, standards) };
}

const cappedExtension = (event: CaseEvent, most: number): CaseEvent =>
  event.type === 'extension.granted' && (event.days ?? 0) > most ? { ...event, days: most } : event;

function lines(start: Instant, due: Instant, days: number, extension: number, { calendar }: Standards): Words[] {
  const counted = workingDayLines(start, due, days + extension, calendar);
  if (extension === 0) return counted;
  const all = days + extension;
  return [
    {
      zh: `${days} 个工作日，批准延长 ${extension} 个工作日，共 ${all} 个工作日`,
      en: `${plural(days, 'working day')} and ${extension} by an extension: ${all}`,
    },
    ...counted,
  ];
}
