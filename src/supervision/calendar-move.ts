import type pg from 'pg';
import { LOCK } from '../database/advisory-locks.js';
import { inTransaction } from './hot-pool.js';

/** Cases that one transaction moves at most; the pipeline may wait for each. */
const CHUNK = 2_000;

/**
 * Cases are locked in the order of their numbers, as the pipeline locks them, and numbered after their locks are held:
 * the move stands at one place among the deliveries of its case.
 */
const MOVE = `WITH current AS (
    SELECT ref, split_part(ref, '@', 1) AS code, body FROM standard WHERE kind = 'calendar' AND ref = ANY($1::text[])),
  target AS (
    SELECT former.ref AS former, current.ref AS newer FROM standard former
    JOIN current ON current.code = split_part(former.ref, '@', 1)
    WHERE former.kind = 'calendar'
      AND (current.body->>'lastDay' > former.body->>'lastDay' OR current.body->>'firstDay' < former.body->>'firstDay')),
  found AS (
    SELECT c.case_no, c.judged_to, target.former, target.newer FROM case_file c JOIN target ON target.former = c.calendar
    WHERE c.not_computable AND c.judged_to IS NOT NULL
    ORDER BY c.case_no LIMIT ${CHUNK} FOR UPDATE OF c),
  noted AS (
    INSERT INTO calendar_move (case_no, batch, former, judged_to)
    SELECT case_no, nextval('batch_number'), former, judged_to FROM found)
  UPDATE case_file c SET calendar = found.newer, next_at = found.judged_to, version = c.version + 1
  FROM found WHERE found.case_no = c.case_no`;

/**
 * Frozen standards stay with a case, but a calendar that ends too early would leave it without a deadline for ever:
 * running cases with such a clock go over to the calendar in force when that one holds more days, and are due at once.
 * Safe while other processes judge.
 *
 * @param calendars refs (`code@version`) of the calendars in force
 * @returns how many cases went over
 */
export async function moveUncountable(pool: pg.Pool, calendars: readonly string[]): Promise<number> {
  let moved = 0;
  for (;;) {
    const chunk = await inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK.calendarMove]);
      return (await client.query(MOVE, [calendars])).rowCount ?? 0;
    });
    moved += chunk;
    if (chunk === 0) return moved;
  }
}
