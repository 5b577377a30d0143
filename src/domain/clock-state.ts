import type { Instant } from './instant.js';
import type { CountedLimit, Due } from './limit.js';
import { type Pause, holds } from './pauses.js';
import type { Limit } from './standards.js';

export type ClockKind = 'promised' | 'statutory' | 'step' | 'notice' | 'delivery';
export type ClockState = 'running' | 'paused' | 'stopped' | 'no-limit' | 'not-computable';
export type StartedBy = 'acceptance' | 'receipt' | 'deemed-acceptance' | 'step' | 'decision';

/** One clock of a case, as judged at the case's own time. */
export interface Clock {
  readonly kind: ClockKind;
  /** Name of the step, for step clocks. */
  readonly step?: string;
  readonly state: ClockState;
  readonly startedAt: Instant;
  readonly startedBy: StartedBy;
  /** The instant from which the clock is known to run; later than `startedAt` only after a deemed acceptance. */
  readonly knownAt: Instant;
  readonly dueAt?: Instant;
  readonly finishedAt?: Instant;
  /** `undefined`: there is nothing to be late against. */
  readonly overdue?: boolean;
  /** The limit as the item states it; absent for a clock that hangs on `promiseDate`. */
  readonly limit?: Limit;
  readonly counted?: CountedLimit;
  /** Days (or hours) added by a valid extension, in the limit's own unit. */
  readonly extension: number;
  /** The pauses that hold this clock. */
  readonly pauses: readonly Pause[];
}

export interface ClockStart {
  readonly kind: ClockKind;
  readonly step?: string;
  readonly startedAt: Instant;
  readonly startedBy: StartedBy;
  readonly knownAt: Instant;
  readonly finishedAt?: Instant;
}

/** Written out member by member: this is the hottest line of the judgement, and spreading objects is ten times slower. */
export const clockOf = (
  start: ClockStart,
  rest: Held,
  state: ClockState,
  dueAt: Instant | undefined,
  overdue: boolean | undefined,
): Clock => ({
  kind: start.kind,
  step: start.step,
  state,
  startedAt: start.startedAt,
  startedBy: start.startedBy,
  knownAt: start.knownAt,
  dueAt,
  finishedAt: start.finishedAt,
  overdue,
  limit: rest.limit,
  counted: rest.counted,
  extension: rest.extension,
  pauses: rest.pauses,
});

export interface Held {
  readonly extension: number;
  readonly pauses: readonly Pause[];
  readonly limit?: Limit;
  readonly counted?: CountedLimit;
}

export const NOTHING_HELD: Held = { extension: 0, pauses: [], limit: undefined, counted: undefined };

/** A clock as it stands at an instant. */
export function settle(start: ClockStart, due: Due, asOf: Instant, rest: Held): Clock {
  if (due === undefined) return clockOf(start, rest, 'not-computable', undefined, undefined);
  const dueAt = due === Infinity ? undefined : due;
  const { finishedAt } = start;
  // An end before the start (dirty data) stops the clock at once.
  if (finishedAt !== undefined)
    return clockOf(start, rest, 'stopped', dueAt, finishedAt >= start.startedAt && finishedAt > due);
  const paused = rest.pauses.some((pause) => holds(pause, asOf));
  return clockOf(start, rest, paused ? 'paused' : 'running', dueAt, asOf > due);
}
