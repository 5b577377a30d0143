import { END_TYPES } from '../../case-facts.js';
import type { ItemVersion } from '../../standards.js';
import { type WaitRule } from '../../review/rule.js';
import { awaited } from '../awaited.js';
import { isSameStep, stepName } from '../case-steps.js';
import { inForce, workingDays } from '../thresholds.js';
import { afterAcceptance, heldDeadline, withinOf } from './after-acceptance.js';

const preliminary = { days: workingDays(20, '《行政许可法》第四十三条') };

/** 初审超期: the lower agency's preliminary review takes at most 20 days from its acceptance. */
export const preliminaryLate: WaitRule = {
  code: 'T-PRELIM-LATE',
  category: 'time',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '下级机关初审超过规定期限', en: 'Preliminary review not completed in time' },
  description: {
    zh: '须经下级机关初审的事项，自受理次日起 20 个工作日内没有完成初审环节',
    en: 'The preliminary review of the lower agency has not been completed within 20 working days after acceptance',
  },
  basis: ['《行政许可法》第四十三条', '《行政许可法》第四十五条', '《行政许可法》第八十二条'],
  needs: ['item', 'step.completed'],
  shows: {
    zh: '受理和初审完成的时间、应当完成的时间',
    en: 'acceptance, completion of the review, and when it was due',
  },
  params: preliminary,
  waits: (seen, setting) =>
    afterAcceptance(seen, preliminaryStep, (acceptance, step) => {
      const days = inForce(setting, preliminary, 'days');
      const deadline = heldDeadline(acceptance, seen, days);
      const name = stepName(acceptance.item, step);
      return (
        deadline &&
        awaited({
          from: acceptance.from,
          doneBy: seen.events.find(
            ({ type, data }) =>
              (type === 'step.completed' && isSameStep(acceptance.item, data.step, step)) || END_TYPES.includes(type),
          ),
          deadline,
          deed: { zh: `“${name}”环节完成`, en: `completion of step “${name}”` },
          within: withinOf(acceptance, days),
        })
      );
    }),
};

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
    zh: '统一办理、联合办理、集中办理的事项，自受理次日起 45 个工作日（经批准延长的最多加 15 个工作日）内没有办结',
    en: 'A jointly handled case has not ended within 45 working days after acceptance, and at most 15 more by an extension',
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
