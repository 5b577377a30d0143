import { EVENT_TYPES } from '../../event.js';
import { type Instant, MINUTE, SECOND, dayOf, startOfDay } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, type CannotJudge, type Observation } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { isSameStep, stepName } from '../case-steps.js';
import { distinctTime } from '../distinct-time.js';
import { OUR_CHOICE, inForce } from '../thresholds.js';
import { mayHaveMissed } from '../time-of-day.js';

const params = { minutes: { value: 1, unit: 'minute', min: 0, max: 1440, source: OUR_CHOICE } } as const;

/** 时间倒序: times of a case that contradict each other; each is told by the act that shows it. */
export const contradictingTimes: ActRule = {
  code: 'I-TIMES',
  category: 'integrity',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '办理时间前后矛盾', en: 'Times that contradict each other' },
  description: {
    zh: '受理早于收件、办结早于受理、送达早于办结、环节完成早于其开始、特别程序结束而没有开始，或者录入早于发生；相差不超过 1 分钟的不计，只精确到日、分、秒的时间按同样的精确程度比较',
    en: 'Accepted before receipt, decided before acceptance, delivered before the decision, a step completed before its start, a special procedure ended that was never begun, or recorded before it happened; by no more than a minute it is none, and a time in whole days, minutes or seconds is compared as exactly as that',
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['time', 'recordedtime'],
  shows: { zh: '相互矛盾的记录及其时间', en: 'the records that contradict each other, and their times' },
  params,
  on: EVENT_TYPES,
  examine(act, seen, setting) {
    const isBefore = beforeBy(inForce(setting, params, 'minutes') * MINUTE);
    return [
      recordedBefore(act, isBefore),
      ...ORDER.map((pair) => reversed(act, seen, pair, isBefore)),
      completedBefore(act, seen, isBefore),
      neverBegun(act, seen),
    ].filter((one) => one !== undefined);
  },
};

/** What has to come after what, each the first of its kind, and how a finding is told apart. */
const ORDER = [
  { one: 'case.received', other: 'case.accepted', subject: 'accepted' },
  { one: 'case.accepted', other: 'case.decided', subject: 'decided' },
  { one: 'case.decided', other: 'licence.delivered', subject: 'delivered' },
] as const;

type IsBefore = (kept: Instant, at: Instant) => boolean;

/** By more than the tolerance (milliseconds), as far as the first one can tell: two clocks never agree to the second. */
const beforeBy =
  (tolerance: number): IsBefore =>
  (kept, at) =>
    kept < asExactAs(kept, at) - tolerance;

/** A source that does not say when it wrote an event down is taken at the time of arrival, which tells nothing. */
function recordedBefore(act: ReportedEvent, isBefore: IsBefore): Observation | undefined {
  if (act.recordedAt === act.receivedAt || !isBefore(act.recordedAt, act.at)) return undefined;
  const name = actName(act);
  const [at, recorded] = [distinctTime(act.at, act.recordedAt), distinctTime(act.recordedAt, act.at)];
  return {
    subject: `recorded|${act.type}|${act.data.step ?? act.data.kind ?? ''}`,
    expected: { zh: `${name.zh}的录入时间不早于发生时间${at.zh}`, en: `${name.en} recorded at ${at.en} or later` },
    observed: { zh: `${name.zh}的录入时间为${recorded.zh}`, en: `${name.en} recorded at ${recorded.en}` },
  };
}

/** The instant without what a source that keeps whole days, minutes or seconds leaves out. */
function asExactAs(kept: Instant, at: Instant): Instant {
  if (kept === startOfDay(dayOf(kept))) return startOfDay(dayOf(at));
  const unit = [MINUTE, SECOND].find((one) => kept % one === 0) ?? 1;
  return at - (at % unit);
}

function reversed(
  act: ReportedEvent,
  seen: Seen,
  { one, other, subject }: (typeof ORDER)[number],
  isBefore: IsBefore,
): Observation | undefined {
  if (act.type !== one || seen.first(one) !== act) return undefined;
  const after = seen.first(other);
  return after && isBefore(after.at, act.at) ? { subject, ...order(act, after) } : undefined;
}

/** The first start of a step, reported for a later instant than its completion. */
function completedBefore(act: ReportedEvent, seen: Seen, isBefore: IsBefore): Observation | undefined {
  if (act.type !== 'step.started') return undefined;
  const ofStep = seen.events.filter(({ data }) => isSameStep(seen.item, data.step, act.data.step));
  if (ofStep.find((e) => e.type === 'step.started') !== act) return undefined;
  const completed = ofStep.find((e) => e.type === 'step.completed' && isBefore(e.at, act.at));
  return completed && { subject: `step|${stepName(seen.item, act.data.step)}`, ...order(act, completed) };
}

function neverBegun(act: ReportedEvent, seen: Seen): Observation | CannotJudge | undefined {
  if (act.type !== 'pause.ended') return undefined;
  if (seen.events.some((e) => e.type === 'pause.started' && e.data.kind === act.data.kind)) return undefined;
  if (mayHaveMissed(act, seen.events)) return { missing: 'time' };
  const [ended, started] = [actName(act), actName({ type: 'pause.started', data: act.data })];
  const at = timeWords(act.at);
  return {
    subject: `pause|${act.data.kind ?? ''}`,
    expected: { zh: `${ended.zh}之前有其开始的记录`, en: `the ${started.en} on record before its end` },
    observed: {
      zh: `${ended.zh}的时间为${at.zh}，此前没有${started.zh}的记录`,
      en: `${ended.en} at ${at.en}, no ${started.en} on record by then`,
    },
  };
}

/** @param after what has to come after the other one, and came before it */
function order(
  first: ReportedEvent,
  after: ReportedEvent,
): { expected: Words; observed: Words; evidence: ReportedEvent[] } {
  const [one, other] = [actName(first), actName(after)];
  const [at, before] = [distinctTime(first.at, after.at), distinctTime(after.at, first.at)];
  return {
    expected: { zh: `${other.zh}不早于${one.zh}`, en: `${other.en} not before ${one.en}` },
    observed: {
      zh: `${other.zh}的时间为${before.zh}，早于${one.zh}的时间${at.zh}`,
      en: `${other.en} at ${before.en}, before ${one.en} at ${at.en}`,
    },
    evidence: [after],
  };
}
