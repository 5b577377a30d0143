import { brief, lettersOf } from '../../review/plain-text.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { saidOf } from '../same-act.js';
import { OUR_CHOICE, inForce } from '../thresholds.js';
import {
  OF_NON_ACCEPTANCE,
  OF_REFUSALS,
  REFUSING,
  isRefusal,
  isRefusalInPart,
  notOf,
  refusalWords,
  refusedWords,
} from './refusal.js';

const NEEDS = ['case.not-accepted.reason', 'case.decided.reason'];

/** 不予受理、不予许可没有理由. */
export const reasonMissing: ActRule = {
  code: 'C-REASON-MISSING',
  category: 'content',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '不予受理、不予许可没有理由', en: 'Turned down without a reason' },
  description: {
    zh: '不予受理、不予许可或者部分准予（就不予许可的部分）的记录中，理由为空',
    en: 'An application was not accepted or was refused, wholly or in part, and the reason on record is blank',
  },
  basis: [OF_NON_ACCEPTANCE, OF_REFUSALS, '《行政许可法》第七十二条第七项'],
  needs: NEEDS,
  shows: { zh: '不予受理或者不予许可的时间', en: 'when the application was turned down' },
  params: {},
  on: REFUSING,
  examine: (act, seen) => {
    if (!isRefusalInPart(act, seen) || saidOf(act, seen, 'reason').length > 0) return FINE;
    const [what, when] = [refusalWords(act), refusedWords(act)];
    return found({
      notCited: notOf(act),
      expected: { zh: `${what.zh}时说明理由`, en: `a ${what.en} states its reason` },
      observed: { zh: `${when.zh}，记录中没有理由`, en: `${when.en}, no reason on record` },
    });
  },
};

const PARAMS = {
  characters: {
    value: 10,
    unit: 'character',
    min: 1,
    max: 200,
    source: `${OUR_CHOICE}（江苏电子监察规则 NO_SUMMARY 为 5 个字）`,
  },
} as const;

const lengthOf = (reason: string): number => [...reason.replace(/\s/gu, '')].length;
const longest = (reasons: readonly string[]): string | undefined =>
  [...reasons].sort((a, b) => lengthOf(b) - lengthOf(a))[0];

/** 理由过短. Blank reasons are C-REASON-MISSING. */
export const reasonShort: ActRule = {
  code: 'C-REASON-SHORT',
  category: 'content',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '不予受理、不予许可的理由过短', en: 'Turned down with a very short reason' },
  description: {
    zh: '不予受理、不予许可或者部分准予的理由少于规定的字数（空格不计）',
    en: 'The reason for which an application was turned down, wholly or in part, has fewer characters than required, blanks not counted',
  },
  basis: [OF_NON_ACCEPTANCE, OF_REFUSALS, '《行政许可法》第七十二条第七项'],
  needs: NEEDS,
  shows: { zh: '理由原文及其字数', en: 'the reason as written, and its length' },
  params: PARAMS,
  on: REFUSING,
  examine: (act, seen, setting) => {
    const reason = longest(saidOf(act, seen, 'reason'));
    if (!isRefusalInPart(act, seen) || reason === undefined) return FINE;
    const least = inForce(setting, PARAMS, 'characters');
    const length = lengthOf(reason);
    if (length >= least) return FINE;
    const [what, when] = [refusalWords(act), refusedWords(act)];
    return found({
      notCited: notOf(act),
      expected: {
        zh: `${what.zh}的理由不少于 ${least} 个字（空格不计）`,
        en: `the reason of a ${what.en} has at least ${least} characters, blanks not counted`,
      },
      observed: {
        zh: `${when.zh}，理由为“${brief(reason)}”，共 ${length} 个字`,
        en: `${when.en}, the reason “${brief(reason)}” has ${length} characters`,
      },
      arithmetic: [{ zh: `${length} 个字 < ${least} 个字`, en: `${length} characters < ${least} characters` }],
    });
  },
};

/** 理由不在公布的情形之内. */
export const reasonUnlisted: ActRule = {
  code: 'C-REASON-UNLISTED',
  category: 'content',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '理由不在办事指南公布的情形之内', en: 'Turned down for a reason that is not published' },
  description: {
    zh: '不予受理或者不予许可的理由与办事指南公布的任何一种情形都不相符（空格、标点不计，互相包含即为相符）；部分准予的不比对',
    en: 'The reason for which an application was turned down matches none of those published in the item guide: neither contains the other, blanks and punctuation not counted; not of grants in part',
  },
  basis: ['《行政许可法》第三十条', OF_NON_ACCEPTANCE, OF_REFUSALS, '《行政许可法》第七十二条第七项'],
  needs: ['item', 'item.refusals', ...NEEDS],
  shows: { zh: '理由原文，以及办事指南公布的情形', en: 'the reason as written beside those published' },
  params: {},
  on: REFUSING,
  examine: (act, seen) => {
    const reasons = saidOf(act, seen, 'reason').filter((one) => lettersOf(one) !== '');
    const [reason] = reasons;
    if (!isRefusal(act, seen) || reason === undefined) return FINE;
    if (!seen.item) return cannotJudge('item');
    const refusals = seen.item.guide?.refusals;
    if (!refusals) return cannotJudge('item.refusals');
    const published = refusals.map(lettersOf).filter((one) => one !== '');
    const isPublished = (given: string): boolean => published.some((one) => given.includes(one) || one.includes(given));
    if (reasons.map(lettersOf).some(isPublished)) return FINE;
    const [what, when] = [refusalWords(act), refusedWords(act)];
    return found({
      notCited: notOf(act),
      expected: {
        zh: `${what.zh}的理由属于办事指南公布的情形`,
        en: `the reason of a ${what.en} is one of those published in the item guide`,
      },
      observed: {
        zh: `${when.zh}，理由为“${brief(reason)}”，与公布的 ${refusals.length} 种情形都不相符`,
        en: `${when.en}, the reason “${brief(reason)}” matches none of the ${refusals.length} published`,
      },
      itemText: refusals.map((one, i) => `${i + 1}. ${one}`).join('；') || '办事指南没有公布不予受理、不予许可的情形',
    });
  },
};
