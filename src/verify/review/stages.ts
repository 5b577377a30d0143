import type { Instant } from '../../domain/instant.js';
import { midnight, shanghaiDay, type DayTable } from '../day-table.js';
import { momentAfter } from '../due.js';
import type { Awaited, Judge, Notes } from './judge.js';
import { type Act, type ReviewStandards, type Setting, type Stage, Story } from './story.js';

type Instants = ReadonlySet<Instant>;

/** As the keys of findings write it. */
export const nameOf = ({ at }: Stage): string =>
  at.daysBefore === undefined ? `over${at.daysOver}` : `before${at.daysBefore}`;

export const isWarning = ({ at }: Stage): boolean => at.daysBefore !== undefined;

/** Where a stage lies; undefined: on no published day. */
export function placeOf({ at }: Stage, due: Instant, byMoment: boolean, story: Story): Instant | undefined {
  const { calendar } = story;
  return story.counted(() => {
    const { daysBefore: before, daysOver: over = 0 } = at;
    if (byMoment && before !== undefined) return momentBefore(due, before + 1, calendar);
    if (byMoment) {
      const after = momentAfter(due, over, [], calendar);
      return typeof after === 'number' ? after : undefined;
    }
    const dueDay = shanghaiDay(due);
    return before === undefined
      ? calendar.close(calendar.workingDaysFrom(dueDay, over))
      : calendar.opening(calendar.workingDaysFrom(dueDay, -before));
  });
}

/**
 * The instant from which so many working days of office time lead to another one, going back from day to day. Of the
 * instants between two office hours it is the earliest. Throws OutsideCalendar.
 */
function momentBefore(due: Instant, days: number, calendar: DayTable): Instant {
  let left = days * calendar.officeHours.reduce((sum, { open, close }) => sum + close - open, 0);
  for (let day = shanghaiDay(due); ; day--) {
    if (!calendar.working(day)) continue;
    for (const { open, close } of [...calendar.officeHours].reverse()) {
      const [from, until] = [midnight(day) + open, Math.min(due, midnight(day) + close)];
      if (until <= from) continue;
      if (left < until - from) return until - left;
      left -= until - from;
    }
  }
}

/** Collects what is awaited, and writes nothing. */
class Scout implements Notes {
  readonly awaited: Awaited[] = [];
  found(): void {}
  lacks(): void {}
  due(awaited: Awaited): void {
    this.awaited.push(awaited);
  }
}

export interface Warning {
  readonly stage: Stage;
  readonly at: Instant;
  readonly due: Instant;
  readonly subject?: string;
}

/** A case as it was told at any instant of its past, each telling once. */
export class Tellings {
  private readonly stories = new Map<Instant, Story>();

  constructor(
    private readonly reported: readonly Act[],
    private readonly standards: ReviewStandards,
    private readonly asOf: Instant,
  ) {}

  at(instant: Instant): Story {
    let story = this.stories.get(instant);
    if (!story) this.stories.set(instant, (story = new Story(this.reported, this.standards, instant)));
    return story;
  }

  /** What was to come at any time: those stages before a due instant whose place was the same when it came. */
  warnings(judge: Judge, { stages = [], params }: Setting): Warning[] {
    const early = stages.filter(isWarning);
    if (early.length === 0) return [];
    const placed = (at: Instant): Warning[] => {
      const [story, scout] = [this.at(at), new Scout()];
      judge(story, scout, (name, otherwise) => params?.[name] ?? otherwise);
      return scout.awaited.flatMap(({ since, due, done, subject, byMoment = false }) => {
        if (due === undefined || done !== undefined) return [];
        return early.flatMap((stage) => {
          const place = placeOf(stage, due, byMoment, story);
          return place !== undefined && place > since ? [{ stage, at: place, due, subject }] : [];
        });
      });
    };
    const places = new Set([...this.turns()].flatMap(placed).map(({ at }) => at));
    return [...places].filter((at) => at <= this.asOf).flatMap((at) => placed(at).filter((one) => one.at === at));
  }

  /** When something happened, and when an acceptance came to be deemed. */
  private turns(): Instants {
    const { acts, now, standards } = this.at(this.asOf);
    const notice = now.received && this.at(this.asOf).closeAfter(now.received.at, standards.noticeDays);
    return new Set([...acts.map(({ at }) => at), ...(notice !== undefined && notice < this.asOf ? [notice + 1] : [])]);
  }
}
