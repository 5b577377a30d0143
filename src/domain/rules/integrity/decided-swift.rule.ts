import { MINUTE } from '../../instant.js';
import { type ActRule, FINE, cannotJudge, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { plural } from '../deadline.js';
import { OUR_CHOICE, inForce } from '../thresholds.js';
import { isDayOnly } from '../time-of-day.js';

const params = { minutes: { value: 10, unit: 'minute', min: 1, max: 1440, source: OUR_CHOICE } } as const;

/** 秒批秒结: a promised item (承诺件) decided within minutes of its acceptance. */
export const decidedSwift: ActRule = {
  code: 'I-DECIDED-SWIFT',
  category: 'integrity',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '受理后数分钟即办结', en: 'Decided within minutes of acceptance' },
  description: {
    zh: '承诺件在受理后不足 10 分钟办结，可能是线下办理后补录',
    en: 'A promised item was decided less than 10 minutes after acceptance; it may have been handled elsewhere and keyed in',
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['item', 'time'],
  shows: { zh: '受理和办结的时间、相隔的分钟数', en: 'acceptance, decision, and the minutes between them' },
  params,
  on: ['case.decided'],
  examine(act, seen, setting) {
    const accepted = seen.first('case.accepted');
    if (seen.end !== act || !accepted) return FINE;
    const minutes = inForce(setting, params, 'minutes');
    const passed = act.at - accepted.at;
    if (passed >= minutes * MINUTE) return FINE;
    if (!seen.item) return cannotJudge('item');
    if (seen.item.kind !== 'promised') return FINE;
    if (isDayOnly(act) || isDayOnly(accepted)) return cannotJudge('time');
    const [from, to] = [timeWords(accepted.at), timeWords(act.at)];
    const whole = Math.floor(passed / MINUTE);
    return found({
      expected: {
        zh: `承诺件的受理与办结相隔 ${minutes} 分钟以上`,
        en: `${plural(minutes, 'minute')} or more between acceptance and decision of a promised item`,
      },
      observed: {
        zh: `受理于${from.zh}，办结于${to.zh}，相隔不足 ${whole + 1} 分钟`,
        en: `accepted at ${from.en}, decided at ${to.en}: less than ${plural(whole + 1, 'minute')}`,
      },
      evidence: [accepted],
    });
  },
};
