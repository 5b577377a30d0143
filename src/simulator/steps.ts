import { MINUTE } from '../domain/instant.js';
import type { ItemStep } from '../domain/standards.js';
import { stepCompleted, stepStarted } from './acts.js';
import type { CasePlan } from './case-plan.js';
import type { Office, OfficeTime } from './office.js';
import type { Random } from './random.js';

/** When a step is worked on. */
export interface StepTime {
  readonly name: string;
  readonly from: OfficeTime;
  readonly to: OfficeTime;
}

/** One after the other over a span, each as long as its own limit suggests. */
export function spread(
  steps: readonly ItemStep[],
  from: OfficeTime,
  to: OfficeTime,
  random: Random,
  office: Office,
): StepTime[] {
  const weights = steps.map(
    ({ limit }) => (limit?.unit === 'workingDay' ? limit.amount : 1) * random.between(0.6, 1.3),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  const span = to - from;
  let at = from + span * 0.03;
  const times = steps.map(({ name }, i): StepTime => {
    const time = { name, from: at, to: at + (span * 0.92 * weights[i]!) / sum };
    at = time.to + (span * 0.04) / steps.length;
    return time;
  });
  if (steps.every(({ limit }, i) => !limit || daysOf(times[i]!, office) <= limit.amount)) return times;
  // Quicker: over so few days no step can outlast its limit.
  const shortest = Math.min(...steps.map(({ limit }) => limit?.amount ?? Infinity));
  return spread(steps, from, Math.min(from + span * 0.7, office.later(from, shortest, 0.9)), random, office);
}

/** As a limit in days counts them: the first day is not counted. */
const daysOf = ({ from, to }: StepTime, office: Office): number => office.dayOf(to) - office.dayOf(from);

/** The step with the shortest limit outlasts it; the others are done at once. */
export function outlast(plan: CasePlan, accept: OfficeTime, lastDay: number): { times: StepTime[]; end: OfficeTime } {
  const { random, office } = plan;
  const { steps } = plan.start.item.body;
  const limits = steps.map(({ limit }) => (limit?.unit === 'workingDay' ? limit.amount : Infinity));
  const slow = limits.indexOf(Math.min(...limits));
  let at = accept + random.between(5, 30) * MINUTE;
  const times = steps.map(({ name }, i): StepTime => {
    const from = at;
    const days = limits[i]! + 1;
    const spare = Math.max(0, lastDay - 1 - days);
    const to =
      i === slow
        ? office.later(from, days + random.whole(0, spare), random.between(0.1, 0.4))
        : from + random.between(10, 25) * MINUTE;
    at = to + random.between(2, 8) * MINUTE;
    return { name, from, to };
  });
  return { times, end: at + 5 * MINUTE };
}

/** Who handles a case does not decide it. */
export function otherThan(first: string, plan: CasePlan): string {
  for (;;) {
    const officer = plan.officer();
    if (officer !== first) return officer;
  }
}

function inspects({ start }: CasePlan, name: string): boolean {
  const { siteCheck, steps } = start.item.body;
  const { step } = (siteCheck ?? {}) as { step?: string };
  return step !== undefined && steps.some((one) => one.name === name && (one.name === step || one.code === step));
}

/** Events of the steps. */
export function work(plan: CasePlan, times: readonly StepTime[]): void {
  const first = plan.officer();
  for (const [i, { name, from, to }] of times.entries()) {
    const officer = i === 0 ? first : otherThan(first, plan);
    plan.do(from, 'step.started', stepStarted(name, officer));
    // Whoever inspects goes with a colleague.
    if (inspects(plan, name)) plan.do(from + MINUTE, 'step.started', stepStarted(name, otherThan(first, plan)));
    plan.do(to, 'step.completed', stepCompleted(plan, name, officer));
  }
}
