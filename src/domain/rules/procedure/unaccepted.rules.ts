import { isDayOnly } from '../time-of-day.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found, type Outcome } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';
import { stepName } from '../case-steps.js';

const BASIS = ['《行政许可法》第三十二条', '《行政许可法》第三十七条'];
const NEEDS = ['case.accepted', 'calendar', 'time'];

/** 未受理即办结. */
export const decidedUnaccepted: ActRule = {
  code: 'P-DECIDED-UNACCEPTED',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '未受理即办结', en: 'Decided without acceptance' },
  description: {
    zh: '办结时没有受理的记录，也没有因逾期未告知而视为受理',
    en: 'At the decision no acceptance was on record, nor was the case deemed accepted',
  },
  basis: BASIS,
  needs: NEEDS,
  shows: { zh: '收件和办结的时间', en: 'when it was received and when decided' },
  params: {},
  on: ['case.decided'],
  examine: (act, seen) => {
    if (act !== seen.end) return FINE;
    const when = timeWords(act.at);
    return unaccepted(act, seen, { zh: `${when.zh}办结`, en: `decided at ${when.en}` });
  },
};

/** Steps by which a case comes to be accepted: 收件, 受理, 受理审查, 预受理. */
const LEADS_TO_ACCEPTANCE = /收件|受理/u;

/** 受理前办理环节. */
export const stepEarly: ActRule = {
  code: 'P-STEP-EARLY',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '受理前办理环节', en: 'Step before acceptance' },
  description: {
    zh: '环节开始或者完成时没有受理的记录，也没有因逾期未告知而视为受理；收件、受理的环节除外',
    en: 'A step was started or completed when no acceptance was on record and the case was not deemed accepted; steps of receipt and acceptance (收件, 受理) are not meant',
  },
  basis: BASIS,
  needs: NEEDS,
  shows: { zh: '环节及其时间', en: 'the step and its time' },
  params: {},
  on: ['step.started', 'step.completed'],
  examine: (act, seen) => {
    const [when, name] = [timeWords(act.at), stepName(seen.item, act.data.step)];
    if (LEADS_TO_ACCEPTANCE.test(name)) return FINE;
    const began = act.type === 'step.started';
    const observed = {
      zh: `${when.zh}“${name}”环节${began ? '开始' : '完成'}`,
      en: `step “${name}” ${began ? 'started' : 'completed'} at ${when.en}`,
    };
    return unaccepted(act, seen, observed, `${act.type} ${name}`);
  },
};

/** @param act what was done, as a clause: `2026年3月5日10:00办结` */
function unaccepted(given: ReportedEvent, seen: Seen, act: Words, subject?: string): Outcome {
  const { start, received, noticeDue } = seen.facts;
  if (start !== undefined) return FINE;
  // Whether it was deemed accepted by then hangs on a day that no calendar has.
  if (received !== undefined && noticeDue === undefined) return cannotJudge('calendar');
  // Of two acts on one day a source that keeps only days does not tell the order.
  if (isDayOnly(given)) return cannotJudge('time');
  const [zh, en] = given.type === 'case.decided' ? ['办结', 'decided'] : ['办理环节', 'worked on'];
  const receipt = seen.first('case.received');
  const since = receipt && timeWords(receipt.at);
  return found({
    subject,
    expected: { zh: `受理之后再${zh}`, en: `accepted before it is ${en}` },
    observed: {
      zh: `${since ? `${since.zh}收件，` : ''}${act.zh}，此前没有受理的记录`,
      en: `${since ? `received at ${since.en}, ` : ''}${act.en}, no acceptance on record by then`,
    },
    evidence: receipt && [receipt],
  });
}
