import { EVENT_TYPES } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import { OutsideCalendar, shanghaiDay } from './day-table.js';
import { examine } from './examine.js';
import { firstOf, isAnsweredBy, itemOf, orgOf, type DeemedAcceptance } from './facts.js';
import { declaredUntil } from './watermarks.js';
import type {
  CaseHistory,
  DeliveredEvent,
  ExpectedFinding,
  FeedHistory,
  FormerCalendar,
  VerifyStandards,
} from './history.js';
import { occurrencesOf } from './occurrences.js';
import type { Stretch } from './stretch.js';

/**
 * The cards that the deliveries of one case must have led to, in the order in which they came to be.
 *
 * The history is lived through once more: before each delivery the case is judged on what was known until then, up to
 * its own time at that moment; then again with what was delivered. A finding, once made, stays.
 */
export function expectedFindings(history: CaseHistory, standards: VerifyStandards): ExpectedFinding[] {
  const replay = new Replay(history, standards);
  replay.deliverAll();
  replay.passTime(history.horizons);
  return replay.findings();
}

export class Replay {
  /** Everything stored, whether it counts or not. */
  private readonly reported: DeliveredEvent[] = [];
  /** What counts, in order. */
  private known: DeliveredEvent[] = [];
  private readonly found = new Map<string, ExpectedFinding>();
  private deemed: DeemedAcceptance | undefined;
  private org: string | undefined;
  /** Stretches that lie in the past: only for speed, and forgotten when a report changes the past. */
  private readonly judged = new Set<string>();
  private readonly former: FormerCalendar[];
  private standards: VerifyStandards;

  constructor(
    private readonly history: CaseHistory,
    private readonly frozen: VerifyStandards,
  ) {
    this.former = [...(frozen.formerCalendars ?? [])];
    this.standards = { ...frozen, calendar: this.former[0]?.calendar ?? frozen.calendar };
  }

  findings(): ExpectedFinding[] {
    return [...this.found.values()];
  }

  /** The feeds that have a right to the case and have reported on it. */
  get feeds(): ReadonlySet<number> {
    return new Set(this.known.map(({ feed }) => feed));
  }

  /** Everything that counts, in order, also what its own time has not reached. */
  get counting(): readonly DeliveredEvent[] {
    return this.known;
  }

  get belongsTo(): string | undefined {
    return this.org;
  }

  /** The case's own time where each feed has come to the instant given. */
  ownTimeAt(horizons: ReadonlyMap<number, Instant>): Instant {
    return this.ownTime((feed) => horizons.get(feed) ?? -Infinity);
  }

  deliverAll(): void {
    for (const { batch, receivedAt, events } of this.history.deliveries) {
      this.leaveCalendars(batch);
      this.judge(this.ownTime((feed) => this.reportedBy(feed, receivedAt, batch - 1)));
      this.nameOrg(events);
      this.learn(events);
      this.judge(this.ownTime((feed) => this.reportedBy(feed, receivedAt, batch)));
    }
    this.leaveCalendars(Infinity);
  }

  /** What the former calendar led to stays; the next one counts from the first day of the case. */
  private leaveCalendars(batch: number): void {
    for (let left = this.former[0]; left && left.untilBatch < batch; left = this.former[0]) {
      this.judge(left.judgedTo);
      this.former.shift();
      this.standards = { ...this.frozen, calendar: this.former[0]?.calendar ?? this.frozen.calendar };
      this.judged.clear();
    }
  }

  /**
   * From a delivery on that moves the case to an organisation, only what feeds with a right to that one have reported
   * counts, and a deemed acceptance only if its receipt is among it. What the others report is turned down, not stored.
   */
  private nameOrg(events: readonly DeliveredEvent[]): void {
    const org = orgOf([...this.known, ...events].sort(inOrder));
    if (org === undefined || org === this.org) return;
    this.org = org;
    this.known = this.reported.filter(({ feed }) => mayReport(this.feed(feed), org)).sort(inOrder);
    const { deemed } = this;
    if (!this.known.some(({ type, at }) => type === 'case.received' && at === deemed?.start)) this.deemed = undefined;
    this.judged.clear();
  }

  private learn(events: readonly DeliveredEvent[]): void {
    const newest = this.known.at(-1)?.at ?? -Infinity;
    if (events.some(({ at }) => at <= newest)) this.judged.clear();
    this.reported.push(...events);
    this.known.push(...events);
    this.known.sort(inOrder);
  }

  /** Time goes on after the last delivery, for each feed up to the instant given. */
  passTime(horizons: ReadonlyMap<number, Instant>): void {
    this.judge(this.ownTimeAt(horizons));
  }

  /** How far a feed itself has come once everything up to `batch` is stored. */
  private reportedBy(feed: number, now: Instant, batch: number): Instant {
    const history = this.feed(feed);
    return history.policy === 'clock' ? now - history.maxLag : declaredUntil(history, batch);
  }

  private feed(number: number) {
    const feed = this.history.feeds.get(number);
    if (!feed) throw new RangeError(`feed ${number} is unknown`);
    return feed;
  }

  /** The slowest of the feeds that have reported on the case; what a clock feed's case has heard of is not ahead of it. */
  private ownTime(horizonOf: (feed: number) => Instant): Instant {
    const newest = this.known.at(-1)?.at ?? -Infinity;
    const feeds = [...new Set(this.known.map(({ feed }) => feed))];
    return Math.min(
      ...feeds.map((feed) => {
        const horizon = horizonOf(feed);
        return this.feed(feed).policy === 'clock' ? Math.max(horizon, newest) : horizon;
      }),
    );
  }

  /** Instant after instant, on the events that had occurred by then. */
  private judge(asOf: Instant): void {
    const events = this.known.filter(({ at }) => at <= asOf);
    const instants = [...new Set(events.map(({ at }) => at))];
    instants.forEach((from, i) => {
      const until = instants[i + 1] ?? Infinity;
      if (this.judged.has(`${from} ${until}`)) return;
      this.judgeStretch(events, from, until, asOf);
      if (until <= asOf) this.judged.add(`${from} ${until}`);
    });
  }

  private judgeStretch(events: readonly DeliveredEvent[], from: Instant, until: Instant, asOf: Instant): void {
    const byThen = events.filter(({ at }) => at <= from);
    this.deemed ??= this.deemedWithin(byThen, until, asOf);
    const item = itemOf(byThen, this.standards.items, this.history.catalogueRevision);
    const stretch = { asOf, events: byThen, item, acceptanceFixed: this.deemed !== undefined };
    const { deemed } = this;
    if (deemed && from < deemed.since && deemed.since < until) {
      this.note({ ...stretch, from, until: deemed.since });
      if (deemed.since < asOf) this.note({ ...stretch, from: deemed.since, until, deemed });
    } else {
      this.note({ ...stretch, from, until, deemed: deemed && deemed.since <= from ? deemed : undefined });
    }
  }

  /** Nobody answered by the close of the last day for the notice, and that close lies before the next event. */
  private deemedWithin(events: readonly DeliveredEvent[], until: Instant, asOf: Instant): DeemedAcceptance | undefined {
    const received = firstOf(events, 'case.received');
    if (!received) return undefined;
    const since = this.noticeDue(received.at);
    const due = since !== undefined && since < until && since < asOf && !isAnsweredBy(events, since);
    return due ? { start: received.at, since } : undefined;
  }

  private noticeDue(received: Instant): Instant | undefined {
    const { calendar, profile } = this.standards;
    try {
      return calendar.close(calendar.workingDaysFrom(shanghaiDay(received), profile.noticeDays));
    } catch (error) {
      if (error instanceof OutsideCalendar) return undefined;
      throw error;
    }
  }

  private note(stretch: Stretch): void {
    for (const { start, ...draft } of examine(stretch, this.standards)) {
      if (this.found.has(draft.breachKey)) continue;
      if (start !== undefined && this.isSameStepBreach(draft.step!, start, stretch)) continue;
      const level = this.standards.profile.levels[draft.rule];
      if (level !== undefined) this.found.set(draft.breachKey, { ...draft, level });
    }
  }

  /** A late report may move the start of a step that already has its card. */
  private isSameStepBreach(step: string, start: Instant, { item, asOf }: Stretch): boolean {
    const events = this.known.filter(({ at }) => at <= asOf);
    const now = occurrencesOf(events, item).find((other) => other.step === step && other.start === start);
    return this.findings().some((other) => {
      const raisedStart = other.step === step ? Number(other.breachKey.split('|').at(-1)) : NaN;
      return start <= raisedStart && raisedStart <= (now?.end ?? Infinity);
    });
  }
}

export const mayReport = ({ scope = ['*'] }: FeedHistory, org: string): boolean =>
  scope.some((entry) => (entry.endsWith('*') ? org.startsWith(entry.slice(0, -1)) : org === entry));

/** Events of one instant in the order of their types; equal types by their content, so that no delivery order matters. */
export function inOrder(a: DeliveredEvent, b: DeliveredEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.type !== b.type) return EVENT_TYPES.indexOf(a.type) - EVENT_TYPES.indexOf(b.type);
  return canonical(a) < canonical(b) ? -1 : 1;
}

const canonical = ({ data, feed }: DeliveredEvent): string =>
  JSON.stringify([Object.entries(data).sort(([x], [y]) => (x < y ? -1 : 1)), feed]);
