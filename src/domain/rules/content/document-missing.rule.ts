import { type ActRule, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { saidOf } from '../same-act.js';

/** 办结没有决定文书文号. */
export const documentMissing: ActRule = {
  code: 'C-DOCUMENT-MISSING',
  category: 'content',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '办结没有决定文书文号', en: 'Decided without a document number' },
  description: {
    zh: '办结的记录中，决定文书的文号为空',
    en: 'A case was decided, and the number of the decision document on record is blank',
  },
  basis: ['《行政许可法》第三十八条'],
  needs: ['case.decided.documentNo'],
  shows: { zh: '办结的时间', en: 'when it was decided' },
  params: {},
  on: ['case.decided'],
  examine: (act, seen) => {
    if (act !== seen.end || saidOf(act, seen, 'documentNo').length > 0) return FINE;
    const when = timeWords(act.at);
    return found({
      expected: { zh: '办结记录载明决定文书的文号', en: 'the decision is on record with its document number' },
      observed: {
        zh: `${when.zh}办结，记录中没有决定文书的文号`,
        en: `decided at ${when.en}, no document number on record`,
      },
    });
  },
};
