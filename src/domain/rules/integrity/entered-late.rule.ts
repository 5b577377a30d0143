import { dayOf } from '../../instant.js';
import { type ActRule, FINE, cannotJudge, found } from '../../review/rule.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { plural, workingDaysAfter } from '../deadline.js';
import { distinctTime } from '../distinct-time.js';
import { sameActs } from '../same-act.js';
import { OUR_CHOICE, inForce, workingDays } from '../thresholds.js';

const params = { days: workingDays(3, OUR_CHOICE) };

/** 事后补录: entered into the source system long after it happened. */
export const enteredLate: ActRule = {
  code: 'I-ENTERED-LATE',
  category: 'integrity',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '事后补录', en: 'Entered long after it happened' },
  description: {
    zh: '受理、不予受理、补正告知、环节完成、特别程序、延期、办结、撤回在发生后 3 个工作日之后才录入；同一时间的同一事项另有及时录入的记录的不计',
    en: 'An acceptance or non-acceptance, a request for supplements, a completed step, a special procedure, an extension, a decision or a withdrawal was entered more than 3 working days after it happened, and no other record of it in time',
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['recordedtime', 'calendar'],
  shows: {
    zh: '发生时间、录入时间、应当录入的时间',
    en: 'when it happened, when it was entered, and by when it should be',
  },
  params,
  on: [
    'case.accepted',
    'case.not-accepted',
    'supplement.requested',
    'step.completed',
    'pause.started',
    'pause.ended',
    'extension.granted',
    'case.decided',
    'case.withdrawn',
  ],
  examine(act, seen, setting) {
    const { at, recordedAt, receivedAt } = act;
    if (dayOf(recordedAt) <= dayOf(at)) return FINE;
    const days = inForce(setting, params, 'days');
    const { dueAt, arithmetic } = workingDaysAfter(at, days, seen.standards.calendar);
    if (dueAt === undefined) return cannotJudge('calendar');
    if (recordedAt <= dueAt) return FINE;
    // It was written down at some time before it arrived, and the source does not say when.
    if (recordedAt === receivedAt) return cannotJudge('recordedtime');
    const isTimely = (one: ReportedEvent): boolean => one.recordedAt <= dueAt || one.recordedAt === one.receivedAt;
    if (sameActs(act, seen).some(isTimely)) return FINE;
    const [name, happened, entered, due] = [
      actName(act),
      timeWords(at),
      distinctTime(recordedAt, dueAt),
      timeWords(dueAt),
    ];
    return found({
      subject: act.type === 'step.completed' ? act.data.step : act.type,
      expected: {
        zh: `${name.zh}不晚于${due.zh}录入（自发生次日起 ${days} 个工作日内）`,
        en: `${name.en} entered by ${due.en} (within ${plural(days, 'working day')} after it happened)`,
      },
      observed: {
        zh: `${name.zh}发生于${happened.zh}，录入于${entered.zh}`,
        en: `${name.en} happened at ${happened.en} and was entered at ${entered.en}`,
      },
      arithmetic: arithmetic(),
    });
  },
};
