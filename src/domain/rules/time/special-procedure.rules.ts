import type { ReportedEvent } from '../../review/reported-event.js';
import type { CannotJudge, Wait, WaitRule } from '../../review/rule.js';
import type { ItemVersion, Standards } from '../../standards.js';
import type { Words } from '../../wording.js';
import { actName } from '../act-names.js';
import { awaited } from '../awaited.js';
import { byProfile, daysWithin, type Deadline, plural, workingDaysAfter, workingDaysFrom } from '../deadline.js';
import { openedItem } from '../opened-item.js';
import { inForce, workingDays } from '../thresholds.js';
import { type SpecialProcedure, specialProcedures } from './special-procedures.js';

/** 特别程序超期: a pause beyond its planned or allowed days, whichever are fewer. */
export const pauseOver: WaitRule = {
  code: 'T-PAUSE-OVER',
  category: 'time',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '特别程序超过规定时间', en: 'Special procedure beyond its time' },
  description: {
    zh: '特别程序超过告知的计划时间或者事项规定的最长时间（取较短者）没有结束',
    en: 'A special procedure has not ended within its planned days or those that the item allows, whichever are fewer',
  },
  basis: ['《行政许可法》第四十五条', '《行政许可法》第八十二条'],
  needs: ['item', 'pause.started.plannedDays'],
  shows: {
    zh: '特别程序的种类、开始和结束时间、规定的工作日数',
    en: 'its kind, start and end, the working days that it may take',
  },
  params: {},
  waits(seen) {
    const procedures = specialProcedures(seen);
    if (procedures.length === 0) return [];
    const item = openedItem(seen);
    if (!item) return [{ missing: 'item' }];
    return procedures.flatMap((procedure) => overrun(procedure, item, seen.standards));
  },
};

function overrun(
  procedure: SpecialProcedure,
  item: ItemVersion,
  standards: Standards,
): readonly (Wait | CannotJudge)[] {
  const { kind, start, plannedDays, from, doneBy } = procedure;
  const allowance = item.pauses.find((p) => p.kind === kind);
  if (!allowance) return [];
  const { maxDays, basis } = allowance;
  if (plannedDays === undefined && maxDays === undefined) return [{ missing: 'pause.started.plannedDays' }];
  const days = Math.min(plannedDays ?? Infinity, maxDays ?? Infinity);
  return [
    awaited({
      subject: `${kind}|${start}`,
      from,
      doneBy,
      deadline: shorterOf(plannedDays, maxDays, byProfile(start, days, standards, workingDaysFrom)),
      deed: actName({ type: 'pause.ended', data: { kind } }),
      within: withinOf(days, standards),
      itemText: basis,
    }),
  ];
}

/** By the day its first working day counts; by the moment every hour from its start on. */
const withinOf = (days: number, standards: Standards): Words =>
  standards.profile.counting === 'moment'
    ? daysWithin({ zh: '开始', en: 'its start' }, days, standards)
    : { zh: `自开始之日起 ${days} 个工作日内`, en: `${plural(days, 'working day')}, its first one included` };

const shorterOf = (planned: number | undefined, most: number | undefined, deadline: Deadline): Deadline =>
  planned === undefined || most === undefined || planned === most
    ? deadline
    : {
        ...deadline,
        arithmetic: () => [
          {
            zh: `计划 ${planned} 个工作日，事项规定最长 ${most} 个工作日，按较短者计算`,
            en: `${plural(planned, 'working day')} planned, ${most} at most by the item: the fewer count`,
          },
          ...deadline.arithmetic(),
        ],
      };

/** Whoever has decided has heard: only its report was not sent. */
const earlier = (one: ReportedEvent | undefined, other: ReportedEvent | undefined): ReportedEvent | undefined =>
  one && other ? (other.at < one.at ? other : one) : (one ?? other);

const hearing = { days: workingDays(20, '《行政许可法》第四十七条第一款') };

/** 听证组织超期: hearings are arranged within 20 days. */
export const hearingLate: WaitRule = {
  code: 'T-HEARING-LATE',
  category: 'time',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '听证未在规定期限内组织', en: 'Hearing not arranged in time' },
  description: {
    zh: '听证自开始次日起规定的工作日数内没有结束，办件也没有办结',
    en: 'Neither a hearing nor its case has ended within the working days allowed after its start',
  },
  basis: ['《行政许可法》第四十七条', '《行政许可法》第八十二条'],
  needs: ['pause.started.kind'],
  shows: { zh: '听证开始和结束的时间、应当结束的时间', en: 'start and end of the hearing, and when it had to end' },
  params: hearing,
  waits(seen, setting) {
    const days = inForce(setting, hearing, 'days');
    return specialProcedures(seen)
      .filter(({ kind }) => kind === 'hearing')
      .map(({ start, from, doneBy }) =>
        awaited({
          subject: `${start}`,
          from,
          doneBy: earlier(doneBy, seen.end),
          deadline: workingDaysAfter(start, days, seen.standards.calendar),
          deed: { zh: '听证结束', en: 'end of the hearing' },
          within: {
            zh: `自开始次日起 ${days} 个工作日内`,
            en: `within ${plural(days, 'working day')} after its start`,
          },
        }),
      );
  },
};
