import type pg from 'pg';
import type { Instant } from '../domain/instant.js';

/** A feed's last arrival is written at most this often (milliseconds), and known that exactly. */
export const ARRIVAL_EVERY_MS = 10_000;

/**
 * When each feed last delivered something new (`feed.last_received_at`). Batches only note it; the row of the feed, which
 * all processes share, is written beside them.
 */
export class Arrivals {
  private readonly heard = new Map<number, Instant>();
  private readonly written = new Map<number, Instant>();

  note(feed: number, at: Instant): void {
    this.heard.set(feed, at);
  }

  /** A row that somebody else holds just now is left for the next time. */
  async write(pool: pg.Pool): Promise<void> {
    const due = [...this.heard].filter(([feed, at]) => at - (this.written.get(feed) ?? -Infinity) >= ARRIVAL_EVERY_MS);
    if (due.length === 0) return;
    const { rows } = await pool.query<{ id: number }>(
      `WITH free AS (SELECT id FROM feed WHERE id = ANY($1::int[]) FOR UPDATE SKIP LOCKED),
         moved AS (
           UPDATE feed f SET last_received_at = v.at FROM unnest($1::int[], $2::timestamptz[]) AS v (id, at), free
           WHERE f.id = v.id AND free.id = v.id
             AND (f.last_received_at IS NULL OR f.last_received_at <= v.at - make_interval(secs => $3)))
       SELECT id FROM free`,
      [due.map(([feed]) => feed), due.map(([, at]) => new Date(at).toISOString()), ARRIVAL_EVERY_MS / 1000],
    );
    const free = new Set(rows.map((r) => r.id));
    for (const [feed, at] of due) if (free.has(feed)) this.written.set(feed, at);
  }
}
