import { END_TYPES } from '../../case-facts.js';
import type { ItemVersion } from '../../standards.js';
import type { Instant } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import type { Wait, WaitRule } from '../../review/rule.js';
import type { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { awaited } from '../awaited.js';
import { isSameStep, stepName } from '../case-steps.js';
import type { Deadline } from '../deadline.js';
import { distinctTime } from '../distinct-time.js';
import { inForce, workingDays } from '../thresholds.js';
import { type Acceptance, afterAcceptance, heldDeadline, withinOf } from './after-acceptance.js';
import { ofReportedSteps } from './reported-steps.js';

const preliminary = { days: workingDays(20, '《行政许可法》第四十三条') };

/** 初审超期: the lower agency's preliminary review takes at most 20 days from its acceptance. */
export const preliminaryLate: WaitRule = {
  code: 'T-PRELIM-LATE',
  category: 'time',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '下级机关初审超过规定期限', en: 'Preliminary review not completed in time' },
  description: {
    zh: '办事指南写明须经下级机关初审的事项，自受理次日起规定的工作日数内没有完成初审环节；没有报送任何环节的，无法判断',
    en: 'Where the guide says that a lower agency reviews first, its review has not been completed within the working days allowed after acceptance; where no step is reported it cannot be judged',
  },
  basis: ['《行政许可法》第四十三条', '《行政许可法》第四十五条', '《行政许可法》第八十二条'],
  needs: ['item', 'step.started'],
  shows: {
    zh: '受理和初审完成的时间、应当完成的时间',
    en: 'acceptance, completion of the review, and when it was due',
  },
  params: preliminary,
  waits: (seen, setting) =>
    afterAcceptance(seen, preliminaryStep, (acceptance, step) => {
      const days = inForce(setting, preliminary, 'days');
      const deadline = heldDeadline(acceptance, seen, days);
      if (!deadline) return undefined;
      const { item } = acceptance;
      const wait = review(acceptance, step, seen, deadline, withinOf(acceptance, days));
      return ofReportedSteps(wait, step, item, seen);
    }),
};

function review(acceptance: Acceptance, step: string, seen: Seen, deadline: Deadline, within: Words): Wait {
  const { from, item } = acceptance;
  const name = stepName(item, step);
  const isReview = ({ type, data }: ReportedEvent): boolean =>
    type === 'step.completed' && isSameStep(item, data.step, step);
  const reviewed = seen.events.find(isReview);
  const doneBy = seen.events.find((event) => event === reviewed || END_TYPES.includes(event.type));
  return awaited({
    from,
    doneBy,
    deadline,
    deed: { zh: `“${name}”环节完成`, en: `completion of step “${name}”` },
    within,
    observed: doneBy && doneBy !== reviewed ? (dueAt) => endedFirst(name, doneBy, dueAt) : undefined,
  });
}

/** The end of a case says nothing of whether it was reviewed before. */
function endedFirst(name: string, end: ReportedEvent, dueAt: Instant): Words {
  const [due, what, then] = [timeWords(dueAt), actName(end), distinctTime(end.at, dueAt)];
  return {
    zh: `截至${due.zh}没有“${name}”环节完成的记录，${what.zh}的时间为${then.zh}，此前也没有该环节完成的记录`,
    en: `no completion of step “${name}” on record by ${due.en}, nor before the ${what.en} at ${then.en}`,
  };
}

const preliminaryStep = ({ guide }: ItemVersion): string | undefined =>
  guide?.handling?.kind === 'preliminary' ? guide.handling.step : undefined;

const joint = {
  days: workingDays(45, '《行政许可法》第四十二条第二款'),
  extensionDays: workingDays(15, '《行政许可法》第四十二条第二款'),
};

/** 联合办理超期: 45 days for all units together, and 15 more once. */
export const jointLate: WaitRule = {
  code: 'T-JOINT-LATE',
  category: 'time',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '联合办理超过规定期限', en: 'Joint handling not ended in time' },
  description: {
    zh: '办事指南写明统一办理、联合办理、集中办理的事项，自受理次日起规定的工作日数（经批准延长的另加，不超过规定的最多日数）内没有办结',
    en: 'Where the guide says that units handle jointly, the case has not ended within the working days allowed after acceptance, and at most those that an extension may add',
  },
  basis: ['《行政许可法》第四十二条第二款', '《行政许可法》第四十五条', '《行政许可法》第八十二条'],
  needs: ['item'],
  shows: { zh: '受理和办结的时间、延长、应当办结的时间', en: 'acceptance, end, extension, and when the end was due' },
  params: joint,
  waits: (seen, setting) =>
    afterAcceptance(seen, jointUnits, (acceptance, units) => {
      const days = inForce(setting, joint, 'days');
      const deadline = heldDeadline(acceptance, seen, days, inForce(setting, joint, 'extensionDays'));
      return (
        deadline &&
        awaited({
          from: acceptance.from,
          doneBy: seen.end,
          deadline,
          deed: { zh: '办结', en: 'end of the case' },
          within: withinOf(acceptance, days, deadline.extension),
          itemText: units.length > 0 ? `联合办理单位：${units.join('、')}` : undefined,
        })
      );
    }),
};

const jointUnits = ({ guide }: ItemVersion): readonly string[] | undefined =>
  guide?.handling?.kind === 'joint' ? guide.handling.units : undefined;
