import { HOUR } from '../domain/instant.js';
import { requested } from './acts.js';
import type { CasePlan, EventData, PlannedEvent } from './case-plan.js';
import { misuse } from './discretion-flaws.js';
import type { Flaw } from './flaw-kinds.js';

/** Spoils a lawful plan; gives whether there was anything to spoil. */
export function spoil(plan: CasePlan, flaw: Flaw): boolean {
  switch (flaw) {
    case 'supplement-after':
      return askAgain(plan);
    case 'no-reason':
      return change(plan, refusal, { reason: '' });
    case 'no-remedies':
      return change(plan, refusal, { remediesTold: false });
    case 'no-document':
      return change(plan, granted, { documentNo: undefined });
    case 'no-receipt':
      return change(plan, of('case.accepted'), { receiptNo: undefined });
    case 'pause-unnoticed':
      return change(plan, of('pause.started'), { noticeNo: undefined });
    case 'extension-untold':
      return change(plan, of('extension.granted'), { toldApplicant: false });
    case 'step-skipped':
      return skip(plan);
    case 'fee-over':
      return overcharge(plan);
    case 'rating-ignored':
      return leave(plan);
    case 'visit-again':
      return again(plan);
    default:
      return misuse(plan, flaw);
  }
}

type Which = (event: PlannedEvent) => boolean;
const of =
  (type: PlannedEvent['type']): Which =>
  (event) =>
    event.type === type;
const granted: Which = ({ type, data }) => type === 'case.decided' && data['outcome'] === 'granted';
const refusal: Which = ({ type, data }) => type === 'case.decided' && data['outcome'] === 'refused';

function change({ events }: CasePlan, which: Which, members: EventData): boolean {
  const i = events.findIndex(which);
  const event = events[i];
  if (!event) return false;
  const data = Object.fromEntries(
    Object.entries({ ...event.data, ...members }).filter(([, value]) => value !== undefined),
  );
  events[i] = { ...event, data };
  return true;
}

/** Between acceptance and decision; the applicant is asked for what the guide lists. */
function askAgain(plan: CasePlan): boolean {
  const accepted = plan.events.find(of('case.accepted'));
  const decided = plan.events.find(of('case.decided'));
  const data = requested(plan);
  const isListed = (data['materials'] as readonly string[]).length > 0;
  if (!accepted || !decided || !isListed) return false;
  const [from, to] = [plan.office.timeAt(accepted.at), plan.office.timeAt(decided.at)];
  if (to - from < 2 * HOUR) return false;
  plan.do(from + HOUR, 'supplement.requested', data);
  return true;
}

/** A step in the middle, so that the others still say that the source reports steps. */
function skip(plan: CasePlan): boolean {
  const names = plan.start.item.body.steps.map(({ name }) => name);
  const name = names.at(1);
  const done = (step: unknown): boolean =>
    plan.events.some(({ type, data }) => type === 'step.completed' && data['step'] === step);
  if (names.length < 3 || !plan.events.some(of('case.decided')) || !names.every(done)) return false;
  const kept = plan.events.filter(({ type, data }) => !(type.startsWith('step.') && data['step'] === name));
  plan.events.splice(0, plan.events.length, ...kept);
  return true;
}

/** By a tenth and a yuan. */
function overcharge(plan: CasePlan): boolean {
  const charge = plan.events.find(of('fee.charged'));
  if (!charge) return false;
  const amount = `${Math.ceil(Number(charge.data['amount']) * 1.1) + 1}.00`;
  return change(plan, (event) => event === charge, { amount, receivable: amount });
}

function leave(plan: CasePlan): boolean {
  const kept = plan.events.filter(({ type }) => type !== 'rating.followed-up');
  if (kept.length === plan.events.length) return false;
  plan.events.splice(0, plan.events.length, ...kept);
  return true;
}

function again(plan: CasePlan): boolean {
  const visit = plan.events.find(of('visit.made'));
  if (!visit) return false;
  const most = plan.start.item.body.maxVisits;
  if (most === undefined) return false;
  for (let i = 0; i < most; i += 1) plan.at(visit.at + (i + 1) * HOUR, 'visit.made', visit.data);
  return true;
}
