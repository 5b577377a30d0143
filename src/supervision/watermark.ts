import type pg from 'pg';
import type { Instant } from '../domain/instant.js';
import type { IncomingEvent } from '../intake/cloud-event.js';
import type { Feed } from '../sources/feed.js';
import type { Clock } from '../time/clock.js';
import { CONFLICT } from './batch.js';
import type { Verdict } from './delivery.js';
import { inTransaction } from './hot-pool.js';
import { lockFeed, readStanding } from './supervision.repository.js';

export const NOT_DECLARED: Verdict = {
  kind: 'rejected',
  reason: 'invalid-member',
  member: 'type',
  detail: '该信息源的水位由时钟推进，不接受申报 / the watermark of this feed follows the clock and cannot be declared',
};

/**
 * Stores a declared watermark and moves the feed's position, never backwards. Deliveries of the same feed are either
 * committed before it or begin after it. The caller sweeps the feed afterwards.
 */
export async function declareWatermark(
  pool: pg.Pool,
  clock: Clock,
  feed: Feed,
  event: IncomingEvent,
): Promise<Verdict> {
  if (feed.policy !== 'declared') return NOT_DECLARED;
  return inTransaction(pool, async (client) => {
    await lockFeed(client, feed.id);
    const { batch } = await readStanding(client);
    const now = clock.now();
    const { rowCount } = await client.query(
      `INSERT INTO event (batch, feed, source, id, type, case_no, occurred_at, recorded_at, received_at, late, hash, data, extensions)
       VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8, false, decode($9, 'hex'), $10, $11) ON CONFLICT DO NOTHING`,
      [
        batch,
        feed.id,
        event.source,
        event.id,
        event.type,
        iso(event.occurredAt),
        iso(event.recordedAt ?? now),
        iso(now),
        event.hash,
        event.dataText,
        event.extensions,
      ],
    );
    if (rowCount === 0) return repeated(client, event);
    await client.query('UPDATE feed SET declared_until = greatest(declared_until, $2) WHERE id = $1', [
      feed.id,
      iso(event.judged.until ?? event.occurredAt),
    ]);
    return { kind: 'accepted' };
  });
}

async function repeated(client: pg.PoolClient, event: IncomingEvent): Promise<Verdict> {
  const { rows } = await client.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM event WHERE source = $1 AND id = $2`,
    [event.source, event.id],
  );
  return rows[0]?.hash === event.hash ? { kind: 'duplicate' } : CONFLICT;
}

const iso = (at: Instant): string => new Date(at).toISOString();
