import { decimalOf } from '../../decimal.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { OUR_CHOICE } from '../thresholds.js';
import { isDayOnly } from '../time-of-day.js';
import { chargedWords, listedFees, listText, subjectOf } from './charge.js';

const head = {
  category: 'fee',
  level: 'yellow',
  mode: 'confirm',
  on: ['fee.charged'],
  basis: ['《行政许可法》第五十八条', '《行政许可法》第五十九条'],
  params: {},
} as const;

/** 0 yuan: the record says that nothing was charged. */
const isNothing = ({ data }: ReportedEvent): boolean => decimalOf(data.amount)?.units === 0n;

/** 不收费事项有收费: the guide says that the item is free. */
export const feeFree: ActRule = {
  ...head,
  code: 'M-FEE-FREE',
  name: { zh: '不收费事项有收费记录', en: 'A charge on a free item' },
  description: {
    zh: '办事指南载明事项不收费，办件有收费记录；收费 0 元的不算',
    en: 'The guide says that the item is free, and the case has a charge; one of 0 yuan is none',
  },
  needs: ['item.fees'],
  shows: { zh: '收费项目、金额和时间', en: 'the fee item, its amount and time' },
  examine(act, seen) {
    const fees = seen.item?.guide?.fees;
    if (!fees) return cannotJudge('item.fees');
    if (fees.length > 0 || isNothing(act)) return FINE;
    return found({
      subject: subjectOf(act),
      expected: { zh: '办事指南载明本事项不收费', en: 'the guide says that this item is free' },
      observed: chargedWords(act),
      itemText: '收费项目：无（不收费）',
    });
  },
};

/** 目录外收费: a charge that the item's list does not have. */
export const feeUnlisted: ActRule = {
  ...head,
  code: 'M-FEE-UNLISTED',
  name: { zh: '收费项目不在目录内', en: 'A fee that the list does not have' },
  description: {
    zh: '收费项目与办事指南收费目录中的编码、名称都不符；收费 0 元的不算',
    en: 'The fee item has neither the code nor the name of an entry of the list of fees; one of 0 yuan is none',
  },
  needs: ['item.fees'],
  shows: { zh: '收费项目、金额和公布的收费目录', en: 'the fee item, its amount and the published list' },
  examine(act, seen) {
    const fees = seen.item?.guide?.fees;
    if (!fees) return cannotJudge('item.fees');
    if (fees.length === 0 || isNothing(act) || listedFees(fees, act.data.feeItem)) return FINE;
    const words = chargedWords(act);
    return found({
      subject: subjectOf(act),
      expected: {
        zh: `收费项目在办事指南的收费目录内（${fees.length} 项）`,
        en: `a fee of the item's list (${fees.length} in all)`,
      },
      observed: { zh: `${words.zh}，目录内没有此项目`, en: `${words.en}, which the list does not have` },
      itemText: listText(fees),
    });
  },
};

/** 受理前收费. */
export const feeEarly: ActRule = {
  ...head,
  code: 'M-FEE-EARLY',
  name: { zh: '受理之前收费', en: 'Charged before acceptance' },
  description: {
    zh: '收费时没有受理记录，也未视为受理；收费 0 元的不算',
    en: 'When the fee was charged there was no acceptance, typed or deemed; one of 0 yuan is none',
  },
  basis: [`申请受理之后收费（${OUR_CHOICE}）`],
  needs: ['calendar', 'time'],
  shows: { zh: '收费时间和当时的办件状态', en: 'the time of the charge and the state of the case then' },
  examine(act, seen) {
    const { start, received, noticeDue } = seen.facts;
    if (start !== undefined || isNothing(act)) return FINE;
    // Whether an acceptance was deemed by then is a question of working days.
    if (received !== undefined && noticeDue === undefined) return cannotJudge('calendar');
    // Of two acts on one day a source that keeps only days does not tell the order.
    if (isDayOnly(act)) return cannotJudge('time');
    const words = chargedWords(act);
    const receipt = seen.first('case.received');
    return found({
      subject: subjectOf(act),
      expected: { zh: '受理之后收费', en: 'a charge after acceptance' },
      observed: {
        zh: `${words.zh}，当时没有受理记录`,
        en: `${words.en}; no acceptance on record by then`,
      },
      evidence: receipt && [receipt],
    });
  },
};
