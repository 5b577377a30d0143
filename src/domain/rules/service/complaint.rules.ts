import { withoutBlanks } from '../../review/plain-text.js';
import type { EventType } from '../../event.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { Wait, WaitRule } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import type { Words } from '../../wording.js';
import { awaited } from '../awaited.js';
import { byProfile, daysWithin } from '../deadline.js';
import { inForce, workingDays } from '../thresholds.js';
import { isSurelyBefore } from '../time-of-day.js';

const ANSWERS: readonly EventType[] = ['complaint.answered', 'complaint.upheld', 'complaint.dismissed'];
const ACCEPTED: readonly EventType[] = ['complaint.accepted', ...ANSWERS];

const numberOf = ({ data }: ReportedEvent): string => withoutBlanks(data.complaintNo ?? '');

/** Each complaint, by its first filing, waits for the first such act at or after it. */
function complaints(seen: Seen, days: number, by: readonly EventType[], deed: Words): Wait[] {
  const filed = new Map<string, ReportedEvent>();
  for (const event of seen.all('complaint.filed')) if (!filed.has(numberOf(event))) filed.set(numberOf(event), event);
  return [...filed].map(([no, from]) =>
    awaited({
      subject: no,
      from,
      doneBy: seen.events.find((e) => by.includes(e.type) && numberOf(e) === no && !isSurelyBefore(e, from)),
      deadline: byProfile(from.at, days, seen.standards),
      deed: { zh: `投诉 ${no} ${deed.zh}`, en: `${deed.en} complaint ${no}` },
      within: daysWithin({ zh: '投诉提出', en: 'the complaint was filed' }, days, seen.standards),
    }),
  );
}

const head = {
  category: 'complaint',
  level: 'yellow',
  mode: 'confirm',
} as const;

const accept = { days: workingDays(5, '市级电子监察办法（fsou.net 170306）：5 个工作日内决定是否受理') };

/** 投诉受理超期. */
export const complaintAccept: WaitRule = {
  ...head,
  code: 'S-COMPLAINT-ACCEPT',
  name: { zh: '投诉未按时受理', en: 'Complaint not accepted in time' },
  description: {
    zh: '投诉提出后规定的工作日数内没有受理、答复或者认定的记录',
    en: 'No acceptance, answer or conclusion on record within the working days allowed after a complaint was filed',
  },
  basis: ['参照市级电子监察办法（fsou.net 170306）'],
  needs: ['complaint.filed.complaintNo', 'complaint.accepted.complaintNo'],
  shows: {
    zh: '投诉编号、提出和受理的时间、应当受理的时间',
    en: 'complaint number, filing, acceptance, and when it was due',
  },
  params: accept,
  waits: (seen, setting) =>
    complaints(seen, inForce(setting, accept, 'days'), ACCEPTED, { zh: '受理', en: 'acceptance of' }),
};

const answer = { days: workingDays(10, '十政办发〔2010〕169号：10 个工作日内办结') };

/** 投诉答复超期. */
export const complaintAnswer: WaitRule = {
  ...head,
  code: 'S-COMPLAINT-ANSWER',
  name: { zh: '投诉未按时答复', en: 'Complaint not answered in time' },
  description: {
    zh: '投诉提出后规定的工作日数内没有答复或者认定的记录',
    en: 'No answer or conclusion on record within the working days allowed after a complaint was filed',
  },
  basis: ['参照十政办发〔2010〕169号'],
  needs: ['complaint.filed.complaintNo', 'complaint.answered.complaintNo'],
  shows: {
    zh: '投诉编号、提出和答复的时间、应当答复的时间',
    en: 'complaint number, filing, answer, and when it was due',
  },
  params: answer,
  waits: (seen, setting) =>
    complaints(seen, inForce(setting, answer, 'days'), ANSWERS, { zh: '答复', en: 'answer to' }),
};
