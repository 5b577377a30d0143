import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { OF_REFUSALS, REFUSING, isRefusalInPart, notOf, refusalWords, refusedWords } from './refusal.js';

/** 未告知救济途径. */
export const remedyMissing: ActRule = {
  code: 'C-REMEDY-MISSING',
  category: 'content',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '不予受理、不予许可未告知救济途径', en: 'Turned down without telling the remedies' },
  description: {
    zh: '不予受理、不予许可或者部分准予（就不予许可的部分）的记录载明，没有告知申请人申请行政复议、提起行政诉讼的权利',
    en: 'An application was turned down, wholly or in part, and the record says that the applicant was not told of administrative reconsideration and litigation',
  },
  basis: ['《行政许可法》第七条', OF_REFUSALS, '《行政许可法》第七十二条第三项'],
  needs: ['case.not-accepted.remediesTold', 'case.decided.remediesTold'],
  shows: {
    zh: '不予受理或者不予许可的时间，记录中的告知情况',
    en: 'when it was turned down, and what the record says of the remedies',
  },
  params: {},
  on: REFUSING,
  examine: (act, seen) => {
    if (!isRefusalInPart(act, seen) || act.data.remediesTold === true) return FINE;
    if (act.data.remediesTold === undefined) return cannotJudge(`${act.type}.remediesTold`);
    const [what, when] = [refusalWords(act), refusedWords(act)];
    return found({
      notCited: notOf(act),
      expected: {
        zh: `${what.zh}时告知申请人申请行政复议、提起行政诉讼的权利`,
        en: `at a ${what.en} the applicant is told of administrative reconsideration and litigation`,
      },
      observed: {
        zh: `${when.zh}，记录为没有告知`,
        en: `${when.en}, recorded as not told`,
      },
    });
  },
};
