import { dayOf, HOUR, type Instant, MINUTE } from '../domain/instant.js';
import { counted, dueInstant } from '../domain/limit.js';
import { accepted, decided, ended, notAccepted, received, requested, supplied } from './acts.js';
import { follow } from './aftermath.js';
import type { CasePlan } from './case-plan.js';
import type { OfficeTime } from './office.js';
import type { Scenario } from './settings.file.js';
import { outlast, spread, type StepTime, work } from './steps.js';

/** Items promised within days: receipt, acceptance, steps, decision, each by the scenario. */
export function planDays(plan: CasePlan, scenario: Scenario): void {
  const { receivedAt } = plan.start;
  plan.at(receivedAt, 'case.received', received(plan));
  if (scenario === 'not-accepted') {
    const time = plan.office.timeAt(receivedAt) + plan.random.between(0.1, 2.5) * plan.office.dayLength;
    return void plan.do(plan.office.roomFor(time, HOUR), 'case.not-accepted', notAccepted(plan));
  }
  const accept = acceptance(plan, scenario);
  const acceptedAt = plan.office.instantOf(accept);
  plan.at(acceptedAt, 'case.accepted', accepted(plan, acceptedAt, promiseDate(plan, accept)));
  if (scenario === 'step-over') {
    const { times, end } = outlast(plan, accept, lawfulDays(plan));
    return conclude(plan, times, end, false);
  }
  if (WAITING.has(scenario)) return wait(plan, scenario, accept, acceptedAt);
  proceed(plan, scenario, accept, acceptedAt);
}

/** When the case is accepted; what comes before that is planned here. */
function acceptance(plan: CasePlan, scenario: Scenario): OfficeTime {
  const { random, office } = plan;
  const { receivedAt, channel } = plan.start;
  const receipt = office.timeAt(receivedAt);
  const morning = random.between(3, 50) * MINUTE;
  if (scenario === 'notice-late') {
    // The fifth working day after the receipt passes without a word.
    const day = office.calendar.rank(dayOf(receivedAt))!;
    return (day - 1 + 6 + random.between(0.05, 0.7)) * office.dayLength;
  }
  if (scenario === 'supplement') {
    const asked = office.roomFor(receipt + random.between(0.1, 1.8) * office.dayLength, morning);
    const supplement = office.roomFor(asked + random.between(0.5, 7) * office.dayLength, morning);
    plan.do(asked, 'supplement.requested', requested(plan));
    plan.do(supplement, 'supplement.received', supplied(plan));
    return office.roomFor(supplement + random.between(0.02, 0.8) * office.dayLength, morning);
  }
  // A limit that runs from the receipt leaves no time to wait.
  const most = plan.start.item.statutory.from === 'receipt' ? 0.3 : 1.4;
  const delay = channel === 'window' ? random.between(4, 25) * MINUTE : random.between(0.04, most) * office.dayLength;
  return office.roomFor(receipt + delay, morning);
}

/** Working days after the acceptance within which no reminder comes (it comes two days ahead of the due day). */
function lawfulDays({ start }: CasePlan): number {
  const { amount } = start.item.promised;
  return amount >= 3 ? amount - 3 : amount - 1;
}

function promiseDate({ start, office }: CasePlan, accept: OfficeTime): Instant | undefined {
  const { amount, unit, from } = start.item.promised;
  const begin = from === 'receipt' ? office.timeAt(start.receivedAt) : accept;
  return unit === 'workingDay' ? office.instantOf(office.later(begin, amount, 1)) : undefined;
}

function statutoryDue({ start, office }: CasePlan, acceptedAt: Instant): Instant {
  const { statutory } = start.item;
  const from = statutory.from === 'receipt' ? start.receivedAt : acceptedAt;
  return dueInstant(counted(statutory), from, [], office.calendar) ?? Infinity;
}

/** Well before its limit. */
function lawfulEnd(plan: CasePlan, accept: OfficeTime, acceptedAt: Instant): OfficeTime {
  const { random, office } = plan;
  const most = lawfulDays(plan);
  const days = Math.floor((most + 1) * ((random.next() + random.next()) / 2));
  const close = office.openingLater(accept, 1);
  const sameDay = accept + random.between(0.4, 0.9) * (close - accept);
  const isLate = close - accept < HOUR && most > 0;
  const end = days === 0 && !isLate ? sameDay : office.later(accept, Math.max(days, 1), random.between(0.08, 0.9));
  if (most === 0) return sameDay;
  return office.instantOf(end) < statutoryDue(plan, acceptedAt) ? end : sameDay;
}

/** The ordinary way, also with a pause on it, or to another end. */
function proceed(plan: CasePlan, scenario: Scenario, accept: OfficeTime, acceptedAt: Instant): void {
  const { random, office } = plan;
  const { steps } = plan.start.item.body;
  const end = lawfulEnd(plan, accept, acceptedAt);
  const times = spread(steps, accept, end, random, office);
  if (scenario === 'withdrawn' || scenario === 'terminated') return breakOff(plan, times, accept, end, scenario);
  if (scenario === 'pause') {
    const paused = pause(plan, times);
    return conclude(plan, paused.times, end + paused.held, false);
  }
  conclude(plan, times, end, scenario === 'refused');
  if (scenario === 'late-decision') holdBack(plan, office.later(accept, plan.start.item.promised.amount, 1));
}

function conclude(plan: CasePlan, times: readonly StepTime[], end: OfficeTime, refused: boolean): void {
  work(plan, times);
  const decidedAt = plan.office.instantOf(end);
  plan.at(decidedAt, 'case.decided', decided(plan, decidedAt, refused));
  follow(plan, decidedAt);
}

function breakOff(
  plan: CasePlan,
  times: readonly StepTime[],
  accept: OfficeTime,
  end: OfficeTime,
  scenario: 'withdrawn' | 'terminated',
): void {
  const at = accept + plan.random.between(0.3, 0.9) * (end - accept);
  work(
    plan,
    times.filter(({ to }) => to < at),
  );
  plan.do(at, `case.${scenario}`, ended(plan, scenario === 'withdrawn'));
}

/** A special procedure in the middle of the first step; what comes after it comes later by as much. */
function pause(plan: CasePlan, times: readonly StepTime[]): { times: StepTime[]; held: OfficeTime } {
  const { random, office } = plan;
  const {
    kind,
    maxDays = 5,
    basis,
  } = random.pick((plan.start.item.body.pauses ?? []).filter((allowance) => (allowance.maxDays ?? 0) >= 5));
  const days = random.whole(2, Math.min(maxDays - 2, 10));
  const held = days * office.dayLength;
  const [first] = times;
  const from = first!.from + 0.3 * (first!.to - first!.from);
  const notice = { plannedDays: days + 2, basis, noticeNo: `演特〔${plan.start.caseNo.slice(-5)}〕号` };
  plan.do(from, 'pause.started', { kind, ...notice });
  plan.do(from + held, 'pause.ended', { kind, result: '已完成' });
  const later = (time: OfficeTime): OfficeTime => (time > from ? time + held : time);
  return { times: times.map(({ name, from, to }) => ({ name, from: later(from), to: later(to) })), held };
}

/** The decision was taken in time and written down after the promised limit. */
function holdBack(plan: CasePlan, due: OfficeTime): void {
  const { random, office } = plan;
  const at = office.instantOf(due + random.between(0.2, 1.5) * office.dayLength);
  const decision = plan.events.find(({ type }) => type === 'case.decided')!;
  for (const event of plan.events) if (event.at >= decision.at) event.reportedAt = Math.max(at, event.at);
}

/** Scenarios in which the case waits for its last step, so that no step's own limit is concerned. */
const WAITING: ReadonlySet<Scenario> = new Set(['near', 'promise-over', 'statute-over', 'notice-late', 'extension']);

function wait(plan: CasePlan, scenario: Scenario, accept: OfficeTime, acceptedAt: Instant): void {
  const { random, office } = plan;
  const { steps } = plan.start.item.body;
  const end = waitingEnd(plan, scenario, accept, acceptedAt);
  const quick = Math.min(office.later(accept, 2, 0.5), accept + 0.7 * (end - accept));
  const before = spread(steps.slice(0, -1), accept, quick, random, office);
  const last = steps.at(-1);
  const from = Math.max(end - random.between(25, 55) * MINUTE, (before.at(-1)?.to ?? accept) + MINUTE);
  const final = last && { name: last.name, from, to: Math.max(end - 4 * MINUTE, from + MINUTE) };
  conclude(plan, final ? [...before, final] : before, end, false);
}

function waitingEnd(plan: CasePlan, scenario: Scenario, accept: OfficeTime, acceptedAt: Instant): OfficeTime {
  const { random, office } = plan;
  const { promised, statutory } = plan.start.item;
  const share = random.between(0.15, 0.85);
  const after = (days: number): OfficeTime => office.later(accept, days, share);
  switch (scenario) {
    case 'near':
      return after(promised.amount - random.whole(0, 2));
    case 'statute-over':
      return after(statutory.amount + random.whole(1, 6));
    case 'notice-late':
      return office.roomFor(accept + random.between(1, 7) * HOUR, 2 * HOUR);
    case 'extension': {
      const days = random.whole(3, 10);
      const at = office.later(accept, promised.amount - 4, random.between(0.2, 0.8));
      const granted = { days, approver: plan.officer(), reason: '需补充现场核查', toldApplicant: true };
      plan.do(at, 'extension.granted', granted);
      return after(promised.amount - 2 + random.whole(0, days - 1));
    }
    default: {
      let days = random.whole(1, 4);
      while (days > 1 && office.instantOf(after(promised.amount + days)) >= statutoryDue(plan, acceptedAt)) days -= 1;
      return after(promised.amount + days);
    }
  }
}
