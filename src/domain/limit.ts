import type { WorkingCalendar } from './calendar.js';
import { type Day, type Instant, HOUR, addMonths, dayOf } from './instant.js';
import { type DayRange, type Pause, heldDays, heldTime, isCertain, isUnplanned, lastInstant } from './pauses.js';
import type { Counting, ItemVersion, Limit, LimitUnit } from './standards.js';

/** How a limit is counted, after extension and the rules for instant items (contract §4.2–4.4). */
export type CountedLimit =
  | { readonly mode: 'start-day' }
  | { readonly mode: 'working-days'; readonly amount: number }
  /** Office time of as many working days, from the instant of the start. */
  | { readonly mode: 'moment'; readonly amount: number }
  | { readonly mode: 'calendar-days'; readonly amount: number }
  | { readonly mode: 'months'; readonly amount: number }
  | { readonly mode: 'working-time'; readonly ms: number }
  | { readonly mode: 'wall-time'; readonly ms: number };

/**
 * `Infinity`: an open pause without a cap holds the clock. `undefined`: a day outside the published calendar is needed.
 */
export type Due = Instant | undefined;

const isHours = (limit: Limit): boolean => limit.unit === 'workingHour' || limit.unit === 'hour';

/** The limit as it is counted; `extension` is in the limit's own unit. */
export function counted(limit: Limit, extension = 0, counting: Counting = 'day'): CountedLimit {
  const amount = limit.amount + extension;
  if (amount === 0) return { mode: 'start-day' };
  switch (limit.unit) {
    case 'workingHour':
      return { mode: 'working-time', ms: Math.round(amount * HOUR) };
    case 'hour':
      return { mode: 'wall-time', ms: Math.round(amount * HOUR) };
    case 'workingDay':
      return { mode: counting === 'moment' ? 'moment' : 'working-days', amount };
    case 'calendarDay':
      return { mode: 'calendar-days', amount };
    case 'month':
      return { mode: 'months', amount };
    case 'year':
      return { mode: 'months', amount: amount * 12 };
  }
}

/** The promised limit of an item; instant items (即办件) end on their start day unless their limit is given in hours. */
export function promisedLimit(item: Pick<ItemVersion, 'kind' | 'promised'> | undefined): Limit | undefined {
  if (item?.kind !== 'instant') return item?.promised;
  const given = item.promised;
  if (given && isHours(given) && given.amount > 0) return given;
  return { amount: 0, unit: given?.unit ?? 'workingDay', from: given?.from ?? 'acceptance', basis: given?.basis };
}

/** In which unit a limit of an item is given; undefined for an item without it. */
export const limitUnit = (kind: 'promised' | 'statutory', item: ItemVersion | undefined): LimitUnit | undefined =>
  (kind === 'promised' ? promisedLimit(item) : item?.statutory)?.unit;

/**
 * The due instant of a limit that started at `start` and is held by `pauses`. Of a pause whose cap cannot be counted
 * nobody knows which days it holds: it may matter to none that the limit needs, else the due instant is not known.
 */
export function dueInstant(
  limit: CountedLimit,
  start: Instant,
  pauses: readonly Pause[],
  calendar: WorkingCalendar,
): Due {
  if (limit.mode === 'moment') return momentDue(limit.amount, start, pauses, calendar);
  if (pauses.every(isCertain)) return dueFrom(lastCounted(limit, start, pauses, calendar), limit, calendar);
  const least = lastCounted(limit, start, pauses.filter(isCertain), calendar);
  if (least !== Infinity && lastCounted(limit, start, pauses, calendar) !== least) return undefined;
  return dueFrom(least, limit, calendar);
}

/**
 * Office time of so many working days, lengthened by the working days that each special procedure was applied for,
 * however long it took; one of which nobody said how long holds the clock while it lasts (Hunan's product manual).
 */
function momentDue(amount: number, start: Instant, pauses: readonly Pause[], calendar: WorkingCalendar): Due {
  const applied = pauses.filter((pause) => pause.days !== undefined && lastInstant(pause) > start);
  const days = applied.reduce((sum, pause) => sum + (pause.days ?? 0), amount);
  const ms = Math.round(days * calendar.workdayMs);
  return dueInTime({ mode: 'working-time', ms }, start, heldTime(pauses.filter(isUnplanned)), calendar);
}

/** The last counted day of a limit in days; for hours the instant by which they have passed. */
function lastCounted(
  limit: Exclude<CountedLimit, { mode: 'moment' }>,
  start: Instant,
  pauses: readonly Pause[],
  calendar: WorkingCalendar,
): number | undefined {
  const startDay = dayOf(start);
  switch (limit.mode) {
    case 'working-time':
    case 'wall-time':
      return dueInTime(limit, start, heldTime(pauses), calendar);
    case 'start-day':
      return startDayDue(start, heldDays(pauses), calendar);
    case 'working-days':
      return nthFreeDay(startDay, limit.amount, heldDays(pauses), workingScale(calendar));
    case 'calendar-days':
      return nthFreeDay(startDay, limit.amount, heldDays(pauses), CALENDAR_SCALE);
    case 'months':
      return nthFreeDay(startDay, addMonths(startDay, limit.amount) - startDay, heldDays(pauses), CALENDAR_SCALE);
  }
}

function dueFrom(last: number | undefined, { mode }: CountedLimit, calendar: WorkingCalendar): Due {
  if (last === undefined || last === Infinity || mode === 'working-time' || mode === 'wall-time') return last;
  const day = mode === 'calendar-days' || mode === 'months' ? calendar.rollForward(last) : last;
  return day === undefined ? undefined : calendar.close(day);
}

/** Close of business of the start day; started after close, on a day off or on a held day: of the next free one. */
function startDayDue(start: Instant, held: readonly DayRange[], calendar: WorkingCalendar): Day | undefined {
  const startDay = dayOf(start);
  let day = calendar.rollForward(startDay);
  if (day === startDay && start > calendar.close(day)) day = calendar.addWorkingDays(day, 1);
  for (const range of held) {
    if (day === undefined || range.from > day) break;
    if (range.to === Infinity) return Infinity;
    if (range.to >= day) day = calendar.addWorkingDays(range.to, 1);
  }
  return day;
}

/** A way to number the days that count: `rank` of a day, and the day that carries a rank. */
interface DayScale {
  rank(day: Day): number | undefined;
  select(rank: number): Day | undefined;
}

const CALENDAR_SCALE: DayScale = { rank: (day) => day, select: (rank) => rank };

const workingScale = (calendar: WorkingCalendar): DayScale => ({
  rank: (day) => calendar.rank(Math.min(day, calendar.lastDay)),
  select: (rank) => calendar.select(rank),
});

/** The n-th counted day after `start` that no pause holds; `start` itself is not counted. O(pauses · log days). */
function nthFreeDay(start: Day, n: number, held: readonly DayRange[], scale: DayScale): Day | undefined {
  let from = start;
  let left = n;
  for (const range of held) {
    if (range.to <= from) continue;
    const [before, until] = [scale.rank(from), scale.rank(Math.max(range.from - 1, from))];
    if (before === undefined || until === undefined) return undefined;
    if (until - before >= left) break;
    left -= until - before;
    if (range.to === Infinity) return Infinity;
    from = range.to;
  }
  const rank = scale.rank(from);
  return rank === undefined ? undefined : scale.select(rank + left);
}

function dueInTime(
  limit: Extract<CountedLimit, { ms: number }>,
  start: Instant,
  held: readonly DayRange[],
  calendar: WorkingCalendar,
): Due {
  const working = limit.mode === 'working-time';
  const elapsed = (at: Instant): number | undefined => (working ? calendar.workingTime(at) : at);
  let from = start;
  let left = limit.ms;
  for (const interval of held) {
    if (interval.to <= from) continue;
    const [before, until] = [elapsed(from), elapsed(Math.max(interval.from, from))];
    if (before === undefined || until === undefined) break;
    if (until - before >= left) break;
    left -= until - before;
    if (interval.to === Infinity) return Infinity;
    from = interval.to;
  }
  return working ? calendar.addWorkingTime(from, left) : from + left;
}
