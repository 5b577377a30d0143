import { MINUTE } from '../../instant.js';
import { brief } from '../../review/plain-text.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { isSurelyBefore } from '../time-of-day.js';
import { isOfMaterials, materialName } from './material-name.js';

/** 多次补正: what has to be supplemented is told once and completely. */
export const supplementTwice: ActRule = {
  code: 'N-SUPPLEMENT-TWICE',
  category: 'notice',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '受理前再次要求补正', en: 'Supplements requested again before acceptance' },
  description: {
    zh: '受理之前第二次及以后的补正告知。同一时刻的几条、材料都在以前告知之内的、另一信息源 30 分钟内重复报送而其一没有列明材料的，不算又一次。因补正材料本身产生的新问题由人判断',
    en: 'A second or further request for supplements before acceptance. Requests of one instant, of materials that had all been told before, or told again by another source within 30 minutes where one of both names no material, are no further one. Whether the supplement itself brought new defects is for a person to judge',
  },
  basis: ['《行政许可法》第三十二条第一款第四项', '《行政许可法》第七十二条第四项'],
  needs: ['supplement.requested', 'case.accepted'],
  shows: {
    zh: '各次补正告知的时间和要求的材料',
    en: 'the times of the requests and the materials of each',
  },
  params: {},
  on: ['supplement.requested'],
  examine: (act, seen) => {
    const accepted = seen.first('case.accepted');
    const earlier = seen.all('supplement.requested').filter((e) => isSurelyBefore(e, act));
    const first = earlier[0];
    if ((accepted && accepted.at < act.at) || seen.facts.deemed || !first || isToldBefore(act, earlier)) return FINE;
    const told = earlier.filter((e, i) => !isToldBefore(e, earlier.slice(0, i)));
    const number = new Set(told.map((e) => e.at)).size + 1;
    const [now, then] = [timeWords(act.at), timeWords(first.at)];
    return found({
      expected: {
        zh: '受理前一次性告知需要补正的全部内容',
        en: 'all that must be supplemented is told at once before acceptance',
      },
      observed: {
        zh: `${now.zh}第 ${number} 次告知补正，第 1 次为${then.zh}`,
        en: `request number ${number} at ${now.en}, the first at ${then.en}`,
      },
      evidence: earlier,
      arithmetic: [...earlier, act].map(requestWords),
    });
  },
};

/** Two sources may report one request, each at its own time. */
const TOLD_TWICE = 30 * MINUTE;

/** Nothing new is asked: all of it had been told, or another source has just reported it without saying what. */
function isToldBefore(act: ReportedEvent, earlier: readonly ReportedEvent[]): boolean {
  const asked = namesIn(act);
  const known = earlier.flatMap(namesIn);
  if (asked.length > 0 && asked.every((name) => isOfMaterials(name, known))) return true;
  return earlier.some(
    (e) => e.feed !== act.feed && act.at - e.at <= TOLD_TWICE && (asked.length === 0 || namesIn(e).length === 0),
  );
}

const namesIn = ({ data: { materials = [] } }: ReportedEvent): string[] =>
  materials.map(materialName).filter((name) => name !== '');

function requestWords({ at, data: { materials = [] } }: ReportedEvent) {
  const when = timeWords(at);
  return {
    zh: `${when.zh}要求补正：${materials.map(brief).join('、') || '（没有列明材料）'}`,
    en: `requested at ${when.en}: ${materials.map(brief).join(', ') || '(no material named)'}`,
  };
}
