import type { ItemVersion } from '../../standards.js';
import type { Seen } from '../../review/seen.js';
import type { CannotJudge, Threshold, Wait, WaitRule } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { awaited } from '../awaited.js';
import { officersAt, stepName } from '../case-steps.js';
import { plural, workingDaysAfter } from '../deadline.js';
import { distinctTime } from '../distinct-time.js';
import { inForce, workingDays } from '../thresholds.js';
import { type Acceptance, afterAcceptance, withinOf } from './after-acceptance.js';
import { ofReportedSteps } from './reported-steps.js';

const officers: Threshold = { value: 2, unit: 'count', min: 1, max: 10, source: '《行政许可法》第五十五条第二款' };
const params = { days: workingDays(5, '《行政许可法》第五十五条第二款'), officers };

/** 未按时指派核查人员: two officers or more within 5 days of the acceptance. */
export const inspectionLate: WaitRule = {
  code: 'T-INSPECT-LATE',
  category: 'time',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '未在规定期限内指派两名以上核查人员', en: 'Inspecting officers not assigned in time' },
  description: {
    zh: '办事指南写明现场核查属于检验、检测、检疫的事项，自受理次日起规定的工作日数内在该环节办理的工作人员不足规定人数；没有报送任何环节的，无法判断',
    en: 'Where the guide says that the site check is an inspection, test or quarantine, fewer officers than required have acted at its step within the working days allowed after acceptance; where no step is reported it cannot be judged',
  },
  basis: ['《行政许可法》第五十五条第二款', '《行政许可法》第八十二条'],
  needs: ['item', 'step.started'],
  shows: {
    zh: '受理时间、核查环节的工作人员人数、应当指派的时间',
    en: 'acceptance, the number of officers at the inspecting step, and when they were due',
  },
  params,
  waits: (seen, setting) =>
    afterAcceptance(
      seen,
      ({ guide }) => (guide?.siteCheck?.inspection ? guide.siteCheck : undefined),
      (acceptance, check) => {
        const wanted = check.officers ?? inForce(setting, params, 'officers');
        return inspection(acceptance, check.step, wanted, inForce(setting, params, 'days'), seen);
      },
    ),
};

function inspection(
  acceptance: Acceptance,
  step: string,
  wanted: number,
  days: number,
  seen: Seen,
): Wait | CannotJudge {
  const { at, from, item } = acceptance;
  const name = stepName(item, step);
  const acts = [...officersAt(seen.events, item, step).values()];
  const assigned = acts[wanted - 1];
  const { end } = seen;
  const wait = awaited({
    from,
    doneBy: assigned && end && end.at < assigned.at ? end : (assigned ?? end),
    deadline: workingDaysAfter(at, days, seen.standards.calendar),
    deed: {
      zh: `“${name}”环节由 ${wanted} 名以上工作人员办理`,
      en: `${plural(wanted, 'officer')} or more at step “${name}”`,
    },
    within: withinOf(acceptance, days),
    observed: (dueAt) => {
      const due = timeWords(dueAt);
      const n = acts.filter((act) => act.at <= dueAt).length;
      const then = assigned && distinctTime(assigned.at, dueAt);
      return {
        zh: `截至${due.zh}，“${name}”环节有 ${n} 名工作人员的办理记录${then ? `，第 ${wanted} 名的记录在${then.zh}` : ''}`,
        en: `${plural(n, 'officer')} on record at step “${name}” by ${due.en}${then ? `, officer no. ${wanted} at ${then.en}` : ''}`,
      };
    },
    itemText: stepText(item, name),
  });
  return ofReportedSteps(wait, step, item, seen);
}

const stepText = (item: ItemVersion, name: string): string => `${item.name}：检验、检测、检疫的环节为“${name}”`;
