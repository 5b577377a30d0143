import { Injectable } from '@nestjs/common';
import { msAs } from '../database/sql.js';
import type { SequenceGap } from '../domain/hints/sequence-gap.js';
import type { Instant } from '../domain/instant.js';
import type { Queries } from './hint.repository.js';

/** Gaps of one source that are told at most; beyond, the numbering itself is at fault. */
export const MAX_GAPS = 100;

/** The numbers that sources give their events (`sequence`, CloudEvents): whole numbers, counted one by one. */
@Injectable()
export class SequenceRepository {
  /**
   * Takes in what has arrived since the last computation, however long ago, and what was then still being written;
   * taking an event in twice changes nothing.
   */
  async takeIn(queries: Queries, run: string): Promise<void> {
    await queries.query(
      `INSERT INTO sequence_seen (feed, source, seen)
       SELECT feed, source, range_agg(int8range(n, n, '[]')) FROM (
         SELECT feed, source, (extensions::jsonb->>'sequence')::bigint AS n FROM event
         WHERE extensions LIKE '%"sequence":%'
           AND received_at >= coalesce((SELECT ran_at - interval '1 hour' FROM hint_run WHERE rule = $1), '-infinity')
           AND extensions::jsonb->>'sequence' ~ '^[0-9]{1,18}$') numbered
       GROUP BY feed, source ORDER BY feed, source
       ON CONFLICT (feed, source) DO UPDATE SET seen = sequence_seen.seen + excluded.seen`,
      [run],
    );
  }

  /** How many sources number their events. */
  async numbering(queries: Queries): Promise<number> {
    const [row]: { n: number }[] = await queries.query('SELECT count(*)::int AS n FROM sequence_seen');
    return row?.n ?? 0;
  }

  /** The gaps as they are now, each with the instant at which it was first seen. */
  async gaps(queries: Queries, now: Instant): Promise<SequenceGap[]> {
    await queries.query(
      `WITH missing AS (
         SELECT s.feed, s.source, lower(g.gap) AS first, upper(g.gap) - 1 AS last,
           row_number() OVER (PARTITION BY s.feed, s.source ORDER BY lower(g.gap) DESC) AS i
         FROM sequence_seen s, unnest(int8multirange(int8range(lower(s.seen), upper(s.seen))) - s.seen) AS g (gap)),
       gone AS (
         DELETE FROM sequence_gap k WHERE NOT EXISTS (
           SELECT 1 FROM missing m WHERE m.i <= ${MAX_GAPS} AND (m.feed, m.source, m.first, m.last) = (k.feed, k.source, k.first, k.last)))
       INSERT INTO sequence_gap SELECT feed, source, first, last, to_timestamp($1::float8 / 1000) FROM missing WHERE i <= ${MAX_GAPS}
       ON CONFLICT DO NOTHING`,
      [now],
    );
    const rows: Omit<SequenceGap, 'until'>[] = await queries.query(
      `SELECT f.name AS feed, k.source, k.first::float8 AS first, k.last::float8 AS last, ${msAs('k.since', 'since')}
       FROM sequence_gap k JOIN feed f ON f.id = k.feed ORDER BY k.feed, k.source, k.first`,
    );
    return rows.map((row) => ({ ...row, until: now }));
  }
}
