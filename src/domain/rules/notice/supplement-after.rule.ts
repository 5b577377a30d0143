import { brief } from '../../review/plain-text.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found, type Observation } from '../../review/rule.js';
import { type Words, timeWords } from '../../wording.js';
import { isSurelyBefore } from '../time-of-day.js';

/** 受理后补正. A request after the end of the case is P-AFTER-END. */
export const supplementAfter: ActRule = {
  code: 'N-SUPPLEMENT-AFTER',
  category: 'notice',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '受理后要求补正', en: 'Supplements requested after acceptance' },
  description: {
    zh: '受理（含逾期未告知而视为受理）之后、办结之前的补正告知；受理之时的不算。容缺受理的，所要求的是承诺后补的材料的，由人核对后排除',
    en: 'A request for supplements after acceptance, deemed ones too, and before the end of the case; one of the same instant is not. Where the case was accepted with a promise to supply what was missing (容缺受理), a person checks and dismisses it',
  },
  basis: ['《行政许可法》第三十二条第一款第四项', '《行政许可法》第三十二条第一款第五项'],
  needs: ['supplement.requested', 'case.received', 'case.accepted', 'time'],
  shows: { zh: '受理和补正告知的时间，要求的材料', en: 'when it was accepted, when what was requested' },
  params: {},
  on: ['supplement.requested'],
  examine: (act, seen) => {
    const accepted = seen.first('case.accepted');
    const ended = seen.end && seen.end.at < act.at;
    if (ended) return FINE;
    const typed = accepted && accepted.at < act.at ? accepted : undefined;
    if (typed && isSurelyBefore(typed, act)) return found(observation(act, typed, timeWords(typed.at), ACCEPTED));
    const { deemed, noticeDue } = seen.facts;
    const received = seen.first('case.received');
    if (deemed && noticeDue !== undefined && received)
      return found(observation(act, received, timeWords(noticeDue), DEEMED));
    return typed ? cannotJudge('time') : FINE;
  },
};

const ACCEPTED: Words = { zh: '受理', en: 'accepted at' };
const DEEMED: Words = { zh: '没有答复、视为受理', en: 'deemed accepted, no answer by' };

function observation(act: ReportedEvent, opening: ReportedEvent, then: Words, how: Words): Observation {
  const now = timeWords(act.at);
  const materials = (act.data.materials ?? []).map(brief);
  return {
    expected: {
      zh: '需要补正的内容在受理之前告知',
      en: 'what must be supplemented is told before acceptance',
    },
    observed: {
      zh: `${then.zh}${how.zh}，${now.zh}告知补正：${materials.join('、') || '（没有列明材料）'}`,
      en: `${how.en} ${then.en}, supplements requested at ${now.en}: ${materials.join(', ') || '(no material named)'}`,
    },
    evidence: [opening],
  };
}
