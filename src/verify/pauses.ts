import type { Instant } from '../domain/instant.js';
import { midnight, OutsideCalendar, shanghaiDay, type DayTable } from './day-table.js';
import type { DeliveredEvent, VerifyItem } from './history.js';

/** 特别程序 (行政许可法 第四十五条) as far as it is known at one instant. */
export interface Pause {
  readonly start: Instant;
  readonly end?: Instant;
  /** Working days after which the clock runs again, whatever happens. */
  readonly capDays?: number;
}

/** The pauses of the kinds that the item lists, each closed by the first end that concerns it. */
export function pausesOf(events: readonly DeliveredEvent[], item: VerifyItem): Pause[] {
  const pauses: { kind: string; start: Instant; end?: Instant; capDays?: number }[] = [];
  for (const { type, at, data } of events) {
    if (type === 'pause.started') {
      const listed = item.pauses?.find(({ kind }) => kind === data.kind);
      if (listed)
        pauses.push({ kind: listed.kind, start: at, capDays: data.plannedDays ?? listed.maxDays ?? undefined });
    }
    if (type === 'pause.ended') {
      const open = pauses.filter((pause) => pause.kind === data.kind && pause.end === undefined);
      const earlier = open.filter((pause) => pause.start < at);
      for (const pause of earlier.length > 0 ? earlier : open) pause.end = at;
    }
  }
  return pauses;
}

/** Time is needed that a pause holds of which nobody can say when it ends. */
export class HeldForEver extends Error {}

/** Still running with nothing that would end it. */
export const isEndless = (pause: Pause): boolean => pause.end === undefined && pause.capDays === undefined;

/**
 * The last day on which a pause is held: the day of its end, or sooner the day of its cap, counting the first working
 * day from its start day on as the 1st. Infinity: endless. Throws OutsideCalendar where no published day tells.
 */
function lastPauseDay(pause: Pause, calendar: DayTable): number {
  const endDay = pause.end === undefined ? Infinity : shanghaiDay(pause.end);
  if (pause.capDays === undefined) return endDay;
  let day = shanghaiDay(pause.start) - 1;
  for (let counted = 0; counted < pause.capDays;) {
    day++;
    if (calendar.working(day)) counted++;
    if (day === endDay) return endDay;
  }
  return day;
}

/** The days that a pause touches, both included. */
export interface PausedDays {
  readonly first: number;
  readonly last: number;
  readonly endless: boolean;
  /** No published day tells where its cap lies; `last` is the day of its end. */
  readonly unknown: boolean;
}

export const pausedDays = (pauses: readonly Pause[], calendar: DayTable): PausedDays[] =>
  pauses.map((pause) => {
    const first = shanghaiDay(pause.start);
    const endDay = pause.end === undefined ? Infinity : shanghaiDay(pause.end);
    const unknown = isUnknown(pause, calendar);
    return { first, last: unknown ? endDay : lastPauseDay(pause, calendar), endless: isEndless(pause), unknown };
  });

function isUnknown(pause: Pause, calendar: DayTable): boolean {
  try {
    lastPauseDay(pause, calendar);
    return false;
  } catch (error) {
    if (error instanceof OutsideCalendar) return true;
    throw error;
  }
}

/** Throws HeldForEver where no later day could be free either, OutsideCalendar where nobody can tell. */
export function isPaused(day: number, paused: readonly PausedDays[]): boolean {
  const touching = paused.filter(({ first, last }) => first <= day && day <= last);
  if (touching.some(({ endless }) => endless)) throw new HeldForEver();
  if (touching.some(({ unknown }) => !unknown)) return true;
  if (touching.length > 0) throw new OutsideCalendar(`day ${day} lies in a pause whose cap cannot be counted`);
  return false;
}

/** From here on an endless pause holds every instant. */
export const endlessSince = (pauses: readonly Pause[]): Instant =>
  Math.min(...pauses.filter(isEndless).map(({ start }) => start));

/**
 * The exact interval in which a pause stops a clock that counts hours; a cap ends at 24:00 of its last day. One whose
 * cap cannot be counted may do so until its end.
 */
export function pausedInterval(pause: Pause, calendar: DayTable): { from: Instant; to: Instant; unknown: boolean } {
  const unknown = isUnknown(pause, calendar);
  const capEnd = unknown ? Infinity : midnight(lastPauseDay(pause, calendar) + 1);
  return { from: pause.start, to: Math.min(pause.end ?? Infinity, capEnd), unknown };
}
