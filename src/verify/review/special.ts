import { mayFollow, shanghaiDay } from '../day-table.js';
import { written } from './guide.js';
import type { Judges } from './judge.js';
import type { Act, Story } from './story.js';

/** 特别程序 as reported, of whatever kind, and when it was done with. */
interface Special {
  readonly begin: Act;
  readonly kind: string;
  readonly done?: number;
}

/** An end closes every open one of its kind that began before it; where none did, those that began with it. */
function specialsOf(story: Story): Special[] {
  const specials: { begin: Act; kind: string; end?: Act }[] = [];
  for (const act of story.all('pause.started', 'pause.ended')) {
    const kind = written(act.data['kind']);
    const open = specials.filter((special) => special.kind === kind && !special.end);
    const older = open.filter(({ begin }) => begin.at < act.at);
    if (act.type === 'pause.started') specials.push({ begin: act, kind });
    else for (const special of older.length > 0 ? older : open) special.end = act;
  }
  const { end } = story.now;
  // Of a case that nobody has to decide any more nobody waits for its special procedure.
  const stopped = end?.type === 'case.decided' ? Infinity : (end?.at ?? Infinity);
  return specials
    .filter(({ begin }) => begin.at <= (end?.at ?? Infinity))
    .map((special) => {
      const { begin, kind } = special;
      const ended =
        special.end ?? story.all('pause.ended').find((act) => act.data['kind'] === kind && isOfDay(act, begin));
      const done = Math.min(ended?.at ?? Infinity, stopped);
      return { begin, kind, done: done === Infinity ? undefined : done };
    });
}

/** Ended on the day of the start, at an hour that nobody knows. */
const isOfDay = (end: Act, begin: Act): boolean => end.at < begin.at && mayFollow(end.at, begin.at);

export const SPECIAL: Judges = {
  'T-PAUSE-OVER': (story, notes) => {
    for (const { begin, kind, done } of specialsOf(story)) {
      const item = story.openedItem;
      if (!item) notes.lacks('item');
      const listed = item?.pauses?.find((pause) => pause.kind === kind);
      if (!listed) continue;
      const allowed = [begin.data['plannedDays'], listed.maxDays].filter((days) => typeof days === 'number');
      const subject = `${kind}|${begin.at}`;
      if (allowed.length === 0) notes.lacks('pause.started.plannedDays');
      else {
        const due = lastClose(story, begin.at, Math.min(...allowed));
        notes.due({ since: begin.at, due, done, subject, byMoment: story.standards.byMoment });
      }
    }
  },

  'T-HEARING-LATE': (story, notes, param) => {
    for (const { begin, kind, done } of specialsOf(story)) {
      const due = story.closeAfter(begin.at, param('days', 20));
      // Nobody decides before the hearing is over.
      const until = Math.min(done ?? Infinity, story.now.end?.at ?? Infinity);
      const over = until === Infinity ? undefined : until;
      if (kind === 'hearing') notes.due({ since: begin.at, due, done: over, subject: `${begin.at}` });
    }
  },
};

/** Close of the last allowed day; the first working day on or after the day of the start is the 1st. */
const lastClose = (story: Story, start: number, days: number): number | undefined =>
  story.counted(() => {
    const { calendar, standards } = story;
    if (standards.byMoment) return story.dueAfter(start, days);
    return calendar.close(calendar.workingDaysFrom(shanghaiDay(start) - 1, Math.max(1, days)));
  });
