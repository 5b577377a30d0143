import type { WorkingCalendar } from '../calendar.js';
import { type Instant, dayOf, startOfDay } from '../instant.js';
import type { Counting, RuleStage, StageOffset } from '../standards.js';
import type { Wait } from './rule.js';

/** Tells the stages of a rule apart; stands in the keys of their findings: `before2`, `over1`. */
export const stageName = (at: StageOffset): string =>
  'daysBefore' in at ? `before${at.daysBefore}` : `over${at.daysOver}`;

export const isBefore = ({ at }: RuleStage): boolean => 'daysBefore' in at;

/**
 * Where a stage lies. Counted by the day: opening of business so many working days before the due day, close of business
 * so many after it. By the moment: so many working days of office time after the due instant; before it, as soon as not
 * more are left, used days rounded up (Hunan's product manual). `undefined`: the published days do not reach it.
 */
export function stageInstant(
  at: StageOffset,
  dueAt: Instant,
  counting: Counting,
  calendar: WorkingCalendar,
): Instant | undefined {
  if (counting === 'moment') return momentOf(at, dueAt, calendar);
  const n = 'daysBefore' in at ? -at.daysBefore : at.daysOver;
  const day = calendar.addWorkingDays(dayOf(dueAt), n);
  if (day === undefined) return undefined;
  return n > 0 ? calendar.close(day) : calendar.opening(day);
}

function momentOf(at: StageOffset, dueAt: Instant, calendar: WorkingCalendar): Instant | undefined {
  if ('daysOver' in at) return calendar.addWorkingTime(dueAt, at.daysOver * calendar.workdayMs);
  const passed = calendar.workingTime(dueAt);
  const left = passed === undefined ? -1 : passed - (at.daysBefore + 1) * calendar.workdayMs;
  return left < 0 ? undefined : calendar.atWorkingTime(left);
}

/** A stage of a wait as it stands: where it lies, found there or to be found. */
export interface StandingStage {
  readonly stage: RuleStage;
  readonly wait: Wait;
  readonly dueAt: Instant;
  /** `undefined`: the published days do not reach it. */
  readonly instant: Instant | undefined;
}

/** Those of the waits that can be counted. */
export const standingStages = (
  waits: readonly Wait[],
  stages: readonly RuleStage[],
  calendar: WorkingCalendar,
): StandingStage[] =>
  waits.flatMap((wait) => {
    const { dueAt, staged } = wait;
    if (dueAt === undefined || !staged) return [];
    return stages.map((stage) => ({
      stage,
      wait,
      dueAt,
      instant: stageInstant(stage.at, dueAt, staged.counting, calendar),
    }));
  });

/** A stage that the calendar does not reach matters once the wait is late, and only where it could have been reached. */
export function isOutOfReach({ stage, wait, dueAt }: StandingStage, asOf: Instant, calendar: WorkingCalendar): boolean {
  const { from, doneBy } = wait;
  if (asOf <= dueAt || (doneBy && doneBy.at <= dueAt)) return false;
  // A stage before the published days lies before what began on one of them.
  if (isBefore(stage)) return from.at < startOfDay(calendar.firstDay);
  return !doneBy || doneBy.at >= startOfDay(calendar.lastDay + 1);
}

export interface StageVerdict {
  readonly found: readonly (StandingStage & { readonly instant: Instant })[];
  /** The next instant at which one could be found; `Infinity`: only by another event. */
  readonly nextAt: Instant;
  readonly outOfReach: boolean;
}

/** The waits of a rule as they stood at an instant. */
export type WaitsAt = (at: Instant) => readonly Wait[];

/**
 * A stage after the due instant is found like the due instant itself. One before it is found as it stood when its
 * instant came, never afterwards: what happens later may move the due instant, and takes back no warning.
 *
 * @param turns in order: between two of them nothing changes by which the waits are counted; none after `asOf`
 */
export function judgeStages(
  waitsAt: WaitsAt,
  stages: readonly RuleStage[],
  turns: readonly Instant[],
  asOf: Instant,
  calendar: WorkingCalendar,
): StageVerdict {
  const standing = standingStages(waitsAt(asOf), stages, calendar);
  const found = standing.filter(isPlaced).filter((one) => !isBefore(one.stage) && isOver(one, asOf));
  const early = stages.filter(isBefore);
  if (early.length > 0)
    for (const [i, from] of turns.entries()) {
      const last = Math.min(asOf, (turns[i + 1] ?? Infinity) - 1);
      const then = standingStages(waitsAt(from), early, calendar).filter(isPlaced);
      found.push(...then.filter((one) => isAhead(one, from - 1) && one.instant <= last));
    }
  return {
    found,
    nextAt: Math.min(Infinity, ...standing.filter(isPlaced).flatMap((one) => wakingOf(one, asOf))),
    outOfReach: standing.some((one) => one.instant === undefined && isOutOfReach(one, asOf, calendar)),
  };
}

type Placed = StandingStage & { readonly instant: Instant };
const isPlaced = (one: StandingStage): one is Placed => one.instant !== undefined;

/** From the first millisecond after it, like the due instant. */
const isOver = ({ wait: { doneBy }, instant }: Placed, asOf: Instant): boolean =>
  asOf > instant && (!doneBy || doneBy.at > instant);

/** Still to come after an instant, and not before the wait itself. */
const isAhead = ({ wait: { doneBy, from }, instant }: Placed, at: Instant): boolean =>
  !doneBy && instant > at && instant > from.at;

function wakingOf(one: Placed, asOf: Instant): Instant[] {
  if (isBefore(one.stage)) return isAhead(one, asOf) ? [one.instant] : [];
  return !one.wait.doneBy && asOf <= one.instant ? [one.instant + 1] : [];
}
