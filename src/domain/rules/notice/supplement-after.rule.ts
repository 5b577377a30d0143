import { brief } from '../../review/plain-text.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { isSurelyBefore } from '../time-of-day.js';

/** 受理后补正. A request after the end of the case is P-AFTER-END. */
export const supplementAfter: ActRule = {
  code: 'N-SUPPLEMENT-AFTER',
  category: 'notice',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '受理后要求补正', en: 'Supplements requested after acceptance' },
  description: {
    zh: '受理之后、办结之前的补正告知；受理之时的不算',
    en: 'A request for supplements after acceptance and before the end of the case; one of the same instant is not',
  },
  basis: ['《行政许可法》第三十二条第一款第四项', '《行政许可法》第三十二条第一款第五项'],
  needs: ['supplement.requested', 'case.accepted', 'time'],
  shows: { zh: '受理和补正告知的时间，要求的材料', en: 'when it was accepted, when what was requested' },
  params: {},
  on: ['supplement.requested'],
  examine: (act, seen) => {
    const accepted = seen.first('case.accepted');
    const ended = seen.end && seen.end.at < act.at;
    if (!accepted || accepted.at >= act.at || ended) return FINE;
    if (!isSurelyBefore(accepted, act)) return cannotJudge('time');
    const [now, then] = [timeWords(act.at), timeWords(accepted.at)];
    const materials = (act.data.materials ?? []).map(brief);
    return found({
      expected: {
        zh: '需要补正的内容在受理之前告知',
        en: 'what must be supplemented is told before acceptance',
      },
      observed: {
        zh: `${then.zh}受理，${now.zh}告知补正：${materials.join('、') || '（没有列明材料）'}`,
        en: `accepted at ${then.en}, supplements requested at ${now.en}: ${materials.join(', ') || '(no material named)'}`,
      },
      evidence: [accepted],
    });
  },
};
