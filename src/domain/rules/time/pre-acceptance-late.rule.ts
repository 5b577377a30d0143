import { END_TYPES } from '../../case-facts.js';
import type { CannotJudge, Wait, WaitRule } from '../../review/rule.js';
import { awaited } from '../awaited.js';
import { byProfile, daysWithin } from '../deadline.js';
import { inForce, workingDays } from '../thresholds.js';

const params = { days: workingDays(2, '湖南省电子监察产品规则说明：网上预受理 2 日') };

/** 网上预受理超期: an application made online is answered within 2 days. A hint: no law sets this limit. */
export const preAcceptanceLate: WaitRule = {
  code: 'T-PREACCEPT-LATE',
  category: 'time',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '网上申请未在规定时间内预受理', en: 'Online application not answered in time' },
  description: {
    zh: '网上收件后规定的工作日数内没有受理、不予受理、补正告知或者办结的记录',
    en: 'An application received online has no acceptance, refusal, request for supplements or end within the working days allowed',
  },
  basis: ['参照湖南省电子监察产品规则说明：网上办事受理'],
  needs: ['case.received.channel'],
  shows: { zh: '收件和答复的时间、应当答复的时间', en: 'receipt, answer, and when the answer was due' },
  params,
  waits(seen, setting) {
    const from = seen.first('case.received');
    if (!from) return [];
    const { channel } = from.data;
    if (channel !== undefined && channel !== 'online') return [];
    const days = inForce(setting, params, 'days');
    const answer = awaited({
      from,
      doneBy: seen.first('case.accepted', 'supplement.requested', ...END_TYPES),
      deadline: byProfile(from.at, days, seen.standards),
      deed: { zh: '受理、不予受理或者补正告知', en: 'acceptance, refusal to accept or request for supplements' },
      within: daysWithin({ zh: '网上收件', en: 'online receipt' }, days, seen.standards),
    });
    return channel === undefined ? unlessInTime(answer) : [answer];
  },
};

/** Whether it came online matters only where the answer came late. */
const unlessInTime = ({ dueAt, doneBy }: Wait): readonly CannotJudge[] =>
  doneBy && dueAt !== undefined && doneBy.at > dueAt ? [{ missing: 'case.received.channel' }] : [];
