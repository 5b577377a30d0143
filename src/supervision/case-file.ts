import type { DeemedAcceptance } from '../domain/case-facts.js';
import { type CaseEvent, EVENT_TYPES, type EventType, JUDGED_TYPES } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import { type Feed, horizonOf } from '../sources/feed.js';

/** Of events of other types only the instant matters: it moves the case's own time. */
const JUDGED: ReadonlySet<EventType> = new Set<EventType>(JUDGED_TYPES);

export const bearsOnClocks = ({ type }: CaseEvent): boolean => JUDGED.has(type);

/** What is kept of a case between deliveries: everything that its judgement needs, nothing that it does not. */
export interface CaseFile {
  /** Judged types only, in order of time. */
  readonly events: readonly CaseEvent[];
  /** The newest event of the case, of whatever type. */
  readonly newest: Instant;
  /** Stored events of the case, of whatever type, whether they count or not. */
  readonly total: number;
  readonly deemed?: DeemedAcceptance;
  /** Keys of the breaches that have made a card. */
  readonly raised: readonly string[];
}

export const EMPTY_FILE: CaseFile = { events: [], newest: -Infinity, total: 0, raised: [] };

const RANK = new Map(EVENT_TYPES.map((type, i) => [type, i]));

/** Order of folding: by instant, then type, then content, then feed; never by arrival. */
function compare(a: CaseEvent, b: CaseEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  const byType = (RANK.get(a.type) ?? 0) - (RANK.get(b.type) ?? 0);
  if (byType !== 0) return byType;
  const [x, y] = [contentOf(a), contentOf(b)];
  return x < y ? -1 : x > y ? 1 : a.feed - b.feed;
}

function contentOf({ type: _type, at: _at, feed: _feed, ...data }: CaseEvent): string {
  const members = data as Record<string, unknown>;
  return JSON.stringify(
    Object.fromEntries(
      Object.keys(members)
        .sort()
        .map((key) => [key, members[key]]),
    ),
  );
}

export const inOrder = (events: CaseEvent[]): CaseEvent[] => events.sort(compare);

/** Adds events of one delivery. */
export function withEvents(file: CaseFile, added: readonly CaseEvent[]): CaseFile {
  const events = file.events.slice();
  let newest = file.newest;
  for (const event of added) {
    newest = Math.max(newest, event.at);
    if (!bearsOnClocks(event)) continue;
    let i = events.length;
    while (i > 0 && compare(events[i - 1] as CaseEvent, event) > 0) i -= 1;
    events.splice(i, 0, event);
  }
  return { ...file, events, newest, total: file.total + added.length };
}

export interface FeedPosition {
  readonly feed: Feed;
  /** Declared feeds only. */
  readonly declaredUntil?: Instant;
}

/** The case's own time: the smallest horizon of its feeds; a clock feed's own events never wait (contract §2). */
export function ownTime(positions: readonly FeedPosition[], newest: Instant, now: Instant): Instant {
  let own = Infinity;
  for (const { feed, declaredUntil } of positions) own = Math.min(own, reach(feed, declaredUntil, newest, now));
  return own;
}

const reach = (feed: Feed, declaredUntil: Instant | undefined, newest: Instant, now: Instant): Instant => {
  const horizon = horizonOf(feed, declaredUntil, now);
  return feed.policy === 'clock' ? Math.max(horizon, newest) : horizon;
};

/** The feed that holds the case's own time back; deadlines of the case are swept when this one moves. */
export function laggard(positions: readonly FeedPosition[], newest: Instant, now: Instant): number {
  let [id, least] = [positions[0]?.feed.id ?? 0, Infinity];
  for (const { feed, declaredUntil } of positions) {
    const at = reach(feed, declaredUntil, newest, now);
    if (at < least || (at === least && feed.policy === 'declared')) [id, least] = [feed.id, at];
  }
  return id;
}
