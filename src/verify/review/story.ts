import { EVENT_TYPES, type EventType } from '../../domain/event.js';
import { OutsideCalendar, shanghaiDay, type DayTable } from '../day-table.js';
import { momentAfter } from '../due.js';
import { ENDS } from '../facts.js';
import { groupBy } from '../group.js';
import type { GuidedItem, Members } from './guide.js';

type Instant = number;

/** A stored event with all that its source has reported. */
export interface Act {
  readonly source: string;
  readonly id: string;
  readonly feed: number;
  readonly type: EventType;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly receivedAt: Instant;
  readonly data: Members;
}

/** A further level of a rule that waits; one of both numbers is there. */
export interface Stage {
  readonly level: string;
  readonly at: { readonly daysBefore?: number; readonly daysOver?: number };
}

/** What a profile says of one rule of the rule book. */
export interface Setting {
  readonly level: string;
  readonly mode?: string;
  readonly enabled?: boolean;
  readonly params?: Readonly<Record<string, number>>;
  readonly stages?: readonly Stage[];
}

export interface ReviewStandards {
  readonly calendar: DayTable;
  /** Working days for the one notice of everything missing, then the case counts as accepted. */
  readonly noticeDays: number;
  /** Are limits in working days counted in office time from the instant of the start on? */
  readonly byMoment: boolean;
  readonly book: Readonly<Record<string, Setting>>;
  /** The item's version in force at an instant; undefined: not known. */
  item(code: string, at: Instant): GuidedItem | undefined;
}

export const ANSWERS: readonly EventType[] = ['case.accepted', 'supplement.requested', ...ENDS];

/** What is known of a case at one instant, the events of that instant included. */
export interface Moment {
  readonly at: Instant;
  readonly item?: GuidedItem;
  /** Where the limits from acceptance begin: the typed one, or the receipt of a deemed one. */
  readonly start?: Act;
  /** Not accepted as far as anybody can say: whether the five days have passed cannot be counted. */
  readonly startUnsure: boolean;
  readonly deemed: boolean;
  readonly received?: Act;
  readonly accepted?: Act;
  readonly end?: Act;
}

/** A case told from its first event to its own time, once, each event once. */
export class Story {
  readonly acts: readonly Act[];
  private readonly byType: ReadonlyMap<EventType, readonly Act[]>;
  private readonly moments = new Map<Instant, Moment>();

  constructor(
    reported: readonly Act[],
    readonly standards: ReviewStandards,
    readonly asOf: Instant,
  ) {
    const once = new Map<string, Act>();
    for (const act of [...reported].sort(inStoryOrder)) {
      const identity = JSON.stringify([act.source, act.id]);
      if (!once.has(identity)) once.set(identity, act);
    }
    this.acts = [...once.values()].filter(({ at }) => at <= asOf);
    this.byType = groupBy(this.acts, ({ type }) => type);
  }

  get calendar(): DayTable {
    return this.standards.calendar;
  }

  all(...types: EventType[]): readonly Act[] {
    if (types.length === 1) return this.byType.get(types[0]!) ?? [];
    return this.acts.filter(({ type }) => types.includes(type));
  }

  /** The first of these types that had happened by an instant. */
  firstBy(at: Instant, ...types: readonly EventType[]): Act | undefined {
    const act = this.acts.find(({ type }) => types.includes(type));
    return act && act.at <= at ? act : undefined;
  }

  /** The item by which the case was first known: what was awaited of it is not changed by a later receipt. */
  get openedItem(): GuidedItem | undefined {
    const opening = this.acts.find(({ type }) => type === 'case.received' || type === 'case.accepted');
    return opening?.type === 'case.accepted' ? this.moment(opening.at).item : this.now.item;
  }

  /** As everything stands at the case's own time. */
  get now(): Moment {
    return this.moment(this.asOf);
  }

  moment(at: Instant): Moment {
    const known = this.moments.get(at);
    if (known) return known;
    const moment = this.tell(at);
    this.moments.set(at, moment);
    return moment;
  }

  private tell(at: Instant): Moment {
    const received = this.firstBy(at, 'case.received');
    const accepted = this.firstBy(at, 'case.accepted');
    const answered = this.firstBy(at, ...ANSWERS)?.at ?? Infinity;
    const noticeDue = received && this.closeAfter(received.at, this.standards.noticeDays);
    const deemed = noticeDue !== undefined && at > noticeDue && answered > noticeDue;
    const code = received?.data['item'] ?? accepted?.data['item'];
    const opened = received ?? accepted;
    const start = deemed ? received : accepted;
    return {
      at,
      item: typeof code === 'string' && opened ? this.standards.item(code, opened.at) : undefined,
      start,
      startUnsure: start === undefined && received !== undefined && noticeDue === undefined,
      deemed,
      received,
      accepted,
      end: this.firstBy(at, ...ENDS),
    };
  }

  /** Close of business of the `count`-th working day after the day of an instant; undefined: no published day tells. */
  closeAfter(at: Instant, count: number): Instant | undefined {
    return this.counted(() => this.calendar.close(this.calendar.workingDaysFrom(shanghaiDay(at), count)));
  }

  /** As the profile counts: close of a last day, or so many working days of office time from an instant on. */
  dueAfter(at: Instant, count: number): Instant | undefined {
    if (!this.standards.byMoment) return this.closeAfter(at, count);
    const due = momentAfter(at, count, [], this.calendar);
    return typeof due === 'number' ? due : undefined;
  }

  /** Does it lie on a day of the calendar? */
  isPublished(at: Instant): boolean {
    return this.calendar.firstDay <= shanghaiDay(at) && shanghaiDay(at) <= this.calendar.lastDay;
  }

  /** undefined where a day is needed that no published calendar covers. */
  counted<T>(count: () => T): T | undefined {
    try {
      return count();
    } catch (error) {
      if (error instanceof OutsideCalendar) return undefined;
      throw error;
    }
  }
}

const before = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** By time, then type, then identity: never by arrival. */
const inStoryOrder = (a: Act, b: Act): number =>
  a.at - b.at ||
  EVENT_TYPES.indexOf(a.type) - EVENT_TYPES.indexOf(b.type) ||
  before(`${a.source}\n${a.id}`, `${b.source}\n${b.id}`);

/** What the reports of an act say, of its type and instant: a correction, or another source, may say what one leaves out. */
export const allSaid = (story: Story, act: Act, member: string): string[] =>
  story
    .all(act.type)
    .filter(({ at }) => at === act.at)
    .flatMap((one) => said(one, member) ?? []);

/** A text member that says something. */
export function said(act: Act, member: string): string | undefined {
  const value = act.data[member];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
