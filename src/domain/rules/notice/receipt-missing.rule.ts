import { type ActRule, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { saidOf } from '../same-act.js';

/** 没有受理或者不予受理的书面凭证. */
export const receiptMissing: ActRule = {
  code: 'N-RECEIPT-MISSING',
  category: 'notice',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '没有受理或者不予受理凭证的编号', en: 'No number of the acceptance or non-acceptance receipt' },
  description: {
    zh: '受理的记录没有受理凭证编号，或者不予受理的记录没有文书编号',
    en: 'An acceptance is on record without the number of its receipt, or a non-acceptance without that of its document',
  },
  basis: ['《行政许可法》第三十二条第二款'],
  needs: ['case.accepted.receiptNo', 'case.not-accepted.documentNo'],
  shows: { zh: '受理或者不予受理的时间', en: 'when it was accepted or not accepted' },
  params: {},
  on: ['case.accepted', 'case.not-accepted'],
  examine: (act, seen) => {
    const when = timeWords(act.at);
    if (act.type === 'case.accepted')
      return act !== seen.first('case.accepted') || saidOf(act, seen, 'receiptNo').length > 0
        ? FINE
        : found({
            expected: {
              zh: '受理时出具书面凭证，并记录其编号',
              en: 'an acceptance has a written receipt, with its number on record',
            },
            observed: {
              zh: `${when.zh}受理，记录中没有受理凭证编号`,
              en: `accepted at ${when.en}, no number of a receipt on record`,
            },
          });
    return act !== seen.end || saidOf(act, seen, 'documentNo').length > 0
      ? FINE
      : found({
          expected: {
            zh: '不予受理时出具书面凭证，并记录其编号',
            en: 'a non-acceptance has a written document, with its number on record',
          },
          observed: {
            zh: `${when.zh}不予受理，记录中没有文书编号`,
            en: `not accepted at ${when.en}, no number of a document on record`,
          },
        });
  },
};
