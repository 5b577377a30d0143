import type { Instant } from '../domain/instant.js';
import type { KnownDue } from './clock.js';
import { type DayTable, OutsideCalendar, shanghaiDay } from './day-table.js';
import { dueOf, momentAfter, type NoDue } from './due.js';
import { endOf } from './facts.js';
import type { RuleCode, VerifyStandards } from './history.js';
import type { Draft, Stretch } from './stretch.js';

/** A limit in working days with what is needed to say when a part of it is used. */
export interface PromisedDays extends KnownDue {
  readonly start: Instant;
  readonly byMoment?: boolean;
}

/** Everything that comes before the due instant of the promised limit, while the case runs. */
export function reminders(stretch: Stretch, promise: PromisedDays, standards: VerifyStandards): Draft[] {
  const { due } = promise;
  if (typeof due !== 'number' || endOf(stretch.events) !== undefined) return [];
  const raise = (rule: RuleCode, at: Instant | NoDue | undefined): Draft[] =>
    typeof at === 'number' && stretch.from <= at && at < stretch.until && at <= stretch.asOf
      ? [{ breachKey: rule, rule, raisedAt: at, dueAt: due }]
      : [];
  return [
    ...raise('T-PROMISE-NEAR', nearMoment(promise, due, standards)),
    ...raise('T-PROMISE-PART', partMoment(promise, standards)),
  ];
}

function nearMoment(promise: PromisedDays, due: Instant, { calendar, profile }: VerifyStandards) {
  const { reminderDaysBefore, reminderMinimumDays } = profile;
  if (promise.amount < reminderMinimumDays) return undefined;
  if (!promise.byMoment)
    return published(() => calendar.opening(calendar.workingDaysFrom(shanghaiDay(due), -reminderDaysBefore)));
  // A day that has begun counts as used: the last of the others must be over.
  const over = promise.amount - reminderDaysBefore - 1;
  return over >= 0 ? momentAfter(promise.start, over, promise.pauses, calendar) : undefined;
}

function partMoment({ amount, byMoment, start, pauses }: PromisedDays, { calendar, profile }: VerifyStandards) {
  if (profile.promisePart === undefined) return undefined;
  const part = (amount * profile.promisePart) / 100;
  if (byMoment) return momentAfter(start, part, pauses, calendar);
  let days = 0;
  while (days < part) days++;
  return days < amount
    ? dueOf(start, { amount: days, unit: 'workingDay', sameDay: false }, 0, pauses, calendar)
    : undefined;
}

/** A clock that may have run on long after its due instant. */
export interface LateClock {
  readonly due: KnownDue['due'];
  readonly start: Instant;
  readonly end?: Instant;
  readonly byMoment?: boolean;
}

/** The case still ran when the given working day after the due day began. */
export function farOverdue(
  rule: RuleCode,
  { from, until, asOf }: Stretch,
  { due, start, end, byMoment }: LateClock,
  days: number | undefined,
  calendar: DayTable,
): Draft[] {
  if (days === undefined || typeof due !== 'number') return [];
  const at = byMoment
    ? momentAfter(due, days, [], calendar)
    : published(() => calendar.opening(calendar.workingDaysFrom(shanghaiDay(due), days)));
  if (typeof at !== 'number') return [];
  const late = end === undefined ? at < until && at < asOf : end >= start && end > at;
  return late ? [{ breachKey: rule, rule, raisedAt: Math.max(at, from), dueAt: due }] : [];
}

/** `undefined` where no published day tells. */
function published(count: () => Instant): Instant | undefined {
  try {
    return count();
  } catch (error) {
    if (error instanceof OutsideCalendar) return undefined;
    throw error;
  }
}
