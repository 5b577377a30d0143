import { isMidnight, mayFollow, shanghaiDay } from '../day-table.js';
import type { GuidedItem } from './guide.js';
import type { Judges, Notes } from './judge.js';
import { leadsToAcceptance } from './step-names.js';
import { place, stepName, STEP_TYPES } from './steps.js';
import { ANSWERS, type Act, type Moment, type Story } from './story.js';

export const EARLY: Judges = {
  'P-DECIDED-UNACCEPTED': (story, notes) => {
    const { end } = story.now;
    if (end?.type !== 'case.decided') return;
    const moment = story.moment(end.at);
    if (moment.start) return;
    if (!moment.received) notes.lacks('case.received');
    else if (isOnTheSpot(story, moment, end)) return;
    else if (moment.startUnsure) notes.lacks('calendar');
    else if (isMidnight(end.at)) notes.lacks('time');
    else notes.found(end.at);
  },

  'P-STEP-EARLY': (story, notes) => {
    const steps = story.all(...STEP_TYPES);
    for (const act of steps) {
      const moment = story.moment(act.at);
      if (moment.start || isLeading(moment.item, act)) continue;
      if (!moment.received) notes.lacks('case.received');
      else if (moment.startUnsure) notes.lacks('calendar');
      else if (story.firstBy(act.at, ...ANSWERS)) judge(story, notes, moment, act, isMidnight(act.at));
    }
    // What was done before any answer is early only if the case is not deemed to be accepted from the receipt on.
    const answer = story.firstBy(story.asOf, ...ANSWERS);
    const settled = answer && story.moment(answer.at);
    if (!settled?.received || settled.deemed || settled.startUnsure || noticeUnknown(story, settled)) return;
    for (const act of steps)
      if (act.at >= settled.received.at && act.at < settled.at && !isLeading(settled.item, act))
        judge(story, notes, settled, act, mayFollow(act.at, settled.at));
  },
};

const noticeUnknown = (story: Story, { received }: Moment): boolean =>
  received !== undefined && story.closeAfter(received.at, story.standards.noticeDays) === undefined;

function judge(story: Story, notes: Notes, moment: Moment, act: Act, isUnsure: boolean): void {
  const { item, at } = moment;
  if (!item) notes.lacks('item');
  else if (place(item, act.data['step']) < 0) notes.lacks('item.steps');
  else if (isOnTheSpot(story, moment, act)) return;
  else if (isUnsure) notes.lacks('time');
  else notes.found(at, `${act.type} ${stepName(item, act.data['step'])}`);
}

/** By its name, or because the guide lists it before the acceptance. */
function isLeading(item: GuidedItem | undefined, { data }: Act): boolean {
  const at = place(item, data['step']);
  const acceptance = item?.steps?.findIndex(({ name }) => name.includes('受理')) ?? -1;
  return leadsToAcceptance(stepName(item, data['step'])) || (at >= 0 && at < acceptance);
}

/** Of an instant item: on the day of the receipt, or on the working day that such a late one has. */
function isOnTheSpot(story: Story, { item, received }: Moment, { at }: Act): boolean {
  if (item?.kind !== 'instant' || !received) return false;
  const day = shanghaiDay(received.at);
  if (shanghaiDay(at) <= day) return true;
  const last = story.counted(() => {
    const { calendar } = story;
    const isOpen = calendar.working(day) && received.at <= calendar.close(day);
    return isOpen ? day : calendar.workingDaysFrom(day, 1);
  });
  return last !== undefined && shanghaiDay(at) <= last;
}
