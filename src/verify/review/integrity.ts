import { parseRfc3339 } from '../../domain/instant.js';
import { countedLimit } from '../clock.js';
import { isMidnight, mayBeIncomplete, midnight, shanghaiDay } from '../day-table.js';
import { promisedAt } from './limits.js';
import { type GuidedItem, written } from './guide.js';
import type { Judges } from './judge.js';
import { stepName } from './steps.js';
import { said, type Act, type Story } from './story.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The one before the other, as far as an instant in whole days, minutes or seconds can tell. */
function isBefore(recorded: number, at: number, minutes: number): boolean {
  if (isMidnight(recorded)) return recorded + minutes * MINUTE < midnight(shanghaiDay(at));
  const exact = recorded % MINUTE === 0 ? MINUTE : recorded % 1000 === 0 ? 1000 : 1;
  return recorded + minutes * MINUTE < Math.floor(at / exact) * exact;
}

const FOLLOWS = [
  ['case.received', 'case.accepted'],
  ['case.accepted', 'case.decided'],
  ['case.decided', 'licence.delivered'],
] as const;

/** Acts of which a late entry is looked at. */
const ENTERED = [
  'case.accepted',
  'case.not-accepted',
  'supplement.requested',
  'step.completed',
  'pause.started',
  'pause.ended',
  'extension.granted',
  'case.decided',
  'case.withdrawn',
] as const;

export const INTEGRITY: Judges = {
  'I-ENTERED-LATE': (story, notes, param) => {
    const entries = story.all(...ENTERED);
    for (const act of entries) {
      if (shanghaiDay(act.recordedAt) <= shanghaiDay(act.at)) continue;
      const latest = story.closeAfter(act.at, param('days', 3));
      const isTimely = ({ recordedAt, receivedAt }: Act): boolean =>
        latest === undefined || recordedAt <= latest || recordedAt === receivedAt;
      if (latest === undefined) notes.lacks('calendar');
      // What arrived in time was written down in time, whatever the source says of it.
      else if (act.recordedAt > latest && act.recordedAt === act.receivedAt) notes.lacks('recordedtime');
      else if (act.recordedAt > latest && !entries.some((other) => isSameAct(story, act, other) && isTimely(other)))
        notes.found(act.at, written(act.type === 'step.completed' ? act.data['step'] : act.type));
    }
  },

  'I-DECIDED-SWIFT': (story, notes, param) => {
    const { end } = story.now;
    if (end?.type !== 'case.decided') return;
    const { item, accepted } = story.moment(end.at);
    if (!accepted || end.at - accepted.at >= param('minutes', 10) * MINUTE) return;
    if (!item) notes.lacks('item');
    else if (item.kind === 'promised' && [end, accepted].some(({ at }) => isMidnight(at))) notes.lacks('time');
    else if (item.kind === 'promised') notes.found(end.at);
  },

  'I-TIMES': (story, notes, param) => {
    const minutes = param('minutes', 1);
    for (const [type, later] of FOLLOWS) {
      const [act, after] = [story.all(type)[0], story.all(later)[0]];
      if (act && after && isBefore(after.at, act.at, minutes)) notes.found(act.at, later.split('.')[1]);
    }
    for (const act of story.acts) {
      const { step, kind } = act.data;
      const isRecorded = act.recordedAt !== act.receivedAt;
      if (isRecorded && isBefore(act.recordedAt, act.at, minutes))
        notes.found(act.at, ['recorded', act.type, step ?? kind].join('|'));
      if (act.type === 'step.started' && isCompletedBefore(story, act, minutes))
        notes.found(act.at, `step|${stepName(story.moment(act.at).item, step)}`);
      if (act.type !== 'pause.ended' || isBegun(story, act)) continue;
      const known = story.acts.filter(({ at }) => at <= act.at);
      if (mayBeIncomplete(act.at, known)) notes.lacks('time');
      else notes.found(act.at, `pause|${written(kind)}`);
    }
  },

  'I-PROMISE-DATE': (story, notes) => {
    const { accepted } = story.now;
    const stated = accepted && parseRfc3339(said(accepted, 'promiseDate') ?? '');
    if (stated === undefined || story.moment(accepted!.at).deemed) return;
    const limit = promisedAt(story, story.moment(accepted!.at));
    if (limit?.due === 'not-computable') notes.lacks('calendar');
    if (limit?.due === 'paused') notes.lacks('pause.started.plannedDays');
    if (typeof limit?.due !== 'number') return;
    // Midnight ends the day before and begins the day after.
    const days = isMidnight(stated) ? [shanghaiDay(stated) - 1, shanghaiDay(stated)] : [shanghaiDay(stated)];
    if (!days.includes(shanghaiDay(limit.due))) notes.found(accepted!.at);
  },

  'I-PAUSE-TENTH': (story, notes, param) => {
    for (const act of story.all('pause.started', 'supplement.requested')) {
      const moment = story.moment(act.at);
      const begun = story.all('pause.started').filter(({ at }) => at === act.at);
      const limit = moment.end ? undefined : promisedAt(story, moment, ...begun);
      if (!limit || limit.limit.unit !== 'workingDay' || limit.amount === 0 || limit.due === 'paused') continue;
      const { due, amount } = limit;
      const left = due === 'not-computable' ? undefined : story.counted(() => officeTime(story, act.at, due));
      const whole = amount * story.calendar.dayHours * HOUR;
      if (left === undefined) notes.lacks('calendar');
      else if ((whole - left) * 100 >= whole * param('percent', 90))
        notes.found(act.at, written(act.data['kind'] ?? act.type));
    }
  },

  'I-NIGHT-ENTRY': (story, notes, param) => {
    const [from, to] = [param('fromHour', 22), param('toHour', 6)];
    for (const act of story.acts) {
      // Written down at night; the source that does not say when is taken at its word for the act.
      const written = act.recordedAt === act.receivedAt ? act.at : act.recordedAt;
      const hour = (written - midnight(shanghaiDay(written))) / HOUR;
      const isNight = from <= to ? from <= hour && hour < to : hour >= from || hour < to;
      const isManned = !isRoundTheClock(story.moment(act.at).item);
      const officer = isNight && isManned ? said(act, 'officer')?.trim() : undefined;
      // A source that keeps only days writes midnight.
      if (officer !== undefined && hour === 0) notes.lacks('time');
      else if (officer !== undefined) notes.found(act.at, officer);
    }
  },
};

/** Told twice: by its correction, or by another source. */
const isSameAct = (story: Story, one: Act, other: Act): boolean =>
  one.at === other.at &&
  one.type === other.type &&
  one.data['kind'] === other.data['kind'] &&
  stepName(story.moment(one.at).item, one.data['step']) === stepName(story.moment(one.at).item, other.data['step']);

function isCompletedBefore(story: Story, start: Act, minutes: number): boolean {
  const { item } = story.moment(start.at);
  const step = stepName(item, start.data['step']);
  const of = (type: 'step.started' | 'step.completed') =>
    story.all(type).filter((act) => stepName(item, act.data['step']) === step);
  const first = of('step.started')[0];
  return first === start && of('step.completed').some(({ at }) => isBefore(at, start.at, minutes));
}

const isBegun = (story: Story, end: Act): boolean =>
  story.all('pause.started').some(({ at, data }) => at <= end.at && data['kind'] === end.data['kind']);

/** A limit by the wall clock: somebody is there by day and night. */
const isRoundTheClock = (item: GuidedItem | undefined): boolean =>
  [item?.promised, item?.statutory, ...(item?.steps?.map(({ limit }) => limit) ?? [])].some(
    (limit) => countedLimit(limit)?.unit === 'hour',
  );

/** Office hours from one instant to another, negative where the other one is the earlier (milliseconds). */
function officeTime(story: Story, from: number, to: number): number {
  if (from > to) return -officeTime(story, to, from);
  const { calendar } = story;
  let time = 0;
  for (let day = shanghaiDay(from); day <= shanghaiDay(to); day++)
    if (calendar.working(day))
      for (const { open, close } of calendar.officeHours)
        time += Math.max(0, Math.min(to, midnight(day) + close) - Math.max(from, midnight(day) + open));
  return time;
}
