import type pg from 'pg';
import type { Instant } from '../domain/instant.js';

/** A feed's arrivals are written at most this often (milliseconds), and known that exactly. */
export const ARRIVAL_EVERY_MS = 10_000;

/** What has come from a feed and is not written yet. */
interface Heard {
  at: Instant;
  events: number;
}

/**
 * When each feed last delivered something new (`feed.last_received_at`), and how much in each hour (`feed_hour`). Batches
 * only note it; the rows of the feed, which all processes share, are written beside them.
 */
export class Arrivals {
  private readonly heard = new Map<number, Heard>();
  private readonly written = new Map<number, Instant>();

  note(feed: number, at: Instant, events: number): void {
    this.heard.set(feed, { at, events: (this.heard.get(feed)?.events ?? 0) + events });
  }

  /** A row that somebody else holds just now is left for the next time. */
  async write(pool: pg.Pool, now: Instant): Promise<void> {
    const due = [...this.heard].filter(([feed, { at }]) => this.isDue(at - this.last(feed), now - this.last(feed)));
    if (due.length === 0) return;
    const { rows } = await pool.query<{ id: number }>(WRITE, [
      due.map(([feed]) => feed),
      due.map(([, { at }]) => new Date(at).toISOString()),
      due.map(([, { events }]) => events),
      ARRIVAL_EVERY_MS / 1000,
    ]);
    const free = new Set(rows.map((r) => r.id));
    for (const [feed, { at, events }] of due) if (free.has(feed)) this.isWritten(feed, events, at);
  }

  /** The last events before a silence are written, too, a little later. */
  private isDue(newer: number, waited: number): boolean {
    return newer >= ARRIVAL_EVERY_MS || waited >= 2 * ARRIVAL_EVERY_MS;
  }

  private last(feed: number): Instant {
    return this.written.get(feed) ?? -Infinity;
  }

  /** What has come meanwhile is left for the next time. */
  private isWritten(feed: number, events: number, at: Instant): void {
    this.written.set(feed, at);
    const heard = this.heard.get(feed);
    if (heard && heard.events > events) this.heard.set(feed, { ...heard, events: heard.events - events });
    else this.heard.delete(feed);
  }
}

/** The rows of the hours are a ring: one of the day before gives way, one that is newer stays. */
const WRITE = `WITH v AS (SELECT * FROM unnest($1::int[], $2::timestamptz[], $3::int[]) AS v (id, at, events)),
  free AS (SELECT id FROM feed WHERE id = ANY($1::int[]) FOR UPDATE SKIP LOCKED),
  moved AS (
    UPDATE feed f SET last_received_at = v.at FROM v, free
    WHERE f.id = v.id AND free.id = v.id
      AND (f.last_received_at IS NULL OR f.last_received_at <= v.at - make_interval(secs => $4))),
  counted AS (
    INSERT INTO feed_hour AS h (feed, slot, hour, events)
    SELECT v.id, extract(hour FROM v.at AT TIME ZONE 'Asia/Shanghai'), date_trunc('hour', v.at), v.events
    FROM v JOIN free USING (id)
    ON CONFLICT (feed, slot) DO UPDATE SET hour = excluded.hour,
      events = CASE WHEN h.hour = excluded.hour THEN h.events ELSE 0 END + excluded.events
    WHERE h.hour <= excluded.hour)
  SELECT id FROM free`;
