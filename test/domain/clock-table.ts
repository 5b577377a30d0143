import type { DeemedAcceptance } from '../../src/domain/case-facts.js';
import type { WorkingCalendar } from '../../src/domain/calendar.js';
import type { Clock, ClockKind } from '../../src/domain/clock.js';
import type { CaseEvent, EventType, JudgedData } from '../../src/domain/event.js';
import { type Judgement, examine } from '../../src/domain/examine.js';
import type { RuleProfile } from '../../src/domain/standards.js';
import { EMPTY_FILE, withEvents } from '../../src/supervision/case-file.js';
import type { LimitUnit, VerifyItem } from '../../src/verify/history.js';
import { liveCalendar, liveStandards } from '../support/live-standards.js';
import { at, event, say } from '../verify/factory.js';

/** An event as the case file keeps it. */
export function happened(time: string, type: EventType, given: JudgedData = {}, feed = 1): CaseEvent {
  const { data, ...head } = event(time, type, given, feed);
  return { ...data, ...head };
}

export const accepted = (time: string, data: JudgedData = {}): CaseEvent => happened(time, 'case.accepted', data);
export const received = (time: string): CaseEvent => happened(time, 'case.received');
export const decided = (time: string): CaseEvent => happened(time, 'case.decided');
export const extension = (
  time: string,
  days: number,
  form: JudgedData = { approver: '局长', reason: '案情复杂' },
): CaseEvent => happened(time, 'extension.granted', { days, ...form });
/** A pause from its start to its end; without an end it stays open. */
export const pause = (start: string, end?: string, data: JudgedData = {}): CaseEvent[] => {
  const kind = data.kind ?? 'testing';
  const started = happened(start, 'pause.started', { ...data, kind });
  return end === undefined ? [started] : [started, happened(end, 'pause.ended', { kind })];
};

/** Item with one promised limit; testing may hold it 15 working days, a hearing without end. */
export const promising = (amount: number, unit: LimitUnit = 'workingDay', more: VerifyItem = {}): VerifyItem => ({
  promised: { amount, unit },
  pauses: [{ kind: 'testing', maxDays: 15 }, { kind: 'hearing' }],
  ...more,
});

/** The case judged at `asOf`, its events folded in order of time whatever order they are given in. */
export const judge = (
  item: VerifyItem,
  events: readonly CaseEvent[],
  asOf: string,
  calendar: WorkingCalendar = liveCalendar,
  deemedBefore?: DeemedAcceptance,
  profile?: RuleProfile,
): Judgement =>
  examine(withEvents(EMPTY_FILE, events).events, liveStandards(item, calendar, profile), at(asOf), deemedBefore);

/**
 * One line per clock: state, start → due, finish and verdict, as
 * `stopped 2018-10-15 10:00 → 2018-10-24 17:00, finished 2018-10-24 16:59, on time`.
 */
export function line({ state, startedAt, dueAt, finishedAt, overdue }: Clock): string {
  const verdict = overdue === undefined ? 'no verdict' : overdue ? 'overdue' : 'on time';
  const finished = finishedAt === undefined ? '' : `, finished ${say(finishedAt)}`;
  return `${state} ${say(startedAt)} → ${dueAt === undefined ? '?' : say(dueAt)}${finished}, ${verdict}`;
}

/** The lines of the clocks of one kind, in the order of the judgement. */
export const linesOf = (judgement: Judgement, kind: ClockKind): string[] =>
  judgement.clocks.filter((c) => c.kind === kind).map(line);

/** The only promised clock of a case. */
export function promised(item: VerifyItem, events: readonly CaseEvent[], asOf: string, calendar?: WorkingCalendar) {
  const [only, ...more] = linesOf(judge(item, events, asOf, calendar), 'promised');
  if (only === undefined || more.length > 0) throw new Error('not one promised clock');
  return only;
}

/** When a promised limit from an acceptance at `start` is due, seen at its start or at `asOf`. */
export function dueOf(
  start: string,
  amount: number,
  unit: LimitUnit = 'workingDay',
  events: readonly CaseEvent[] = [],
  asOf = start,
  calendar?: WorkingCalendar,
): string {
  const judgement = judge(promising(amount, unit), [accepted(start), ...events], asOf, calendar);
  const { dueAt, state } = judgement.clocks.find((c) => c.kind === 'promised')!;
  return dueAt === undefined ? state : say(dueAt);
}
