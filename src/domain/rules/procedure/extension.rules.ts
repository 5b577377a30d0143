import { brief, isBlank } from '../../review/plain-text.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { isSurelyBefore } from '../time-of-day.js';

export const EXTENSION_BASIS = ['《行政许可法》第四十二条'];

/** 延长没有批准人或者理由: it has no effect on the limits. */
export const extensionForm: ActRule = {
  code: 'P-EXTEND-FORM',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '延长期限没有批准人或者理由', en: 'Extension without approver or reason' },
  description: {
    zh: '延长期限的记录没有批准人或者没有理由；这样的延长不影响时限',
    en: 'An extension is on record without its approver or its reason; it does not lengthen the limits',
  },
  basis: EXTENSION_BASIS,
  needs: ['extension.granted.approver', 'extension.granted.reason'],
  shows: { zh: '延长的时间，缺少的内容', en: 'when it was extended, and what is missing' },
  params: {},
  on: ['extension.granted'],
  examine: (act) => {
    const missing = [
      ...(isBlank(act.data.approver) ? [{ zh: '批准人', en: 'approver' }] : []),
      ...(isBlank(act.data.reason) ? [{ zh: '理由', en: 'reason' }] : []),
    ];
    if (missing.length === 0) return FINE;
    const when = timeWords(act.at);
    return found({
      expected: {
        zh: '延长期限载明批准人和理由',
        en: 'an extension is on record with its approver and its reason',
      },
      observed: {
        zh: `${when.zh}延长期限，记录中没有${missing.map((m) => m.zh).join('和')}`,
        en: `extended at ${when.en}, no ${missing.map((m) => m.en).join(' and no ')} on record`,
      },
    });
  },
};

/** 延长未告知申请人. */
export const extensionNotice: ActRule = {
  code: 'P-EXTEND-NOTICE',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '延长期限未告知申请人', en: 'Extension not told to the applicant' },
  description: {
    zh: '延长期限的记录载明，没有将理由告知申请人',
    en: 'The record of an extension says that the applicant was not told of it',
  },
  basis: EXTENSION_BASIS,
  needs: ['extension.granted.toldApplicant'],
  shows: { zh: '延长的时间，记录中的告知情况', en: 'when it was extended, and what the record says of the notice' },
  params: {},
  on: ['extension.granted'],
  examine: ({ at, data }) => {
    if (data.toldApplicant === undefined) return cannotJudge('extension.granted.toldApplicant');
    if (data.toldApplicant) return FINE;
    const when = timeWords(at);
    return found({
      expected: { zh: '将延长期限的理由告知申请人', en: 'the applicant is told the reason of the extension' },
      observed: { zh: `${when.zh}延长期限，记录为没有告知`, en: `extended at ${when.en}, recorded as not told` },
    });
  },
};

const isComplete = ({ data }: ReportedEvent): boolean => !isBlank(data.approver) && !isBlank(data.reason);

/** 再次延长. */
export const extensionTwice: ActRule = {
  code: 'P-EXTEND-TWICE',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '再次延长期限', en: 'Extended again' },
  description: {
    zh: '已有批准人和理由齐全的延长，又再次延长；再次的延长不影响时限。同一时刻的几条记录算一次',
    en: 'A further extension after one with approver and reason; it does not lengthen the limits. Records of one instant are one',
  },
  basis: EXTENSION_BASIS,
  needs: ['extension.granted'],
  shows: { zh: '两次延长的时间和批准人', en: 'when both were granted, and by whom' },
  params: {},
  on: ['extension.granted'],
  examine: (act, seen) => {
    const earlier = seen.all('extension.granted').find((e) => isSurelyBefore(e, act) && isComplete(e));
    if (!earlier) return FINE;
    const [now, then] = [timeWords(act.at), timeWords(earlier.at)];
    const by = brief(earlier.data.approver ?? '');
    return found({
      expected: { zh: '期限只延长一次', en: 'the limit is extended once' },
      observed: {
        zh: `${now.zh}再次延长期限，此前已于${then.zh}经${by}批准延长`,
        en: `extended again at ${now.en}, already extended at ${then.en} with the approval of ${by}`,
      },
      evidence: [earlier],
    });
  },
};
