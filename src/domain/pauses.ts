import type { WorkingCalendar } from './calendar.js';
import type { CaseEvent, PauseKind } from './event.js';
import { type Day, type Instant, dayOf, startOfDay } from './instant.js';
import type { ItemVersion } from './standards.js';

/** One special procedure (特别程序) of a case, as far as it is known at the instant of judgement. */
export interface Pause {
  readonly kind: PauseKind;
  readonly start: Instant;
  /** `undefined` while it is open. */
  readonly end?: Instant;
  /**
   * Last day that it may hold the clock. `Infinity`: its end comes first, or there is no cap. `undefined`: only a day
   * outside the published calendar would tell.
   */
  readonly capDay: Day | undefined;
  /** Working days that it was applied for, else those that the item allows. */
  readonly days?: number;
}

/** Days that a pause holds, both included; `to` may be `Infinity`. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** A special procedure as reported, listed by the item or not. */
export interface Span {
  kind: PauseKind;
  start: Instant;
  plannedDays?: number;
  end?: Instant;
}

/** The pauses of listed kinds that began by `asOf`, in order of their start (contract §4.5). */
export function listedPauses(
  events: readonly CaseEvent[],
  item: ItemVersion | undefined,
  calendar: WorkingCalendar,
  asOf: Instant,
): Pause[] {
  if (!item || item.pauses.length === 0) return [];
  const pauses: Pause[] = [];
  for (const span of pauseSpans(events, asOf)) {
    const allowance = item.pauses.find((p) => p.kind === span.kind);
    if (!allowance) continue;
    const days = span.plannedDays ?? allowance.maxDays;
    pauses.push({ kind: span.kind, start: span.start, end: span.end, capDay: capOf(span, days, calendar), days });
  }
  return pauses;
}

/**
 * The pauses of every kind that began by `asOf`, in order of their start. An end closes every open pause of its kind
 * that began earlier; where none did, those that begin at the same instant.
 */
export function pauseSpans(events: readonly CaseEvent[], asOf: Instant): Span[] {
  const all: Span[] = [];
  for (const event of events) {
    if (event.at > asOf) break;
    if (event.type === 'pause.started' && event.kind) {
      all.push({ kind: event.kind, start: event.at, plannedDays: event.plannedDays });
    } else if (event.type === 'pause.ended') {
      // Starts of this instant have been seen already: events of one instant come in the order of their types.
      const open = all.filter((s) => s.kind === event.kind && s.end === undefined);
      const older = open.filter((s) => s.start < event.at);
      for (const span of older.length > 0 ? older : open) span.end = event.at;
    }
  }
  return all;
}

function capOf({ start, end }: Span, days: number | undefined, calendar: WorkingCalendar): Day | undefined {
  if (days === undefined) return Infinity;
  const cap = lastPauseDay(start, days, calendar);
  const within = end !== undefined && dayOf(start) >= calendar.firstDay && dayOf(end) <= calendar.lastDay;
  return cap === undefined && within ? Infinity : cap;
}

/** The n-th working day of a pause; the first one on or after its start day is the 1st. */
export function lastPauseDay(start: Instant, days: number, calendar: WorkingCalendar): Day | undefined {
  const first = calendar.rollForward(dayOf(start));
  return first === undefined || days <= 1 ? first : calendar.addWorkingDays(first, days - 1);
}

/** Can it be told when it holds the clock? */
export const isCertain = ({ capDay }: Pause): boolean => capDay !== undefined;

/** Nobody said how long it may last. */
export const isUnplanned = ({ days }: Pause): boolean => days === undefined;

/** Its end, or 24:00 of the last day that it may hold the clock. */
export const lastInstant = ({ end = Infinity, capDay = Infinity }: Pause): Instant =>
  Math.min(end, startOfDay(capDay + 1));

/** Days held by pauses, merged and in order; an uncertain one holds them until its end. */
export const heldDays = (pauses: readonly Pause[]): DayRange[] =>
  merge(
    pauses.map(({ start, end, capDay = Infinity }) => ({
      from: dayOf(start),
      to: Math.min(end === undefined ? Infinity : dayOf(end), capDay),
    })),
    1,
  );

/** Exact intervals held by pauses (hour units); a cap ends at 24:00 of its last day. */
export const heldTime = (pauses: readonly Pause[]): DayRange[] =>
  merge(
    pauses.map((pause) => ({ from: pause.start, to: lastInstant(pause) })),
    0,
  );

function merge(ranges: DayRange[], gap: number): DayRange[] {
  ranges.sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.from <= last.to + gap) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}

/** Does a pause hold the clock at this instant? */
export const holds = (pause: Pause, at: Instant): boolean =>
  pause.start <= at && at < (pause.end ?? Infinity) && dayOf(at) <= (pause.capDay ?? Infinity);
