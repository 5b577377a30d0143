import type { Instant } from '../domain/instant.js';
import type { FeedHistory } from './history.js';

type Mark = FeedHistory['watermarks'][number];

/** A feed is asked once per delivery of every case, so its running maximum is kept. */
const remembered = new WeakMap<FeedHistory, readonly Mark[]>();

/** The watermark of a declared feed after each batch that moved it. */
function moves(feed: FeedHistory): readonly Mark[] {
  const known = remembered.get(feed);
  if (known) return known;
  const forward: Mark[] = [];
  for (const mark of [...feed.watermarks].sort((a, b) => a.batch - b.batch))
    if (mark.until > (forward.at(-1)?.until ?? -Infinity)) forward.push(mark);
  remembered.set(feed, forward);
  return forward;
}

/** How far a declared feed had reported when everything up to `batch` was stored; −Infinity before it ever said so. */
export function declaredUntil(feed: FeedHistory, batch: number): Instant {
  const marks = moves(feed);
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.batch <= batch) low = middle + 1;
    else high = middle;
  }
  return marks[low - 1]?.until ?? -Infinity;
}
