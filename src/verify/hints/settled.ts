import type { Instant } from '../../domain/instant.js';
import { ENDS } from '../facts.js';
import { inOrder } from '../replay.js';
import type { DeliveredEvent } from '../history.js';
import { deliveriesOf, type EventRow } from '../stored-history.js';
import type { StoredFeed } from '../verify.repository.js';

interface Step {
  readonly until: Instant;
  readonly receivedAt: Instant;
}

/** A feed is asked once per case, so the way of its watermark is kept. */
const ways = new WeakMap<StoredFeed, readonly Step[]>();

function wayOf(feed: StoredFeed): readonly Step[] {
  const known = ways.get(feed);
  if (known) return known;
  const way: Step[] = [];
  for (const { until, receivedAt = Infinity } of [...feed.watermarks].sort((a, b) => a.batch - b.batch))
    if (until > (way.at(-1)?.until ?? -Infinity)) way.push({ until, receivedAt });
  ways.set(feed, way);
  return way;
}

/** When a declared feed first said that it had come to an instant. */
function reachedAt(feed: StoredFeed, at: Instant): Instant {
  const way = wayOf(feed);
  let [low, high] = [0, way.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (way[middle]!.until < at) low = middle + 1;
    else high = middle;
  }
  return way[low]?.receivedAt ?? Infinity;
}

/**
 * When everything was there from which a case is as it is: its last report, and the watermarks up to its last event
 * that counts by now.
 */
export function settledAt(
  rows: readonly EventRow[],
  events: readonly DeliveredEvent[],
  feeds: readonly StoredFeed[],
): Instant {
  const newest = events.at(-1)?.at;
  const arrived = rows.reduce((last, { received_at }) => Math.max(last, received_at), -Infinity);
  if (newest === undefined) return arrived;
  const declared = feeds.filter(({ policy }) => policy === 'declared');
  return declared.reduce((last, feed) => Math.max(last, reachedAt(feed, newest)), arrived);
}

/** What was known after each earlier delivery, where a later one told of another opening or end. */
export function formerly(rows: readonly EventRow[]): { events: DeliveredEvent[]; rows: EventRow[] }[] {
  if (!isTurned(rows)) return [];
  const deliveries = deliveriesOf(rows);
  return deliveries.slice(0, -1).map(({ batch }, i) => ({
    events: deliveries
      .slice(0, i + 1)
      .flatMap(({ events }) => events)
      .sort(inOrder),
    rows: rows.filter((row) => row.batch <= batch),
  }));
}

/** Does a later delivery tell of another opening or end of the case? The rows come in order of batch. */
function isTurned(rows: readonly EventRow[]): boolean {
  let known: Partial<Record<Turn, Instant>> = {};
  let told = known;
  let batch: number | undefined;
  for (const row of rows) {
    const turn = TURNS[row.type];
    if (row.batch !== batch) [batch, known] = [row.batch, told];
    if (turn === undefined) continue;
    const before = known[turn] ?? (turn === 'received' ? known.accepted && Infinity : undefined);
    if (before !== undefined && row.at <= before) return true;
    told = { ...told, [turn]: Math.min(row.at, told[turn] ?? Infinity) };
  }
  return false;
}

type Turn = 'received' | 'accepted' | 'end';
const TURNS: Readonly<Record<string, Turn | undefined>> = {
  'case.received': 'received',
  'case.accepted': 'accepted',
  ...Object.fromEntries(ENDS.map((type) => [type, 'end' as const])),
};
