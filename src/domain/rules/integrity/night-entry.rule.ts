import { EVENT_TYPES } from '../../event.js';
import type { ItemVersion } from '../../standards.js';
import { type ActRule, FINE, cannotJudge, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { actName } from '../act-names.js';
import { OUR_CHOICE, inForce } from '../thresholds.js';
import { hourOf, isDayOnly } from '../time-of-day.js';

const hour = { unit: 'hour', min: 0, max: 24, source: OUR_CHOICE } as const;
const params = { fromHour: { ...hour, value: 22 }, toHour: { ...hour, value: 6 } };

/**
 * 夜间办理: an act of an officer entered at an hour at which nobody is at the window; where the source does not say when
 * it was entered, the act itself. An item with a limit by the wall clock is
 * handled by day and night.
 */
export const nightEntry: ActRule = {
  code: 'I-NIGHT-ENTRY',
  category: 'integrity',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '夜间办理', en: 'Act at night' },
  description: {
    zh: '工作人员的录入时间（未报送录入时间的为办理时间）在夜间（昼夜办理的事项除外）',
    en: 'An officer’s act was entered at night, or happened then where no time of entry is reported (not of items handled by day and night)',
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['time'],
  shows: { zh: '工作人员、办理事项和时间', en: 'the officer, the act and its time' },
  params,
  on: EVENT_TYPES,
  examine(act, seen, setting) {
    const officer = act.data.officer?.trim();
    const [from, to] = [inForce(setting, params, 'fromHour'), inForce(setting, params, 'toHour')];
    const isEntry = act.recordedAt !== act.receivedAt;
    const when = { at: isEntry ? act.recordedAt : act.at };
    if (!officer || !isWithin(hourOf(when), from, to) || isRoundTheClock(seen.item)) return FINE;
    if (isDayOnly(when)) return cannotJudge('time');
    const [name, at] = [actName(act), timeWords(when.at)];
    const what = isEntry ? { zh: '录入', en: 'entered' } : { zh: '办理', en: 'acted' };
    return found({
      subject: officer,
      expected: {
        zh: `${what.zh}时间不在 ${from} 时至 ${to} 时之间`,
        en: `nothing ${what.en} from ${from}:00 to ${to}:00`,
      },
      observed: {
        zh: `${officer}于${at.zh}${what.zh}：${name.zh}`,
        en: `${officer} ${what.en} at ${at.en}: ${name.en}`,
      },
    });
  },
};

const isRoundTheClock = (item: ItemVersion | undefined): boolean =>
  [item?.promised, item?.statutory, ...(item?.steps ?? []).map((step) => step.limit)].some(
    (limit) => limit?.unit === 'hour',
  );

/** From the first hour on, before the last one; also over midnight. */
const isWithin = (hour: number, from: number, to: number): boolean =>
  from <= to ? from <= hour && hour < to : from <= hour || hour < to;
