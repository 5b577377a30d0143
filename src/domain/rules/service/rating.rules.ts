import type { Instant } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { Wait, WaitRule } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';
import { awaited } from '../awaited.js';
import { plural, workingDaysAfter } from '../deadline.js';
import { distinctTime } from '../distinct-time.js';
import { inForce, workingDays } from '../thresholds.js';
import { isSurelyBefore } from '../time-of-day.js';

/** 差评: 不满意 (4) and 非常不满意 (5) (国办发〔2019〕51号). */
const isBad = ({ data }: ReportedEvent): boolean => (data.level ?? 0) >= 4;

interface FollowUp {
  readonly zh: string;
  readonly en: string;
  answers(followUp: ReportedEvent): boolean;
}

/**
 * Each bad rating waits for the first follow-up at or after it, unless the applicant takes it back by a better one: one
 * case has one rating, of which later edits are versions (国办发〔2019〕51号, 一事一评).
 */
const followUps = (seen: Seen, days: number, deed: FollowUp): Wait[] =>
  seen
    .all('rating.given')
    .filter(isBad)
    .map((from) => {
      const later = seen.events.filter((e) => !isSurelyBefore(e, from));
      const doneBy = later.find((e) => (e.type === 'rating.followed-up' ? deed.answers(e) : isBetter(e)));
      return awaited({
        subject: `${from.at}`,
        from,
        doneBy,
        deadline: workingDaysAfter(from.at, days, seen.standards.calendar),
        deed,
        within: {
          zh: `自差评次日起 ${days} 个工作日内`,
          en: `within ${plural(days, 'working day')} after the bad rating`,
        },
        observed: doneBy && isBetter(doneBy) ? (dueAt) => bettered(deed, doneBy, dueAt) : undefined,
      });
    });

const isBetter = (event: ReportedEvent): boolean => event.type === 'rating.given' && !isBad(event);

function bettered(deed: Words, { at }: ReportedEvent, dueAt: Instant): Words {
  const [due, then] = [timeWords(dueAt), distinctTime(at, dueAt)];
  return {
    zh: `截至${due.zh}没有${deed.zh}的记录，申请人于${then.zh}改评`,
    en: `no ${deed.en} on record by ${due.en}; rated better at ${then.en}`,
  };
}

const head = {
  category: 'rating',
  level: 'yellow',
  mode: 'confirm',
  needs: ['rating.given.level', 'rating.followed-up.action'],
} as const;

const contact = { days: workingDays(1, '《上海市优化营商环境条例》第三十条；《安阳市政务服务条例》第五十二条') };

/** 差评未按时回访: contacted within a working day. */
export const ratingContact: WaitRule = {
  ...head,
  code: 'S-RATING-CONTACT',
  name: { zh: '差评未按时回访', en: 'Bad rating not followed up in time' },
  description: {
    zh: '评价为不满意、非常不满意后规定的工作日数内没有回访或者整改的记录，申请人也没有改评',
    en: 'No contact or rectification on record within the working days allowed after a rating of dissatisfied or very dissatisfied that the applicant has not bettered',
  },
  basis: ['国办发〔2019〕51号', '参照《上海市优化营商环境条例》第三十条'],
  shows: { zh: '差评和回访的时间、应当回访的时间', en: 'rating, contact, and when the contact was due' },
  params: contact,
  waits: (seen, setting) =>
    followUps(seen, inForce(setting, contact, 'days'), {
      zh: '差评回访',
      en: 'contact with the person who rated',
      answers: () => true,
    }),
};

const rectify = { days: workingDays(5, '德州市政务服务“好差评”整改时限（2020年10月报道）') };

/** 差评未按时整改: rectified, and reported so, within 5 working days. */
export const ratingRectify: WaitRule = {
  ...head,
  code: 'S-RATING-RECTIFY',
  name: { zh: '差评未按时整改', en: 'Bad rating not rectified in time' },
  description: {
    zh: '评价为不满意、非常不满意后规定的工作日数内没有整改的记录，申请人也没有改评',
    en: 'No rectification on record within the working days allowed after a rating of dissatisfied or very dissatisfied that the applicant has not bettered',
  },
  basis: ['国办发〔2019〕51号', '参照德州市政务服务“好差评”整改时限（2020年10月报道）'],
  shows: { zh: '差评和整改的时间、应当整改的时间', en: 'rating, rectification, and when it was due' },
  params: rectify,
  waits: (seen, setting) =>
    followUps(seen, inForce(setting, rectify, 'days'), {
      zh: '差评整改',
      en: 'rectification after the rating',
      answers: ({ data }) => data.action === 'rectified',
    }),
};
