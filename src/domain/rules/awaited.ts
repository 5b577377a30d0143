import type { Instant } from '../instant.js';
import type { ReportedEvent } from '../review/reported-event.js';
import type { Staged, Wait } from '../review/rule.js';
import { type Words, timeWords } from '../wording.js';
import { actName } from './act-names.js';
import type { Deadline } from './deadline.js';
import { distinctTime } from './distinct-time.js';

export interface Awaited {
  readonly subject?: string;
  /** What started it. */
  readonly from: ReportedEvent;
  /** The first act that satisfied it, however late. */
  readonly doneBy?: ReportedEvent;
  readonly deadline: Deadline;
  /** What is to be done, as a noun: 听证结束 / end of the hearing. */
  readonly deed: Words;
  /** How long it may take: 自受理次日起 5 个工作日内 / within 5 working days after acceptance. */
  readonly within: Words;
  /** Where the act by which it was done does not tell enough. */
  readonly observed?: (dueAt: Instant) => Words;
  readonly itemText?: string;
}

/** Something that has to be done by close of business of a day. */
export const awaited = (given: Awaited): Wait => new LazyWait(given);

/** Most waits end in time and are never shown: words and arithmetic are made when they are asked for. */
class LazyWait implements Wait {
  readonly dueAt: Instant | undefined;

  constructor(private readonly given: Awaited) {
    this.dueAt = given.deadline.dueAt ?? this.inTime();
  }

  get subject(): string | undefined {
    return this.given.subject;
  }

  get from(): ReportedEvent {
    return this.given.from;
  }

  get doneBy(): ReportedEvent | undefined {
    return this.given.doneBy;
  }

  get itemText(): string | undefined {
    return this.given.itemText;
  }

  get expected(): Words {
    const { deed, within } = this.given;
    const due = timeWords(this.due);
    return { zh: `${deed.zh}不晚于${due.zh}（${within.zh}）`, en: `${deed.en} by ${due.en} (${within.en})` };
  }

  get observed(): Words {
    return this.observedBy(this.due);
  }

  get staged(): Staged | undefined {
    const { counting } = this.given.deadline;
    return counting && { counting, observedBy: (at) => this.observedBy(at) };
  }

  get arithmetic(): readonly Words[] {
    return this.given.deadline.arithmetic();
  }

  private observedBy(instant: Instant): Words {
    const { observed, doneBy, deed } = this.given;
    if (observed) return observed(instant);
    const by = timeWords(instant);
    if (!doneBy) return { zh: `截至${by.zh}没有${deed.zh}的记录`, en: `no ${deed.en} on record by ${by.en}` };
    const [done, at] = [actName(doneBy), distinctTime(doneBy.at, instant)];
    return { zh: `${done.zh}的时间为${at.zh}，晚于${by.zh}`, en: `${done.en} at ${at.en}, after ${by.en}` };
  }

  private get due(): Instant {
    return this.dueAt ?? NaN;
  }

  /** What was done within the published days needs no day beyond them. */
  private inTime(): Instant | undefined {
    const { deadline, doneBy } = this.given;
    return doneBy && deadline.after !== undefined && doneBy.at <= deadline.after ? doneBy.at : undefined;
  }
}
