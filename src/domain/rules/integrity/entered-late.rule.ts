import { dayOf } from '../../instant.js';
import { type ActRule, FINE, cannotJudge, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { plural, workingDaysAfter } from '../deadline.js';
import { distinctTime } from '../distinct-time.js';
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
    zh: '受理、办结、环节完成在发生后 3 个工作日之后才录入',
    en: 'An acceptance, decision or completed step was entered more than 3 working days after it happened',
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['recordedtime', 'calendar'],
  shows: {
    zh: '发生时间、录入时间、应当录入的时间',
    en: 'when it happened, when it was entered, and by when it should be',
  },
  params,
  on: ['case.accepted', 'case.decided', 'step.completed'],
  examine(act, { standards }, setting) {
    const { at, recordedAt, receivedAt } = act;
    if (dayOf(recordedAt) <= dayOf(at)) return FINE;
    const days = inForce(setting, params, 'days');
    const { dueAt, arithmetic } = workingDaysAfter(at, days, standards.calendar);
    if (dueAt === undefined) return cannotJudge('calendar');
    if (recordedAt <= dueAt) return FINE;
    // It was written down at some time before it arrived, and the source does not say when.
    if (recordedAt === receivedAt) return cannotJudge('recordedtime');
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
