import { HOUR, type Instant, MINUTE, SECOND } from '../domain/instant.js';
import { accepted, decided, notAccepted, received, stepCompleted, stepStarted } from './acts.js';
import { follow } from './aftermath.js';
import type { CasePlan } from './case-plan.js';
import type { OfficeTime } from './office.js';
import { otherThan } from './steps.js';

/** Instant items and those promised within working hours: received, accepted, decided, mostly at one window. */
export function planSwift(plan: CasePlan, ending: 'lawful' | 'over' | 'not-accepted'): void {
  const { random, office } = plan;
  const { item, receivedAt, channel } = plan.start;
  plan.at(receivedAt, 'case.received', received(plan));
  const waits = channel === 'window' ? random.between(2, 12) * MINUTE : random.between(0.02, 0.5) * office.dayLength;
  const accept = office.roomFor(office.timeAt(receivedAt) + waits, random.between(3, 40) * MINUTE);
  if (ending === 'not-accepted') return void plan.do(accept, 'case.not-accepted', notAccepted(plan));
  const acceptedAt = office.instantOf(accept);
  plan.at(acceptedAt, 'case.accepted', accepted(plan, acceptedAt, undefined));
  const end = item.pace === 'instant' ? instantEnd(plan, accept, ending) : hoursEnd(plan, accept, ending);
  const decidedAt = office.instantOf(end);
  plan.at(decidedAt, 'case.decided', decided(plan, decidedAt, random.chance(0.003)));
  follow(plan, decidedAt);
}

/** Due at the close of the day on which it was accepted. */
function instantEnd({ random, office, start }: CasePlan, accept: OfficeTime, ending: 'lawful' | 'over'): OfficeTime {
  const close = office.openingLater(accept, 1);
  if (ending === 'lawful') return Math.min(accept + random.between(4, 45) * MINUTE, close - MINUTE);
  const days = start.item.statutory.amount > 3 ? random.whole(1, 2) : 1;
  return office.later(accept, days, random.between(0.05, 0.9));
}

function hoursEnd({ random, start }: CasePlan, accept: OfficeTime, ending: 'lawful' | 'over'): OfficeTime {
  const limit = start.item.promised.amount * HOUR;
  return accept + limit * (ending === 'lawful' ? random.between(0.15, 0.85) : random.between(1.2, 2.5));
}

export type HoursEnding = 'lawful' | 'over' | 'statute-over' | 'step-over';

/** Items handled by day and night, their limits counted by the clock on the wall. */
export function planRoundTheClock(
  plan: CasePlan,
  ending: HoursEnding,
  acceptedAfter = plan.random.whole(20, 200) * SECOND,
): void {
  const { random } = plan;
  const { item, receivedAt } = plan.start;
  const acceptedAt = receivedAt + acceptedAfter;
  plan.at(receivedAt, 'case.received', received(plan));
  plan.at(acceptedAt, 'case.accepted', accepted(plan, acceptedAt, undefined));
  const limit = item.promised.amount * HOUR;
  const [first, second] = item.body.steps;
  let from = acceptedAt + random.whole(5, 30) * SECOND;
  if (first) {
    const own = first.limit?.unit === 'hour' ? first.limit.amount * HOUR : limit / 2;
    const takes = own * (ending === 'step-over' ? random.between(1.15, 1.5) : random.between(0.2, 0.75));
    from = step(plan, first.name, plan.officer(), from, takes);
  }
  const share = { lawful: 0.85, 'step-over': 0.95, over: 0, 'statute-over': 0 }[ending];
  const over = ending === 'statute-over' ? item.statutory.amount * HOUR : limit;
  const end =
    share > 0
      ? Math.max(from + 40 * SECOND, acceptedAt + limit * random.between(0.3, share))
      : acceptedAt + over + random.whole(8, 100) * MINUTE;
  if (second) step(plan, second.name, otherThan(handlerOf(plan), plan), from + 10 * SECOND, end - from - 20 * SECOND);
  const decidedAt = wholeSeconds(end);
  plan.at(decidedAt, 'case.decided', decided(plan, decidedAt, false));
  follow(plan, decidedAt);
}

const handlerOf = ({ events }: CasePlan): string =>
  String(events.find(({ type }) => type === 'step.completed')?.data['officer']);

function step(plan: CasePlan, name: string, officer: string, from: Instant, takes: number): Instant {
  const to = wholeSeconds(from + takes);
  plan.at(wholeSeconds(from), 'step.started', stepStarted(name, officer));
  plan.at(to, 'step.completed', stepCompleted(plan, name, officer));
  return to + 5 * SECOND;
}

const wholeSeconds = (at: number): Instant => Math.floor(at / SECOND) * SECOND;
