import type { CardCountdown } from '../console/console.protocol.js';
import type { WorkingCalendar } from '../domain/calendar.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { minutesLeft, workdayLeft } from '../domain/office-time.js';
import type { CardLevel, LimitUnit } from '../domain/standards.js';

/** One of the two limits of a case, as last judged. */
export interface CountedDue {
  readonly dueAt: Instant | null;
  /** Undefined for an item without this limit. */
  readonly unit: LimitUnit | undefined;
  /** A pause holds it at the case's own time. */
  readonly paused: boolean;
}

/** Where a case stands. */
export interface CaseStanding {
  readonly state: string;
  readonly endedAt: Instant | null;
  /** Up to where its feeds have reported. */
  readonly ownTime: Instant | null;
  readonly notComputable: boolean;
  readonly promised: CountedDue;
  readonly statutory: CountedDue;
}

/**
 * The way to the next breach of a case: a reminder threatens to become yellow at the promised due instant, a yellow card
 * to become red at the statutory one; a red card tells how long that has passed.
 */
export function countdownOf(
  level: CardLevel,
  standing: CaseStanding,
  calendar: WorkingCalendar,
  now: Instant,
): CardCountdown {
  const { endedAt, ownTime } = standing;
  const limit = limitOf(level, standing);
  const { dueAt, unit, paused } = limit === null ? NO_DUE : standing[limit];
  const at = endedAt ?? ownTime;
  const state = stateOf({ dueAt, paused: paused && endedAt === null }, standing, limit, now);
  const countable = dueAt !== null && at !== null && state !== 'paused';
  return {
    state,
    limit,
    dueAt: time(dueAt),
    minutes: countable ? minutesLeft(calendar, at, dueAt, unit) : null,
    workday: workdayLeft(calendar, dueAt ?? at ?? undefined, unit),
    at: time(at),
    caseState: standing.state,
  };
}

const NO_DUE: CountedDue = { dueAt: null, unit: undefined, paused: false };

function limitOf(level: CardLevel, { promised, statutory }: CaseStanding): CardCountdown['limit'] {
  const has = ({ dueAt, unit }: CountedDue): boolean => dueAt !== null || unit !== undefined;
  if (level !== 'reminder' && has(statutory)) return 'statutory';
  return has(promised) ? 'promised' : null;
}

function stateOf(
  { dueAt, paused }: Pick<CountedDue, 'dueAt' | 'paused'>,
  { endedAt, ownTime, notComputable }: CaseStanding,
  limit: CardCountdown['limit'],
  now: Instant,
): CardCountdown['state'] {
  if (endedAt !== null) return 'ended';
  if (limit === null) return 'no-limit';
  if (dueAt === null) return paused ? 'paused' : notComputable ? 'not-computable' : 'no-limit';
  if (ownTime !== null && ownTime > dueAt) return 'over';
  if (paused) return 'paused';
  return now > dueAt ? 'unreported' : 'running';
}

const time = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));
