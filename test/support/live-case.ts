import type { CaseEvent } from '../../src/domain/event.js';
import type { Finding } from '../../src/domain/finding.js';
import type { Standards } from '../../src/domain/standards.js';
import type { Feed } from '../../src/sources/feed.js';
import { admit } from '../../src/supervision/admission.js';
import type { Verdict } from '../../src/supervision/delivery.js';
import { EMPTY_FILE, type FeedPosition, bearsOnClocks } from '../../src/supervision/case-file.js';
import { type Fold, fold } from '../../src/supervision/case-fold.js';
import type { StoredHistory } from '../../src/supervision/case-history.js';
import type { CaseHistory, DeliveredEvent, Delivery } from '../../src/verify/history.js';

/** What became of a case: what was found, and the history with only what was taken of it. */
export interface Lived {
  readonly findings: readonly Finding[];
  readonly stored: CaseHistory;
}

/** Lives through a history as the server does: fold after fold, sweeps between them, without a database. */
export const liveThrough = (
  history: CaseHistory,
  standards: Standards,
  sweepsAt?: readonly number[],
): readonly Finding[] => new LiveCase(history, standards).live(sweepsAt).findings;

export class LiveCase {
  private readonly findings: Finding[] = [];
  private readonly taken: Delivery[] = [];
  private readonly feeds: ReadonlyMap<number, Feed>;
  private file = EMPTY_FILE;
  private nextAt: number | undefined;
  private org: string | null = null;
  private seen: readonly number[] = [];

  constructor(
    private readonly history: CaseHistory,
    private readonly standards: Standards,
  ) {
    this.feeds = new Map(
      [...history.feeds].map(([id, { policy, maxLag, scope = ['*'] }]) => [
        id,
        { id, name: `feed ${id}`, scope, policy, maxLag },
      ]),
    );
  }

  live(sweepsAt: readonly number[] = []): Lived {
    let last = -Infinity;
    for (const delivery of this.history.deliveries) {
      const { batch, receivedAt } = delivery;
      for (const now of sweepsAt)
        if (now > last && now < receivedAt) this.sweep((id) => this.position(id, batch - 1), now);
      last = receivedAt;
      this.deliver(delivery);
    }
    this.sweep((id) => {
      const { feed } = this.position(id, Infinity);
      const horizon = this.history.horizons.get(id) ?? -Infinity;
      // A clock feed's horizon is given as an instant: a lag that leads there from the instant 0.
      return { feed: { ...feed, maxLag: feed.policy === 'clock' ? -horizon : feed.maxLag }, declaredUntil: horizon };
    }, 0);
    return { findings: this.findings, stored: { ...this.history, deliveries: this.taken } };
  }

  private position(id: number, batch: number): FeedPosition {
    const declared = this.history.feeds.get(id)!.watermarks.filter((w) => w.batch <= batch);
    return {
      feed: this.feeds.get(id)!,
      declaredUntil: declared.length > 0 ? Math.max(...declared.map((w) => w.until)) : undefined,
    };
  }

  private sweep(positionOf: (id: number) => FeedPosition, now: number): void {
    if (this.seen.length === 0) return;
    const positions = this.seen.map(positionOf);
    this.keep(fold({ file: this.file, nextAt: this.nextAt }, [], positions, positions, this.standards, now));
  }

  private deliver({ batch, receivedAt, events }: Delivery): void {
    const added = events.map((event): Added => ({ event, feed: this.feeds.get(event.feed)!, folded: foldedOf(event) }));
    const row = { org: this.org, feeds: this.seen, file: this.file };
    const { taken, org, counting } = admit(row, added, this.feeds, this.reported())!;
    if (taken.length === 0) return;
    const after = [...new Set([...(counting ?? row).feeds, ...taken.map((e) => e.feed.id)])];
    const positions = (ids: readonly number[]): FeedPosition[] => ids.map((id) => this.position(id, batch));
    const stored = { file: this.file, nextAt: this.nextAt, counting };
    const folded = taken.map((e) => e.folded);
    this.keep(fold(stored, folded, positions(this.seen), positions(after), this.standards, receivedAt));
    [this.org, this.seen] = [org, after];
    this.taken.push({ batch, receivedAt, events: taken.map((e) => e.event) });
  }

  private keep({ file, nextAt, findings }: Fold): void {
    [this.file, this.nextAt] = [file, nextAt];
    this.findings.push(...findings.map((f) => f.finding));
  }

  private reported(): StoredHistory {
    const events = this.taken.flatMap((delivery) => delivery.events);
    const feeds = [...new Set(events.map((e) => e.feed))].map((id) => ({
      ...this.feeds.get(id)!,
      newest: Math.max(...events.filter((e) => e.feed === id).map((e) => e.at)),
    }));
    const judged = events.map((event) => ({ folded: foldedOf(event) }));
    return { feeds, events: judged.filter(({ folded }) => bearsOnClocks(folded)) };
  }
}

interface Added {
  readonly event: DeliveredEvent;
  readonly feed: Feed;
  readonly folded: CaseEvent;
  verdict?: Verdict;
}

const foldedOf = ({ type, at, feed, data }: DeliveredEvent): CaseEvent => ({ ...data, type, at, feed });
