import { ANSWER_TYPES } from '../../case-facts.js';
import { dayOf } from '../../instant.js';
import { counted, dueInstant } from '../../limit.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found, type Outcome } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { ItemVersion } from '../../standards.js';
import { type Words, timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { listedStep, stepName } from '../case-steps.js';
import { isDayOnly, isSurelyBefore } from '../time-of-day.js';
import { isStepBeforeAcceptance } from './step-words.js';

const BASIS = ['《行政许可法》第三十二条', '《行政许可法》第三十七条'];
const ON_THE_SPOT = '《行政许可法》第三十四条第二款';

/** 未受理即办结. */
export const decidedUnaccepted: ActRule = {
  code: 'P-DECIDED-UNACCEPTED',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '未受理即办结', en: 'Decided without acceptance' },
  description: {
    zh: '办结时没有受理的记录，也没有因逾期未告知而视为受理；当场办结的即办件不算，没有收件记录的无法判断',
    en: 'At the decision no acceptance was on record, nor was the case deemed accepted; not of instant items decided on the spot; without a receipt on record it cannot be judged',
  },
  basis: [...BASIS, ON_THE_SPOT],
  needs: ['case.received', 'case.accepted', 'calendar', 'time'],
  shows: { zh: '收件和办结的时间', en: 'when it was received and when decided' },
  params: {},
  on: ['case.decided'],
  examine: (act, seen) => {
    const { start, received, noticeDue } = seen.facts;
    if (act !== seen.end || start !== undefined) return FINE;
    if (received === undefined) return cannotJudge('case.received');
    if (isOnTheSpot(act, seen)) return FINE;
    // Whether it was deemed accepted by then hangs on a day that no calendar has.
    if (noticeDue === undefined) return cannotJudge('calendar');
    // Of two acts on one day a source that keeps only days does not tell the order.
    if (isDayOnly(act)) return cannotJudge('time');
    const when = timeWords(act.at);
    return unaccepted({ zh: '办结', en: 'decided' }, { zh: `${when.zh}办结`, en: `decided at ${when.en}` }, seen);
  },
};

/** 受理前办理环节. Judged once the application is answered: until then it may still be deemed accepted from the receipt on. */
export const stepEarly: ActRule = {
  code: 'P-STEP-EARLY',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '受理前办理环节', en: 'Step before acceptance' },
  description: {
    zh: '环节开始或者完成时没有受理的记录，以后也没有因逾期未告知而视为受理；预审、收件、登记、受理、核验、补正等受理之前的环节，指南列在受理之前的环节，当场办理的即办件不算；没有收件记录、指南没有列明的环节无法判断',
    en: 'A step was started or completed when no acceptance was on record, and the case was not deemed accepted later; not steps that lead to the acceptance (预审, 收件, 登记, 受理, 核验, 补正), those listed before it, or instant items handled on the spot; without a receipt, or of a step that the guide does not list, it cannot be judged',
  },
  basis: [...BASIS, ON_THE_SPOT],
  needs: ['case.received', 'case.accepted', 'item', 'item.steps', 'calendar', 'time'],
  shows: {
    zh: '环节及其时间，受理或者首次答复的时间',
    en: 'the step and its time, and when the case was accepted or first answered',
  },
  params: {},
  on: ['step.started', 'step.completed', ...ANSWER_TYPES],
  examine: (act, seen) =>
    act.type === 'step.started' || act.type === 'step.completed' ? atStep(act, seen) : atAnswer(act, seen),
};

function atStep(step: ReportedEvent, seen: Seen): Outcome {
  const { start, received, noticeDue, answered } = seen.facts;
  if (start !== undefined || belongsBefore(step, seen.item)) return FINE;
  if (received === undefined) return cannotJudge('case.received');
  if (noticeDue === undefined) return cannotJudge('calendar');
  return answered === undefined ? FINE : early(step, seen);
}

function atAnswer(answer: ReportedEvent, seen: Seen): Outcome {
  const { received, noticeDue, deemed } = seen.facts;
  if (deemed || received === undefined || noticeDue === undefined) return FINE;
  if (answer !== seen.first(...ANSWER_TYPES)) return FINE;
  return seen
    .all('step.started', 'step.completed')
    .filter((step) => received <= step.at && step.at < answer.at && !belongsBefore(step, seen.item))
    .flatMap((step) => early(step, seen, answer));
}

function early(step: ReportedEvent, seen: Seen, answer?: ReportedEvent): Outcome {
  const { item } = seen;
  if (!item) return cannotJudge('item');
  if (!listedStep(item, step.data.step)) return cannotJudge('item.steps');
  if (isOnTheSpot(step, seen)) return FINE;
  if (answer ? !isSurelyBefore(step, answer) : isDayOnly(step)) return cannotJudge('time');
  const name = stepName(item, step.data.step);
  const [when, what] = [timeWords(step.at), actName({ type: step.type, data: { step: name } })];
  const did = { zh: `${when.zh}${what.zh}`, en: `${what.en} at ${when.en}` };
  return unaccepted({ zh: '办理环节', en: 'worked on' }, did, seen, { subject: `${step.type} ${name}`, step, answer });
}

/** 受理 and what leads to it, by its name or by its place in the guide. */
function belongsBefore({ data }: ReportedEvent, item: ItemVersion | undefined): boolean {
  const steps = item?.steps ?? [];
  const acceptance = steps.findIndex(({ name }) => name.includes('受理'));
  const place = steps.findIndex((step) => step === listedStep(item, data.step));
  return isStepBeforeAcceptance(stepName(item, data.step)) || (place >= 0 && place < acceptance);
}

/** 即办件当场办理 (第三十四条第二款): within the day that such items have from their receipt, overtime included. */
function isOnTheSpot({ at }: ReportedEvent, { item, facts, standards }: Seen): boolean {
  if (item?.kind !== 'instant' || facts.received === undefined) return false;
  const due = dueInstant(counted({ amount: 0, unit: 'workingDay' }), facts.received, [], standards.calendar);
  return dayOf(at) <= dayOf(Math.max(facts.received, due ?? facts.received));
}

function unaccepted(
  deed: Words,
  did: Words,
  seen: Seen,
  { subject, step, answer }: { subject?: string; step?: ReportedEvent; answer?: ReportedEvent } = {},
): Outcome {
  const receipt = seen.first('case.received');
  const since = receipt && timeWords(receipt.at);
  const first = answer && timeWords(answer.at);
  const then = answer && actName(answer);
  return found({
    subject,
    expected: { zh: `受理之后再${deed.zh}`, en: `accepted before it is ${deed.en}` },
    observed: {
      zh: `${since ? `${since.zh}收件，` : ''}${did.zh}，此前没有受理的记录${then ? `，${first?.zh}${then.zh}` : ''}`,
      en: `${since ? `received at ${since.en}, ` : ''}${did.en}, no acceptance on record by then${then ? `, ${then.en} at ${first?.en}` : ''}`,
    },
    evidence: [receipt, step].filter((one) => one !== undefined),
  });
}
