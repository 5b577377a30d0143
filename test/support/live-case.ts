import { EMPTY_FILE, type FeedPosition } from '../../src/supervision/case-file.js';
import { type Fold, fold } from '../../src/supervision/case-fold.js';
import type { Finding } from '../../src/domain/finding.js';
import type { Standards } from '../../src/domain/standards.js';
import type { CaseHistory, DeliveredEvent } from '../../src/verify/history.js';

/** Lives through a history as the server does: fold after fold, sweeps between them, without a database. */
export function liveThrough(history: CaseHistory, standards: Standards, sweepsAt: readonly number[] = []): Finding[] {
  const findings: Finding[] = [];
  let file = EMPTY_FILE;
  let nextAt: number | undefined;
  let seen: number[] = [];
  const position = (id: number, batch: number): FeedPosition => {
    const feed = history.feeds.get(id)!;
    const declared = feed.watermarks.filter((w) => w.batch <= batch).map((w) => w.until);
    return {
      feed: { id, name: `feed ${id}`, scope: ['*'], policy: feed.policy, maxLag: feed.maxLag },
      declaredUntil: declared.length > 0 ? Math.max(...declared) : undefined,
    };
  };
  const apply = (events: readonly DeliveredEvent[], positionOf: (id: number) => FeedPosition, now: number): void => {
    const after = [...new Set([...seen, ...events.map((e) => e.feed)])];
    const added = events.map(({ type, at, feed, data }) => ({ ...data, type, at, feed }));
    const result: Fold = fold({ file, nextAt }, added, seen.map(positionOf), after.map(positionOf), standards, now);
    findings.push(...result.findings.map((f) => f.finding));
    ({ file, nextAt } = result);
    seen = after;
  };
  let last = -Infinity;
  for (const { batch, receivedAt, events } of history.deliveries) {
    for (const now of sweepsAt)
      if (seen.length > 0 && now > last && now < receivedAt) apply([], (id) => position(id, batch - 1), now);
    last = receivedAt;
    apply(events, (id) => position(id, batch), receivedAt);
  }
  if (seen.length > 0)
    apply(
      [],
      (id) => {
        const { feed } = position(id, Infinity);
        const horizon = history.horizons.get(id) ?? -Infinity;
        // A clock feed's horizon is given as an instant: a lag that leads there from the instant 0.
        return { feed: { ...feed, maxLag: feed.policy === 'clock' ? -horizon : feed.maxLag }, declaredUntil: horizon };
      },
      0,
    );
  return findings;
}
