import { type CaseEvent, EVENT_PREFIX, type EventType } from '../domain/event.js';
import { rfc3339 } from '../domain/instant.js';
import type { IncomingEvent } from '../intake/cloud-event.js';
import type { Feed } from '../sources/feed.js';
import type { Delivery, Verdict } from './delivery.js';

/** One event of a batch on its way to a verdict. */
export interface Entry {
  readonly feed: Feed;
  readonly event: IncomingEvent;
  /** The event as the case file keeps it. */
  readonly folded: CaseEvent;
  readonly key: string;
  /** The database itself refuses the event. */
  unstorable?: boolean;
  verdict?: Verdict;
  /** The first event of the batch with the same identity and content. */
  repeats?: Entry;
}

/** What goes into quarantine with the batch. */
export interface Refusal {
  readonly feed: number;
  readonly source: string | null;
  readonly eventId: string | null;
  readonly caseNo: string | null;
  readonly reason: string;
  readonly member: string | null;
  readonly detail: string;
  readonly body: string;
}

export const keyOf = (source: string, id: string): string => `${source}\u0000${id}`;

export const entriesOf = (delivery: Delivery): Entry[] =>
  delivery.events.map((event) => ({
    feed: delivery.feed,
    event,
    folded: { ...event.judged, type: event.type as EventType, at: event.occurredAt, feed: delivery.feed.id },
    key: keyOf(event.source, event.id),
  }));

type Refused = Extract<Verdict, { kind: 'rejected' }>;

const refused = (reason: string, member: string | null, detail: string): Refused => ({
  kind: 'rejected',
  reason,
  member,
  detail,
});

export const CONFLICT = refused(
  'conflict',
  'id',
  '同一来源和编号的事件已有不同内容，两份均已留存 / an event of this source and id is stored with other content; both are kept',
);
export const OUT_OF_SCOPE = refused(
  'out-of-scope',
  'data.org',
  '该信息源无权报送此单位的办件 / this feed may not report on cases of this organisation',
);
export const COULD_NOT_JUDGE = refused(
  'could-not-judge',
  null,
  '系统无法研判此事件，已转入隔离区 / the event could not be judged and is kept in quarantine',
);
/** Events that bear on the clocks of one case, and of these pauses and extensions: more is no case but a fault. */
export const MAX_CASE_EVENTS = 500;
export const MAX_MOVING_EVENTS = 60;
/** Stored events of one case that its clocks do not count: a bound of their own, so that they never keep an act out. */
export const MAX_OTHER_EVENTS = 1_500;
export const TOO_MANY = refused(
  'too-many-events',
  'subject',
  `一个办件至多 ${MAX_CASE_EVENTS} 个时限相关事件，其中特别程序和延期至多 ${MAX_MOVING_EVENTS} 个，其他事件至多 ${MAX_OTHER_EVENTS} 个 / a case may have ${MAX_CASE_EVENTS} events that bear on its clocks, ${MAX_MOVING_EVENTS} of them pauses and extensions, and ${MAX_OTHER_EVENTS} others`,
);

/**
 * Begins anew: repeats within the batch. The first event of an identity stands for all with the same content, others
 * are conflicts. One that was turned down for its feed stands only for those of its feed.
 */
export function settleRepeats(entries: readonly Entry[], turnedDown: ReadonlySet<Entry> = new Set()): void {
  const first = new Map<string, Entry>();
  const barred = new Map<string, Entry>();
  const ofFeed = (entry: Entry): string => `${entry.feed.id} ${entry.key}`;
  for (const entry of entries) {
    entry.repeats = undefined;
    entry.verdict = entry.unstorable ? COULD_NOT_JUDGE : undefined;
    if (turnedDown.has(entry)) {
      entry.verdict = OUT_OF_SCOPE;
      barred.set(ofFeed(entry), entry);
      continue;
    }
    const other = first.get(entry.key) ?? (barred.size > 0 ? barred.get(ofFeed(entry)) : undefined);
    if (!other) first.set(entry.key, entry);
    else if (other.event.hash !== entry.event.hash) entry.verdict = CONFLICT;
    else {
      entry.verdict = { kind: 'duplicate' };
      entry.repeats = other;
    }
  }
}

/** The fold has turned it down: it was not known before that it could not be taken. */
export const isTurnedDown = ({ verdict, unstorable }: Entry): boolean =>
  verdict?.kind === 'rejected' && verdict !== CONFLICT && !unstorable;

/** Events turned down for their feed while another feed has sent the same identity, too. */
export function barringOthers(entries: readonly Entry[]): Entry[] {
  const barring = new Map<string, Entry>();
  for (const entry of entries) if (entry.verdict === OUT_OF_SCOPE) barring.set(entry.key, entry);
  if (barring.size === 0) return [];
  const others = entries.filter((e) => e.verdict !== OUT_OF_SCOPE && barring.get(e.key)?.feed.id !== e.feed.id);
  return others.flatMap((e) => barring.get(e.key) ?? []);
}

/** The verdict to answer with: a repeat of an event that was turned down is turned down as well. */
export const verdictOf = (entry: Entry): Verdict =>
  (entry.repeats?.verdict?.kind === 'rejected' ? entry.repeats.verdict : entry.verdict) ?? { kind: 'accepted' };

/** An event that is stored already. */
export interface StoredIdentity {
  readonly source: string;
  readonly id: string;
  readonly hash: string;
}

/** Settles the entries whose identity is stored already. */
export function settleStored(entries: readonly Entry[], stored: readonly StoredIdentity[]): void {
  const hashes = new Map(stored.map((s) => [keyOf(s.source, s.id), s.hash]));
  for (const entry of entries) {
    const hash = entry.verdict ? undefined : hashes.get(entry.key);
    if (hash) entry.verdict = hash === entry.event.hash ? { kind: 'duplicate' } : CONFLICT;
  }
  // A repeat of an event that turned out to be a conflict itself is one, too.
  const conflicts = new Set(entries.filter((e) => e.verdict === CONFLICT && hashes.has(e.key)).map((e) => e.key));
  for (const entry of entries) {
    const hash = conflicts.has(entry.key) ? hashes.get(entry.key) : undefined;
    if (hash) entry.verdict = hash === entry.event.hash ? { kind: 'duplicate' } : CONFLICT;
  }
}

/** An event that is turned down after it was read: its body as stored, the applicant masked. */
export function refusalOf(entry: Entry, verdict: Extract<Verdict, { kind: 'rejected' }>): Refusal {
  const { event, feed } = entry;
  const body = {
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: EVENT_PREFIX + event.type,
    subject: event.caseNo ?? undefined,
    time: rfc3339(event.occurredAt),
    recordedtime: event.recordedAt === null ? undefined : rfc3339(event.recordedAt),
    data: event.data,
  };
  return {
    feed: feed.id,
    source: event.source,
    eventId: event.id,
    caseNo: event.caseNo,
    reason: verdict.reason,
    member: verdict.member,
    detail: verdict.detail,
    body: JSON.stringify(body),
  };
}
