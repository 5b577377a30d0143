import type { Instant } from '../domain/instant.js';
import { OutsideCalendar, shanghaiDay } from './day-table.js';
import { countedLimit, knownDue, promisedLimit, type KnownDue } from './clock.js';
import { dueOf } from './due.js';
import { ENDS, endOf, firstOf, type DeemedAcceptance } from './facts.js';
import type { DeliveredEvent, ExpectedFinding, RuleCode, VerifyItem, VerifyLimit, VerifyStandards } from './history.js';
import { occurrencesOf } from './occurrences.js';

/** A stretch of time in which nothing happens, judged on the events up to its beginning. */
export interface Stretch {
  readonly from: Instant;
  /** The next event, not included; Infinity after the last one. */
  readonly until: Instant;
  /** The case's own time: nothing later may be said. */
  readonly asOf: Instant;
  readonly events: readonly DeliveredEvent[];
  readonly item: VerifyItem;
  readonly deemed?: DeemedAcceptance;
  /** Deemed acceptance is on record: what `case.accepted` says no longer starts a clock, not even before it came true. */
  readonly acceptanceFixed: boolean;
}

/** A finding without its level; `start` is where the occurrence of a step began. */
export type Draft = Omit<ExpectedFinding, 'level'> & { readonly start?: Instant };

/** Every breach that comes true within the stretch. */
export function examine(stretch: Stretch, standards: VerifyStandards): Draft[] {
  return [
    ...promised(stretch, standards),
    ...statutory(stretch, standards),
    ...steps(stretch, standards),
    ...notice(stretch),
    ...delivery(stretch, standards),
  ];
}

function startOf(stretch: Stretch, from: VerifyLimit['from']): Instant | undefined {
  if (from === 'receipt')
    return firstOf(stretch.events, 'case.received')?.at ?? firstOf(stretch.events, 'case.accepted')?.at;
  if (stretch.deemed) return stretch.deemed.start;
  return stretch.acceptanceFixed ? undefined : firstOf(stretch.events, 'case.accepted')?.at;
}

function promised(stretch: Stretch, standards: VerifyStandards): Draft[] {
  const { item, events } = stretch;
  const limit = promisedLimit(item);
  if (!limit) return countedLimit(item.statutory) ? [] : promiseDate(stretch);
  const start = startOf(stretch, item.promised?.from);
  if (start === undefined) return [];
  const known = knownDue({ start, limit, extendable: true }, events, item, standards.calendar);
  const drafts = overdue('T-PROMISE-OVER', stretch, known.due, start, endOf(events));
  if (limit.unit === 'workingDay' && known.amount >= standards.profile.reminderMinimumDays)
    drafts.push(...reminder(stretch, known, standards));
  return drafts;
}

/** 承诺办结时间 as the source states it: the exact due instant of an item without limits. */
function promiseDate(stretch: Stretch): Draft[] {
  const start = startOf(stretch, 'acceptance');
  const due = firstOf(stretch.events, 'case.accepted')?.data.promiseDate;
  if (start === undefined || due === undefined) return [];
  return overdue('T-PROMISE-OVER', stretch, due, start, endOf(stretch.events));
}

function statutory(stretch: Stretch, standards: VerifyStandards): Draft[] {
  const { item, events } = stretch;
  const limit = countedLimit(item.statutory);
  const start = startOf(stretch, item.statutory?.from);
  if (!limit || start === undefined) return [];
  const { due } = knownDue({ start, limit, extendable: true }, events, item, standards.calendar);
  return overdue('T-STATUTE-OVER', stretch, due, start, endOf(events));
}

function steps(stretch: Stretch, standards: VerifyStandards): Draft[] {
  return occurrencesOf(stretch.events, stretch.item).flatMap(({ step, limit: stated, start, end }) => {
    const limit = countedLimit(stated);
    if (!limit) return [];
    const { due } = knownDue({ start, limit, extendable: false }, stretch.events, stretch.item, standards.calendar);
    return overdue('T-STEP-OVER', stretch, due, start, end).map((draft) => ({
      ...draft,
      breachKey: `T-STEP-OVER|${step}|${start}`,
      step,
      start,
    }));
  });
}

/** Finished at the due instant is on time. What was too late before it could be known is raised when it came to be. */
function overdue(
  rule: RuleCode,
  { from, until, asOf }: Stretch,
  due: KnownDue['due'],
  start: Instant,
  end: Instant | undefined,
): Draft[] {
  if (typeof due !== 'number') return [];
  const late = end === undefined ? due < until && due < asOf : end >= start && end > due;
  return late ? [{ breachKey: rule, rule, raisedAt: Math.max(due, from), dueAt: due }] : [];
}

function reminder(stretch: Stretch, { due }: KnownDue, { calendar, profile }: VerifyStandards): Draft[] {
  const { from, until, asOf, events } = stretch;
  if (typeof due !== 'number' || endOf(events) !== undefined) return [];
  try {
    const opening = calendar.opening(calendar.workingDaysFrom(shanghaiDay(due), -profile.reminderDaysBefore));
    const comes = from <= opening && opening < until && opening <= asOf;
    return comes ? [{ breachKey: 'T-PROMISE-NEAR', rule: 'T-PROMISE-NEAR', raisedAt: opening, dueAt: due }] : [];
  } catch (error) {
    if (error instanceof OutsideCalendar) return [];
    throw error;
  }
}

function notice({ deemed, from }: Stretch): Draft[] {
  if (deemed?.since !== from) return [];
  return [{ breachKey: 'T-NOTICE-LATE', rule: 'T-NOTICE-LATE', raisedAt: deemed.since, dueAt: deemed.since }];
}

/** 送达 (行政许可法 第四十四条): from the grant that ended the case, held by nothing. */
function delivery(stretch: Stretch, { calendar, profile }: VerifyStandards): Draft[] {
  const { events, item } = stretch;
  const grant = events.find(({ type }) => ENDS.includes(type));
  const isGrant = grant?.type === 'case.decided' && /^(partly-)?granted$/.test(grant.data.outcome ?? '');
  if (!isGrant || !item.result || profile.deliverDays === undefined) return [];
  const amount = item.result.deliverDays ?? profile.deliverDays;
  const due = dueOf(grant.at, { amount, unit: 'workingDay', sameDay: amount === 0 }, 0, [], calendar);
  return overdue('T-DELIVER-LATE', stretch, due, grant.at, firstOf(events, 'licence.delivered')?.at);
}
