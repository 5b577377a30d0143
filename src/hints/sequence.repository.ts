import { Injectable } from '@nestjs/common';
import { ms, msAs } from '../database/sql.js';
import type { SequenceGap } from '../domain/hints/sequence-gap.js';
import { DAY, HOUR, type Instant } from '../domain/instant.js';
import type { Queries } from './hint.repository.js';

/** Gaps of one source that are told at most; beyond, the numbering itself is at fault. */
export const MAX_GAPS = 100;

// As the indexes have it.
const NUMBERED = `extensions LIKE '%"sequence":%'`;
const TURNED_DOWN = `body LIKE '%"sequence"%'`;
/** What was turned down is kept as it came: it need not be JSON. */
const NUMBER_IN_BODY = `'"sequence"\\s*:\\s*"?([0-9]{1,18})"?\\s*[,}]'`;
const instant = (n: number): string => `to_timestamp($${n}::float8 / 1000)`;

/** The numbers that sources give their events (`sequence`, CloudEvents): whole numbers, counted one by one. */
@Injectable()
export class SequenceRepository {
  /**
   * Takes in what has arrived since the last computation, however long ago, and what was then still being written, a day
   * at a time; taking an event in twice changes nothing. What was turned down has been sent, too.
   */
  async takeIn(queries: Queries, run: string): Promise<void> {
    const [last]: { at: Instant }[] = await queries.query(
      `SELECT ${msAs('ran_at', 'at')} FROM hint_run WHERE rule = $1`,
      [run],
    );
    let from = await this.nextArrival(queries, last ? last.at - HOUR : 0);
    while (from !== undefined) {
      await this.takeInBetween(queries, from, from + DAY);
      from = await this.nextArrival(queries, from + DAY);
    }
  }

  /** How many sources number their events. */
  async numbering(queries: Queries): Promise<number> {
    const [row]: { n: number }[] = await queries.query('SELECT count(*)::int AS n FROM sequence_seen');
    return row?.n ?? 0;
  }

  private async nextArrival(queries: Queries, since: Instant): Promise<Instant | undefined> {
    const [row]: { at: Instant | null }[] = await queries.query(
      `SELECT ${ms('least(e.at, q.at)')} AS at
       FROM (SELECT min(received_at) AS at FROM event WHERE ${NUMBERED} AND received_at >= ${instant(1)}) e,
         (SELECT min(received_at) AS at FROM quarantine WHERE ${TURNED_DOWN} AND received_at >= ${instant(1)}) q`,
      [since],
    );
    return row?.at ?? undefined;
  }

  private async takeInBetween(queries: Queries, from: Instant, before: Instant): Promise<void> {
    await queries.query(
      `WITH sent AS (
         SELECT feed, source, extensions::jsonb->>'sequence' AS n FROM event
         WHERE ${NUMBERED} AND received_at >= ${instant(1)} AND received_at < ${instant(2)}
         UNION ALL
         SELECT feed, source, substring(body FROM ${NUMBER_IN_BODY}) FROM quarantine
         WHERE ${TURNED_DOWN} AND received_at >= ${instant(1)} AND received_at < ${instant(2)}),
       numbered AS (SELECT feed, source, CASE WHEN n ~ '^[0-9]{1,18}$' THEN n::bigint END AS n FROM sent)
       INSERT INTO sequence_seen (feed, source, seen)
       SELECT feed, source, range_agg(int8range(n, n, '[]')) FROM numbered
       WHERE n IS NOT NULL AND feed IS NOT NULL AND source IS NOT NULL GROUP BY feed, source ORDER BY feed, source
       ON CONFLICT (feed, source) DO UPDATE SET seen = sequence_seen.seen + excluded.seen`,
      [from, before],
    );
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
