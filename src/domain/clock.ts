import type { CaseFacts } from './case-facts.js';
import { type Clock, type ClockKind, type ClockStart, NOTHING_HELD, clockOf, settle } from './clock-state.js';
import { deliveryClock } from './delivery-clock.js';
import type { CaseEvent } from './event.js';
import type { Instant } from './instant.js';
import { type CountedLimit, type Due, counted, dueInstant, promisedLimit } from './limit.js';
import { type Pause, listedPauses } from './pauses.js';
import type { Limit, Standards } from './standards.js';

export type { Clock, ClockKind, ClockState, StartedBy } from './clock-state.js';

/** All clocks that have started by the case's own time. */
export function clocksOf(facts: CaseFacts, standards: Standards): Clock[] {
  const clocks: Clock[] = [];
  const notice = noticeClock(facts);
  if (notice) clocks.push(notice);
  const promised = promisedClock(facts, standards);
  if (promised) clocks.push(promised);
  const statutory = startFor(facts, 'statutory', facts.item?.statutory);
  if (statutory) clocks.push(limitClock(statutory, facts.item?.statutory, facts, standards));
  clocks.push(...stepClocks(facts, standards));
  const delivery = deliveryClock(facts, standards);
  if (delivery) clocks.push(delivery);
  return clocks;
}

function noticeClock(facts: CaseFacts): Clock | undefined {
  if (facts.received === undefined) return undefined;
  const start: ClockStart = {
    kind: 'notice',
    startedAt: facts.received,
    startedBy: 'receipt',
    knownAt: facts.received,
    // A late act that tells otherwise is evidence; the deemed acceptance stands.
    finishedAt: facts.answered,
  };
  const clock = settle(start, facts.noticeDue, facts.asOf, NOTHING_HELD);
  return facts.deemed ? { ...clock, overdue: true } : clock;
}

/** The promised clock: the item's own limit, else the instant that the source has promised (contract §4.9). */
export function promisedClock(facts: CaseFacts, standards: Standards): Clock | undefined {
  const limit = promisedLimit(facts.item);
  const start = startFor(facts, 'promised', limit);
  if (!start) return undefined;
  const promiseDate = facts.item?.statutory || limit ? undefined : facts.accepted?.promiseDate;
  if (promiseDate !== undefined) {
    // After a deemed acceptance the promise is known from the typed acceptance on.
    const knownAt = Math.max(start.knownAt, facts.accepted?.at ?? start.knownAt);
    return settle({ ...start, knownAt }, promiseDate, facts.asOf, NOTHING_HELD);
  }
  return limitClock(start, limit, facts, standards);
}

function startFor(facts: CaseFacts, kind: ClockKind, limit: Limit | undefined): ClockStart | undefined {
  const finishedAt = facts.end?.at;
  if (limit?.from === 'receipt') {
    const at = facts.received ?? facts.accepted?.at;
    return at === undefined ? undefined : { kind, startedAt: at, startedBy: 'receipt', knownAt: at, finishedAt };
  }
  if (facts.start === undefined) return undefined;
  const startedBy = facts.deemed ? 'deemed-acceptance' : 'acceptance';
  return { kind, startedAt: facts.start, startedBy, knownAt: facts.startKnown, finishedAt };
}

/** A clock of a day or hour limit with the pauses and the extension that hold or lengthen it. */
function limitClock(start: ClockStart, limit: Limit | undefined, facts: CaseFacts, standards: Standards): Clock {
  if (!limit) return clockOf(start, NOTHING_HELD, 'no-limit', undefined, undefined);
  const { pauses, extension, counted: rule, due } = holdUps(start, limit, facts, standards);
  return settle(start, due, facts.asOf, { pauses, extension, counted: rule, limit });
}

export interface HoldUps {
  readonly pauses: readonly Pause[];
  readonly extension: number;
  readonly counted: CountedLimit;
  readonly due: Due;
}

/**
 * Pauses and the extension in the order in which they came: each has effect only when it came not later than the due
 * instant as it stood without it.
 */
export function holdUps(start: ClockStart, limit: Limit, facts: CaseFacts, standards: Standards): HoldUps {
  const { calendar, profile } = standards;
  const pauses: Pause[] = [];
  let extension = 0;
  let rule = counted(limit, 0, profile.counting);
  let due = dueInstant(rule, start.startedAt, pauses, calendar);
  for (const step of changesOf(facts, standards, start.kind !== 'step')) {
    if (due === undefined || step.at > due) break;
    if ('pause' in step) pauses.push(step.pause);
    else if (extension > 0) continue;
    else {
      extension = step.days;
      rule = counted(limit, extension, profile.counting);
    }
    due = dueInstant(rule, start.startedAt, pauses, calendar);
  }
  return { pauses, extension, counted: rule, due };
}

type Change = { at: Instant; pause: Pause } | { at: Instant; days: number };

function changesOf(facts: CaseFacts, standards: Standards, withExtensions: boolean): Change[] {
  const changes: Change[] = listedPauses(facts.events, facts.item, standards.calendar, facts.asOf).map((pause) => ({
    at: pause.start,
    pause,
  }));
  if (withExtensions)
    changes.push(...facts.events.filter(isValidExtension).map((e) => ({ at: e.at, days: e.days ?? 0 })));
  return changes.filter((c) => facts.end === undefined || c.at <= facts.end.at).sort((a, b) => a.at - b.at);
}

/** An extension needs an approver and a reason (行政许可法 第四十二条). */
export const isValidExtension = (event: CaseEvent): boolean =>
  event.type === 'extension.granted' && Boolean(event.approver?.trim()) && Boolean(event.reason?.trim());

/** One clock for each occurrence of a step that has a limit of its own. */
function stepClocks(facts: CaseFacts, standards: Standards): Clock[] {
  const steps = facts.item?.steps ?? [];
  if (!steps.some((s) => s.limit)) return [];
  return occurrences(facts).flatMap((occurrence) => {
    const step = steps.find((s) => s.name === occurrence.step || s.code === occurrence.step);
    if (!step?.limit) return [];
    const start: ClockStart = {
      kind: 'step',
      step: step.name,
      startedAt: occurrence.start,
      startedBy: 'step',
      knownAt: occurrence.start,
      finishedAt: occurrence.end,
    };
    return [limitClock(start, step.limit, facts, standards)];
  });
}

export interface Occurrence {
  step: string;
  start: Instant;
  end?: Instant;
}

/** While a step is open a second start of it is ignored; its completion or the end of the case closes it. */
export function occurrences(facts: Pick<CaseFacts, 'events' | 'item' | 'end'>): Occurrence[] {
  const nameOf = (given: string | undefined): string =>
    facts.item?.steps.find((s) => s.code === given || s.name === given)?.name ?? given ?? '';
  const all: Occurrence[] = [];
  const ended = facts.end?.at;
  for (const event of facts.events) {
    if (event.type !== 'step.started' && event.type !== 'step.completed') continue;
    const step = nameOf(event.step);
    const open = all.find((o) => o.step === step && o.end === undefined);
    if (event.type === 'step.completed' && open) open.end = event.at;
    if (event.type === 'step.started' && !open && (ended === undefined || event.at <= ended))
      all.push({ step, start: event.at });
  }
  if (ended !== undefined) for (const o of all) o.end = Math.min(o.end ?? ended, ended);
  return all;
}
