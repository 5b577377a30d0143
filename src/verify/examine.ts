import type { Instant } from '../domain/instant.js';
import { countedLimit, knownDue, promisedLimit, type KnownDue } from './clock.js';
import { dueOf } from './due.js';
import { ENDS, endOf, firstOf } from './facts.js';
import type { RuleCode, VerifyLimit, VerifyStandards } from './history.js';
import type { Draft, Stretch } from './stretch.js';
import { farOverdue, type LateClock, reminders } from './ladder.js';
import { occurrencesOf } from './occurrences.js';

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
  const { calendar, profile } = standards;
  const limit = promisedLimit(item, profile.byMoment);
  if (!limit) return countedLimit(item.statutory) ? [] : promiseDate(stretch, standards);
  const start = startOf(stretch, item.promised?.from);
  if (start === undefined) return [];
  const known = knownDue({ start, limit, extendable: true }, events, item, calendar);
  const late: LateClock = { due: known.due, start, end: endOf(events), byMoment: limit.byMoment && known.amount > 0 };
  const drafts = [
    ...overdue('T-PROMISE-OVER', stretch, known.due, start, endOf(events)),
    ...farOverdue('T-PROMISE-FAR', stretch, late, profile.promiseFar, calendar),
  ];
  if (limit.unit !== 'workingDay' || !(known.amount > 0)) return drafts;
  return [...drafts, ...reminders(stretch, { ...known, start, byMoment: limit.byMoment }, standards)];
}

/** 承诺办结时间 as the source states it: the exact due instant of an item without limits. */
function promiseDate(stretch: Stretch, { calendar, profile }: VerifyStandards): Draft[] {
  const start = startOf(stretch, 'acceptance');
  const due = firstOf(stretch.events, 'case.accepted')?.data.promiseDate;
  if (start === undefined || due === undefined) return [];
  const end = endOf(stretch.events);
  return [
    ...overdue('T-PROMISE-OVER', stretch, due, start, end),
    ...farOverdue('T-PROMISE-FAR', stretch, { due, start, end }, profile.promiseFar, calendar),
  ];
}

function statutory(stretch: Stretch, standards: VerifyStandards): Draft[] {
  const { item, events } = stretch;
  const { calendar, profile } = standards;
  const limit = countedLimit(item.statutory, profile.byMoment);
  const start = startOf(stretch, item.statutory?.from);
  if (!limit || start === undefined) return [];
  const { due, amount } = knownDue({ start, limit, extendable: true }, events, item, calendar);
  const late: LateClock = { due, start, end: endOf(events), byMoment: limit.byMoment && amount > 0 };
  return [
    ...overdue('T-STATUTE-OVER', stretch, due, start, endOf(events)),
    ...farOverdue('T-STATUTE-FAR', stretch, late, profile.statuteFar, calendar),
  ];
}

function steps(stretch: Stretch, standards: VerifyStandards): Draft[] {
  return occurrencesOf(stretch.events, stretch.item).flatMap(({ step, limit: stated, start, end }) => {
    const limit = countedLimit(stated, standards.profile.byMoment);
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
  const limit = { amount, unit: 'workingDay', sameDay: amount === 0, byMoment: profile.byMoment } as const;
  const due = dueOf(grant.at, limit, 0, [], calendar);
  return overdue('T-DELIVER-LATE', stretch, due, grant.at, firstOf(events, 'licence.delivered')?.at);
}
